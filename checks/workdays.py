"""Working days of Vietnam, which the law counts its deadlines in (docs/judging.md 7): Monday to Friday less public
holidays, their substitutes and swapped days. The dates are data (workdays.yaml)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field

_DAY = timedelta(days=1)
_SATURDAY = 5
#: Beyond this many calendar days the exact count no longer matters: every limit of freshness is passed.
_FAR = 365 * 12


class _Fixed(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    day: str
    name: str
    since: int = Field(default=0, alias="from")


class _Tet(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    new_year: str
    first: str = Field(alias="from")
    last: str = Field(alias="to")


class _Swap(BaseModel):
    model_config = ConfigDict(extra="forbid")
    free: date
    worked: date


class _Calendar(BaseModel):
    """The shape of workdays.yaml."""

    model_config = ConfigDict(extra="forbid")
    fixed: list[_Fixed]
    national_day_neighbour: dict[int, str]
    hung_kings: dict[int, str]
    tet: dict[int, _Tet]
    swapped: list[_Swap]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off on weekdays and Saturdays worked; years beyond the tables have their fixed holidays only."""

    off: frozenset[date]
    worked: frozenset[date]

    def is_workday(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < _SATURDAY and day not in self.off

    def between(self, start: date, end: date) -> int:
        """Working days from the day after `start` up to and with `end`; 0 when `end` is not later."""
        if (end - start).days > _FAR:
            return (end - start).days * 5 // 7
        count = 0
        day = start
        while day < end:
            day += _DAY
            count += self.is_workday(day)
        return count

    def back(self, day: date, count: int) -> date:
        """The day that lies `count` working days before `day`."""
        while count > 0:
            if self.is_workday(day):
                count -= 1
            day -= _DAY
        return day

    def working_week(self, day: date) -> tuple[date, date]:
        """Monday to Sunday of the working week that a schedule seen on `day` should cover; in a week wholly off, the
        last week that was worked."""
        monday = day - _DAY * day.weekday()
        while not any(self.is_workday(monday + _DAY * offset) for offset in range(7)):
            monday -= 7 * _DAY
        return monday, monday + 6 * _DAY


@cache
def vietnam() -> WorkCalendar:
    """The calendar of workdays.yaml."""
    text = files("checks").joinpath("workdays.yaml").read_text(encoding="utf-8")
    data = _Calendar.model_validate(yaml.safe_load(text))
    worked = frozenset(swap.worked for swap in data.swapped)
    off: set[date] = {swap.free for swap in data.swapped}
    for year in sorted(data.tet):
        off |= _days_off(data, year)
    return WorkCalendar(frozenset(off), worked)


def _days_off(data: _Calendar, year: int) -> set[date]:
    """Every day off of one year; those that fall on a weekend move on to the next free weekday."""
    tet = data.tet[year]
    first, last = _on(year, tet.first), _on(year, tet.last)
    off = {first + _DAY * offset for offset in range((last - first).days + 1)}
    single = [_on(year, item.day) for item in data.fixed if year >= item.since]
    single.append(_on(year, data.hung_kings[year]))
    if year in data.national_day_neighbour:
        single.append(_on(year, data.national_day_neighbour[year]))
    off |= set(single)
    for day in sorted(single):
        moved = day
        if day.weekday() >= _SATURDAY:
            while moved.weekday() >= _SATURDAY or moved in off:
                moved += _DAY
            off.add(moved)
    return off


def _on(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
