"""An audit that a person makes himself, beside workers: his portal is claimed first, so that nobody else visits it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from domain.work import Cause, Job, JobState, Lane, WorkOrder
from scheduler.custody import Alone, DroppedError
from scheduler.queue_jobs import JobRows
from storage.database import Database
from storage.workers import this_worker

WAIT_SECONDS = 1500.0  # an audit's wall limit, and the judging after it
_POLL = 1.0


class PortalBusyError(Exception):
    """Somebody else audits this portal, and did not end in time."""


class Claimed(Alone):
    """scheduler.custody.Custody for a claimed portal."""

    def __init__(self, database: Database, rows: JobRows, job: Job) -> None:
        super().__init__(database)
        self.job = job
        self._rows = rows

    def begun(self, audit: str) -> None:
        super().begun(audit)
        self.job = self._rows.begun(self.job, audit)

    def beat(self) -> None:
        super().beat()
        if self.job.id not in self._rows.beat(this_worker(), (self.job,)):
            raise DroppedError("the claim on the portal was lost")

    def within(self, connection: Connection) -> None:
        self._rows.check(connection, self.job)


@contextmanager
def claimed(
    database: Database, agency: str, busy: Callable[[], None], seconds: float = WAIT_SECONDS
) -> Iterator[Claimed]:
    """The portal for as long as this is open. `busy` is called once when it has to be waited for.

    Raises PortalBusyError after so many seconds.
    """
    rows = JobRows(database.engine)
    custody = Claimed(database, rows, _wait_for(rows, agency, busy, seconds))
    try:
        yield custody
    except BaseException:
        rows.close_row(custody.job, JobState.GIVEN_UP, Cause.OUR_ERROR)
        raise
    rows.close_row(custody.job, JobState.DONE)


def _wait_for(rows: JobRows, agency: str, busy: Callable[[], None], seconds: float) -> Job:
    ends = time.monotonic() + seconds
    told = False
    while True:
        rows.free(agency, this_worker())
        job = rows.claim(this_worker(), WorkOrder(agency, Lane.AUDITOR))
        if job is not None:
            return job
        if not told:
            told = True
            busy()
        if time.monotonic() > ends:
            raise PortalBusyError(agency)
        time.sleep(_POLL)
