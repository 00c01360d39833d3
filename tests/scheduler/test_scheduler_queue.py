"""One contract for both queues: leases on SQLite, Procrastinate on PostgreSQL."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.clock import utc_now
from domain.work import Cause, Job, JobState, Lane, WorkOrder
from scheduler.queue import JobLostError, Queue
from scheduler.queue_open import open_queue
from storage.database import Database
from storage.engine import writing
from storage.workers import Worker, this_worker

ALL = tuple(Lane)
OTHERS = (Lane.CANARY, Lane.NIGHTLY)


def worker(number: int) -> Worker:
    """One of this machine; the first is this very process, the others never lived."""
    return this_worker() if number == 1 else replace(this_worker(), pid=2**22 + number, started="1")


def order(agency: str, lane: Lane = Lane.NIGHTLY, run: str = "2026-11-28-all", **fields: object) -> WorkOrder:
    return WorkOrder(agency, lane, "" if lane is Lane.AUDITOR else run, **fields)  # type: ignore[arg-type]


@pytest.fixture
def queue(database: Database) -> Iterator[Queue]:
    opened = open_queue(database)
    yield opened
    opened.close()


@pytest.fixture
def again(database: Database) -> Iterator[Callable[[], Queue]]:
    """Opens the same queue as another process would."""
    opened: list[Queue] = []

    def open_another() -> Queue:
        opened.append(open_queue(database))
        return opened[-1]

    yield open_another
    for each in opened:
        each.close()


def agencies(jobs: tuple[Job, ...]) -> list[str]:
    return [job.order.agency for job in jobs]


def test_putting_twice_is_one_job(queue: Queue) -> None:
    assert queue.put([order("a"), order("b"), order("a")]) == 2
    assert queue.put([order("a"), order("c")]) == 1
    taken = queue.take(worker(1), ALL, 9)
    assert agencies(taken) == ["a", "b", "c"]
    assert queue.put([order("a")]) == 0  # running
    for job in taken:
        queue.done(job)
    assert queue.put([order("a")]) == 0  # done: one job per run for ever
    assert queue.put([order("a", run="2026-11-29-all")]) == 1


def test_an_auditors_check_may_be_asked_again_once_it_is_done(queue: Queue) -> None:
    assert queue.put([order("a", Lane.AUDITOR), order("a", Lane.AUDITOR)]) == 1
    (job,) = queue.take(worker(1), ALL, 5)
    assert queue.put([order("a", Lane.AUDITOR)]) == 0
    queue.done(job)
    assert queue.put([order("a", Lane.AUDITOR)]) == 1


def test_earlier_lanes_go_first(queue: Queue) -> None:
    queue.put([order("a"), order("b", Lane.CANARY), order("c", Lane.AUDITOR), order("d", Lane.AUDITOR)])
    assert agencies(queue.take(worker(1), ALL, 3)) == ["c", "d", "b"]
    assert agencies(queue.take(worker(1), ALL, 3)) == ["a"]


def test_a_slot_may_be_kept_for_one_lane(queue: Queue) -> None:
    queue.put([order("a"), order("b", Lane.CANARY), order("c", Lane.AUDITOR)])
    assert agencies(queue.take(worker(1), (Lane.AUDITOR,), 5)) == ["c"]
    assert agencies(queue.take(worker(1), OTHERS, 5)) == ["b", "a"]
    assert queue.take(worker(1), ALL, 0) == ()


def test_a_portal_has_one_running_job_across_lanes_runs_and_workers(queue: Queue, again: Callable[[], Queue]) -> None:
    queue.put([order("a"), order("a", Lane.AUDITOR), order("a", run="other"), order("b")])
    (first,) = queue.take(worker(1), ALL, 1)
    assert first.order.lane is Lane.AUDITOR
    assert agencies(again().take(worker(2), ALL, 9)) == ["b"]
    assert queue.claim(worker(1), order("a", Lane.AUDITOR)) is None
    queue.done(first)
    assert agencies(queue.take(worker(1), ALL, 9)) == ["a"]


def test_a_claimed_portal_is_given_to_nobody(queue: Queue, again: Callable[[], Queue]) -> None:
    queue.put([order("a"), order("b")])
    claimed = queue.claim(worker(1), order("a", Lane.AUDITOR))
    assert claimed is not None
    assert claimed.state is JobState.RUNNING
    assert agencies(again().take(worker(2), ALL, 9)) == ["b"]
    found = queue.running("a")
    assert found is not None
    assert found.id == claimed.id
    queue.done(claimed)
    assert queue.running("a") is None


def test_nothing_is_given_out_before_it_is_due(queue: Queue) -> None:
    queue.put([order("a", due=utc_now() + timedelta(hours=1)), order("b", due=utc_now() - timedelta(hours=1))])
    assert agencies(queue.take(worker(1), ALL, 9)) == ["b"]


def test_two_workers_never_get_the_same_job(queue: Queue, again: Callable[[], Queue]) -> None:
    queue.put([order(f"a{number}") for number in range(40)])
    taken: list[list[int]] = [[], []]

    def work(into: list[int], each: Queue, who: Worker) -> None:
        while jobs := each.take(who, ALL, 3):
            into.extend(job.id for job in jobs)

    other = again()
    threads = [
        threading.Thread(target=work, args=(taken[0], queue, worker(1))),
        threading.Thread(target=work, args=(taken[1], other, worker(2))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len({*taken[0], *taken[1]}) == len(taken[0]) + len(taken[1]) == 40


def test_another_attempt_has_the_next_number_its_cause_and_its_time(queue: Queue) -> None:
    queue.put([order("a", options={"allow_private": True})])
    (job,) = queue.take(worker(1), ALL, 1)
    queue.again(job, Cause.UNREACHABLE, utc_now() + timedelta(seconds=-1))
    (job,) = queue.take(worker(1), ALL, 1)
    assert (job.attempt, job.cause, job.order.options) == (2, Cause.UNREACHABLE, {"allow_private": True})
    queue.again(job, Cause.OUR_ERROR, utc_now() + timedelta(hours=1))
    assert queue.take(worker(1), ALL, 1) == ()
    (known,) = queue.jobs("2026-11-28-all")
    assert (known.state, known.attempt) == (JobState.QUEUED, 3)
    assert known.causes == (Cause.UNREACHABLE, Cause.OUR_ERROR)


def test_a_job_handed_back_was_never_tried(queue: Queue, again: Callable[[], Queue]) -> None:
    queue.put([order("a")])
    (job,) = queue.take(worker(1), ALL, 1)
    queue.hand_back(job)
    (job,) = again().take(worker(2), ALL, 1)
    assert (job.attempt, job.causes) == (1, ())


def test_a_job_settled_is_settled_for_good(queue: Queue) -> None:
    queue.put([order("a"), order("b")])
    one, two = queue.take(worker(1), ALL, 2)
    queue.done(one)
    queue.give_up(two, Cause.WORKER_LOST)
    for job in (one, two):
        with pytest.raises(JobLostError):
            queue.done(job)
    counts = queue.counts("2026-11-28-all")
    assert counts == {(Lane.NIGHTLY, JobState.DONE): 1, (Lane.NIGHTLY, JobState.GIVEN_UP): 1}
    assert [job.cause for job in queue.jobs("2026-11-28-all")] == [None, Cause.WORKER_LOST]
    assert queue.take(worker(1), ALL, 9) == ()


def test_the_audit_stands_on_the_job(queue: Queue) -> None:
    queue.put([order("a")])
    (job,) = queue.take(worker(1), ALL, 1)
    assert queue.begun(job, "20261128T000000Z-a-000000").audit == "20261128T000000Z-a-000000"
    assert queue.jobs("2026-11-28-all")[0].audit == "20261128T000000Z-a-000000"


def test_jobs_of_a_dead_worker_come_to_another_which_settles_them(queue: Queue, again: Callable[[], Queue]) -> None:
    queue.put([order("a"), order("b"), order("c")])
    dead = again()
    lost = dead.take(worker(2), ALL, 2)
    (mine,) = queue.take(worker(1), ALL, 1)
    dead.begun(lost[0], "audit-of-a")
    found = queue.recover(worker(1))
    assert agencies(found) == ["a", "b"]
    assert [job.audit for job in found] == ["audit-of-a", ""]
    assert queue.recover(worker(1)) == ()
    with pytest.raises(JobLostError):
        dead.done(lost[0])
    queue.again(found[0], Cause.WORKER_LOST, utc_now())
    queue.done(found[1])
    assert agencies(queue.take(worker(1), ALL, 9)) == ["a"]
    queue.done(mine)


def test_an_audit_is_stored_only_for_a_job_that_is_ours(
    queue: Queue, again: Callable[[], Queue], database: Database
) -> None:
    queue.put([order("a")])
    dead = again()
    (lost,) = dead.take(worker(2), ALL, 1)
    with writing(database.engine) as connection:
        dead.held(lost)(connection)
    queue.recover(worker(1))
    with pytest.raises(JobLostError), writing(database.engine) as connection:
        dead.held(lost)(connection)


def test_a_beat_tells_which_jobs_are_still_ours(queue: Queue, again: Callable[[], Queue]) -> None:
    queue.put([order("a"), order("b")])
    slow = again()
    one, two = slow.take(worker(2), ALL, 2)
    assert slow.beat(worker(2), [one, two]) == {one.id, two.id}
    slow.done(two)
    assert slow.beat(worker(2), [one, two]) == {one.id}
    queue.recover(worker(1))
    assert slow.beat(worker(2), [one, two]) == frozenset()


def test_a_closed_window_takes_what_waits_and_leaves_what_runs(queue: Queue) -> None:
    queue.put([order("a"), order("b"), order("c", run="other")])
    (running,) = queue.take(worker(1), ALL, 1)
    assert agencies(queue.withdraw("2026-11-28-all")) == ["b"]
    assert agencies(queue.take(worker(1), ALL, 9)) == ["c"]
    queue.done(running)
    assert queue.counts("2026-11-28-all") == {
        (Lane.NIGHTLY, JobState.DONE): 1,
        (Lane.NIGHTLY, JobState.GIVEN_UP): 1,
    }


def test_waiting_has_a_limit(queue: Queue) -> None:
    begun = utc_now()
    queue.wait(0.2)
    assert utc_now() - begun < timedelta(seconds=10)
