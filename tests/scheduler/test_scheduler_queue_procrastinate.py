"""What only the queue on PostgreSQL has: tickets of Procrastinate, which follow their rows whatever died between."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from database_fixtures import Databases
from sqlalchemy import text

from domain.clock import utc_now
from domain.work import Cause, JobState, Lane, WorkOrder
from scheduler.queue_procrastinate import ProcrastinateQueue
from storage import queue_rows
from storage.database import Database
from storage.engine import writing
from storage.errors import StorageError
from storage.workers import this_worker

ME = this_worker()
DEAD = replace(ME, pid=2**22 + 9, started="1")
RUN = "2026-11-28-all"
ALL = tuple(Lane)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    made = Databases("postgresql", tmp_path, request)
    with Database.open(made.new()) as opened:
        yield opened
    made.drop()


@pytest.fixture
def queue(database: Database) -> Iterator[ProcrastinateQueue]:
    opened = ProcrastinateQueue(database.engine, silence=timedelta(0))
    yield opened
    opened.close()


def tickets(database: Database) -> dict[str, str]:
    """Status of each portal's tickets, the latest last."""
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT lock, status::text FROM procrastinate.procrastinate_jobs ORDER BY id"))
        return {row.lock: row.status for row in rows}


def age_heartbeats(database: Database) -> None:
    """As if Procrastinate had not heard of its workers for a long time."""
    with database.engine.begin() as connection:
        connection.execute(
            text("UPDATE procrastinate.procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
        )


def put(queue: ProcrastinateQueue, *agencies: str) -> None:
    queue.put([WorkOrder(agency, Lane.NIGHTLY, RUN) for agency in agencies])


def test_a_ticket_follows_its_job(queue: ProcrastinateQueue, database: Database) -> None:
    put(queue, "a", "b", "c", "d")
    one, two, three, four = queue.take(ME, ALL, 9)
    assert set(tickets(database).values()) == {"doing"}
    queue.done(one)
    queue.give_up(two, Cause.OUR_ERROR)
    queue.again(three, Cause.UNREACHABLE, utc_now() + timedelta(hours=1))
    queue.hand_back(four)
    assert tickets(database) == {"a": "succeeded", "b": "failed", "c": "todo", "d": "todo"}
    queue.withdraw(RUN)
    assert tickets(database) == {"a": "succeeded", "b": "failed", "c": "cancelled", "d": "cancelled"}


def test_a_worker_that_died_before_its_row_was_marked(queue: ProcrastinateQueue, database: Database) -> None:
    put(queue, "a")
    assert queue._calls.fetch(["nightly"], queue._calls.register()) is not None
    assert queue.take(ME, ALL, 9) == ()
    age_heartbeats(database)
    assert queue.recover(ME) == ()
    assert [job.order.agency for job in queue.take(ME, ALL, 9)] == ["a"]


@pytest.mark.parametrize("state", [JobState.DONE, JobState.GIVEN_UP])
def test_a_worker_that_died_before_its_ticket_was_finished(
    queue: ProcrastinateQueue, database: Database, state: JobState
) -> None:
    put(queue, "a")
    (job,) = queue.take(ME, ALL, 1)
    queue.close_row(job, state)
    age_heartbeats(database)
    assert queue.recover(ME) == ()
    assert tickets(database)["a"] == ("succeeded" if state is JobState.DONE else "failed")
    queue.put([WorkOrder("a", Lane.NIGHTLY, "another")])
    assert len(queue.take(ME, ALL, 1)) == 1


def test_a_worker_that_died_before_its_ticket_went_back(queue: ProcrastinateQueue, database: Database) -> None:
    put(queue, "a")
    (job,) = queue.take(DEAD, ALL, 1)
    (lost,) = queue.recover(ME)
    queue.requeue_row(lost, Cause.WORKER_LOST, utc_now())
    age_heartbeats(database)
    queue.recover(ME)
    assert tickets(database) == {"a": "todo"}
    (again,) = queue.take(ME, ALL, 1)
    assert (again.id, again.attempt) == (job.id, 2)


def test_a_row_without_a_ticket_gets_one(queue: ProcrastinateQueue, database: Database) -> None:
    with writing(database.engine) as connection:
        queue_rows.insert_orders(connection, [WorkOrder("a", Lane.NIGHTLY, RUN)], utc_now() - timedelta(minutes=5))
    assert queue.take(ME, ALL, 1) == ()
    queue.recover(ME)
    assert len(queue.take(ME, ALL, 1)) == 1


def test_a_ticket_that_cannot_be_changed_now_is_changed_at_the_next_beat(
    queue: ProcrastinateQueue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(queue, "a")
    (job,) = queue.take(ME, ALL, 1)

    def away(*_: object, **__: object) -> None:
        raise StorageError("the connection was lost")

    with monkeypatch.context() as patched:
        patched.setattr(queue._calls, "finish", away)
        queue.done(job)
        assert tickets(database) == {"a": "doing"}
    queue.beat(ME, [])
    assert tickets(database) == {"a": "succeeded"}


def test_a_portal_that_somebody_claimed_is_looked_at_later(queue: ProcrastinateQueue, database: Database) -> None:
    put(queue, "a")
    claimed = queue.claim(ME, WorkOrder("a", Lane.AUDITOR))
    assert claimed is not None
    assert queue.take(ME, ALL, 1) == ()
    assert tickets(database) == {"a": "todo"}
    queue.done(claimed)


def test_a_new_order_wakes_who_waits(queue: ProcrastinateQueue) -> None:
    queue.wait(0.5)  # the line may just have been opened
    put(queue, "a")
    begun = utc_now()
    queue.wait(20.0)
    assert utc_now() - begun < timedelta(seconds=15)


def test_every_connection_may_be_lost_in_between(queue: ProcrastinateQueue, database: Database) -> None:
    put(queue, "a", "b")
    (job,) = queue.take(ME, ALL, 1)
    with database.engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    queue.done(job)
    assert [each.order.agency for each in queue.take(ME, ALL, 9)] == ["b"]
