"""One visit of one portal, as it is stored and shown."""

from dataclasses import dataclass
from datetime import datetime

from domain.agencies import Target
from domain.captures import Ending


@dataclass(frozen=True, slots=True)
class Audit:
    """`ending` and `finished` are None while it runs. `archive` is the WARC's path relative to the archive root."""

    id: str
    target: Target
    trigger: str  # "auditor", "nightly", "canary", "demo"
    started: datetime
    finished: datetime | None = None
    ending: Ending | None = None
    pages: int = 0
    rendered: int = 0
    requests: int = 0
    archive: str = ""
    error: str = ""
