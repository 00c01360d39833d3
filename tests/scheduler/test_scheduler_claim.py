"""A person's own audit and workers keep out of each other's way, on both databases."""

from dataclasses import replace

import pytest

from domain.work import Cause, JobState, Lane, WorkOrder
from scheduler.claim import PortalBusyError, claimed
from scheduler.queue import JobLostError
from scheduler.queue_jobs import JobRows
from scheduler.queue_open import open_queue
from storage.database import Database
from storage.engine import writing
from storage.workers import this_worker

DEAD = replace(this_worker(), pid=2**22 + 7, started="1")
RUN = "2026-11-28-all"


def never() -> None:
    pytest.fail("nobody was to be waited for")


def test_a_portal_that_a_worker_has_is_waited_for_and_said_so(database: Database) -> None:
    queue = open_queue(database)
    queue.put([WorkOrder("a", Lane.NIGHTLY, RUN)])
    (job,) = queue.take(this_worker(), tuple(Lane), 1)
    told: list[str] = []
    with pytest.raises(PortalBusyError), claimed(database, "a", lambda: told.append("busy"), 0.0):
        pytest.fail("the portal was not free")
    assert told == ["busy"]
    with claimed(database, "a", lambda: queue.done(job), 60.0) as custody:
        assert custody.job.order.lane is Lane.AUDITOR
    assert queue.running("a") is None
    queue.close()


def test_what_was_claimed_is_done_or_given_up_when_it_ends(database: Database) -> None:
    rows = JobRows(database.engine)
    with claimed(database, "a", never):
        assert rows.running("a") is not None
    with pytest.raises(ZeroDivisionError), claimed(database, "a", never):
        raise ZeroDivisionError
    assert rows.running("a") is None
    assert {state for _, state in rows.counts("")} == {JobState.DONE, JobState.GIVEN_UP}


def test_a_claim_of_somebody_who_died_does_not_stay(database: Database) -> None:
    rows = JobRows(database.engine)
    assert rows.claim(DEAD, WorkOrder("a", Lane.AUDITOR)) is not None
    with claimed(database, "a", never):
        pass
    assert {job.cause for job in rows.jobs("") if job.state is JobState.GIVEN_UP} == {Cause.WORKER_LOST}


def test_an_audit_whose_claim_was_lost_is_not_stored(database: Database) -> None:
    def lose_it() -> None:
        with claimed(database, "a", never) as custody:
            rows = JobRows(database.engine, alive=lambda _worker, _beat: False)
            assert rows.take_over(replace(this_worker(), pid=2**22 + 8))
            with writing(database.engine) as connection:
                custody.within(connection)

    with pytest.raises(JobLostError):
        lose_it()
