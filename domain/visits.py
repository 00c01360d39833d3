"""A portal's visits over a period: whether somebody answered, each time we came."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """One finished audit, seen as a knock at the door. `answered` is None where it tells neither way: our own failure,
    a portal that would not let us in. `record` is the digest of the record of its end."""

    audit: str
    agency: str
    started: datetime  # aware UTC
    answered: bool | None
    ending: str = ""
    portal: str = ""
    record: str = ""
