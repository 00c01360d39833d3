"""A worker with real processes on small portals: everything ends with a name, whatever dies on the way."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from small_portals import QUICK, RUN, Portals, Rows, desk, finished, order, orders, settings, small_portals

from domain.agencies import Agency, Kind, Target
from domain.captures import Ending
from domain.clock import utc_now
from domain.work import Cause, JobState, Lane, Standing, WorkOrder
from scheduler.queue_policy import RetryPolicy
from scheduler.worker import Leave, Worker
from scheduler.worker_job import Desk
from storage.database import Database


@pytest.fixture
def portals() -> Iterator[Portals]:
    with small_portals() as serving:
        yield serving


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with Database.open(str(tmp_path / "night.sqlite")) as opened:
        yield opened


def meanwhile(act: Callable[[], None], when: Callable[[], bool], seconds: float = 60.0) -> threading.Thread:
    """Does something once it is time, beside the worker."""

    def wait() -> None:
        ends = time.monotonic() + seconds
        while not when() and time.monotonic() < ends:
            time.sleep(0.02)
        act()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


def work(at: Desk, *, once: bool = True, leave: Leave | None = None) -> None:
    Worker(at, leave or Leave()).run(once=once)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and path.name.endswith(".open")]


def test_many_portals_at_a_time_each_audited_once(store: Database, tmp_path: Path, portals: Portals) -> None:
    rows = Rows()
    with desk(store, tmp_path, rows, settings()) as at:
        assert at.queue.put(orders(portals, range(6))) == 6
        work(at)
        assert at.queue.counts(RUN) == {(Lane.NIGHTLY, JobState.DONE): 6}
    audits = finished(store)
    assert sorted(audits) == [f"so-{number}" for number in range(6)]
    assert all(len(ids) == 1 for ids in audits.values())
    assert rows.standing == {agency: (Standing.AUDITED, ids[0], None) for agency, ids in audits.items()}
    for (audit,) in audits.values():
        evaluation = store.get_evaluation(audit)
        assert evaluation is not None
        assert evaluation.findings


def test_portals_that_share_a_host_share_its_pace(store: Database, tmp_path: Path, portals: Portals) -> None:
    limits = replace(QUICK, delay=0.3, max_pages=6, portal_pages=6)
    with desk(store, tmp_path, Rows(), settings()) as at:
        at.queue.put(orders(portals, range(3), limits))
        work(at)
    assert len(finished(store)) == 3
    assert len(portals.asked) > 18
    assert min(portals.gaps()) > 0.25


def test_an_unreachable_portal_is_tried_later_with_longer_limits(store: Database, tmp_path: Path) -> None:
    rows = Rows()
    target = Target(Agency("cam", "Sở Câm", Kind.DEPARTMENT), "http://127.0.0.1:9/")
    policy = RetryPolicy(unreachable_after=timedelta(seconds=-1))
    with desk(store, tmp_path, rows, settings(policy=policy)) as at:
        at.queue.put([order(target)])
        work(at)
        (job,) = at.queue.jobs(RUN)
    first, second = finished(store)["cam"]
    assert (job.state, job.attempt, job.causes, job.audit) == (JobState.DONE, 2, (Cause.UNREACHABLE,), second)
    assert rows.told == [
        ("cam", Standing.WAITING, Cause.UNREACHABLE),
        ("cam", Standing.AUDITED, Cause.UNREACHABLE),
    ]
    assert first != second


def test_a_crawl_process_that_dies_costs_its_audits_one_retry_each(
    store: Database, tmp_path: Path, portals: Portals
) -> None:
    rows = Rows()
    portals.slow = 0.05
    policy = RetryPolicy(error_after=timedelta(0))
    with desk(store, tmp_path, rows, settings(policy=policy)) as at:
        at.queue.put(orders(portals, range(4)))
        crawls = at.place.crawls
        assert crawls is not None
        meanwhile(lambda: os.kill(crawls.pid, signal.SIGKILL), lambda: len(portals.asked) > 12)
        work(at)
        jobs = at.queue.jobs(RUN)
    assert {job.state for job in jobs} == {JobState.DONE}
    assert all(job.attempt <= 2 for job in jobs)
    assert any(job.causes == (Cause.OUR_ERROR,) for job in jobs)
    audits = finished(store)
    assert all(len(ids) == 1 for ids in audits.values())
    assert len(audits) == 4
    assert {standing for standing, _, _ in rows.standing.values()} == {Standing.AUDITED}
    assert leftovers(tmp_path) == []


def test_a_judging_process_that_dies_costs_nothing(store: Database, tmp_path: Path, portals: Portals) -> None:
    portals.slow = 0.03
    with desk(store, tmp_path, Rows(), settings()) as at:
        at.queue.put(orders(portals, range(3)))
        pool = at.place.judges
        assert pool is not None
        pids = lambda: [pid for pid in pool.pids if pid]  # type: ignore[attr-defined]  # noqa: E731 - asked anew
        meanwhile(lambda: [os.kill(pid, signal.SIGKILL) for pid in pids()] and None, lambda: len(portals.asked) > 25)
        work(at)
        assert at.queue.counts(RUN) == {(Lane.NIGHTLY, JobState.DONE): 3}
    audits = [store.get_audit(ids[0]) for ids in finished(store).values()]
    assert {audit.ending for audit in audits if audit} <= {Ending.COMPLETED, Ending.BUDGET}
    assert len(audits) == 3


def test_the_end_of_the_window_ends_a_crawl_with_what_it_has(store: Database, tmp_path: Path, portals: Portals) -> None:
    rows = Rows(window_ends=utc_now() + timedelta(seconds=14))
    limits = replace(QUICK, delay=0.5, max_pages=100, portal_pages=100)
    with desk(store, tmp_path, rows, settings(least_left=1.0)) as at:
        at.queue.put(orders(portals, range(1), limits))
        work(at)
    audit = store.get_audit(finished(store)["so-0"][0])
    assert audit is not None
    assert audit.ending is Ending.WALL
    assert audit.pages > 1
    assert rows.standing["so-0"][0] is Standing.AUDITED


def test_what_the_window_leaves_no_time_for_is_not_reached(store: Database, tmp_path: Path, portals: Portals) -> None:
    rows = Rows(window_ends=utc_now() + timedelta(seconds=5))
    with desk(store, tmp_path, rows, settings(least_left=60.0)) as at:
        at.queue.put(orders(portals, range(2)))
        work(at)
        assert at.queue.counts(RUN) == {(Lane.NIGHTLY, JobState.GIVEN_UP): 2}
    assert {standing for standing, _, _ in rows.standing.values()} == {Standing.NOT_REACHED}
    assert portals.asked == []


def test_a_worker_told_to_leave_finishes_what_ends_in_time(store: Database, tmp_path: Path, portals: Portals) -> None:
    leave = Leave()
    with desk(store, tmp_path, Rows(), settings(slots=2)) as at:
        at.queue.put(orders(portals, range(6)))
        meanwhile(leave.ask, lambda: len(portals.asked) > 4)
        work(at, once=False, leave=leave)
        counts = at.queue.counts(RUN)
    assert counts[Lane.NIGHTLY, JobState.DONE] == len(finished(store)) >= 1
    assert counts[Lane.NIGHTLY, JobState.QUEUED] == 6 - len(finished(store)) >= 2
    assert (Lane.NIGHTLY, JobState.RUNNING) not in counts


def test_a_worker_told_twice_hands_back_at_once(store: Database, tmp_path: Path, portals: Portals) -> None:
    leave, rows = Leave(), Rows()
    portals.slow = 0.3

    def twice() -> None:
        leave.ask()
        leave.ask()

    with desk(store, tmp_path, rows, settings()) as at:
        at.queue.put(orders(portals, range(3)))
        meanwhile(twice, lambda: len(portals.asked) > 3)
        work(at, once=False, leave=leave)
        assert at.queue.counts(RUN) == {(Lane.NIGHTLY, JobState.QUEUED): 3}
        assert {job.attempt for job in at.queue.jobs(RUN)} == {1}
    assert finished(store) == {}
    assert store.running() == ()
    assert leftovers(tmp_path) == []
    assert {told[1:] for told in rows.told} == {(Standing.WAITING, Cause.STOPPED)}


def test_an_agency_nobody_knows_is_given_up(store: Database, tmp_path: Path) -> None:
    rows = Rows()
    with desk(store, tmp_path, rows, settings()) as at:
        at.queue.put([WorkOrder("khong-co", Lane.NIGHTLY, RUN)])
        work(at)
        assert at.queue.counts(RUN) == {(Lane.NIGHTLY, JobState.GIVEN_UP): 1}
    assert rows.standing == {"khong-co": (Standing.GIVEN_UP, "", Cause.OUR_ERROR)}


def test_an_auditors_check_goes_past_a_full_night(store: Database, tmp_path: Path, portals: Portals) -> None:
    portals.slow = 0.1
    leave = Leave()
    with desk(store, tmp_path, Rows(), settings(slots=2)) as at:
        at.queue.put(orders(portals, range(5)))
        asked = order(portals.target(9), lane=Lane.AUDITOR)
        meanwhile(lambda: at.queue.put([asked]) and None, lambda: len(portals.asked) > 3)
        work(at, leave=leave)
    ids = [audit for audits in finished(store).values() for audit in audits]
    audits = sorted((audit for audit in map(store.get_audit, ids) if audit), key=lambda audit: audit.started)
    assert len(audits) == 6
    assert [audit.trigger for audit in audits[:3]].count("auditor") == 1
