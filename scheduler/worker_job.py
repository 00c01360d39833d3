"""One job's life in a worker: audited, and settled by what became of it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy import Connection

from domain.clock import utc_now
from domain.work import Cause, Job, Lane, Standing
from scheduler.audit_agency import audit_agency
from scheduler.custody import AuditFailedError, DroppedError
from scheduler.ledger import Ledger
from scheduler.queue import JobLostError, Queue
from scheduler.queue_policy import Again, Done, GiveUp, Step
from scheduler.work_options import FindTarget, UnknownPortalError, audit_options, target_of
from scheduler.worker_settings import WorkerSettings
from scheduler.workplace import AuditResult, Workplace
from storage.archive.errors import ArchiveError
from storage.archive.places import open_path, relative_path
from storage.errors import StorageError

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What every job of a worker is done with."""

    place: Workplace
    queue: Queue
    ledger: Ledger
    find_target: FindTarget
    settings: WorkerSettings


@dataclass(slots=True)
class JobCustody:
    """scheduler.custody.Custody for a job. `dropped` is set by the worker: it leaves, or the job is lost."""

    desk: Desk
    job: Job
    keeps_failed: bool = True
    store_pauses: tuple[float, ...] = ()
    audit: str = ""
    dropped: threading.Event = field(default_factory=threading.Event)

    def begun(self, audit: str) -> None:
        self.audit = audit
        self.check()
        self.job = self.desk.queue.begun(self.job, audit)
        order = self.job.order
        if order.run:
            self.desk.ledger.begun(order.run, order.agency, audit, self.job.attempt)

    def check(self) -> None:
        if self.dropped.is_set():
            raise DroppedError("dropped by its worker")

    def within(self, connection: Connection) -> None:
        self.desk.queue.held(self.job)(connection)


class WorkerJob:
    """A taken job with the thread that does it."""

    def __init__(self, job: Job, desk: Desk, ended: Callable[[], None]) -> None:
        self.custody = JobCustody(desk, job, store_pauses=desk.settings.store_pauses)
        self.lost = False  # somebody else has it; nothing is to be settled
        self._desk = desk
        self._ended = ended
        name = f"audit-{job.order.agency}"[:60]
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def job(self) -> Job:
        return self.custody.job

    @property
    def lane(self) -> Lane:
        return self.job.order.lane

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    def drop(self, *, lost: bool = False) -> None:
        self.lost = self.lost or lost
        self.custody.dropped.set()

    def join(self, seconds: float) -> None:
        self._thread.join(max(0.0, seconds))

    def _run(self) -> None:
        order = self.job.order
        with structlog.contextvars.bound_contextvars(agency=order.agency, lane=order.lane.value, run=order.run):
            try:
                self._work()
            except JobLostError as error:
                _log.warning("job lost", reason=str(error))
            except (StorageError, ArchiveError, OSError) as error:  # the worker's next recovery settles it
                _log.error("job not settled", reason=str(error))
            except Exception:  # noqa: BLE001 - logged with its trace; the job is settled as an orphan
                _log.exception("job not settled")
            finally:
                self._ended()

    def _work(self) -> None:
        desk, settings = self._desk, self._desk.settings
        closes = closes_of(self.job, desk)
        now = utc_now()
        if closes is not None and (closes - now).total_seconds() < settings.least_left:
            settle(self.job, desk, GiveUp(), None)
            return
        self.custody.keeps_failed = not settings.policy.may_fail(self.job, now, closes)
        try:
            target = target_of(self.job.order, desk.find_target)
            options = audit_options(self.job, settings.policy, closes, browser=settings.browser)
            with structlog.contextvars.bound_contextvars(attempt=self.job.attempt):
                result = audit_agency(target, options, desk.place, None, self.custody)
        except UnknownPortalError as error:
            _log.error("unknown portal", reason=str(error))
            settle(self.job, desk, GiveUp(), Cause.OUR_ERROR)
        except DroppedError:
            self._hand_back()
        except (AuditFailedError, StorageError, ArchiveError, OSError) as error:
            _log.error("audit failed", audit=self.custody.audit, reason=str(error))
            self._settle_failure(closes)
        else:
            self._settle_result(result, closes)

    def _settle_result(self, result: AuditResult, closes: datetime | None) -> None:
        audit = result.audit
        ending = audit.ending
        assert ending is not None  # noqa: S101 - a stored audit has one
        seconds = (audit.finished - audit.started).total_seconds() if audit.finished else 0.0
        _log.info("audited", audit=audit.id, ending=ending.value, pages=audit.pages, seconds=round(seconds, 1))
        step, cause = self._desk.settings.policy.after_audit(self.job, ending, utc_now(), closes)
        settle(self.job, self._desk, step, cause, audit=audit.id)

    def _settle_failure(self, closes: datetime | None) -> None:
        """No audit was stored, unless the connection broke after it was."""
        if is_finished(self.job, self._desk):
            settle(self.job, self._desk, Done(), None, audit=self.job.audit)
            return
        step, cause = self._desk.settings.policy.after_failure(self.job, utc_now(), closes)
        settle(self.job, self._desk, step, cause)

    def _hand_back(self) -> None:
        if self.lost:
            return
        order = self.job.order
        if order.run:
            self._desk.ledger.ended(order.run, order.agency, Standing.WAITING, self.job.kept, Cause.STOPPED)
        self._desk.queue.hand_back(self.job)
        _log.info("handed back", audit=self.custody.audit)


