"""The queue on PostgreSQL: Procrastinate says who does what next, the table `jobs` says what became of it.

Every open job has one ticket, a job of Procrastinate's: its queue is the lane, its lock the portal. A row is changed
first and its ticket after it; where a process died between the two, `recover` makes the ticket follow its row.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job as Ticket
from sqlalchemy import Connection, Engine

from domain.clock import utc_now
from domain.work import Cause, Job, JobState, Lane, WorkOrder
from scheduler.queue_calls import TicketCalls, ticket_of
from scheduler.queue_jobs import SILENCE, Alive, JobRows
from storage import queue_rows
from storage.engine import reading, writing
from storage.errors import StorageError
from storage.queue_rows import HeldJob
from storage.queue_tickets import enter
from storage.workers import Worker

#: When to look again at a portal that somebody claimed for himself.
_CLAIMED = timedelta(seconds=5)
_LATE = timedelta(seconds=30)


class ProcrastinateQueue(JobRows):
    """scheduler.queue.Queue for many machines."""

    def __init__(self, engine: Engine, alive: Alive | None = None, silence: timedelta = SILENCE) -> None:
        super().__init__(engine, alive)
        self._silence = silence.total_seconds()
        self._calls = TicketCalls(engine.url)
        self._workers: dict[Worker, tuple[int, float]] = {}  # number, and when it was last heard of there
        self._tickets: dict[int, int] = {}
        self._owed: list[Callable[[], None]] = []  # changes of tickets that failed after their row was changed

    def put(self, orders: Iterable[WorkOrder]) -> int:
        """Rows and tickets in one transaction."""
        with writing(self.engine) as connection:
            new = queue_rows.insert_orders(connection, orders, utc_now())
            self._issue(connection, new)
        return len(new)

    def take(self, worker: Worker, lanes: Sequence[Lane], most: int) -> tuple[Job, ...]:
        jobs: list[Job] = []
        while len(jobs) < most:
            ticket = self._calls.fetch([lane.value for lane in lanes], self._number(worker))
            if ticket is None:
                break
            job = self._redeem(ticket, worker)
            if job is not None:
                jobs.append(job)
        return tuple(jobs)

    def beat(self, worker: Worker, jobs: Iterable[Job]) -> frozenset[int]:
        number = self._number(worker)
        self._calls.beat(number)
        self._workers[worker] = number, time.monotonic()
        self._pay()
        return super().beat(worker, jobs)

    def done(self, job: Job) -> None:
        self.close_row(job, JobState.DONE)
        self._finish(job, succeeded=True)

    def give_up(self, job: Job, cause: Cause) -> None:
        self.close_row(job, JobState.GIVEN_UP, cause)
        self._finish(job, succeeded=False)

    def again(self, job: Job, cause: Cause, due: datetime, kept: str = "") -> None:
        self.requeue_row(job, cause, due, kept)
        self._retry(job, due)

    def hand_back(self, job: Job) -> None:
        now = utc_now()
        self.requeue_row(job, Cause.STOPPED, now, counts=False)
        self._retry(job, now)

    def recover(self, worker: Worker) -> tuple[Job, ...]:
        """Also mends what was left half-done: tickets that say another thing than their rows."""
        self._pay()
        lost = self.take_over(worker)
        with reading(self.engine) as connection:
            held = queue_rows.read_held(connection, [job.id for job in lost])
        self._tickets |= {each.job.id: each.ticket for each in held if each.ticket is not None}
        for ticket in self._calls.stalled(self._silence):
            self._follow_row(ticket)
        self._calls.prune(2 * self._silence)
        with writing(self.engine) as connection:
            self._issue(connection, queue_rows.read_without_ticket(connection, utc_now() - _LATE))
        return lost

    def withdraw(self, run: str) -> tuple[Job, ...]:
        with writing(self.engine) as connection:
            held = queue_rows.close_queued(connection, run, utc_now())
            inside = enter(connection)
            for each in held:
                if each.ticket is not None:
                    self._calls.inside.cancel_job_by_id(each.ticket, connection=inside)
        return tuple(each.job for each in held)

    def wait(self, seconds: float) -> None:
        self._calls.wait(seconds)

    def close(self) -> None:
        for number, _ in self._workers.values():
            with suppress(StorageError):
                self._calls.unregister(number)
        self._calls.close()

    def _number(self, worker: Worker) -> int:
        """The worker as Procrastinate knows it; one that was silent for long has been struck off, and comes anew."""
        number, heard = self._workers.get(worker, (0, float("-inf")))
        if time.monotonic() - heard > self._silence:
            number = self._calls.register()
            self._workers[worker] = number, time.monotonic()
        return number

    def _issue(self, connection: Connection, held: Sequence[HeldJob]) -> None:
        """A ticket for each job, in the caller's transaction."""
        if not held:
            return
        wanted = [_ticket(each.job) for each in held]
        inside = enter(connection)
        try:
            issued = self._calls.inside.batch_defer_jobs(wanted, connection=inside)
        except AlreadyEnqueued as error:
            raise StorageError(f"the queue holds a ticket of no job: {error}") from error
        for each, ticket in zip(held, issued, strict=True):
            if ticket.id is not None:
                queue_rows.set_ticket(connection, each.job.id, ticket.id)

    def _redeem(self, ticket: Ticket, worker: Worker) -> Job | None:
        """The ticket's job, running; None when it is closed, or when somebody has claimed the portal."""
        number, now = ticket.id or 0, utc_now()
        try:
            with writing(self.engine) as connection:
                job = queue_rows.mark_running(connection, _job_of(ticket), worker, now)
                held = queue_rows.read_held(connection, [_job_of(ticket)])
        except StorageError:
            self._owed.append(lambda: self._calls.retry(number, now))
            raise
        if job is not None:
            self.keep(job, worker)
            self._tickets[job.id] = number
        elif held and held[0].job.state is JobState.QUEUED:
            self._change(lambda: self._calls.retry(number, now + _CLAIMED))
        else:
            self._change(lambda: self._calls.finish(number, succeeded=False))
        return job

    def _finish(self, job: Job, *, succeeded: bool) -> None:
        ticket = self._tickets.pop(job.id, None)
        if ticket is not None:
            self._change(lambda: self._calls.finish(ticket, succeeded=succeeded))

    def _retry(self, job: Job, due: datetime) -> None:
        ticket = self._tickets.pop(job.id, None)
        if ticket is not None:
            self._change(lambda: self._calls.retry(ticket, due))

    def _change(self, change: Callable[[], None]) -> None:
        """The row says it already: when the ticket cannot be changed now, it is changed at the next beat."""
        try:
            change()
        except StorageError:
            self._owed.append(change)

    def _pay(self) -> None:
        owed, self._owed = self._owed, []
        for change in owed:
            self._change(change)

    def _follow_row(self, ticket: Ticket) -> None:
        """A ticket whose worker is gone becomes what its row says."""
        number = ticket.id or 0
        with reading(self.engine) as connection:
            held = queue_rows.read_held(connection, [_job_of(ticket)])
        state = held[0].job.state if held else JobState.GIVEN_UP
        match state:
            case JobState.QUEUED:
                self._calls.retry(number, held[0].job.due)
            case JobState.DONE | JobState.GIVEN_UP:
                self._calls.finish(number, succeeded=state is JobState.DONE)
            case JobState.RUNNING:
                return  # taken over by somebody who settles it


def _ticket(job: Job) -> Ticket:
    order = job.order
    rank = queue_rows.RANKS[order.lane]
    return ticket_of(job.id, order.agency, order.lane.value, len(Lane) - rank, job.due, f"job {job.id}")


def _job_of(ticket: Ticket) -> int:
    number = ticket.task_kwargs.get("job")
    return number if isinstance(number, int) else 0
