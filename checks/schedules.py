"""Which days a work schedule covers: a week told by its days, by "từ ngày … đến ngày …", or by its number."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from domain.text import clean, fold
from pages.dates import find_dates

Period = tuple[date, date]

_RANGE = re.compile(
    r"(?P<d1>\d{1,2})[/.-](?P<m1>\d{1,2})(?:[/.-](?P<y1>\d{4}))?\s*(?:-|–|—|đến|tới|~)\s*(?:hết\s+)?(?:ngày\s+)?"
    r"(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})(?:[/.-](?P<y2>\d{4}))?",
    re.IGNORECASE,
)
_WEEK = re.compile(r"\btuan (?:thu |so )?(?P<week>\d{1,2})(?: nam (?P<year>20\d\d))?\b")
_LONGEST = 45  # days; a longer stretch is a plan, not a schedule of a week or a month
_GAP = timedelta(days=7)


def periods_in(text: str, posted: date | None = None) -> list[Period]:
    """The stretches of days a schedule covers, earliest first; `posted` gives the year where its text does not."""
    found = _ranges(text, posted)
    if not found:
        found = _stretches(sorted({item.day for item in find_dates(text)}))
    if not found:
        found = _weeks(text, posted)
    return sorted(found)


def _ranges(text: str, posted: date | None) -> list[Period]:
    periods = []
    for match in _RANGE.finditer(clean(text)):
        year2 = int(match["y2"] or match["y1"] or (posted.year if posted else 0))
        year1 = int(match["y1"] or year2)
        try:
            start = date(year1, int(match["m1"]), int(match["d1"]))
            end = date(year2, int(match["m2"]), int(match["d2"]))
        except ValueError:
            continue
        if start > end and not match["y1"]:
            start = start.replace(year=start.year - 1)
        if timedelta(0) <= end - start <= timedelta(days=_LONGEST):
            periods.append((start, end))
    return periods


def _stretches(days: Sequence[date]) -> list[Period]:
    """Days no more than a week apart make one stretch."""
    periods: list[Period] = []
    for day in days:
        if periods and day - periods[-1][1] <= _GAP and day - periods[-1][0] <= timedelta(days=_LONGEST):
            periods[-1] = (periods[-1][0], day)
        else:
            periods.append((day, day))
    return periods


def _weeks(text: str, posted: date | None) -> list[Period]:
    """Weeks told by number, as ISO counts them."""
    periods = []
    for match in _WEEK.finditer(fold(text)):
        year = int(match["year"] or (posted.year if posted else 0))
        try:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
        except ValueError:
            continue
        periods.append((monday, monday + timedelta(days=6)))
    return periods
