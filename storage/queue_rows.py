"""Jobs of the queue as rows: put, taken, begun, closed. The same on both databases; who is given which is not said
here (scheduler.queue_leases, scheduler.queue_procrastinate).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.codec import from_plain, to_plain
from domain.work import Cause, Job, JobState, Lane, WorkOrder
from storage.content_rows import insert_new
from storage.tables import jobs
from storage.workers import Worker

RANKS = {lane: rank for rank, lane in enumerate(Lane)}


@dataclass(frozen=True, slots=True)
class HeldJob:
    """A job with who has it and when he was last heard of."""

    job: Job
    worker: Worker | None
    beat: datetime | None
    ticket: int | None


def insert_orders(connection: Connection, orders: Iterable[WorkOrder], now: datetime) -> tuple[HeldJob, ...]:
    """Those of the orders that are new, as jobs."""
    made: list[HeldJob] = []
    for order in orders:
        row = connection.execute(
            insert_new(connection, jobs)
            .values(**_new_row(order, JobState.QUEUED, now), key=_key(order))
            .returning(*jobs.c)
        ).first()
        if row is not None:
            made.append(_held(row))
    return tuple(made)


def insert_running(connection: Connection, order: WorkOrder, worker: Worker, now: datetime) -> Job | None:
    """A job that nobody else is given; None while the portal has a running one."""
    owner = {"worker": to_plain(worker), "beat": now}
    try:
        with connection.begin_nested():
            row = connection.execute(
                insert(jobs).values(**_new_row(order, JobState.RUNNING, now), **owner).returning(*jobs.c)
            ).one()
    except IntegrityError:
        return None
    return _job(row)


def set_ticket(connection: Connection, job: int, ticket: int) -> None:
    connection.execute(update(jobs).where(jobs.c.id == job).values(ticket=ticket))


def next_queued(connection: Connection, lanes: Sequence[Lane], now: datetime, most: int) -> tuple[Job, ...]:
    """Due jobs of these lanes whose portal has no running job, each portal once."""
    busy = select(jobs.c.agency).where(jobs.c.state == JobState.RUNNING.value)
    rows = connection.execute(
        select(jobs)
        .where(
            jobs.c.state == JobState.QUEUED.value,
            jobs.c.lane.in_([lane.value for lane in lanes]),
            jobs.c.due <= now,
            jobs.c.agency.not_in(busy),
        )
        .order_by(jobs.c.rank, jobs.c.id)
    )
    first: dict[str, Job] = {}
    for row in rows:
        if len(first) == most:
            break
        first.setdefault(row.agency, _job(row))
    return tuple(first.values())


def mark_running(connection: Connection, job: int, worker: Worker, now: datetime) -> Job | None:
    """None when it is not queued any more, or its portal has another running job."""
    owner = {"worker": to_plain(worker), "beat": now}
    try:
        with connection.begin_nested():
            row = connection.execute(
                update(jobs)
                .where(jobs.c.id == job, jobs.c.state == JobState.QUEUED.value)
                .values(state=JobState.RUNNING.value, kept=jobs.c.audit, audit="", **owner)
                .returning(*jobs.c)
            ).first()
    except IntegrityError:
        return None
    return _job(row) if row is not None else None


def is_held(connection: Connection, job: Job, worker: Worker) -> bool:
    """Whether the job runs and is this worker's still; it stays so until the transaction ends."""
    row = connection.execute(select(jobs).where(jobs.c.id == job.id).with_for_update()).first()
    if row is None or row.state != JobState.RUNNING.value or row.attempt != job.attempt:
        return False
    return row.worker is not None and from_plain(Worker, row.worker) == worker


def set_audit(connection: Connection, job: int, audit: str) -> None:
    connection.execute(update(jobs).where(jobs.c.id == job).values(audit=audit))


def touch(connection: Connection, ids: Sequence[int], now: datetime) -> None:
    connection.execute(update(jobs).where(jobs.c.id.in_(ids)).values(beat=now))


def requeue(
    connection: Connection, job: Job, cause: Cause, due: datetime, kept: str = "", *, counts: bool = True
) -> None:
    """Back into the queue. `kept`: the audit that the attempt finished all the same. `counts`: the attempt was one; a
    job handed back was never tried."""
    causes = [*job.causes, cause]
    attempt = job.attempt + 1 if counts else job.attempt
    connection.execute(
        update(jobs)
        .where(jobs.c.id == job.id)
        .values(
            state=JobState.QUEUED.value,
            attempt=attempt,
            due=due,
            causes=to_plain(causes if counts else list(job.causes)),
            audit=kept or job.kept,
            kept="",
            worker=None,
            beat=None,
        )
    )


