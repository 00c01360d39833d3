"""Dates of the made-up portals: everything is counted back from the day they are served."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_SLOT = re.compile(r"\{(year|plan|past_plan|month|day|week)([+-]\d+)?\}")
WEEKDAY_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar around `today`. Weekdays only: holidays make an item younger in working days, never older."""

    today: date

    def back(self, weekdays: int) -> date:
        """The weekday that lies `weekdays` weekdays before today; 0 is today or the Friday before."""
        day = self.today
        while day.weekday() > 4:
            day -= timedelta(days=1)
        whole, rest = divmod(abs(weekdays), 5)
        sign = -1 if weekdays >= 0 else 1
        day += timedelta(days=7 * whole * sign)
        for _ in range(rest):
            day += timedelta(days=sign)
            while day.weekday() > 4:
                day += timedelta(days=sign)
        return day

    def week(self, weeks_back: int = 0) -> tuple[date, ...]:
        """Monday to Sunday of this week, or of an earlier one."""
        monday = self.today - timedelta(days=self.today.weekday() + 7 * weeks_back)
        return tuple(monday + timedelta(days=offset) for offset in range(7))

    def plan(self, ahead: int = 0) -> str:
        """The five-year period that covers today ("2026-2030"), or one `ahead` periods later or earlier."""
        start = (self.today.year - 1) // 5 * 5 + 1 + 5 * ahead
        return f"{start}-{start + 4}"

    def fill(self, text: str) -> str:
        """`text` with {year-1}, {plan}, {past_plan}, {day-12} and {month} set to dates around today."""
        return _SLOT.sub(lambda found: self._value(found[1], int(found[2] or 0)), text)

    def _value(self, name: str, offset: int) -> str:
        if name == "year":
            return str(self.today.year + offset)
        if name == "plan":
            return self.plan(offset)
        if name == "past_plan":
            return self.plan(-2 + offset)
        if name == "month":
            return f"{self.today.month:02d}/{self.today.year}"
        if name == "week":
            return str(self.today.isocalendar().week + offset)
        return short(self.back(-offset))


def short(day: date) -> str:
    """05/03/2026."""
    return f"{day:%d/%m/%Y}"


def long(day: date) -> str:
    """Thứ Hai, ngày 05 tháng 3 năm 2026."""
    return f"{WEEKDAY_NAMES[day.weekday()]}, ngày {day.day:02d} tháng {day.month} năm {day.year}"
