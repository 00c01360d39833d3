from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.workdays import vietnam

DAYS = st.dates(min_value=date(2010, 1, 2), max_value=date(2035, 12, 30))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 2, 16), False),  # eve of the lunar new year
        (date(2026, 2, 23), True),  # first Monday after Tết
        (date(2026, 4, 26), False),  # Hùng kings, a Sunday
        (date(2026, 4, 27), False),  # its substitute
        (date(2022, 5, 3), False),  # 30 April and 1 May on a weekend: two substitutes
        (date(2022, 5, 4), True),
        (date(2021, 9, 3), False),  # the second day of National Day, since 2021
        (date(2020, 9, 3), True),  # not before
        (date(2024, 4, 29), False),  # swapped ...
        (date(2024, 5, 4), True),  # ... with this Saturday
        (date(2030, 2, 1), False),  # Vietnam's new year of 2030 lies a day before China's
        (date(2050, 9, 2), True),  # beyond the tables weekdays work
    ],
)
def test_a_day_works_or_not(day: date, works: bool) -> None:
    assert vietnam().is_workday(day) is works


def test_counting_starts_on_the_day_after_and_skips_tet() -> None:
    calendar = vietnam()
    assert calendar.between(date(2026, 11, 20), date(2026, 11, 20)) == 0
    assert calendar.between(date(2026, 11, 20), date(2026, 11, 22)) == 0  # over a weekend
    assert calendar.between(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert calendar.between(date(2026, 2, 13), date(2026, 2, 23)) == 1
    assert calendar.between(date(2026, 11, 23), date(2026, 11, 20)) == 0


def test_a_distance_of_decades_is_counted_at_once() -> None:
    assert vietnam().between(date(1970, 1, 1), date(2026, 1, 1)) > 13_000


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 11, 22), date(2026, 11, 16)),
        (date(2026, 11, 18), date(2026, 11, 16)),
        (date(2026, 2, 18), date(2026, 2, 9)),  # the week of Tết is off: the one before
    ],
)
def test_the_week_a_schedule_should_cover(day: date, monday: date) -> None:
    assert vietnam().working_week(day) == (monday, monday + timedelta(days=6))


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_counts_add_up(start: date, first: int, second: int) -> None:
    calendar, middle = vietnam(), start + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert calendar.between(start, end) == calendar.between(start, middle) + calendar.between(middle, end)


@given(DAYS, st.integers(0, 60))
def test_going_back_undoes_counting(day: date, count: int) -> None:
    calendar = vietnam()
    assert calendar.between(calendar.back(day, count), day) == count


@given(st.integers(2010, 2035))
def test_every_year_has_its_holidays(year: int) -> None:
    weekdays = [date(year, 1, 1) + timedelta(days=offset) for offset in range(365)]
    off = sum(1 for day in weekdays if day.weekday() < 5 and not vietnam().is_workday(day))
    assert 8 <= off <= 15
