"""Items that a page shows as repeated links or cards: a title, perhaps a picture, a date, a few lines, "read more"."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.attachments import file_urls, is_file_link
from checks.filler import heads_related, is_filler, is_furniture, opens_more
from checks.item_dates import Days, dates_in, title_days, within_line
from checks.list_item import Item
from checks.list_tables import names_titles
from checks.places import Places, containers, holds
from checks.template import place_kind
from domain.text import fold
from pages.view import Block, Link, PageView

_TITLE_WORDS = 4  # a single dated link with fewer words is rather a menu entry
_UNDATED_WORDS = 6.0
_DATED_SHARE = 0.5
_LEAST_UNDATED = 3
_LONGEST_CARD = 14  # blocks
_BEHIND = 4  # blocks behind a bare link that may still belong to it


@dataclass(frozen=True, slots=True)
class _Entry:
    """Links of one page that open the same thing: a picture, a title, a "read more"."""

    title: Link
    links: tuple[Link, ...]


def read_cards(view: PageView, links: Sequence[Link], places: Places) -> list[Item]:
    """Items from links of the same make; a group that is no list (a menu, a row of buttons) gives none."""
    groups: dict[str, list[_Entry]] = {}
    for entry in _entries(links):
        groups.setdefault(place_kind(entry.title.xpath), []).append(entry)
    files = tuple(link for link in view.links if is_file_link(link))
    reader = _Reader(view, places, frozenset(heading.xpath for heading in view.headings), files)
    found: list[Item] = []
    for group in groups.values():
        items = reader.group(group)
        found.extend(items if _is_list(items, headed=reader.headed(group)) else ())
    return _once(found)


def _once(items: Sequence[Item]) -> list[Item]:
    """One item for each title; the one that opens something and is dated is kept."""
    best: dict[str, Item] = {}
    for item in items:
        known = best.get(fold(item.title))
        if known is None or _worth(item) > _worth(known):
            best[fold(item.title)] = item
    return list(best.values())


def _worth(item: Item) -> tuple[bool, bool, int]:
    return item.url is not None, item.day is not None, len(item.summary)


def _entries(links: Iterable[Link]) -> list[_Entry]:
    grouped: dict[str, list[Link]] = {}
    for link in links:
        grouped.setdefault(link.url or f"#{link.xpath}", []).append(link)
    return [_Entry(max(same, key=_telling), tuple(same)) for same in grouped.values()]


def _telling(link: Link) -> int:
    """How much a link's text says of its target."""
    text = link.label or link.title or link.alt
    return 0 if opens_more(text) else len(fold(text).split())


