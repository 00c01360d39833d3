"""The only clock: APScheduler with its jobs in memory, made anew from code and settings at every start.

Jobs carry no state: each looks into the database at what is due. What was to run while nothing was running is found by
that, not remembered by the scheduler.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from domain.clock import VIETNAM
from scheduler.nights_settings import Group, NightSettings
from scheduler.nights_windows import Window, windows_after

#: How often the clock looks at what is due between the moments that have jobs of their own.
TICK = timedelta(seconds=15)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ScheduledJob:
    """Something to be done at certain moments. `about` says what, Vietnamese first. A run of it never overlaps another
    of its own; runs that were due while one was on become one. `shown`: stands in `schedule --list`."""

    name: str
    trigger: BaseTrigger
    act: Callable[[], object]
    about: str
    shown: bool = True
    at_start: bool = False

    def next_after(self, moment: datetime) -> datetime | None:
        """The first moment after another at which it runs, in UTC."""
        found = self.trigger.get_next_fire_time(None, (moment + timedelta(microseconds=1)).astimezone(VIETNAM))
        return found.astimezone(UTC) if found is not None else None


def daily(at: str) -> BaseTrigger:
    """Every day at HH:MM in Asia/Ho_Chi_Minh."""
    hour, minute = at.split(":")
    return CronTrigger(hour=int(hour), minute=int(minute), timezone=VIETNAM)


def every(interval: timedelta) -> BaseTrigger:
    return IntervalTrigger(seconds=int(interval.total_seconds()), timezone=VIETNAM)


class WindowTrigger(BaseTrigger):  # type: ignore[misc]
    """At a moment that each window of a group has: its opening with jitter, its end, or one counted from them."""

    def __init__(self, group: Group, moment: Callable[[Window], datetime]) -> None:
        self._group = group
        self._moment = moment

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """APScheduler's question: the next moment not before `now`, and after the one before."""
        for window in windows_after(self._group, now - timedelta(days=1)):
            moment = self._moment(window).astimezone(VIETNAM)
            if moment >= now and (previous_fire_time is None or moment > previous_fire_time):
                return moment
        raise AssertionError("windows have no end")


def night_jobs(settings: NightSettings, tick: Callable[[], object]) -> tuple[ScheduledJob, ...]:
    """The moments of every group at which something is due, and the watch in between."""
    jobs = [ScheduledJob("watch", every(TICK), tick, "xem việc đến hạn / what is due", shown=False, at_start=True)]
    for group in settings.groups:
        jobs += _group_jobs(settings, group, tick)
    return tuple(jobs)


def _group_jobs(settings: NightSettings, group: Group, tick: Callable[[], object]) -> list[ScheduledJob]:
    ahead = timedelta(minutes=settings.canaries.before_minutes)
    moments: list[tuple[str, Callable[[Window], datetime], str]] = [
        ("night", lambda window: window.opens, "mở đợt đêm / opens the night"),
        ("close", lambda window: window.closes, "hết giờ, tổng kết / the window closes, the run is judged"),
    ]
    if settings.canaries.demo or settings.canaries.live:
        moments.append(("canaries", lambda window: window.opens - ahead, "kiểm tra thử / canaries before the night"))
    if group.second_pass_minutes:
        later = timedelta(minutes=group.second_pass_minutes)
        moments.append(("second-pass", lambda window: window.opens + later, "lượt hai / second pass"))
    return [
        ScheduledJob(f"{name}:{group.name}", WindowTrigger(group, moment), tick, about)
        for name, moment, about in moments
    ]


class Clock:
    """Runs jobs at their moments until it is stopped. A job that fails is logged and runs again at its next moment."""

    def __init__(self, jobs: Sequence[ScheduledJob]) -> None:
        self._scheduler = BackgroundScheduler(
            timezone=VIETNAM,
            executors={"default": ThreadPoolExecutor(max(4, len(jobs)))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for job in jobs:
            first = {"next_run_time": datetime.now(VIETNAM)} if job.at_start else {}
            self._scheduler.add_job(guarded(job), job.trigger, id=job.name, name=job.name, **first)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Waits for what is running."""
        self._scheduler.shutdown(wait=True)


def guarded(job: ScheduledJob) -> Callable[[], None]:
    def act() -> None:
        with structlog.contextvars.bound_contextvars(job=job.name):
            try:
                job.act()
            except Exception:  # noqa: BLE001 - logged; the job runs again at its next moment, the others go on
                _log.exception("job failed")

    return act


def coming(jobs: Sequence[ScheduledJob], now: datetime, until: datetime) -> list[tuple[datetime, ScheduledJob]]:
    """What runs when from now on, in order; of each job at least the next time."""
    found: list[tuple[datetime, ScheduledJob]] = []
    for job in jobs:
        moment = job.next_after(now)
        while moment is not None and (moment <= until or not any(other is job for _, other in found)):
            found.append((moment, job))
            moment = job.next_after(moment)
    return sorted(found, key=_by_moment)


def _by_moment(entry: tuple[datetime, ScheduledJob]) -> Any:
    return entry[0], entry[1].name
