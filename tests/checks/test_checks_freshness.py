from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.freshness import Dated, age_of, capture_day, week_of
from checks.requirement import Freshness
from domain.agencies import Kind
from domain.captures import Capture, CaptureKind, Outcome

NEWS = Freshness((Kind.DISTRICT,), 10, 40, items=2, in_days=20)
PLAIN = Freshness((Kind.DISTRICT,), 65, 130)
WEEK = Freshness((Kind.DISTRICT,), 0, 20, week=True)
FRIDAY = date(2026, 11, 20)


def posted(*days: date) -> list[Dated]:
    return [Dated(day) for day in days]


def ago(days: int) -> date:
    return FRIDAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("items", "limits", "code", "factor"),
    [
        (posted(ago(1), ago(3)), NEWS, "fresh", 1.0),
        (posted(ago(1)), NEWS, "slow", 0.7),  # fresh, but one item only in twenty days
        (posted(ago(20), ago(21)), NEWS, "slow", 0.7),
        (posted(ago(90), ago(91)), NEWS, "stale", 0.4),
        (posted(ago(80)), PLAIN, "fresh", 1.0),
        (posted(ago(100)), PLAIN, "slow", 0.7),
        ([], NEWS, "undated", 0.4),
        ([Dated(None), Dated(None)], NEWS, "undated", 0.4),
        ([Dated(None, content=ago(2)), Dated(None, content=ago(4))], NEWS, "fresh", 1.0),
        (posted(FRIDAY + timedelta(days=30)), NEWS, "undated", 0.4),  # an event ahead is no date of posting
        (posted(FRIDAY + timedelta(days=1), ago(2)), NEWS, "fresh", 1.0),  # a clock that runs ahead
        (posted(ago(400), ago(1), ago(2)), NEWS, "fresh", 1.0),  # a pinned old item leads the list
    ],
)
def test_the_age_of_a_list(items: list[Dated], limits: Freshness, code: str, factor: float) -> None:
    found = age_of(items, limits, FRIDAY)
    assert (found.code, found.factor) == (code, factor)


def test_one_hour_for_nearly_all_is_an_import() -> None:
    moment = ago(1)
    imported = [Dated(moment, "16:32", ago(700)) for _ in range(4)] + [Dated(ago(3), "09:10", ago(710))]
    assert age_of(imported, PLAIN, FRIDAY).code == "stale"
    bare = [Dated(moment, "16:32") for _ in range(5)]
    assert age_of(bare, PLAIN, FRIDAY).code == "undated"


def test_the_same_clock_time_on_different_days_is_no_import() -> None:
    items = [Dated(ago(day), "00:00") for day in range(5)]
    assert age_of(items, PLAIN, FRIDAY).code == "fresh"


def test_without_a_capture_time_the_factor_is_not_known() -> None:
    assert age_of(posted(ago(1)), NEWS, None).unknown
    assert week_of([(ago(4), FRIDAY)], WEEK, None).unknown


@pytest.mark.parametrize(
    ("period", "seen", "code"),
    [
        ((date(2026, 11, 16), date(2026, 11, 20)), FRIDAY, "fresh"),
        ((date(2026, 11, 9), date(2026, 11, 13)), FRIDAY, "slow"),
        ((date(2026, 9, 7), date(2026, 9, 11)), FRIDAY, "stale"),
        ((date(2026, 11, 16), date(2026, 11, 20)), date(2026, 11, 22), "fresh"),  # Sunday: the week past
        ((date(2026, 11, 23), date(2026, 11, 27)), date(2026, 11, 22), "fresh"),  # or the next
        ((date(2026, 11, 23), date(2026, 11, 27)), FRIDAY, "stale"),  # next week's alone
        ((date(2026, 2, 9), date(2026, 2, 13)), date(2026, 2, 18), "fresh"),  # Tết: the last working week
    ],
)
def test_a_schedule_covers_the_week(period: tuple[date, date], seen: date, code: str) -> None:
    assert week_of([period], WEEK, seen).code == code


def test_no_period_is_undated() -> None:
    assert week_of([], WEEK, FRIDAY).code == "undated"


def capture(url: str = "http://example.gov.vn/tin", headers: tuple[tuple[str, str], ...] = (), **notes: str) -> Capture:
    moment = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    return Capture("c1", CaptureKind.PAGE, url, Outcome.OK, moment, headers=headers, notes=notes)


@pytest.mark.parametrize(
    ("record", "day"),
    [
        (capture(), date(2026, 11, 23)),  # Vietnam's day, not UTC's
        (capture(headers=(("memento-datetime", "Fri, 30 Mar 2018 08:18:14 GMT"),)), date(2018, 3, 30)),
        (capture("http://archive.example/web/20180330081814/http://a.gov.vn/"), date(2018, 3, 30)),
        (capture("http://archive.example/web/20181330081814/http://a.gov.vn/"), date(2026, 11, 23)),
        (capture("http://a.gov.vn/tin-20180330081814.html"), date(2026, 11, 23)),
        (capture(headers=(("memento-datetime", "never"),)), date(2026, 11, 23)),
        (capture(time="unknown"), None),
    ],
)
def test_the_day_of_a_page(record: Capture, day: date | None) -> None:
    assert capture_day(record) == day


@given(st.lists(st.integers(0, 2000), max_size=12), st.integers(0, 2000))
def test_a_newer_item_never_lowers_the_factor(ages: list[int], newer: int) -> None:
    items = posted(*(ago(age) for age in ages))
    assert age_of([*items, Dated(ago(newer))], NEWS, FRIDAY).factor >= age_of(items, NEWS, FRIDAY).factor
