"""The queue's port: what is to be audited, who has it, and what became of it.

Two ways behind it: rows with leases on SQLite (scheduler.queue_leases) and Procrastinate on PostgreSQL
(scheduler.queue_procrastinate). Both keep the table `jobs`, which is what is known of a job; they differ in how a
worker comes by the next one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from domain.work import Cause, Job, JobState, Lane, WorkOrder
from storage.workers import Worker

#: Something to be done, or to hold, inside the transaction that stores an audit.
Within = Callable[[Connection], None]


class JobLostError(Exception):
    """The job is no longer ours: we were taken for dead, and somebody else has it or has settled it."""


class Queue(Protocol):
    """Raises StorageError in one line when the database fails. Calls come from any thread, one after the other.

    A portal has at most one running job, whatever lane, run, worker or machine.
    """

    def put(self, orders: Iterable[WorkOrder]) -> int:
        """How many of them are new. An agency has one job per lane and run for ever; without a run (an auditor's own
        check) one at a time."""
        ...

    def take(self, worker: Worker, lanes: Sequence[Lane], most: int) -> tuple[Job, ...]:
        """At most so many due jobs of these lanes, now running and this worker's: earlier lanes first, then
        in the order they were put. Those whose portal has a running job wait."""
        ...

    def claim(self, worker: Worker, order: WorkOrder) -> Job | None:
        """A job for somebody who does it himself at once (`portal-audit check`), running; None while the portal has a
        running job. It is never given to another."""
        ...

    def begun(self, job: Job, audit: str) -> Job:
        """The audit's id stands on the job before the audit is begun. Raises JobLostError."""
        ...

    def held(self, job: Job) -> Within:
        """Holds the job inside the transaction that stores its audit. It raises JobLostError there when the job is
        no longer ours, so that no audit is stored twice."""
        ...

    def beat(self, worker: Worker, jobs: Iterable[Job]) -> frozenset[int]:
        """The worker is alive. Ids of those jobs that are still its own; it must drop the others."""
        ...

    def done(self, job: Job) -> None:
        """running -> done. Raises JobLostError, as all four do."""
        ...

    def again(self, job: Job, cause: Cause, due: datetime, kept: str = "") -> None:
        """running -> queued, not before `due`; the next attempt has the next number. `kept`: the audit that this one
        finished all the same, as of a portal that did not answer."""
        ...

    def give_up(self, job: Job, cause: Cause) -> None:
        """running -> given_up."""
        ...

    def hand_back(self, job: Job) -> None:
        """running -> queued, due now, as if it had not been taken (cause `stopped`, same attempt number)."""
        ...

    def recover(self, worker: Worker) -> tuple[Job, ...]:
        """Running jobs whose worker is gone. They are running still, but this worker's: it settles each (see
        scheduler.queue_policy) by `done`, `again` or `give_up`."""
        ...

    def of_worker(self, worker: Worker) -> tuple[Job, ...]:
        """The worker's running jobs, also those that it has forgotten."""
        ...

    def withdraw(self, run: str) -> tuple[Job, ...]:
        """The run's queued jobs are given up, for its window has closed: those never begun and those that would have
        been tried again (`audit` names what they have). Running ones are left."""
        ...

    def running(self, agency: str) -> Job | None:
        """The portal's running job."""
        ...

    def jobs(self, run: str) -> tuple[Job, ...]:
        """All jobs of a run, in the order they were put."""
        ...

    def counts(self, run: str | None = None) -> Mapping[tuple[Lane, JobState], int]:
        """How many jobs stand where: of one run, or of all. What is nowhere is left out."""
        ...

    def wait(self, seconds: float) -> None:
        """Until there may be something to take, at most so long."""
        ...

    def close(self) -> None: ...
