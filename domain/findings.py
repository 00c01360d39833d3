"""Verdicts and what they rest on. Values only; how they are reached is checks' business."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NEEDS_HUMAN = "needs_human"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


VERDICT_NAMES: dict[Verdict, tuple[str, str]] = {
    Verdict.MET: ("Đạt", "met"),
    Verdict.PARTLY_MET: ("Đạt một phần", "partly met"),
    Verdict.NOT_MET: ("Không đạt", "not met"),
    Verdict.UNDETERMINED: ("Chưa xác định", "undetermined"),
    Verdict.NEEDS_HUMAN: ("Cần người xem", "needs a person"),
    Verdict.NOT_APPLICABLE: ("Không áp dụng", "not applicable"),
    Verdict.ERROR: ("Lỗi công cụ", "our error"),
}


@dataclass(frozen=True, slots=True)
class Text2:
    """A sentence for people in both languages of the screens, Vietnamese first."""

    vi: str
    en: str


class LocatorType(StrEnum):
    XPATH = "xpath"  # of an element in the HTML body as pages.parse builds it
    JSON = "json"  # JSON pointer (RFC 6901)
    PAGE = "page"  # page number of a file, or "" for the whole
    RECORD = "record"  # the whole record (DNS, TLS, sitemap, headers)


@dataclass(frozen=True, slots=True)
class Locator:
    type: LocatorType
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in an archived record that a verdict rests on. `confidence` in 0..1; `excerpt` at most 300 characters."""

    probe: str
    url: str
    digest: str
    locator: Locator
    excerpt: str
    value: str = ""  # what was read there: a date, a phone, a count
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that looked like it and was refused."""

    url: str
    label: str
    similarity: float  # 0..1
    reason: Text2


@dataclass(frozen=True, slots=True)
class SearchTrace:
    """What was looked at before something was called absent (proof of absence)."""

    sections: tuple[str, ...] = ()  # addresses of the sections visited for it
    pages: int = 0  # readable pages looked through
    labels: tuple[str, ...] = ()  # labels compared (at most 20 shown)
    labels_compared: int = 0
    misses: tuple[Miss, ...] = ()  # nearest first, at most 3
    navigation: float = 0.0  # share of the navigation's own addresses that were fetched, 0..1
    unfetched: tuple[str, ...] = ()  # navigation addresses that were not (at most 10)


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement's verdict in one evaluation. `value` earned share; None where nothing was judged."""

    requirement: str
    verdict: Verdict
    value: float | None
    points: float
    possible: float
    code: str  # reason code, e.g. "no_probe", "needs_post", "elsewhere", "stale"
    reason: Text2
    evidence: tuple[Evidence, ...] = ()
    searched: SearchTrace | None = None


class ServiceProblem(StrEnum):
    LOWER_THAN_CLAIMED = "lower_than_claimed"
    DEAD_LINK = "dead_link"
    LEVEL_NOT_STATED = "level_not_stated"
    DUPLICATE = "duplicate"
    NOT_OBSERVED = "not_observed"


@dataclass(frozen=True, slots=True)
class ServiceStep:
    """One rung of the ladder of levels as it was tried (Circular 32/2017 Art. 3, 5). `held` None: not looked at.

    `rung`: "listed", "fields" (level 1), "forms" (2), "submit" (3), "payment" (4).
    """

    rung: str
    held: bool | None
    reason: Text2
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """One entry of an online-service list. Levels: "1".."4", "unstated", "toan_trinh", "mot_phan", "thong_tin".

    `admin_level`: "ministry", "province", "district", "commune" or ""; `agency`: who handles it, as written.
    `steps`: on what the observed level rests, rung by rung.
    """

    code: str
    name: str
    field: str
    claimed_level: str
    observed_level: str | None
    url: str
    problem: ServiceProblem | None = None
    admin_level: str = ""
    agency: str = ""
    steps: tuple[ServiceStep, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceSummary:
    """The list as it was read. `cut`: why not all of it was ("budget", "failed", "needs_post", "script"), else ""."""

    items: tuple[Service, ...] = ()
    claimed_total: int | None = None  # what the portal says it has
    cut: str = ""


@dataclass(frozen=True, slots=True)
class GroupScore:
    points: float
    applicable: float
    judged: float


@dataclass(frozen=True, slots=True)
class Score:
    """docs/judging.md 8: index = points / judged; low and high bound it by what is unknown."""

    points: float
    applicable: float
    judged: float
    coverage: float | None
    index: float | None
    low: float | None
    high: float | None
    groups: Mapping[str, GroupScore] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One judging of one audit: owns findings; a recheck adds another and changes none."""

    audit: str
    catalogue: str
    catalogue_digest: str
    lexicon_digest: str
    code_version: str
    findings: tuple[Finding, ...]
    services: ServiceSummary
    score: Score
    figures: Mapping[str, Any] = field(default_factory=dict)  # side figures: identity, navigation coverage, cadence
