"""When windows open and close, in Asia/Ho_Chi_Minh."""

from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nights_world import local

from domain.clock import VIETNAM
from scheduler.nights_settings import Group
from scheduler.nights_windows import current_window, missed_windows, next_window, window_of, windows_after


def group(**more: Any) -> Group:
    return Group.model_validate({"name": "all", "opens": "20:00", "closes": "06:00", **more})


def test_a_window_over_midnight_belongs_to_the_day_it_opens_on() -> None:
    window = window_of(group(), date(2026, 11, 28))
    assert (window.opens, window.closes) == (local("2026-11-28 20:00"), local("2026-11-29 06:00"))
    assert window.run.id == "2026-11-28-all"
    assert current_window(group(), local("2026-11-29 05:59")) == window
    assert current_window(group(), local("2026-11-29 06:00")) is None


@pytest.mark.parametrize(("closes", "hours"), [("23:30", 3.5), ("20:00", 24), ("19:59", 23 + 59 / 60)])
def test_a_window_closes_at_the_next_such_time_of_day(closes: str, hours: float) -> None:
    window = window_of(group(closes=closes), date(2026, 11, 28))
    assert window.closes - window.opens == timedelta(hours=hours)


def test_jitter_is_bounded_the_same_for_whoever_asks_and_another_every_night() -> None:
    jittery = group(jitter_minutes=30)
    nights = [date(2026, 11, 1) + timedelta(days=count) for count in range(60)]
    shifts = [window_of(jittery, night).opens - window_of(group(), night).opens for night in nights]
    assert all(timedelta() <= shift <= timedelta(minutes=30) for shift in shifts)
    assert len(set(shifts)) > 50
    assert shifts == [window_of(jittery, night).opens - window_of(group(), night).opens for night in nights]


def test_days_of_the_week_are_those_of_the_opening() -> None:
    weekly = group(days=["sat"])
    opened = [window.night.isoformat() for window in islice(windows_after(weekly, local("2026-11-29 03:00")), 2)]
    assert opened == ["2026-11-28", "2026-12-05"]  # Sunday 03:00 is still Saturday's night


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)),  # noqa: DTZ001 - zone follows
    st.sampled_from(["00:00", "06:00", "20:00", "23:59"]),
    st.sampled_from(["00:00", "05:30", "21:00", "23:58"]),
    st.integers(min_value=0, max_value=240),
)
def test_windows_follow_each_other_and_hold_what_they_say(
    naive: datetime, opens: str, closes: str, jitter: int
) -> None:
    moment = naive.replace(tzinfo=VIETNAM)
    some = group(opens=opens, closes=closes, jitter_minutes=jitter)
    windows = list(islice(windows_after(some, moment), 4))
    assert all(window.opens < window.closes for window in windows)
    assert all(one.night < other.night and one.opens < other.opens for one, other in pairwise(windows))
    now = current_window(some, moment)
    assert now is None or (now.opens <= moment < now.closes and now in windows[:2])
    following = next_window(some, moment)
    assert moment < following.opens <= moment.astimezone(following.opens.tzinfo) + timedelta(days=2)


def test_missed_windows_are_those_that_closed_since() -> None:
    missed = missed_windows(group(), date(2026, 11, 25), local("2026-11-28 21:00"))
    assert [window.night.isoformat() for window in missed] == ["2026-11-26", "2026-11-27"]
    assert missed_windows(group(), date(2026, 11, 28), local("2026-11-28 21:00")) == ()
    assert len(missed_windows(group(), date(2025, 1, 1), local("2026-11-28 21:00"), most=31)) == 31
