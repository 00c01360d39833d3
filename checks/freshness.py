"""How old a list is: the factor of docs/judging.md 7, in working days of Vietnam at the page's own capture time."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from checks.requirement import Freshness, Requirement
from checks.workdays import vietnam
from domain.agencies import Kind
from domain.captures import Capture
from domain.clock import VIETNAM
from domain.findings import Text2

FRESH, SLOW, STALE = 1.0, 0.7, 0.4
_TOLERANCE = timedelta(days=1)
_IMPORT_SHARE = 0.8
_LEAST_IMPORTED = 3
_CADENCE_WEEKS = 12
_ARCHIVE_TIME = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/(?:https?:|https?%3A)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of one item: when it was posted (with the hour where shown), else what its text says."""

    posted: date | None
    hour: str = ""
    content: date | None = None


@dataclass(frozen=True, slots=True)
class Timeliness:
    """The age of a list. `factor` is 1, 0.7 or 0.4; `code` fresh, slow, stale or undated."""

    factor: float
    code: str
    newest: date | None
    age: int | None  # working days from the newest item to the capture
    reason: Text2
    figures: tuple[tuple[str, float], ...] = ()
    unknown: bool = False  # no capture time: the factor is not known (docs/judging.md 7)


def capture_day(capture: Capture) -> date | None:
    """The day in Vietnam on which the page was as it is: an archive's own time, else when we fetched it."""
    if capture.notes.get("time") == "unknown":
        return None
    moment = _archive_moment(capture) or capture.fetched_at
    return moment.astimezone(VIETNAM).date()


def _archive_moment(capture: Capture) -> datetime | None:
    for name, value in capture.headers:
        if name == "memento-datetime":
            try:
                moment = parsedate_to_datetime(value)
            except ValueError:
                continue
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    found = _ARCHIVE_TIME.search(capture.url)
    if not found:
        return None
    try:
        return datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def limits_for(requirement: Requirement, kind: Kind) -> Freshness | None:
    """The limits that bind this kind of agency; None where the row has no age."""
    return next((limits for limits in requirement.freshness if kind in limits.kinds), None)


def age_of(items: Sequence[Dated], limits: Freshness, captured: date | None) -> Timeliness:
    """The factor of a dated list. Future dates do not count; one posting hour for four in five is an import's."""
    if captured is None:
        return Timeliness(STALE, "undated", None, None, _NO_TIME, unknown=True)
    days, imported = _telling_days(items)
    past = sorted(day for day in days if day <= captured + _TOLERANCE)
    if not past:
        return Timeliness(STALE, "undated", None, None, _IMPORTED if imported else _UNDATED)
    newest = past[-1]
    age = vietnam().between(newest, captured)
    recent = _recent(past, limits, captured)
    code, factor = _grade(age, recent, limits)
    figures = (("newest_age_days", float(age)), ("per_week", _per_week(past, captured)))
    return Timeliness(factor, code, newest, age, _reason(newest, age, recent, limits, code), figures)


def _telling_days(items: Sequence[Dated]) -> tuple[list[date], bool]:
    """The day of each item that has one, and whether the posting hours betray an import."""
    hours = Counter((item.posted, item.hour) for item in items if item.posted and item.hour)
    posted = sum(1 for item in items if item.posted)
    imported = bool(hours) and posted >= _LEAST_IMPORTED and max(hours.values()) >= _IMPORT_SHARE * len(items)
    if imported:
        return [item.content for item in items if item.content and item.content != item.posted], True
    days = [item.posted or item.content for item in items]
    return [day for day in days if day], False


def _recent(past: Sequence[date], limits: Freshness, captured: date) -> int | None:
    """How many items the last so many working days brought; None where the row asks for no number."""
    if not limits.items:
        return None
    since = vietnam().back(captured, limits.in_days)
    return sum(1 for day in past if day > since)


def _grade(age: int, recent: int | None, limits: Freshness) -> tuple[str, float]:
    if age > limits.slow:
        return "stale", STALE
    if age > limits.fresh or (recent is not None and recent < limits.items):
        return "slow", SLOW
    return "fresh", FRESH


def _per_week(past: Sequence[date], captured: date) -> float:
    """Items per week over the last twelve weeks, kept as a figure."""
    since = captured - timedelta(weeks=_CADENCE_WEEKS)
    return round(sum(1 for day in past if day > since) / _CADENCE_WEEKS, 2)


def _reason(newest: date, age: int, recent: int | None, limits: Freshness, code: str) -> Text2:
    shown = f"{newest:%d/%m/%Y}"
    scale = f"(mới: đến {limits.fresh}, chậm: đến {limits.slow})"
    vi = f"Mới nhất ngày {shown}, cách lúc kiểm tra {age} ngày làm việc {scale}."
    en = f"Newest item {shown}, {age} working days before the capture (fresh to {limits.fresh}, slow to {limits.slow})."
    if code == "slow" and age <= limits.fresh and recent is not None:
        vi += f" Nhưng chỉ có {recent} tin trong {limits.in_days} ngày làm việc gần nhất (cần {limits.items})."
        en += f" But only {recent} items in the last {limits.in_days} working days ({limits.items} are asked)."
    return Text2(vi, en)


def week_of(periods: Iterable[tuple[date, date]], limits: Freshness, captured: date | None) -> Timeliness:
    """The factor of a work schedule: it must cover the week of the capture (docs/judging.md 7)."""
    if captured is None:
        return Timeliness(STALE, "undated", None, None, _NO_TIME, unknown=True)
    shown = sorted(periods, key=lambda period: (period[1], period[0]))
    if not shown:
        return Timeliness(STALE, "undated", None, None, _UNDATED)
    start, end = shown[-1]
    if any(_overlap(period, week) for period in shown for week in _weeks(captured)):
        reason = Text2(
            f"Lịch có tuần của ngày kiểm tra (đến {end:%d/%m/%Y}).",
            f"The schedule covers the week of the capture (to {end:%d/%m/%Y}).",
        )
        return Timeliness(FRESH, "fresh", end, 0, reason)
    age = vietnam().between(end, captured)
    code, factor = ("slow", SLOW) if 0 < age <= limits.slow else ("stale", STALE)
    reason = Text2(
        f"Lịch gần nhất {start:%d/%m/%Y} – {end:%d/%m/%Y}, hết hạn {age} ngày làm việc trước lúc kiểm tra.",
        f"The last schedule, {start:%d/%m/%Y} to {end:%d/%m/%Y}, ended {age} working days before the capture.",
    )
    return Timeliness(factor, code, end, age, reason, (("newest_age_days", float(age)),))


def _weeks(captured: date) -> list[tuple[date, date]]:
    """The weeks that will do: the working week, on a weekend the next one too."""
    week = vietnam().working_week(captured)
    if captured.weekday() < 5:
        return [week]
    return [week, (week[1] + timedelta(days=1), week[1] + timedelta(days=7))]


def _overlap(period: tuple[date, date], week: tuple[date, date]) -> bool:
    return period[0] <= week[1] and period[1] >= week[0]


_NO_TIME = Text2(
    "Không biết thời điểm chụp trang, nên không tính được độ mới.",
    "The time of capture is not known, so the age cannot be told.",
)
_UNDATED = Text2("Các tin, bài không có ngày nên không biết còn cập nhật hay không.", "The items carry no dates.")
_IMPORTED = Text2(
    "Hầu hết tin, bài mang cùng một giờ đăng (giờ nhập dữ liệu) và không có ngày nào khác trong nội dung.",
    "Nearly all items carry one posting hour, that of an import, and no other date in their text.",
)
