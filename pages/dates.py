"""Dates as Vietnamese portals write them, with the hour where one stands beside (docs/judging.md 11).

`find_dates` reads a text, `read_dates` a page.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pages.reading import Reading
from pages.view import Block, FoundDate

_MONTH_WORDS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_ENGLISH = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_YEAR = r"(?:19|20)\d\d(?!\d)"
_MONTH = r"\d{1,2}|mười(?:\s+(?:một|hai))?|một|giêng|hai|ba|tư|bốn|năm|sáu|b[ảẩ]y|tám|chín|chạp"
_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
# Every form has a number first (a month's name may stand before it): the scan may leap from digit to digit.
_DATE = re.compile(
    r"(?P<first>\d(?<!\d\d)(?<!\d[/.\-]\d)\d{0,3})(?!\d)(?:"
    r"(?P<mark>\s?[/.\-–]\s?)(?P<second>\d\d?)(?P=mark)(?P<third>\d{4}|\d\d?)(?!\d|[/.]\d)"
    rf"|\s*,?\s*th[áa]ng\s+(?P<month>{_MONTH})\s*,?\s*(?:n[ăa]m\s+)?(?P<year>{_YEAR})"
    rf"|(?:st|nd|rd|th)?[\s\-]+(?P<name>{_NAMES})\.?,?[\s\-]+(?P<name_year>{_YEAR})"
    rf"|(?:st|nd|rd|th)?\s*,?\s+(?P<late_year>{_YEAR})(?![/\-]\d))",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(rf"(?:\bth[áa]ng\s+(?P<month>{_MONTH})|\b(?P<name>{_NAMES})\.?)\s+$", re.IGNORECASE)
_HOUR = (
    r"(?P<h>[01]?\d|2[0-3])\s?(?::|h|giờ|g)\s?(?P<n>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    r"(?:\s?(?P<half>am|pm|sa|ch|sáng|chiều|tối)\b)?"
)
_HOUR_SIGN = re.compile(r"\d\s?[:hHg]")
_GAP = r"[ \t\xa0|,;()\-–—•·]"
_AFTER = re.compile(
    rf"(?:T|{_GAP}{{0,6}}(?:lúc|vào|hồi|at)?{_GAP}{{0,2}}){_HOUR}(?!{_GAP}{{0,4}}(?:ngày\s)?\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![\d:]){_HOUR}(?: ?phút)?{_GAP}{{0,6}}(?:gmt ?\+ ?0?7(?::00)?)?{_GAP}{{0,3}}"
    rf"(?:(?:thứ \S{{1,4}}|chủ nhật|t[2-7]|cn){_GAP}{{1,3}})?(?:ngày |on )?$",
    re.IGNORECASE,
)
MAX_DATES = 3000


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text: the day, the hour beside it ("" if none), as written, and where it starts."""

    day: date
    hour: str
    text: str
    start: int


def find_dates(text: str) -> list[WrittenDate]:
    """All dates of a text in order. Days that no calendar has are left out."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    found: list[WrittenDate] = []
    for match in _DATE.finditer(text):
        start = match.start()
        if match["late_year"]:
            before = _MONTH_BEFORE.search(text, max(0, start - 24), start)
            day = _named_day(before, match["first"], match["late_year"]) if before else None
            start = before.start() if before else start
        elif match["mark"]:
            day = _numbered_day(match)
        else:
            day = _named_day(match, match["first"], match["year"] or match["name_year"])
        if day is None:
            continue
        found.append(WrittenDate(day, _hour_beside(text, start, match.end()), text[start : match.end()], start))
        if len(found) >= MAX_DATES:
            break
    return found


def _numbered_day(match: re.Match[str]) -> date | None:
    """05/03/2018 or 2018-03-05."""
    first, month, third = match["first"], int(match["second"]), match["third"]
    year, day = (first, third) if len(first) == 4 else (third, first)
    if len(year) != 4 or len(day) > 2 or (year == first and match["mark"] not in "/-"):
        return None
    return _calendar_day(int(year), month, int(day))


def _named_day(match: re.Match[str], day: str, year: str) -> date | None:
    """Ngày 5 tháng ba năm 2018, 5 March 2018, March 5, 2018."""
    if match["name"]:
        month = _ENGLISH[match["name"][:3].lower()]
    else:
        said = " ".join(match["month"].lower().split())
        month = int(said) if said.isdigit() else _MONTH_WORDS[said]
    return _calendar_day(int(year), month, int(day)) if len(day) <= 2 else None


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2099 else None
    except ValueError:
        return None


def _hour_beside(text: str, start: int, end: int) -> str:
    """The hour behind a date, else the one before it."""
    beside = _AFTER.match(text, end, end + 40)
    if beside is None and _HOUR_SIGN.search(text, max(0, start - 45), start):
        beside = _BEFORE.search(text, max(0, start - 45), start)
    return _clock(beside) if beside else ""


def _clock(match: re.Match[str]) -> str:
    hour, half = int(match["h"]), (match["half"] or "").lower()
    if half in ("pm", "ch", "chiều", "tối") and hour < 12:
        hour += 12
    elif half in ("am", "sa") and hour == 12:
        hour = 0
    return f"{hour:02d}:{match['n']}"


def read_dates(reading: Reading, blocks: Sequence[Block]) -> tuple[FoundDate, ...]:
    """The dates of a page in document order: those of its visible text, then those only said in `time` elements."""
    outline = reading.outline
    starts, parts, length = [], [], 0
    for block in blocks:
        starts.append(length)
        parts.append(block.text)
        length += len(block.text) + 1
    found = []
    for written in find_dates("\n".join(parts)):
        block = blocks[bisect_right(starts, written.start) - 1]
        if not block.hidden:
            found.append(FoundDate(written.day, written.text, block.xpath, written.hour, block.region))
    shown = {(date_.day, date_.xpath) for date_ in found}
    for index in outline.having("datetime"):
        said = (outline.elements[index].get("datetime") or "")[:40]
        path = outline.path_of(index)
        around = {outline.path_of(above) for above in (index, *outline.ancestors(index)[:2])}
        for written in find_dates(said)[:1]:
            if not any((written.day, above) in shown for above in around):
                found.append(FoundDate(written.day, said, path, written.hour, reading.regions[index]))
    return tuple(found)