@dataclass(frozen=True, slots=True)
class _Reader:
    view: PageView
    places: Places
    headings: frozenset[str]
    files: tuple[Link, ...]

    def group(self, group: Sequence[_Entry]) -> list[Item]:
        boxes = containers(entry.title.xpath for entry in group)
        spans = [self._span(entry, boxes[entry.title.xpath], len(group)) for entry in group]
        shared = self._shared_lines(group)
        starts = sorted({start for start, _ in spans})
        items = []
        for entry, (start, end) in zip(group, spans, strict=True):
            behind = bisect_right(starts, start)
            until = min(end, starts[behind]) if behind < len(starts) else end
            pieces = self._until_heading(entry, self.places.blocks[start:until])
            item = self._card(entry, pieces, shared.get(entry.title.xpath))
            if item is not None:
                items.append(item)
        return items

    def headed(self, group: Sequence[_Entry]) -> bool:
        """Whether the head of a column stands right before the links: "Tên văn bản"."""
        start = min(self.places.span(entry.title.xpath, entry.title.label)[0] for entry in group)
        head = self.places.blocks[start - 1] if 0 < start <= len(self.places.blocks) else None
        return head is not None and not head.in_link and names_titles(head.text)

    def _until_heading(self, entry: _Entry, pieces: Sequence[Block]) -> Sequence[Block]:
        """The pieces of a card end where another heading begins."""
        title = entry.title.xpath
        begun = False
        for place, piece in enumerate(pieces):
            own = holds(piece.xpath, title) or holds(title, piece.xpath)
            if begun and not own and (piece.xpath in self.headings or heads_related(piece.text)):
                return pieces[:place]
            begun = begun or own
        return pieces

    def _span(self, entry: _Entry, box: str, size: int) -> tuple[int, int]:
        """The blocks of a card: its container where that holds more than the link, else the blocks behind the link."""
        start, end = self.places.span(box, entry.title.label)
        if size == 1 or end - start > _LONGEST_CARD:
            start = self.places.span(entry.title.xpath, entry.title.label)[0]
            return max(0, start - 1), start + _BEHIND
        if end - start <= 1 and not self._says_more(start, entry):
            return start, start + _BEHIND
        return start, end

    def _says_more(self, start: int, entry: _Entry) -> bool:
        """Whether the line that holds a title holds more than the title: its date stands there, not behind."""
        line = self.places.blocks[start] if start < len(self.places.blocks) else None
        return line is not None and bool(line.text.replace(entry.title.label, "").strip())

    def _shared_lines(self, group: Sequence[_Entry]) -> dict[str, Days]:
        """Dates of items that stand in one run of text, parted by line breaks only."""
        lines: dict[int, list[_Entry]] = {}
        for entry in group:
            place = self.places.around(entry.title.xpath, entry.title.label)
            if place is not None and not self.places.blocks[place].in_link:
                lines.setdefault(place, []).append(entry)
        found: dict[str, Days] = {}
        for place, entries in lines.items():
            if len(entries) < 2:
                continue
            days = within_line(self.places.blocks[place].text, [entry.title.label for entry in entries])
            found.update(zip((entry.title.xpath for entry in entries), days, strict=True))
        return found

    def _card(self, entry: _Entry, pieces: Sequence[Block], days: Days | None) -> Item | None:
        shown = entry.title.label or entry.title.title or entry.title.alt
        if opens_more(shown) or not shown:
            shown = self._heading_of(pieces)
        title, in_title = title_days(shown)
        if not title or is_furniture(title) or heads_related(title):
            return None
        told = days or _told_dates(in_title, pieces, shown)
        near = [link for link in self.files if any(holds(piece.xpath, link.xpath) for piece in pieces)]
        return Item(
            title=title[:500],
            url=entry.title.url,
            xpath=entry.title.xpath,
            day=told.posted,
            hour=told.hour,
            content_day=told.content or in_title.content,
            summary=_summary(pieces, shown) if days is None else "",
            file_urls=file_urls((*entry.links, *near)),
        )

    def _heading_of(self, pieces: Sequence[Block]) -> str:
        """The title of a card whose only link says "read more": its heading, else its first telling line."""
        for heading in self.view.headings:
            if any(holds(piece.xpath, heading.xpath) for piece in pieces):
                return heading.text
        return next((piece.text for piece in pieces if not is_furniture(piece.text)), "")[:300]


def _told_dates(in_title: Days, pieces: Sequence[Block], shown: str) -> Days:
    """The date of posting inside the title goes before one beside it; that one is then a date of content."""
    if in_title.posted is None:
        return dates_in(pieces, shown)
    beside = dates_in([piece for piece in pieces if shown not in piece.text], shown)
    return Days(in_title.posted, in_title.hour, beside.content or beside.posted)


def _summary(pieces: Sequence[Block], title: str) -> str:
    told = (piece.text for piece in pieces if not piece.in_link and not is_furniture(piece.text))
    return " ".join(told).replace(title, " ").strip()[:600]


def _is_list(items: Sequence[Item], *, headed: bool) -> bool:
    """Dated links, or several links with titles as long as titles are (a single one below the head of its column); a
    menu is neither."""
    if not items:
        return False
    words = [len(fold(item.title).split()) for item in items]
    dated = sum(1 for item in items if item.day or item.content_day)
    if dated >= _DATED_SHARE * len(items):
        return len(items) > 1 or words[0] >= _TITLE_WORDS or is_filler(items[0].title)
    if all(is_filler(item.title) for item in items):
        return True
    return len(items) >= (1 if headed else _LEAST_UNDATED) and sum(words) / len(words) >= _UNDATED_WORDS
