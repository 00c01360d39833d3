"""The queue on SQLite: rows with leases, given out under the database's one write lock."""

import time
from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.clock import utc_now
from domain.work import Cause, Job, JobState, Lane, WorkOrder
from scheduler.queue_jobs import JobRows
from storage import queue_rows
from storage.engine import writing
from storage.workers import Worker


class LeaseQueue(JobRows):
    """scheduler.queue.Queue for one machine."""

    def put(self, orders: Iterable[WorkOrder]) -> int:
        with writing(self.engine) as connection:
            return len(queue_rows.insert_orders(connection, orders, utc_now()))

    def take(self, worker: Worker, lanes: Sequence[Lane], most: int) -> tuple[Job, ...]:
        if most <= 0:
            return ()
        with writing(self.engine) as connection:
            now = utc_now()
            found = queue_rows.next_queued(connection, lanes, now, most)
            taken = [queue_rows.mark_running(connection, job.id, worker, now) for job in found]
        jobs = tuple(job for job in taken if job is not None)
        for job in jobs:
            self.keep(job, worker)
        return jobs

    def done(self, job: Job) -> None:
        self.close_row(job, JobState.DONE)

    def again(self, job: Job, cause: Cause, due: datetime, kept: str = "") -> None:
        self.requeue_row(job, cause, due, kept)

    def give_up(self, job: Job, cause: Cause) -> None:
        self.close_row(job, JobState.GIVEN_UP, cause)

    def hand_back(self, job: Job) -> None:
        self.requeue_row(job, Cause.STOPPED, utc_now(), counts=False)

    def recover(self, worker: Worker) -> tuple[Job, ...]:
        return self.take_over(worker)

    def withdraw(self, run: str) -> tuple[Job, ...]:
        with writing(self.engine) as connection:
            return tuple(held.job for held in queue_rows.close_queued(connection, run, utc_now()))

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None: ...
