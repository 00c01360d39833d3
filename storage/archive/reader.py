"""Reading an audit's archive back: the snapshot that was written, bodies by their place in the file."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from domain.agencies import Target
from domain.captures import Capture, CaptureKind, Ending, Snapshot
from domain.clock import from_iso
from domain.codec import digest_bytes, from_plain
from storage.archive.carried import JSON_HEADER, JSON_TYPE, carried, is_ours, parse_beside, rebuild
from storage.archive.errors import ArchiveError
from storage.archive.foreign import ForeignRecords, foreign_body
from storage.archive.places import SUFFIX, IndexEntry, existing
from storage.archive.prune_note import NOTE_TYPE, PruneNote, parse_note
from storage.archive.store import ArchiveStore
from storage.archive.warc_records import StoredRecord, record_at, record_in, records

#: Field of the warcinfo record that names the audit, in JSON.
INFO_FIELD = "portal-audit"


class BodyReader:
    """Bodies by offset: each call reads one record and checks its digest; nothing stays in memory."""

    def __init__(self, path: Path, index: Iterable[tuple[Capture, IndexEntry]]) -> None:
        self._path = path
        self._entries = {capture.id: entry for capture, entry in index}

    def __call__(self, capture: Capture) -> bytes:
        """Raises ArchiveError when the archive holds no such body, or another one."""
        entry = self._entries.get(capture.id)
        path = existing(self._path)
        if entry is None:
            raise ArchiveError(path, None, f"holds no capture {capture.id}")
        if not capture.digest:
            return b""
        body = body_of(record_at(path, entry))
        if digest_bytes(body) != capture.digest:
            raise ArchiveError(path, entry.offset, f"the body is not the one of capture {capture.id}")
        return body


def stored_body(store: ArchiveStore, name: str, entry: IndexEntry, digest: str) -> bytes:
    """One body out of the store by its place alone: nothing else of the archive is read.

    Raises ArchiveError when it is not there, or is not the one of that digest.
    """
    body = body_of(record_in(store.read(name, entry), name, entry))
    if digest_bytes(body) != digest:
        raise ArchiveError(name, entry.offset, f"the body is not the one of {digest}")
    return body


def body_of(record: StoredRecord) -> bytes:
    """The body as captures count it: as stored in our records, decoded in other tools'."""
    return record.payload if is_ours(record.header(JSON_HEADER)) else foreign_body(record)


@dataclass(frozen=True, slots=True)
class ArchiveContent:
    """What an archive says of itself: `audit` and `started` from its first record, captures with their places, and
    what retention took out of it."""

    path: Path
    audit: str
    started: datetime
    index: tuple[tuple[Capture, IndexEntry], ...]
    ours: bool
    notes: tuple[PruneNote, ...] = ()


def read_snapshot(path: Path, target: Target | None = None) -> Snapshot:
    """The snapshot stored in an archive, finished, still open (`<path>.open`), or cut off in the middle.

    `target` is used where the archive holds no copy of one, as in a WARC made by another tool.
    Raises ArchiveError in one line otherwise, for a damaged file, and for one that retention thinned: judged again,
    what is gone would look absent.
    """
    content = read_content(path)
    if content.notes:
        note = content.notes[-1]
        what = f"was thinned by the policy {note.policy} on {note.pruned:%Y-%m-%d}; it cannot be judged again"
        raise ArchiveError(content.path, None, what)
    body = BodyReader(content.path, content.index)
    captures = tuple(capture for capture, _ in content.index)
    return Snapshot(
        audit=content.audit,
        target=_target(content, captures, body) or _given(content, target),
        started=content.started,
        captures=captures,
        ending=_ending(content, captures, body),
        body=body,
    )


def read_content(path: Path) -> ArchiveContent:
    """Captures and places without bodies. Raises ArchiveError."""
    place = existing(path)
    index: list[tuple[Capture, IndexEntry]] = []
    apart: dict[str, str] = {}
    foreign = ForeignRecords()
    notes: list[PruneNote] = []
    info: dict[str, Any] = {}
    first: datetime | None = None
    for record in records(place):
        first = first or _date(record)
        if record.type == "warcinfo" and not info:
            info = _info(record)
        elif record.header("Content-Type") == JSON_TYPE:
            apart[record.header("WARC-Record-ID")] = record.payload.decode("ascii", "replace")
        elif record.header("Content-Type") == NOTE_TYPE:
            notes.append(_note(place, record))
        elif (capture := _own(place, record, apart)) is not None:
            index.append((capture, record.entry))
        elif not info:
            foreign.add(record)
    ours = bool(info or index)
    if not ours:
        index = foreign.index()
    if first is None:
        raise ArchiveError(place, 0, "holds no whole record")
    return ArchiveContent(
        path=place,
        audit=info.get("audit") or _stem(path),
        started=info.get("started") or first,
        index=tuple(index),
        ours=ours,
        notes=tuple(notes),
    )


def _note(path: Path, record: StoredRecord) -> PruneNote:
    try:
        return parse_note(record.payload)
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveError(path, record.entry.offset, f"the note of what was pruned cannot be read: {error}") from error


def _own(path: Path, record: StoredRecord, apart: dict[str, str]) -> Capture | None:
    plain = parse_beside(record.header(JSON_HEADER), apart)
    if plain is None:
        return None
    in_record = carried(
        record.header("WARC-Target-URI"),
        record.header("WARC-Date"),
        record.header("WARC-Payload-Digest"),
        len(record.payload),
        (_status(record), tuple(record.http.headers) if record.http else ()),
    )
    try:
        return rebuild(in_record, plain)
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveError(path, record.entry.offset, f"the record's capture fields do not fit: {error}") from error


def _status(record: StoredRecord) -> int | None:
    if record.http is None or record.type != "response":
        return None
    word = record.http.statusline.split(" ", 1)[0]
    return int(word) if word.isdigit() else None


def _date(record: StoredRecord) -> datetime | None:
    try:
        return from_iso(record.header("WARC-Date"))
    except ValueError:
        return None


def _info(record: StoredRecord) -> dict[str, Any]:
    """Audit id and start out of our own warcinfo record; empty for another tool's."""
    for line in record.payload.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == INFO_FIELD:
            try:
                found = json.loads(value)
                return {"audit": str(found["audit"]), "started": from_iso(found["started"])}
            except (ValueError, TypeError, KeyError):
                return {}
    return {}


def _stem(path: Path) -> str:
    return path.name.removesuffix(".gz").removesuffix(SUFFIX.removesuffix(".gz"))


def _target(content: ArchiveContent, captures: tuple[Capture, ...], body: BodyReader) -> Target | None:
    copy = next((capture for capture in captures if capture.kind is CaptureKind.TARGET), None)
    if copy is None:
        return None
    try:
        return from_plain(Target, json.loads(body(copy).decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveError(content.path, None, f"the copy of the target cannot be read: {error}") from error


def _given(content: ArchiveContent, target: Target | None) -> Target:
    if target is None:
        raise ArchiveError(content.path, None, "holds no copy of its target; name the agency it belongs to")
    return target


def _ending(content: ArchiveContent, captures: tuple[Capture, ...], body: BodyReader) -> Ending:
    """The last word on how the audit ended. Another tool's whole file counts as complete."""
    last = next((capture for capture in reversed(captures) if capture.kind is CaptureKind.ENDING), None)
    if last is None:
        return Ending.INTERRUPTED if content.ours else Ending.COMPLETED
    try:
        return Ending(json.loads(body(last))["ending"])
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveError(content.path, None, f"the ending cannot be read: {error}") from error
