"""Dates as Vietnamese portals write them, with the hour where one stands beside (law.md 7.4).

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
_ENGLISH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_MONTH = r"\d{1,2}|mười(?:\s+(?:một|hai))?|một|giêng|hai|ba|tư|bốn|năm|sáu|b[ảẩ]y|tám|chín|chạp"
_DATE = re.compile(
    r"(?<!\d)(?<!\d[/.\-])(?P<d1>\d{1,2})(?P<s1>\s?[/.\-–]\s?)(?P<m1>\d{1,2})(?P=s1)(?P<y1>(?:19|20)\d\d)(?!\d|[/.]\d)"
    r"|(?<!\d)(?<!\d[/.\-])(?P<y2>(?:19|20)\d\d)(?P<s2>[/\-])(?P<m2>\d{1,2})(?P=s2)(?P<d2>\d{1,2})(?!\d|[/\-]\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})\s*,?\s*th[áa]ng\s+(?P<m3>{_MONTH})\s*,?\s*(?:n[ăa]m\s+)?(?P<y3>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\d)(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[\s\-]+(?P<m4>{_ENGLISH_NAMES})\.?,?[\s\-]+(?P<y4>(?:19|20)\d\d)(?!\d)"
    rf"|\b(?P<m5>{_ENGLISH_NAMES})\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>(?:19|20)\d\d)(?!\d)"
    rf"|\bth[áa]ng\s+(?P<m6>{_MONTH})\s+(?P<d6>\d{{1,2}})\s*,\s*(?P<y6>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_HOUR = (
    r"(?P<h>[01]?\d|2[0-3])\s?(?::|h|giờ|g)\s?(?P<n>[0-5]\d)(?::[0-5]\d)?(?!\d)"
    r"(?:\s?(?P<half>am|pm|sa|ch|sáng|chiều|tối)\b)?"
)
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
        day = _day(match)
        if day is None:
            continue
        found.append(WrittenDate(day, _hour_beside(text, match), match.group(), match.start()))
        if len(found) >= MAX_DATES:
            break
    return found


def _day(match: re.Match[str]) -> date | None:
    form = (match.lastgroup or "y1")[-1]
    month = " ".join(match[f"m{form}"].lower().split())
    number = int(month) if month.isdigit() else _MONTH_WORDS.get(month) or _ENGLISH.get(month[:3], 0)
    try:
        return date(int(match[f"y{form}"]), number, int(match[f"d{form}"]))
    except ValueError:
        return None


def _hour_beside(text: str, match: re.Match[str]) -> str:
    beside = _AFTER.match(text, match.end(), match.end() + 30) or _BEFORE.search(
        text[max(0, match.start() - 45) : match.start()]
    )
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
