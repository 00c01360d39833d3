"""A worker: takes jobs, audits many portals at a time, settles what became of them, and leaves when it is told to."""

import threading
import time
from collections.abc import Callable

import structlog

from domain.clock import utc_now
from domain.work import Lane
from scheduler.nights_status import WORKER
from scheduler.queue import JobLostError
from scheduler.worker_job import Desk, WorkerJob, remove_remains, settle_orphan
from scheduler.worker_place import keep_processes
from storage import run_heartbeats
from storage.engine import writing
from storage.errors import StorageError
from storage.workers import this_worker

_OTHERS = tuple(lane for lane in Lane if lane is not Lane.AUDITOR)
_log = structlog.get_logger(__name__)


class Leave:
    """How a worker is told to go: once, gracefully; twice, at once."""

    def __init__(self) -> None:
        self.asked = 0
        self._at = 0.0

    def ask(self) -> None:
        self.asked += 1
        if self.asked == 1:
            self._at = time.monotonic()

    def is_overdue(self, grace: float) -> bool:
        """Whether what still runs is to be handed back now."""
        return self.asked > 1 or (self.asked == 1 and time.monotonic() - self._at >= grace)


class Worker:
    """`run` is called in the thread that opened its processes."""

    def __init__(self, desk: Desk, leave: Leave, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._leave = leave
        self._clock = clock
        self._self = this_worker()
        self._name = f"{WORKER} {self._self.host}:{self._self.pid}"
        self._running: dict[int, WorkerJob] = {}
        self._freed = threading.Event()
        self._next: dict[str, float] = {}

    @property
    def running(self) -> int:
        return len(self._running)

    def run(self, *, once: bool = False) -> None:
        """Until told to leave; `once`: until nothing is due any more."""
        settings = self._desk.settings
        _log.info("worker begins", slots=settings.slots, judges=settings.judges)
        while not self._leave.asked:
            self._reap()
            self._keep_house()
            taken = self._take()
            if once and not taken and not self._running:
                break
            if not taken:
                self._pause()
        self._finish()
        self._guarded("leaving", self._fall_silent)
        _log.info("worker ends", handed_back=self.running)

    def _pause(self) -> None:
        """A freed slot is filled at once; else a look at the queue now and then."""
        if self._freed.wait(0.0 if not self._running else self._desk.settings.poll / 2):
            self._freed.clear()
            return
        self._guarded("waiting", lambda: self._desk.queue.wait(self._desk.settings.poll / 2))

    def _take(self) -> int:
        """Auditors may have any slot; all others together one less than there are."""
        before = self.running
        settings = self._desk.settings
        self._guarded("taking", lambda: self._begin((Lane.AUDITOR,), settings.slots + 1 - self.running))
        busy = sum(1 for each in self._running.values() if each.lane is not Lane.AUDITOR)
        free = min(settings.slots - busy, settings.slots + 1 - self.running)
        self._guarded("taking", lambda: self._begin(_OTHERS, free))
        return self.running - before

    def _begin(self, lanes: tuple[Lane, ...], most: int) -> None:
        if most <= 0:
            return
        for job in self._desk.queue.take(self._self, lanes, most):
            self._running[job.id] = WorkerJob(job, self._desk, self._freed.set)

    def _reap(self) -> None:
        for number in [number for number, each in self._running.items() if not each.is_running]:
            del self._running[number]

    def _keep_house(self) -> None:
        settings = self._desk.settings
        keep_processes(self._desk.place)
        if self._is_time("beat", settings.beat):
            self._guarded("beating", self._beat)
        if self._is_time("recover", settings.recover):
            self._guarded("recovering", self._recover)

    def _beat(self) -> None:
        """Says that we live, and learns what is no longer ours."""
        running = dict(self._running)
        ours = self._desk.queue.beat(self._self, [each.job for each in running.values()])
        for number, each in running.items():
            if number not in ours and each.is_running:
                each.drop(lost=True)
        self._desk.place.database.keep_alive(self._audits)
        with writing(self._desk.place.database.engine) as connection:
            run_heartbeats.beat(connection, self._name, utc_now(), {"running": len(running)})

    def _fall_silent(self) -> None:
        with writing(self._desk.place.database.engine) as connection:
            run_heartbeats.stop_beating(connection, self._name)

    def _audits(self) -> list[str]:
        return [each.custody.audit for each in self._running.values() if each.custody.audit]

    def _recover(self) -> None:
        """Jobs of workers that are gone, and our own that nobody works at any more."""
        database = self._desk.place.database
        for audit in database.recover():
            _log.warning("audit interrupted", audit=audit)
            remove_remains(audit, self._desk)
        before = set(self._running)
        lost = self._desk.queue.recover(self._self)
        forgotten = [job for job in self._desk.queue.of_worker(self._self) if job.id not in before]
        for job in {job.id: job for job in (*lost, *forgotten)}.values():
            _log.warning("job recovered", agency=job.order.agency, audit=job.audit)
            try:
                settle_orphan(job, self._desk)
            except JobLostError:
                continue

    def _is_time(self, what: str, every: float) -> bool:
        now = self._clock()
        if now < self._next.get(what, now):
            return False
        self._next[what] = now + every
        return True

    def _guarded(self, what: str, act: Callable[[], None]) -> None:
        """The database may stay away for a while: everything here is tried again."""
        try:
            act()
        except StorageError as error:
            _log.warning("the database is away", while_=what, reason=str(error))
            time.sleep(self._desk.settings.poll)

    def _finish(self) -> None:
        """What ends by itself in time is finished; then the rest is handed back."""
        settings = self._desk.settings
        if self._running:
            _log.info("worker leaves", running=self.running)
        while self._running and not self._leave.is_overdue(settings.grace):
            self._reap()
            self._keep_house()
            self._freed.wait(min(settings.poll, 0.2))
            self._freed.clear()
        for each in self._running.values():
            each.drop()
        ends = self._clock() + settings.leave
        for each in self._running.values():
            each.join(ends - self._clock())
        self._reap()
