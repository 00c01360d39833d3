"""What becomes of a night: gates, what is published of each finding, people's words on it, canaries, notices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.findings import Verdict


class GateVerdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    UNMEASURED = "unmeasured"  # nothing to measure it by, such as flips on a first night; holds nothing back


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What was counted of a run when its window closed: agencies by standing, their audits, their findings."""

    registered: int  # agencies of the group by the targets file
    rows: int  # of them with a row
    standings: Mapping[str, int]
    causes: Mapping[str, int]  # why agencies were tried again or given up
    endings: Mapping[str, int]  # of the audits
    readable: int  # audits that could read something of the portal
    requests: int
    verdicts: Mapping[str, int]  # findings of readable audits by verdict
    compared: int  # definite verdicts that the night before had one for too
    flips: int  # of them different
    seconds: float  # from the release of the work to the end
    canaries: int = 0  # visits of canaries that were judged
    canaries_failed: int = 0


@dataclass(frozen=True, slots=True)
class GateResult:
    """One measure of a run held against its threshold. `detail`: what it was made of, plain values."""

    gate: str
    value: float | None
    limit: float
    at_least: bool  # True: the value must not be below the limit; False: not above
    verdict: GateVerdict
    detail: Mapping[str, Any] = field(default_factory=dict)


class Mark(StrEnum):
    """How a published verdict stands to what the last night saw."""

    PLAIN = ""
    PENDING = "pending"  # nights have seen not_met, too few so far: the verdict before is still shown


class Word(StrEnum):
    """What a person says of a finding. It never edits the finding."""

    CONFIRM = "confirm"
    OVERTURN = "overturn"  # it is wrong; `instead` says what is right, else the verdict published before stays
    CONTEST = "contest"  # an agency disagrees: shown beside the verdict, changes nothing
    WAIVE = "waive"  # not held against the agency until a day


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word. `verdict` is the one that the reviewed finding has; `finding` its digest."""

    agency: str
    requirement: str
    finding: str
    verdict: Verdict
    word: Word
    by: str
    made: datetime
    instead: Verdict | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one night saw of one requirement. `finding` is the stored finding's key, `at` the audit's start."""

    verdict: Verdict
    finding: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """What is published of one requirement of one agency, and what the nights behind it agree on.

    `finding` is None where nothing was ever published and the quorum is not there yet; the verdict is then
    `undetermined`. `seen_nights` counts nights in agreement for not_met only, up to the quorum; `seen_since` is the
    start of the audit that first saw `seen_verdict` of late.
    """

    verdict: Verdict
    finding: int | None
    since: datetime
    mark: Mark
    review: str  # "", "confirmed", "overturned", "contested", "waived": the latest word that holds
    seen_verdict: Verdict
    seen_finding: int
    seen_nights: int
    seen_since: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """A published verdict that became another. `before` is None where there was none."""

    agency: str
    requirement: str
    before: Verdict | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CanaryResult:
    """One visit of a portal whose verdicts are known. `passed` is None while it is under way."""

    canary: str
    round: int
    ordered: datetime
    passed: bool | None = None
    audit: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A process that was alive at a moment."""

    name: str  # "clock", "worker …"
    beat: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)


class NoticeState(StrEnum):
    """waiting -> sending -> sent | waiting (again, later) | failed. A process that dies while sending leaves it
    unknown whether it went out: `unsure`, and it is not sent again."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one subscriber about one run. `topic`: "digest", or "canary" while a run is on."""

    subscriber: str
    run: str
    topic: str
    subject: str
    text: str
    data: Mapping[str, Any]  # the same for programs
    id: int = 0
    attempts: int = 0