def close(connection: Connection, job: Job, state: JobState, cause: Cause | None, now: datetime) -> None:
    """`done` or `given_up`, for good."""
    audit = job.audit if state is JobState.DONE and job.audit else job.kept
    causes = [*job.causes, cause] if cause is not None else list(job.causes)
    free = {} if job.order.run else {"key": None}
    connection.execute(
        update(jobs)
        .where(jobs.c.id == job.id)
        .values(
            state=state.value, closed=now, causes=to_plain(causes), audit=audit, kept="", worker=None, beat=None, **free
        )
    )


def close_queued(connection: Connection, run: str, now: datetime) -> tuple[HeldJob, ...]:
    """Gives the run's queued jobs up."""
    rows = connection.execute(
        update(jobs)
        .where(jobs.c.run == run, jobs.c.state == JobState.QUEUED.value)
        .values(state=JobState.GIVEN_UP.value, closed=now)
        .returning(*jobs.c)
    ).all()
    return tuple(sorted((_held(row) for row in rows), key=lambda held: held.job.id))


def take_over(
    connection: Connection,
    alive: Callable[[Worker, datetime], bool],
    worker: Worker,
    now: datetime,
    only: int | None = None,
) -> tuple[Job, ...]:
    """Running jobs whose worker is gone, or one of them, are this worker's from now on."""
    running = [held for held in read_running(connection) if only in (None, held.job.id)]
    lost = [held for held in running if not _is_alive(held, alive)]
    for held in lost:
        connection.execute(update(jobs).where(jobs.c.id == held.job.id).values(worker=to_plain(worker), beat=now))
    return tuple(held.job for held in lost)


def _is_alive(held: HeldJob, alive: Callable[[Worker, datetime], bool]) -> bool:
    return held.worker is not None and held.beat is not None and alive(held.worker, held.beat)


def read_running(connection: Connection, *, lock: bool = True) -> tuple[HeldJob, ...]:
    """Locked, they stay as they are until the transaction ends."""
    asked = select(jobs).where(jobs.c.state == JobState.RUNNING.value).order_by(jobs.c.id)
    rows = connection.execute(asked.with_for_update() if lock else asked)
    return tuple(_held(row) for row in rows)


def read_held(connection: Connection, ids: Iterable[int]) -> tuple[HeldJob, ...]:
    rows = connection.execute(select(jobs).where(jobs.c.id.in_(list(ids))).order_by(jobs.c.id))
    return tuple(_held(row) for row in rows)


def read_without_ticket(connection: Connection, before: datetime) -> tuple[HeldJob, ...]:
    """Queued jobs that nothing gives out; they stay as they are until the transaction ends."""
    rows = connection.execute(
        select(jobs)
        .where(jobs.c.state == JobState.QUEUED.value, jobs.c.ticket.is_(None), jobs.c.put < before)
        .order_by(jobs.c.id)
        .with_for_update()
    )
    return tuple(_held(row) for row in rows)


def read_job_of(connection: Connection, agency: str) -> Job | None:
    """The portal's running job."""
    row = connection.execute(
        select(jobs).where(jobs.c.agency == agency, jobs.c.state == JobState.RUNNING.value)
    ).first()
    return _job(row) if row is not None else None


def read_of_run(connection: Connection, run: str) -> tuple[Job, ...]:
    return tuple(_job(row) for row in connection.execute(select(jobs).where(jobs.c.run == run).order_by(jobs.c.id)))


def count(connection: Connection, run: str | None) -> Mapping[tuple[Lane, JobState], int]:
    asked = select(jobs.c.lane, jobs.c.state, func.count().label("jobs")).group_by(jobs.c.lane, jobs.c.state)
    if run is not None:
        asked = asked.where(jobs.c.run == run)
    return {(Lane(row.lane), JobState(row.state)): row.jobs for row in connection.execute(asked)}


def _new_row(order: WorkOrder, state: JobState, now: datetime) -> dict[str, Any]:
    return {
        "agency": order.agency,
        "lane": order.lane.value,
        "rank": RANKS[order.lane],
        "run": order.run,
        "options": to_plain(order.options),
        "state": state.value,
        "attempt": 1,
        "due": order.due or now,
        "causes": [],
        "audit": "",
        "kept": "",
        "put": now,
    }


def _key(order: WorkOrder) -> str:
    return f"{order.lane.value} {order.run} {order.agency}"


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        order=WorkOrder(row.agency, Lane(row.lane), row.run, row.due, dict(row.options)),
        state=JobState(row.state),
        attempt=row.attempt,
        due=row.due,
        causes=tuple(Cause(cause) for cause in row.causes),
        audit=row.audit,
        kept=row.kept,
    )


def _held(row: Row[Any]) -> HeldJob:
    worker = from_plain(Worker, row.worker) if row.worker is not None else None
    return HeldJob(_job(row), worker, row.beat, row.ticket)
