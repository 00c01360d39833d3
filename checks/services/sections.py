"""What a service's page tells under each label: tables, lists of terms, headings, tabs, accordions, plain lines.

A label is a line, a cell or the beginning of a line that names a field; what follows up to the next label is its
value. Panes that wait hidden for a click are the portal's word too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made

from checks.filler import heads_related
from checks.places import holds
from checks.services.detail_words import DetailWords
from checks.services.panes import Tab, tabs_over
from pages.view import CONTENT_REGIONS, Block, PageView, Region

_MOST_LINES = 3000
_CELLS = " | "
_LONGEST_LABEL = 90
_LOOKS_LIKE_ONE, _NO_HEADING = 7, 8
_HEADING = re.compile(r"/h([1-6])(?:\[\d+\])?$")  # one inside what only looks like a heading stands under that name


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text and where it stands."""

    text: str
    xpath: str
    linked: bool = False  # all of it is the text of a link


@dataclass(slots=True)
class Section:
    """What stands under one label."""

    field: str
    label: str
    xpath: str
    lines: list[Line] = made(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def read_sections(view: PageView, words: DetailWords, within: tuple[str, str] | None = None) -> list[Section]:
    """All labelled values of a page, in reading order. `within`: only what stands from the first XPath on and before
    the second (an entry opened in its list); "" for the end of the page."""
    blocks = [block for block in view.blocks if block.region in CONTENT_REGIONS][:_MOST_LINES]
    if within is not None:
        blocks = list(_between(blocks, *within))
    tabs = tabs_over(view, blocks, lambda text: bool(words.label(text)))
    headings = {item.xpath: item.level or _LOOKS_LIKE_ONE for item in view.headings}
    headings |= {block.xpath: int(tag[1]) for block in blocks if (tag := _HEADING.search(block.xpath))}
    reader = _Reader(words)
    for place, block in enumerate(blocks):
        if heads_related(block.text):
            break
        reader.read(block, headings, tabs.get(place))
    return reader.sections


def read_lines(lines: Sequence[str], words: DetailWords) -> list[Section]:
    """The same of plain lines, as files and JSON have them; cells parted by tabs or bars."""
    reader = _Reader(words)
    for place, line in enumerate(lines[:_MOST_LINES]):
        text = line.strip().replace("\t", _CELLS)
        if text:
            reader.read(Block(text, str(place), Region.MAIN), {}, None)
    return reader.sections


def _between(blocks: Sequence[Block], start: str, end: str) -> Iterator[Block]:
    inside = False
    for block in blocks:
        if end and inside and (holds(end, block.xpath) or holds(block.xpath, end)):
            return
        inside = inside or holds(block.xpath, start) or holds(start, block.xpath)
        if inside:
            yield block


class _Reader:
    def __init__(self, words: DetailWords) -> None:
        self._words = words
        self.sections: list[Section] = []
        self._open: Section | None = None
        self._level = _NO_HEADING
        self._columns: tuple[str, ...] = ()

    def read(self, block: Block, headings: Mapping[str, int], tab: Tab | None) -> None:
        """One line: a head of columns, a row under one, a label with its value, or more of the open value."""
        if tab is not None and (self._open is None or self._open.xpath != tab.xpath):
            self._begin(self._words.label(tab.label), tab.label, tab.xpath)
        cells = [cell.strip() for cell in block.text.split(_CELLS)]
        if len(cells) > 1 and self._by_columns(cells, block.xpath):
            return
        name, value = self._labelled(block.text, cells)
        if name:
            self._begin(name, cells[0], block.xpath)
            self._level = headings.get(block.xpath, _NO_HEADING)
            self._add(value, block.xpath)
        elif tab is None and self._ends(block.xpath, headings):
            self._open = None
        else:
            self._add(block.text, block.xpath, linked=block.in_link)

    def _ends(self, xpath: str, headings: Mapping[str, int]) -> bool:
        """Does a heading that names no field end the open value? Not one below the value's own label."""
        if self._open is None or xpath not in headings or headings[xpath] > self._level:
            return False
        around = self._open.xpath.rpartition("/")[0]
        return not (around.rpartition("/")[2].startswith("tr") and holds(around, xpath))

    def _begin(self, name: str, label: str, xpath: str) -> None:
        self._open, self._level = Section(name, label, xpath), _NO_HEADING
        self.sections.append(self._open)

    def _add(self, text: str, xpath: str, *, linked: bool = False) -> None:
        if self._open is not None and text:
            self._open.lines.append(Line(text, xpath, linked))

    def _labelled(self, text: str, cells: Sequence[str]) -> tuple[str, str]:
        """The field that a line begins with, and the rest of the line."""
        if len(cells) > 1:
            name = self._words.label(cells[0].rstrip(" :"))
            if not name and cells[0].rstrip(".").isdigit() and len(cells) > 2:
                name, cells = self._words.label(cells[1].rstrip(" :")), cells[1:]
            if name:
                return name, _CELLS.join(cell for cell in cells[1:] if cell)
        name = self._words.label(text.rstrip(" :"))
        if name:
            return name, ""
        label, colon, rest = text.partition(":")
        if colon and len(label) <= _LONGEST_LABEL:
            return self._words.label(label), rest.strip()
        return "", ""

    def _by_columns(self, cells: Sequence[str], xpath: str) -> bool:
        """A row that names columns, or one that fills those named above it."""
        named = tuple(self._words.label(cell.rstrip(" :")) for cell in cells)
        if sum(1 for name in named if name) >= 2 and (named[0] == "" or named[1] != ""):
            self._columns = named
            return True
        if not self._columns or len(cells) != len(self._columns) or named[0]:
            return False
        for name, cell in zip(self._columns, cells, strict=True):
            if name and cell:
                self.sections.append(Section(name, name, xpath, [Line(cell, xpath)]))
        self._add(_CELLS.join(cells), xpath)
        return True
