"""What stands in an archive for the records that retention took out: which, why, when, by which policy.

A metadata record of its own, at the archive's end: without it a missing record is damage.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from domain.clock import to_iso
from domain.codec import canonical_json, from_plain
from storage.archive.records import Block, record_id

NOTE_TYPE = "application/vnd.portal-audit.pruned+json"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A capture whose record is gone. `why`: the rule of the policy."""

    capture: str
    kind: str
    url: str
    digest: str
    size: int
    why: str


@dataclass(frozen=True, slots=True)
class PruneNote:
    policy: str
    pruned: datetime
    dropped: tuple[Dropped, ...]


def note_block(audit_id: str, note: PruneNote, times: int) -> Block:
    return Block(
        type="metadata",
        id=record_id(audit_id, "", f"pruned-{times}"),
        uri="urn:portal-audit:pruned",
        date=to_iso(note.pruned),
        content_type=NOTE_TYPE,
        payload=canonical_json(note).encode("utf-8", "backslashreplace"),
        refers_to=record_id(audit_id, "", "info"),
    )


def parse_note(payload: bytes) -> PruneNote:
    """Raises ValueError or TypeError for what is no note."""
    return from_plain(PruneNote, json.loads(payload.decode("utf-8")))
