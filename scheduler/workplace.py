"""What an audit is asked, what it needs around it, what it shows on its way, and what comes of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from checks.load_lexicon import Lexicon
from checks.requirement import Catalogue
from domain.audits import Audit
from domain.findings import Evaluation
from domain.plans import Limits
from scheduler.crawl_process import CrawlProcess
from scheduler.given_lists import NationalServices
from scheduler.judging import Judges
from storage.database import Database


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """What the caller may set for one audit."""

    trigger: str = "auditor"
    limits: Limits = Limits()
    allow_private: bool = False
    browser: bool = True
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a person sees while it runs. `provisional`: findings of the rounds so far."""

    pages: int = 0
    max_pages: int = 0
    requests: int = 0
    current: str = ""
    waiting: str = ""
    found: int = 0
    provisional: Evaluation | None = None


@dataclass(frozen=True, slots=True)
class AuditResult:
    audit: Audit
    evaluation: Evaluation
    archive: Path
    readable: int  # readable pages of the portal

    @property
    def nothing_read(self) -> bool:
        return self.readable == 0


class Renders(Protocol):
    """The machine's browser, as an audit sees it."""

    def socket(self) -> str:
        """The address to ask at; "" when nothing can be rendered."""
        ...

    def look_after(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Workplace:
    """What an audit needs around it."""

    database: Database
    archive_root: Path
    catalogue: Catalogue
    lexicon: Lexicon
    renders: Renders | None = None  # the machine's browser, where there is to be one
    crawls: CrawlProcess | None = None  # None: one of the audit's own
    judges: Judges | None = None  # None: in this process
    patience: float = 60.0  # seconds, of a crawl for its judge
    national: NationalServices | None = None  # the list to compare services with, where the operator gave one
