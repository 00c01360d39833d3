"""Lists that the operator gives an audit: records of the archive like all else, so that a recheck needs no file.

Circular 32/2017 Art. 6(3), Decree 43/2011 Art. 18(1): the national list of procedures is not the portal's, and never
fetched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from checks.services.list_columns import ListedRow
from checks.services.national_list import URN
from domain.captures import Capture, CaptureKind, Outcome
from domain.codec import canonical_json, digest_bytes


@dataclass(frozen=True, slots=True)
class NationalServices:
    """The national list of procedures. `source`: the file it came from, as the operator knows it."""

    source: str
    rows: Sequence[ListedRow]


def national_record(given: NationalServices, at: datetime) -> tuple[Capture, bytes]:
    """The list as checks.services.national_list reads it, and its bytes. `at`: aware."""
    items = [{"code": row.code, "name": row.name} for row in given.rows if row.code]
    body = canonical_json({"items": items}).encode()
    capture = Capture(
        id="national-services",
        kind=CaptureKind.JSON,
        url=URN,
        outcome=Outcome.OK,
        fetched_at=at,
        digest=digest_bytes(body),
        size=len(body),
        mime="application/json",
        notes={"source": given.source, "items": len(items)},
    )
    return capture, body