def settle_orphan(job: Job, desk: Desk) -> None:
    """A running job of ours that nobody works at: its worker died, or could not settle it. A finished audit counts."""
    if is_finished(job, desk):
        settle(job, desk, Done(), None, audit=job.audit)
        return
    step = desk.settings.policy.after_loss(job, utc_now(), closes_of(job, desk))
    settle(job, desk, step, Cause.WORKER_LOST)


def settle(job: Job, desk: Desk, step: Step, cause: Cause | None, audit: str = "") -> None:
    """The ledger first: where we die between the two, the job is settled again, in the same way. Raises StorageError
    when the database stays away, JobLostError."""
    order, known = job.order, audit or job.kept
    standing = Standing.AUDITED if known else Standing.GIVEN_UP
    match step:
        case Again():
            standing = Standing.WAITING
        case GiveUp() if cause is None and not known:
            standing = Standing.NOT_REACHED
    if order.run:
        _patiently(desk, lambda: desk.ledger.ended(order.run, order.agency, standing, known, cause))
    match step:
        case Done():
            _patiently(desk, lambda: desk.queue.done(job))
        case Again(due):
            _patiently(desk, lambda: desk.queue.again(job, cause or Cause.OUR_ERROR, due, audit))
        case GiveUp():
            _patiently(desk, lambda: desk.queue.give_up(job, cause or Cause.STOPPED))
    _log.info("settled", agency=order.agency, audit=audit, standing=standing.value, cause=cause and cause.value)


def remove_remains(audit_id: str, desk: Desk) -> None:
    """What an interrupted audit had archived: nothing that is shown rests on it."""
    audit = desk.place.database.get_audit(audit_id)
    if audit is None or desk.place.database.is_finished(audit_id):
        return
    path = desk.place.archive_root / relative_path(audit.id, audit.started)
    for remains in (path, open_path(path)):
        try:
            remains.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("remains left", path=str(remains), reason=str(error.strerror))


def is_finished(job: Job, desk: Desk) -> bool:
    """Whether the audit of this very attempt was stored."""
    return bool(job.audit) and desk.place.database.is_finished(job.audit)


def closes_of(job: Job, desk: Desk) -> datetime | None:
    return desk.ledger.closes(job.order.run) if job.order.run else None


def _patiently(desk: Desk, change: Callable[[], None]) -> None:
    for pause in desk.settings.settle_pauses:
        try:
            change()
            return
        except StorageError as error:
            _log.warning("tried again", reason=str(error))
            time.sleep(pause)
    change()
