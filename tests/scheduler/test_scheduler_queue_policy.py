"""What becomes of a job after an attempt: every ending has a next state, every retry a limit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.captures import Ending
from domain.plans import Limits
from domain.work import Cause, Job, JobState, Lane, WorkOrder
from scheduler.queue_policy import Again, Done, GiveUp, RetryPolicy

NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)
POLICY = RetryPolicy()


def job(*causes: Cause, lane: Lane = Lane.NIGHTLY, **options: object) -> Job:
    order = WorkOrder("a", lane, "run", options=dict(options))
    return Job(1, order, JobState.RUNNING, 1 + len(causes), NOW, causes)


@pytest.mark.parametrize("ending", list(Ending))
@pytest.mark.parametrize("lane", list(Lane))
def test_every_ending_comes_to_an_end(ending: Ending, lane: Lane) -> None:
    current = job(lane=lane)
    for _ in range(20):
        step, cause = POLICY.after_audit(current, ending, NOW, None)
        if not isinstance(step, Again):
            assert isinstance(step, Done)
            return
        assert cause is not None
        current = replace(current, attempt=current.attempt + 1, causes=(*current.causes, cause))
    pytest.fail("it would be tried for ever")


def test_unreachable_is_tried_later_in_the_same_run() -> None:
    assert POLICY.after_audit(job(), Ending.UNREACHABLE, NOW, None) == (
        Again(NOW + POLICY.unreachable_after),
        Cause.UNREACHABLE,
    )
    closes = NOW + POLICY.unreachable_after
    assert POLICY.after_audit(job(), Ending.UNREACHABLE, NOW, closes) == (Done(), Cause.UNREACHABLE)
    assert POLICY.after_audit(job(Cause.UNREACHABLE), Ending.UNREACHABLE, NOW, None)[0] == Done()
    assert POLICY.after_audit(job(lane=Lane.AUDITOR), Ending.UNREACHABLE, NOW, None)[0] == Done()


def test_blocked_waits_for_the_next_night() -> None:
    assert POLICY.after_audit(job(), Ending.BLOCKED, NOW, None) == (Done(), Cause.BLOCKED)


def test_our_own_error_is_tried_once_more() -> None:
    assert isinstance(POLICY.after_failure(job(), NOW, None)[0], Again)
    assert POLICY.after_failure(job(Cause.OUR_ERROR), NOW, None) == (GiveUp(), Cause.OUR_ERROR)
    assert POLICY.may_fail(job(), NOW, None)
    assert not POLICY.may_fail(job(Cause.OUR_ERROR), NOW, None)
    assert not POLICY.may_fail(job(), NOW, NOW + timedelta(seconds=30))


def test_a_lost_worker_is_replaced_at_once_and_not_for_ever() -> None:
    current = job()
    for _ in range(POLICY.most_losses):
        assert POLICY.after_loss(current, NOW, None) == Again(NOW)
        current = replace(current, causes=(*current.causes, Cause.WORKER_LOST))
    assert POLICY.after_loss(current, NOW, None) == GiveUp()
    assert POLICY.after_loss(job(claimed=True), NOW, None) == GiveUp()


def test_a_portal_that_did_not_answer_gets_longer_limits() -> None:
    limits = POLICY.limits(job(Cause.UNREACHABLE, Cause.WORKER_LOST), Limits())
    assert (limits.silent_seconds, limits.request_seconds) == (120.0, 50.0)
    assert POLICY.limits(job(Cause.OUR_ERROR), Limits()) == Limits()
