"""Sheets into markup, by the templates beside a portal's site.yaml."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import shake_128
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from demo.days import WEEKDAY_NAMES, Days
from demo.strangers.book import FOLDER, Book
from demo.strangers.entries import BuiltList, Written
from demo.strangers.services import Service


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page before markup."""

    path: str
    title: str
    look: str
    language: str = "vi"
    body: str = ""
    entries: tuple[Written, ...] = ()
    of: BuiltList | None = None
    turn: int = 0
    asked: str = ""
    service: Service | None = None
    vars: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the sheets of one portal, and the texts of its files."""

    days: Days
    environment: Environment

    def sheet(self, sheet: Sheet) -> str:
        source = self.days.fill(sheet.body)
        body = self.environment.from_string(source).render(page=sheet) if source else ""
        frame = self.environment.get_template("frame.j2")
        return frame.render(page=sheet, body=Markup(body))  # noqa: S704 - our own markup

    def text(self, text: str) -> str:
        return self.environment.from_string(self.days.fill(text)).render()


def writer_of(book: Book, days: Days, lists: Mapping[str, BuiltList], services: tuple[Service, ...]) -> Writer:
    environment = Environment(loader=FileSystemLoader(FOLDER / book.id), autoescape=True, trim_blocks=True)
    environment.filters.update({name: _dated(pattern) for name, pattern in _PATTERNS.items()})
    environment.filters |= {"weekday": lambda day: WEEKDAY_NAMES[day.weekday()], "noise": _noise}
    environment.globals.update(
        book=book, lists=lists, services=services, today=days.today, ago=days.back, week=days.week, fill=days.fill
    )
    return Writer(days, environment)


_PATTERNS = {
    "dmy": "%d/%m/%Y",
    "dash": "%d-%m-%Y",
    "dot": "%d.%m.%Y",
    "iso": "%Y-%m-%d",
    "words": "ngày %d tháng %m năm %Y",
    "month_day": "%d/%m",
}


def _dated(pattern: str) -> Callable[[date | None], str]:
    return lambda day: day.strftime(pattern) if day else ""


def _noise(text: str, size: int) -> str:
    """View state: bytes that mean nothing, the same for the same page."""
    return b64encode(shake_128(text.encode()).digest(size)).decode()
