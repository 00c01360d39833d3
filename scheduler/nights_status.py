"""Where everything stands now, read from the database in one go: for the status command, the API and the metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from domain.clock import from_iso
from domain.nights import Heartbeat
from domain.work import UNDECIDED, RunState, Standing
from storage import run_heartbeats, run_notices, run_rows, run_standings, run_watch
from storage.database import Database
from storage.engine import reading
from storage.run_rows import StoredRun
from storage.run_watch import Spans

#: A process that was silent for so long is taken for dead.
SILENCE = timedelta(seconds=90)
#: The end of a run of many thousand agencies may take minutes; this is beyond any.
STUCK = timedelta(minutes=30)
CLOCK = "clock"
WORKER = "worker"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class GateStatus:
    gate: str
    verdict: str
    value: float | None
    threshold: float


@dataclass(frozen=True, slots=True)
class RunStatus:
    """The latest run of a group. `done` is the share of its agencies whose standing is final, 0..1."""

    id: str
    group: str
    night: date
    state: str
    mark: str
    opens: datetime
    closes: datetime
    released: datetime | None
    finished: datetime | None
    agencies: int
    standings: Mapping[str, int]
    done: float
    spans: tuple[Spans, ...]
    gates: tuple[GateStatus, ...]


@dataclass(frozen=True, slots=True)
class QueueStatus:
    lane: str
    state: str
    jobs: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class AuditStatus:
    """An audit under way."""

    audit: str
    agency: str
    trigger: str
    started: datetime


@dataclass(frozen=True, slots=True)
class FailureStatus:
    run: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class BeatStatus:
    """A process, and whether it was heard of lately."""

    name: str
    beat: datetime
    alive: bool

    @property
    def kind(self) -> str:
        """What it is: "clock" or "worker"."""
        return _kind(self.name)


@dataclass(frozen=True, slots=True)
class Status:
    at: datetime
    runs: tuple[RunStatus, ...]
    published: Mapping[str, datetime]  # by group: when a run was last published
    queue: tuple[QueueStatus, ...]
    running: tuple[AuditStatus, ...]
    failed: tuple[FailureStatus, ...]
    notices: Mapping[str, int]
    unsent: tuple[FailureStatus, ...]
    processes: tuple[BeatStatus, ...]

    def alive(self, kind: str) -> bool:
        """Whether a process of a kind ("clock", "worker") was heard of lately."""
        return any(each.alive for each in self.processes if each.kind == kind)


def read_status(database: Database, now: datetime) -> Status:
    """Raises StorageError."""
    running = tuple(
        AuditStatus(each.audit.id, each.audit.target.agency.id, each.audit.trigger, each.audit.started)
        for each in database.running()
    )
    with reading(database.engine) as connection:
        latest = run_rows.read_latest_of_each(connection)
        unfinished = [run for run in run_rows.read_unfinished(connection) if run not in latest]
        shown = [*unfinished, *latest]
        failed = [each for run in shown for each in run_watch.given_up(connection, run.run.id, _SHOWN)]
        return Status(
            at=now,
            runs=tuple(_run(connection, run) for run in shown),
            published=run_rows.last_published(connection),
            queue=tuple(
                QueueStatus(each.lane.value, each.state.value, each.jobs, each.oldest)
                for each in run_watch.open_jobs(connection)
            ),
            running=running,
            failed=tuple(FailureStatus(each.run, each.what, each.why) for each in failed[:_SHOWN]),
            notices=run_notices.count_notices(connection),
            unsent=tuple(FailureStatus(each.run, each.what, each.why) for each in run_watch.unsent(connection, _SHOWN)),
            processes=_processes(run_heartbeats.read_heartbeats(connection), run_watch.last_job_beat(connection), now),
        )


def _run(connection: Connection, stored: StoredRun) -> RunStatus:
    run = stored.run
    standings = run_standings.count_standings(connection, run.id)
    agencies = sum(standings.values())
    final = sum(count for standing, count in standings.items() if standing not in UNDECIDED)
    over = run.state in (RunState.PUBLISHED, RunState.HELD)
    return RunStatus(
        id=run.id,
        group=run.group,
        night=stored.night,
        state=run.state.value,
        mark=stored.mark,
        opens=run.opens,
        closes=run.closes,
        released=stored.released,
        finished=stored.finished,
        agencies=agencies,
        standings={standing.value: standings.get(standing, 0) for standing in Standing},
        done=1.0 if over or not agencies else round(final / agencies, 4),
        spans=run_watch.audit_spans(connection, run.id),
        gates=tuple(
            GateStatus(row.gate, row.verdict, row.value, row.threshold)
            for row in run_rows.read_gates(connection, run.id)
        ),
    )


def _processes(beats: Sequence[Heartbeat], held: datetime | None, now: datetime) -> tuple[BeatStatus, ...]:
    """Clock and workers by their own word; a worker also by the jobs it holds."""
    found = [
        BeatStatus(beat.name, beat.beat, now - beat.beat < SILENCE and not _is_stuck(beat, now))
        for beat in beats
        if _kind(beat.name) in (CLOCK, WORKER)
    ]
    if held is not None and not any(each.alive and each.kind == WORKER for each in found):
        found.append(BeatStatus(f"{WORKER} (jobs)", held, now - held < SILENCE))
    return tuple(found)


def _kind(name: str) -> str:
    return name.partition(" ")[0]


def _is_stuck(beat: Heartbeat, now: datetime) -> bool:
    """A clock that lives and has not come to the end of a look at what is due for long."""
    looked = beat.detail.get("looked")
    return isinstance(looked, str) and now - from_iso(looked) > STUCK
