"""When a group's window opens and closes: pure, in Asia/Ho_Chi_Minh, the same whoever asks."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from domain.clock import VIETNAM
from domain.work import Run
from scheduler.nights_settings import Group


@dataclass(frozen=True, slots=True)
class Window:
    """One night of one group. Moments are aware UTC; `night` is the local date of the planned opening."""

    group: str
    night: date
    opens: datetime  # with its jitter
    closes: datetime

    @property
    def run(self) -> Run:
        return Run(f"{self.night.isoformat()}-{self.group}", self.group, self.opens, self.closes)

    def holds(self, moment: datetime) -> bool:
        return self.opens <= moment < self.closes


def window_of(group: Group, night: date) -> Window:
    """The window that opens on a local date. It closes at the next such time of day after the planned opening."""
    planned = datetime.combine(night, group.opening, VIETNAM)
    closes = datetime.combine(night, group.closing, VIETNAM)
    if closes <= planned:
        closes = datetime.combine(night + timedelta(days=1), group.closing, VIETNAM)
    opens = min(planned + _jitter(group, night), closes - timedelta(minutes=1))
    return Window(group.name, night, opens.astimezone(UTC), closes.astimezone(UTC))


def windows_after(group: Group, moment: datetime) -> Iterator[Window]:
    """Windows that close after a moment, without end: the one that is on comes first."""
    night = moment.astimezone(VIETNAM).date() - timedelta(days=1)
    while True:
        if group.opens_on(night):
            window = window_of(group, night)
            if window.closes > moment:
                yield window
        night += timedelta(days=1)


def current_window(group: Group, moment: datetime) -> Window | None:
    """The window that is open now."""
    window = next(windows_after(group, moment))
    return window if window.holds(moment) else None


def missed_windows(group: Group, after: date, moment: datetime, most: int = 31) -> tuple[Window, ...]:
    """Windows of nights later than `after` that closed before the moment: at most so many, the latest ones."""
    today = moment.astimezone(VIETNAM).date()
    nights = ((after + timedelta(days=count)) for count in range(1, (today - after).days + 1))
    closed = [window_of(group, night) for night in nights if group.opens_on(night)]
    return tuple(window for window in closed if window.closes <= moment)[-most:]


def next_window(group: Group, moment: datetime) -> Window:
    """The first window that opens after a moment."""
    return next(window for window in windows_after(group, moment) if window.opens > moment)


def _jitter(group: Group, night: date) -> timedelta:
    """Drawn from the night and the group, so that whoever asks, and whenever, gets the same opening."""
    if not group.jitter_minutes:
        return timedelta()
    drawn = hashlib.sha256(f"{group.name}|{night.isoformat()}".encode()).digest()
    return timedelta(seconds=int.from_bytes(drawn[:4], "big") % (group.jitter_minutes * 60 + 1))
