"""Work to be done and runs of it: what the queue carries, what a night is, where every agency stands in it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Lane(StrEnum):
    """Who asked; earlier lanes go first. One slot of every worker is kept for auditors."""

    AUDITOR = "auditor"
    CANARY = "canary"
    NIGHTLY = "nightly"


class JobState(StrEnum):
    """Each has a next one: queued -> running -> done | queued (again, later) | given_up. Nothing stays running: a job
    whose worker is gone goes back to queued, at most as often as its cause allows."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    GIVEN_UP = "given_up"


class Cause(StrEnum):
    """Why a job is tried again, or is not."""

    UNREACHABLE = "unreachable"  # later in the same run, with longer limits
    BLOCKED = "blocked"  # the next night
    OUR_ERROR = "our_error"  # once
    WORKER_LOST = "worker_lost"  # the process died: at once, as often as `most_losses` says
    STOPPED = "stopped"  # handed back by a worker that was told to go


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """One portal to be audited. Putting the same agency, lane and run twice is one job."""

    agency: str
    lane: Lane
    run: str = ""  # id of the run; "" for an auditor's own check
    due: datetime | None = None  # not before; None is now
    options: dict[str, object] = field(default_factory=dict)  # limits that differ from the default, as plain data


@dataclass(frozen=True, slots=True)
class Job:
    """A work order as the queue holds it."""

    id: int
    order: WorkOrder
    state: JobState
    attempt: int  # 1 at the first
    due: datetime
    causes: tuple[Cause, ...] = ()  # of the attempts that did not succeed, oldest first
    audit: str = ""  # id of this attempt's audit; between attempts of the latest one that was finished
    kept: str = ""  # while it runs: id of the latest audit of earlier attempts that was finished

    @property
    def cause(self) -> Cause | None:
        """Of the latest attempt that did not succeed."""
        return self.causes[-1] if self.causes else None


class RunState(StrEnum):
    """open -> closing -> published | held. `held`: a gate failed and the last published view stays."""

    OPEN = "open"
    CLOSING = "closing"
    PUBLISHED = "published"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Run:
    """A night of one group of agencies. Moments are aware UTC."""

    id: str  # "2026-11-28-all": local date of its opening and its group
    group: str
    opens: datetime
    closes: datetime
    state: RunState = RunState.OPEN


class Standing(StrEnum):
    """Where an agency stands in a run. Every registered agency has one, whatever happened."""

    WAITING = "waiting"
    RUNNING = "running"
    AUDITED = "audited"  # an audit was finished, however it ended; its ending says more
    GIVEN_UP = "given_up"  # no audit could be finished; the cause says why
    NOT_REACHED = "not_reached"  # the window closed before its turn


#: Standings that still change while the run is open.
UNDECIDED = (Standing.WAITING, Standing.RUNNING)


@dataclass(frozen=True, slots=True)
class RunRow:
    """One agency in one run."""

    run: str
    agency: str
    standing: Standing
    attempts: int = 0
    audit: str = ""
    cause: Cause | None = None
