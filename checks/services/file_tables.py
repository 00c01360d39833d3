"""Tables of services in a file laid out as lines: the rows below each row of heads, over all its pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile, zip_longest

from checks.load_lexicon import Lexicon
from checks.services.columns import TELLING
from checks.services.groups import Over, over_of
from checks.services.levels import claim_of
from checks.services.names import Named, named, read_name
from checks.services.words import ServiceWords
from checks.site_page import SitePage
from domain.text import fold
from pages.view import Block, PageView, Region, Table

_LEAST_HEADS = 2
_CELL = "|"
_MOST_CELLS = 60  # of a row; rows are made even
_MOST_ROWS = 6000
_MOST_ABOVE = 60  # lines above the first heads: a decision begins with whose it is and what it rests on
_NUMBERED = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H]|\d{1,3})\s*[.)/]\s*\S")
_TITLE = re.compile(r"(?:danh muc|danh sach|bang|cac|dich vu|dvc|dvctt|thu tuc)\b")

Row = tuple[str, tuple[str, ...]]  # its place, its cells


def lines_above(file: SitePage, lexicon: Lexicon, words: ServiceWords) -> list[str]:
    """The lines above its first heads or name: what a file calls itself."""

    def is_above(line: str) -> bool:
        return not _are_heads(_cells(line), lexicon) and named(read_name(line, words).text, words) is not Named.YES

    return list(takewhile(is_above, (block.text for block in file.view.blocks[:_MOST_ABOVE])))


def without_cells(file: SitePage) -> PageView:
    """Its lines that are no rows."""
    return replace(file.view, blocks=tuple(block for block in file.view.blocks if _CELL not in block.text))


def tables_of(file: SitePage, lexicon: Lexicon, words: ServiceWords, *, wraps: bool) -> Iterator[Table]:
    """`wraps`: its lines end where the paper does, so that one without cells may be the rest of the cell above."""
    reader = _Reader(lexicon, words, wraps)
    for block in file.view.blocks[:_MOST_ROWS]:
        yield from reader.read(block)
    yield from reader.table()


@dataclass(slots=True)
class _Reader:
    """The heads in force and the rows below them; lines over a group of rows count as rows."""

    lexicon: Lexicon
    words: ServiceWords
    wraps: bool
    heads: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)

    def read(self, block: Block) -> Iterator[Table]:
        cells = _cells(block.text)
        if _are_heads(cells, self.lexicon):
            if cells != self.heads:
                above = self._above_next()
                yield from self.table()
                self.heads, self.rows = cells, above
        elif self._goes_on_with_heads(cells):
            self.heads = tuple(below or head for head, below in zip_longest(self.heads, cells, fillvalue=""))
        elif self._is_row(block, cells):
            self.rows.append((block.xpath, cells))

    def table(self) -> Iterator[Table]:
        if not self.heads or not self.rows:
            return
        width = max(len(self.heads), *(len(cells) for _, cells in self.rows))
        even = [cells + ("",) * (width - len(cells)) for _, cells in self.rows]
        for place, head in enumerate(self.heads):
            if self._role(head) == "field":
                even = _filled_down(even, place)
        yield Table(self.heads, tuple(even), self.rows[0][0], Region.MAIN, tuple(place for place, _ in self.rows))

    def _is_row(self, block: Block, cells: tuple[str, ...]) -> bool:
        if not self.heads:
            return len(cells) == 1 and bool(_TITLE.match(fold(block.text))) and _tells_of_all(self._over(*cells))
        if len(cells) > 1 or not self.wraps or _NUMBERED.match(block.text):
            return True
        return _tells(self._over(*cells))

    def _goes_on_with_heads(self, cells: tuple[str, ...]) -> bool:
        """A second row of heads, below one that spans several columns: "Toàn trình | Một phần"."""
        if not self.heads or any(len(row) > 1 for _, row in self.rows):
            return False
        below = [cell for cell in cells if cell]
        name = next(place for place, head in enumerate(self.heads) if self._role(head) == "name")
        named = name < len(cells) and bool(cells[name])
        return not named and len(below) > 1 and all(claim_of(cell) for cell in below)

    def _above_next(self) -> list[Row]:
        """Lines directly above the next heads that say what stands below them."""
        above = list(takewhile(lambda row: len(row[1]) == 1, reversed(self.rows)))
        return [row for row in reversed(above) if _tells(self._over(*row[1]))]

    def _over(self, line: str) -> Over:
        return over_of(line, "", self.lexicon, self.words)

    def _role(self, head: str) -> str | None:
        return self.lexicon.field_named("services", head) if head else None


def _filled_down(rows: list[tuple[str, ...]], place: int) -> list[tuple[str, ...]]:
    """A cell that was merged over several rows stands in the first of them; so where most rows have none."""
    told = [row for row in rows if sum(map(bool, row)) > 1]
    if not told or not told[0][place] or 2 * sum(1 for row in told if row[place]) > len(told):
        return rows
    filled, last = [], ""
    for row in rows:
        grouped = sum(map(bool, row)) <= 1
        last = row[place] or last
        filled.append(row if grouped else (*row[:place], last, *row[place + 1 :]))
    return filled


def _tells_of_all(over: Over) -> bool:
    return over.levelled or over.ended is not None


def _tells(over: Over) -> bool:
    return bool(over.field or over.agency or over.admin_level) or _tells_of_all(over)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split(_CELL, _MOST_CELLS)[:_MOST_CELLS])


def _are_heads(cells: Sequence[str], lexicon: Lexicon) -> bool:
    roles = {lexicon.field_named("services", cell) for cell in cells if cell and not any(map(str.isdigit, cell))}
    return "name" in roles and len(roles & TELLING) + 1 >= _LEAST_HEADS
