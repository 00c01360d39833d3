"""Entries that are single lines of text: "12/03/2026: Mời thầu gói …", "Nạo vét kênh B (nghiệm thu 12/03/2026, …)".

Several lines of one make, each with a day: paragraphs that begin with it, points of a list or lines parted by breaks
that hold it anywhere. A list of what was published speaks of the last years; a chronicle goes further back.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from checks.attachments import file_urls
from checks.filler import heads_related, is_furniture
from checks.item_dates import is_posting
from checks.list_item import Item
from checks.places import Places, holds
from checks.template import place_kind
from domain.text import clean, fold
from pages.dates import WrittenDate, find_dates
from pages.view import Block, Link, Region

_LEAST = 2
_LEAST_WORDS, _MOST_WORDS = 5, 80
_MOST = 60  # lines of one make
_YEARS = 6
_EDGES = " \t|-–—:,;.()[]•*"


def read_dated_lines(places: Places, links: Sequence[Link], captured: date | None) -> list[Item]:
    """The entries of a page's own content that are dated lines of text; none where a line alone has a day, or where
    nobody knows when the page was as it is."""
    if captured is None:
        return []
    groups: dict[str, list[Block]] = {}
    for block in places.blocks:
        if block.region is Region.MAIN and not block.in_link and not heads_related(block.text):
            groups.setdefault(place_kind(block.xpath), []).append(block)
    found: list[Item] = []
    for kind, alike in groups.items():
        blocks = alike[:_MOST]
        items = [item for block in blocks for item in _entry(block, kind, links, captured)]
        if len(items) >= _LEAST and 2 * len(items) > len(blocks):
            found.extend(items)
    return found


def _entry(block: Block, kind: str, links: Sequence[Link], captured: date) -> Iterator[Item]:
    dates = find_dates(block.text) if any(map(str.isdigit, block.text)) else []
    told = next((item for item in dates if captured.year - _YEARS <= item.day.year and item.day <= captured), None)
    title = _title(block.text, told) if told is not None else ""
    if told is None or not _LEAST_WORDS <= len(fold(title).split()) <= _MOST_WORDS or is_furniture(title):
        return
    opens = not clean(block.text[: told.start]).strip(_EDGES)
    if not opens and not kind.endswith("/li"):
        return
    within = [link for link in links if holds(block.xpath, link.xpath)]
    posted = opens or is_posting(told, block.text, title)
    yield Item(
        title=title[:500],
        url=None,
        xpath=block.xpath,
        day=told.day if posted else None,
        hour=told.hour if posted else "",
        content_day=None if posted else told.day,
        file_urls=file_urls(within),
    )


def _title(text: str, told: WrittenDate) -> str:
    """A line without the day that it begins with."""
    before = clean(text[: told.start]).strip(_EDGES)
    return clean(text) if before else clean(text[told.start + len(told.text) :]).lstrip(_EDGES)
