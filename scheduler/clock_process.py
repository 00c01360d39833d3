"""The one process that is the clock: it is alone, it says that it lives, and it catches up on what it slept through."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from domain.clock import to_iso, utc_now
from domain.codec import from_plain, to_plain
from scheduler.clock import ScheduledJob, every
from scheduler.nights_status import CLOCK, SILENCE, WORKER
from storage import run_heartbeats
from storage.database import Database
from storage.engine import writing
from storage.workers import Worker, is_alive, this_worker

_BEAT = timedelta(seconds=15)
_FORGOTTEN = timedelta(days=1)
_JOB = "job "  # heartbeats of jobs: when each last came to its end


class AnotherClockError(Exception):
    """A schedule process is running on this database already; one line says where."""


@dataclass(slots=True)
class Pulse:
    """Says in the database that the clock lives, and when it last looked at what is due."""

    database: Database
    now: Callable[[], datetime] = utc_now
    looked: datetime | None = None

    def claim(self) -> None:
        """Raises AnotherClockError while another clock lives."""
        ours = this_worker()
        with writing(self.database.engine) as connection:
            for other in run_heartbeats.read_heartbeats(connection):
                if other.name != CLOCK:
                    continue
                worker = from_plain(Worker, other.detail["worker"])
                if worker != ours and is_alive(worker, other.beat, SILENCE):
                    raise AnotherClockError(f"another schedule runs on {worker.host}, process {worker.pid}")
            run_heartbeats.forget(connection, WORKER, self.now() - _FORGOTTEN)
            self._beat(connection)

    def beat(self) -> None:
        with writing(self.database.engine) as connection:
            self._beat(connection)

    def release(self) -> None:
        """The clock goes of its own will; the next one need not wait."""
        with writing(self.database.engine) as connection:
            run_heartbeats.stop_beating(connection, CLOCK)

    def watching(self, job: ScheduledJob) -> ScheduledJob:
        """The job, telling the pulse when it came to its end."""

        def act() -> None:
            job.act()
            self.looked = self.now()

        return replace(job, act=act)

    def job(self) -> ScheduledJob:
        return ScheduledJob("heartbeat", every(_BEAT), self.beat, "còn chạy / still alive", shown=False)

    def _beat(self, connection: Connection) -> None:
        detail = {"worker": to_plain(this_worker()), "looked": to_iso(self.looked) if self.looked else None}
        run_heartbeats.beat(connection, CLOCK, self.now(), detail)


def remembered(
    database: Database, jobs: Iterable[ScheduledJob], now: Callable[[], datetime] = utc_now
) -> tuple[ScheduledJob, ...]:
    """Jobs that are to run once more at start when a moment of theirs passed while nothing was running: each writes
    down when it came to its end. One that never ran waits for its first moment."""
    jobs = tuple(jobs)
    with writing(database.engine) as connection:
        known = {beat.name: beat.beat for beat in run_heartbeats.read_heartbeats(connection)}
        for job in jobs:
            if _JOB + job.name not in known:
                run_heartbeats.beat(connection, _JOB + job.name, now())
    return tuple(_remembered(database, job, known.get(_JOB + job.name), now) for job in jobs)


def _remembered(
    database: Database, job: ScheduledJob, last: datetime | None, now: Callable[[], datetime]
) -> ScheduledJob:
    def act() -> None:
        job.act()
        with writing(database.engine) as connection:
            run_heartbeats.beat(connection, _JOB + job.name, now())

    missed = job.next_after(last) if last is not None else None
    return replace(job, act=act, at_start=missed is not None and missed <= now())
