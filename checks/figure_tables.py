"""Tables of figures: rows of indicators are no entries of a list; the table is one, under the line that heads it."""

import re
from collections.abc import Sequence

from checks.item_dates import title_days
from checks.list_item import Item
from checks.list_tables import body_rows, heads_of
from checks.places import Places
from domain.text import fold, fold_page
from pages.dates import find_dates
from pages.view import Table

_INDICATOR = re.compile(r"\b(?:chi tieu|chi so|tieu chi thong ke|indicators?)\b")
_FIGURE = re.compile(r"[-+]?\d[\d.,]*\s*%?")
_TOLD = re.compile(r"(?<![\w/.,])\d{1,3}(?:[.,]\d+)*(?:\s?%)?(?![\w/])|(?<![\w/.,])\d+[.,]\d+(?![\w/])")
_PERIOD = re.compile(
    r"\b(?:thang|quy|nam|ky|vu|tuan|ngay) (?:\d{1,4}|i{1,3}|iv)\b|\b(?:\d{1,2}|sau|chin|ba) thang (?:dau|cuoi) nam\b"
    r"|\b(?:thoi diem|giai doan|nien do|nam hoc)\b"
)
_MOSTLY = 0.6
_HEAD_WORDS = 30
_SHOWN_ROWS = 5


def is_figures(table: Table) -> bool:
    """A column of indicators and figures behind each."""
    heads = heads_of(table)
    rows = [row for _, row in body_rows(table)]
    if not rows or not any(_INDICATOR.search(fold(head)) for head in heads):
        return False
    told = [row for row in rows if any(_FIGURE.fullmatch(cell.strip()) for cell in row[1:])]
    return len(told) >= _MOSTLY * len(rows)


def figures_in(text: str) -> int:
    """How many figures a text tells, the days it names left out."""
    for found in find_dates(text):
        text = text.replace(found.text, " ")
    return sum(1 for _ in _TOLD.finditer(text))


def names_period(text: str) -> bool:
    """Whether a text names the time that figures are of: "tháng 10/2026", "quý III", "9 tháng đầu năm"."""
    return _PERIOD.search(fold_page(text)) is not None


def figures_item(table: Table, places: Places) -> Item | None:
    """The table as an entry of its own: titled by its caption or by the line before it."""
    start = places.span(table.xpath, "")[0]
    before: Sequence[str] = [block.text for block in places.blocks[max(0, start - 1) : start]]
    shown = table.caption or next((text for text in before if 0 < len(text.split()) <= _HEAD_WORDS), "")
    title, days = title_days(shown)
    if not title:
        return None
    heads = heads_of(table)
    cells = tuple((heads[0] if heads else "", row[0]) for _, row in [*body_rows(table)][:_SHOWN_ROWS] if row)
    return Item(
        title=title[:500],
        url=None,
        xpath=table.xpath,
        day=days.posted,
        hour=days.hour,
        content_day=days.content,
        row=cells,
    )
