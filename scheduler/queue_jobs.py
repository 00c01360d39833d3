"""What both queues share: the rows of jobs, held by this process's workers until they are settled."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, Engine

from domain.clock import utc_now
from domain.work import Cause, Job, JobState, Lane, WorkOrder
from scheduler.queue import JobLostError, Within
from storage import queue_rows
from storage.engine import reading, writing
from storage.workers import Worker, is_alive

#: A worker on another machine that was silent for so long is taken for dead; it beats every few seconds.
SILENCE = timedelta(seconds=60)
Alive = Callable[[Worker, datetime], bool]


class JobRows:
    """Jobs as rows. Who took a job here is remembered, so that settling it needs the job alone."""

    def __init__(self, engine: Engine, alive: Alive | None = None) -> None:
        self.engine = engine
        self.alive: Alive = alive or partial(is_alive, silence=SILENCE)
        self._holders: dict[int, Worker] = {}
        self._changing = threading.Lock()

    def claim(self, worker: Worker, order: WorkOrder) -> Job | None:
        own = replace(order, options={**order.options, "claimed": True})
        with writing(self.engine) as connection:
            job = queue_rows.insert_running(connection, own, worker, utc_now())
        if job is not None:
            self.keep(job, worker)
        return job

    def free(self, agency: str, worker: Worker) -> None:
        """Ends what was claimed of this portal by somebody who is gone: no worker need be there to do it."""
        with writing(self.engine) as connection:
            job = queue_rows.read_job_of(connection, agency)
            if job is None or not job.order.options.get("claimed"):
                return
            for lost in queue_rows.take_over(connection, self.alive, worker, utc_now(), only=job.id):
                queue_rows.close(connection, lost, JobState.GIVEN_UP, Cause.WORKER_LOST, utc_now())

    def begun(self, job: Job, audit: str) -> Job:
        with writing(self.engine) as connection:
            self.check(connection, job)
            queue_rows.set_audit(connection, job.id, audit)
        return replace(job, audit=audit)

    def held(self, job: Job) -> Within:
        return lambda connection: self.check(connection, job)

    def beat(self, worker: Worker, jobs: Iterable[Job]) -> frozenset[int]:
        with writing(self.engine) as connection:
            ours = [job.id for job in jobs if queue_rows.is_held(connection, job, worker)]
            queue_rows.touch(connection, ours, utc_now())
        return frozenset(ours)

    def close_row(self, job: Job, state: JobState, cause: Cause | None = None) -> None:
        with writing(self.engine) as connection:
            self.check(connection, job)
            queue_rows.close(connection, job, state, cause, utc_now())
        self._forget(job)

    def requeue_row(self, job: Job, cause: Cause, due: datetime, kept: str = "", *, counts: bool = True) -> None:
        with writing(self.engine) as connection:
            self.check(connection, job)
            queue_rows.requeue(connection, job, cause, due, kept, counts=counts)
        self._forget(job)

    def take_over(self, worker: Worker) -> tuple[Job, ...]:
        with writing(self.engine) as connection:
            lost = queue_rows.take_over(connection, self.alive, worker, utc_now())
        for job in lost:
            self.keep(job, worker)
        return lost

    def of_worker(self, worker: Worker) -> tuple[Job, ...]:
        with reading(self.engine) as connection:
            held = queue_rows.read_running(connection, lock=False)
        return tuple(each.job for each in held if each.worker == worker)

    def running(self, agency: str) -> Job | None:
        with reading(self.engine) as connection:
            return queue_rows.read_job_of(connection, agency)

    def jobs(self, run: str) -> tuple[Job, ...]:
        with reading(self.engine) as connection:
            return queue_rows.read_of_run(connection, run)

    def counts(self, run: str | None = None) -> Mapping[tuple[Lane, JobState], int]:
        with reading(self.engine) as connection:
            return queue_rows.count(connection, run)

    def keep(self, job: Job, worker: Worker) -> None:
        with self._changing:
            self._holders[job.id] = worker

    def check(self, connection: Connection, job: Job) -> None:
        """Raises JobLostError unless the job is still ours; it stays so until the transaction ends."""
        with self._changing:
            worker = self._holders.get(job.id)
        if worker is None or not queue_rows.is_held(connection, job, worker):
            raise JobLostError(f"job {job.id} ({job.order.agency}) is no longer ours")

    def _forget(self, job: Job) -> None:
        with self._changing:
            self._holders.pop(job.id, None)
