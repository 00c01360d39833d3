"""The clock: which moments, in which zone, one at a time, and what it does after a sleep."""

import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from nights_world import local, settings

from domain.clock import VIETNAM, utc_now
from domain.codec import to_plain
from scheduler.clock import Clock, ScheduledJob, coming, daily, every, night_jobs
from scheduler.clock_process import AnotherClockError, Pulse, remembered
from scheduler.nights_settings import NightSettings
from scheduler.nights_windows import window_of
from storage import run_heartbeats
from storage.database import Database
from storage.engine import reading, writing
from storage.workers import this_worker


def nothing() -> None:
    """A job's act."""


def moments(chosen: NightSettings, now: datetime, hours: int) -> list[tuple[str, str]]:
    jobs = [job for job in night_jobs(chosen, nothing) if job.shown]
    found = coming(jobs, now, now + timedelta(hours=hours))
    return [(f"{moment.astimezone(VIETNAM):%d %H:%M}", job.name) for moment, job in found]


def test_what_runs_when() -> None:
    chosen = settings(group={"second_pass_minutes": 240}, canaries={"demo": ["x"], "before_minutes": 30})
    assert moments(chosen, local("2026-11-28 12:00"), 24) == [
        ("28 19:30", "canaries:all"),
        ("28 20:00", "night:all"),
        ("29 00:00", "second-pass:all"),
        ("29 06:00", "close:all"),
    ]


def test_what_runs_while_a_window_is_open() -> None:
    assert moments(settings(), local("2026-11-29 01:00"), 20) == [("29 06:00", "close:all"), ("29 20:00", "night:all")]


def test_every_job_is_listed_though_it_comes_late() -> None:
    weekly = settings(group={"days": ["mon"]})
    assert moments(weekly, local("2026-11-28 12:00"), 1) == [("30 20:00", "night:all"), ("01 06:00", "close:all")]


def test_an_opening_carries_its_jitter() -> None:
    chosen = settings(group={"jitter_minutes": 60})
    job = next(each for each in night_jobs(chosen, nothing) if each.name == "night:all")
    now = local("2026-11-28 12:00")
    assert job.next_after(now) == window_of(chosen.groups[0], now.date()).opens
    assert (
        job.next_after(window_of(chosen.groups[0], now.date()).opens)
        == window_of(chosen.groups[0], now.date() + timedelta(days=1)).opens
    )


def test_daily_is_by_the_clock_of_vietnam() -> None:
    job = ScheduledJob("keep", daily("03:30"), nothing, "")
    assert job.next_after(datetime(2026, 11, 28, 20, 29, tzinfo=UTC)) == datetime(2026, 11, 28, 20, 30, tzinfo=UTC)
    assert job.next_after(datetime(2026, 11, 28, 20, 30, tzinfo=UTC)) == datetime(2026, 11, 29, 20, 30, tzinfo=UTC)


def test_jobs_run_from_start_on_and_a_failing_one_runs_again() -> None:
    ran = threading.Semaphore(0)

    def fail() -> None:
        ran.release()
        raise RuntimeError("not today")

    clock = Clock([replace(ScheduledJob("x", every(timedelta(seconds=1)), fail, ""), at_start=True)])
    clock.start()
    try:
        assert ran.acquire(timeout=20)
        assert ran.acquire(timeout=20)
    finally:
        clock.stop()


def test_a_job_never_runs_beside_itself_and_stopping_waits_for_it() -> None:
    running, most = [0], [0]
    begun = threading.Event()

    def act() -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        begun.set()
        time.sleep(2.5)
        running[0] -= 1

    clock = Clock([replace(ScheduledJob("x", every(timedelta(seconds=1)), act, ""), at_start=True)])
    clock.start()
    assert begun.wait(20)
    time.sleep(1.5)
    clock.stop()
    assert (running[0], most[0]) == (0, 1)


# --- one clock ------------------------------------------------------------------------------------------------------


def test_there_is_one_clock(database: Database) -> None:
    pulse = Pulse(database)
    pulse.claim()
    pulse.claim()  # the same process may
    other = replace(this_worker(), pid=1, started="")  # there, and not us
    with writing(database.engine) as connection:
        run_heartbeats.beat(connection, "clock", utc_now(), {"worker": to_plain(other)})
    with pytest.raises(AnotherClockError, match="process 1"):
        pulse.claim()
    dead = replace(this_worker(), pid=2**22 + 5, started="1")
    with writing(database.engine) as connection:
        run_heartbeats.beat(connection, "clock", utc_now(), {"worker": to_plain(dead)})
    pulse.claim()
    pulse.release()
    with reading(database.engine) as connection:
        assert run_heartbeats.read_heartbeats(connection) == ()


def test_a_clock_on_another_machine_is_dead_after_its_silence(database: Database) -> None:
    far = replace(this_worker(), host="elsewhere")
    for seconds, lives in ((10, True), (120, False)):
        with writing(database.engine) as connection:
            beat = utc_now() - timedelta(seconds=seconds)
            run_heartbeats.beat(connection, "clock", beat, {"worker": to_plain(far)})
        if lives:
            with pytest.raises(AnotherClockError, match="elsewhere"):
                Pulse(database).claim()
        else:
            Pulse(database).claim()


def test_a_job_that_was_slept_through_runs_at_start_once(database: Database) -> None:
    ran: list[datetime] = []
    moment = [local("2026-11-28 12:00")]
    job = ScheduledJob("retention", daily("03:30"), lambda: ran.append(moment[0]), "")

    def start() -> ScheduledJob:
        (found,) = remembered(database, [job], lambda: moment[0])
        return found

    assert not start().at_start  # never ran: it waits for its first moment
    moment[0] = local("2026-11-29 02:00")
    assert not start().at_start
    moment[0] = local("2026-11-29 09:00")  # 03:30 has passed meanwhile
    missed = start()
    assert missed.at_start
    missed.act()
    assert ran == [local("2026-11-29 09:00")]
    assert not start().at_start
