"""When an entry without a date of posting was made: the year or month its text or list gives (docs/judging.md 7)."""

import calendar
import re
from collections.abc import Sequence
from datetime import date

from checks.freshness import Dated
from checks.item_dates import article_days
from checks.list_item import Item
from checks.site import Site
from checks.site_page import SitePage
from pages.dates import find_dates

_PERIOD = re.compile(r"(?<![\d/.\-])(?:(?P<month>0?[1-9]|1[0-2])\s?[/.\-]\s?)?(?P<year>(?:19|20)\d\d)(?![\d/])")
_FIRST, _LAST = 1990, 2100


def begun(text: str, captured: date | None) -> date | None:
    """The latest day on which what a text dates can have begun: that of the first date, month or year it names, not
    after the capture. "2024 - 2026" -> 31/12/2024."""
    dates = find_dates(text)
    match = _PERIOD.search(text)
    if dates and (match is None or dates[0].start <= match.start()):
        return dates[0].day
    if match is None or not _FIRST <= int(match["year"]) <= _LAST:
        return None
    year, month = int(match["year"]), int(match["month"] or 12)
    last = date(year, month, calendar.monthrange(year, month)[1])
    if captured is not None and last > captured >= date(year, month if match["month"] else 1, 1):
        return captured
    return last


def record_days(
    site: Site, items: Sequence[Item], periods: Sequence[str], page: SitePage, captured: date | None
) -> list[Dated]:
    """The dates of entries: those beside them, else the beginning of the period each states, else the day or the year
    that their list's page gives them all."""
    days = [
        Dated(item.day, item.hour, item.content_day or begun(period, captured))
        for item, period in zip(items, periods, strict=True)
    ]
    if any(day.posted or day.content for day in days):
        return days
    pages = {item.page or page.url: site.page(item.page) or page for item in items}
    return [Dated(*_of_page(site, listing, captured)) for listing in pages.values()]


def _of_page(site: Site, page: SitePage, captured: date | None) -> tuple[date | None, str, date | None]:
    told = article_days(site, page)
    headings = [page.view.title, *(heading.text for heading in site.own_headings(page)[:4])]
    years = (begun(text, captured) for text in headings)
    return told.posted, told.hour, next((day for day in years if day is not None), None)
