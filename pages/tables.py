"""Tables that hold data, told from those that only hold the layout (portals of the period love the latter)."""

from bisect import bisect_left
from itertools import takewhile

from domain.text import clean
from pages.reading import Reading
from pages.view import Region, Table

MAX_TABLES = 200
MAX_ROWS = 2000
MAX_COLUMNS = 40
_MAX_CELL = 1000
_MAX_SPAN = 200
_ENTRIES = frozenset(("input", "select", "textarea", "button"))
_BOLD = frozenset(("b", "strong"))


class Tables:
    """Reads the data tables of one page. `link_places` are the element indexes of the page's links, ascending."""

    def __init__(self, reading: Reading, link_places: list[int]) -> None:
        self._outline, self._regions, self._link_places = reading.outline, reading.regions, link_places
        self._rows: dict[int, list[int]] = {}  # table -> its own rows
        self._nested: dict[int, list[int]] = {}  # table -> tables directly inside
        self._sort()
        found: list[Table] = []
        for index in self._rows:
            if reading.hidden[index] or len(found) >= MAX_TABLES:
                continue
            table = self._table(index)
            if table:
                found.append(table)
        self.all = tuple(found)

    def _sort(self) -> None:
        """Which row and which inner table belongs to which table."""
        outline = self._outline
        owner = [-1] * len(outline.tags)
        for index, tag in enumerate(outline.tags):
            around = owner[outline.parents[index]] if index else -1
            owner[index] = around
            if tag == "table":
                owner[index] = index
                self._rows[index] = []
                if around >= 0:
                    self._nested.setdefault(around, []).append(index)
            elif tag == "tr" and around >= 0:
                self._rows[around].append(index)

    def _table(self, index: int) -> Table | None:
        if self._outline.elements[index].get("role") in ("presentation", "none"):
            return None
        rows = [row for row in self._rows[index][:MAX_ROWS] if self._cells(row)]
        if not rows:
            return None
        head = self._head(rows)
        if self._is_layout(index, rows, head):
            return None
        grid = self._grid(rows)
        headers = _merged(grid[: len(head)])
        body = rows[len(head) :]
        return Table(
            headers=headers,
            rows=tuple(tuple(cells) for cells in grid[len(head) :]),
            xpath=self._outline.path_of(index),
            region=self._regions[index],
            row_xpaths=tuple(self._outline.path_of(row) for row in body),
            row_links=tuple(self._links_of(row) for row in body),
            header_cells=self._has_header_cells(rows),
            caption=self._caption(index),
        )

    def _has_header_cells(self, rows: list[int]) -> bool:
        """Are the columns named by header cells at the top, or the rows by one at the head of each?"""
        tags = self._outline.tags
        if any(sum(tags[cell] == "th" for cell in self._cells(row)) > 1 for row in rows[:3]):
            return True
        return sum(tags[self._cells(row)[0]] == "th" for row in rows) >= max(2, len(rows) // 2)

    def _caption(self, index: int) -> str:
        """The table's caption, or its summary as attributes and figures give it."""
        outline = self._outline
        inside = (child for child in outline.children(index) if outline.tags[child] == "caption")
        texts = [outline.text_of(child, 300) for child in inside]
        element = outline.elements[index]
        texts += [clean(element.get(name) or "") for name in ("summary", "aria-label", "title")]
        named = " ".join(element.get(name) or "" for name in ("aria-labelledby", "aria-describedby")).split()
        texts += [outline.text_of(outline.ids.index(name), 300) for name in named if name in outline.ids]
        around = outline.ancestors(index)[:3]
        figures = (place for place in around if outline.tags[place] == "figure")
        texts += [
            outline.text_of(child, 300)
            for figure in figures
            for child in outline.children(figure)
            if outline.tags[child] == "figcaption"
        ]
        return next((text for text in texts if text), "")[:300]

    def _cells(self, row: int) -> list[int]:
        return [cell for cell in self._outline.children(row) if self._outline.tags[cell] in ("td", "th")][:MAX_COLUMNS]

    def _head(self, rows: list[int]) -> list[int]:
        """The rows at the top that name the columns: header cells, a thead, or short cells that are all bold."""
        outline = self._outline
        head = list(takewhile(self._names_columns, rows[:4]))
        if len(head) == len(rows) and len(rows) > 2:
            return head[:1]
        if head:
            return head
        first = self._cells(rows[0])
        short = len(first) > 1 and len(rows) > 1 and all(0 < outline.sizes[cell] <= 60 for cell in first)
        if not short or any(outline.link_counts[cell] for cell in first):
            return []
        return rows[:1] if all(map(self._is_bold, first)) or self._dressed_apart(rows) else []

    def _dressed_apart(self, rows: list[int]) -> bool:
        """Does the first row, without figures, wear another style than all that follow?"""
        outline = self._outline
        if any(char.isdigit() for cell in self._cells(rows[0]) for char in outline.text_of(cell, 80)):
            return False
        looks = [self._look(row) for row in rows[:4]]
        return len(looks) > 2 and looks[0] not in looks[1:]

    def _look(self, row: int) -> tuple[str | None, ...]:
        elements = [self._outline.elements[place] for place in (row, *self._cells(row)[:2])]
        return tuple(element.get(name) for element in elements for name in ("class", "bgcolor", "style"))

    def _names_columns(self, row: int) -> bool:
        outline = self._outline
        if outline.tags[outline.parents[row]] == "thead":
            return True
        cells = self._cells(row)
        heads = sum(outline.tags[cell] == "th" for cell in cells)
        return heads > 1 and heads >= len(cells) - 1

    def _is_bold(self, cell: int) -> bool:
        outline = self._outline
        inner = range(cell + 1, outline.ends[cell])
        bold = sum(outline.sizes[i] for i in inner if outline.tags[i] in _BOLD)
        return outline.sizes[cell] > 0 and bold >= outline.sizes[cell]

    def _is_layout(self, index: int, rows: list[int], head: list[int]) -> bool:
        outline = self._outline
        widths = [len(self._cells(row)) for row in rows]
        if max(widths) < 2 or self._regions[index] is Region.NAV:
            return True
        named = any(outline.tags[cell] == "th" for row in head for cell in self._cells(row))
        if self._nested.get(index) and not (named and all(outline.sizes[t] <= 100 for t in self._nested[index])):
            return True
        if named:
            return False
        if any(outline.tags[inner] in _ENTRIES for inner in range(index, outline.ends[index])):
            return True  # a form laid out in rows
        return len(rows) < (2 if head else 3) or not self._regular(rows, widths)

    def _regular(self, rows: list[int], widths: list[int]) -> bool:
        """Rows of one width, mostly filled, with short cells, or short names beside their values; not all links."""
        outline = self._outline
        common = max(sorted(set(widths)), key=widths.count)
        if common < 2 or widths.count(common) < 0.6 * len(rows):
            return False
        cells = [cell for row in rows for cell in self._cells(row)]
        sizes = [outline.sizes[cell] for cell in cells]
        if sum(size > 0 for size in sizes) < 0.5 * len(sizes):
            return False
        if sum(outline.link_sizes[cell] for cell in cells) >= 0.9 * sum(sizes) and not any(
            char.isdigit() for cell in cells[:40] for char in outline.text_of(cell, 60)
        ):
            return False  # a menu, or a gallery with captions
        first = [outline.sizes[self._cells(row)[0]] for row in rows]
        return sum(sizes) / len(sizes) <= 150 or (common == 2 and sum(first) / len(first) <= 60)

    def _grid(self, rows: list[int]) -> list[list[str]]:
        """Texts by row and column, with spanning cells said again in every row they cover."""
        outline = self._outline
        carried: dict[int, tuple[int, str]] = {}  # column -> rows still covered, text
        grid: list[list[str]] = []
        for row in rows:
            line: list[str] = []
            cells = iter(self._cells(row))
            cell = next(cells, None)
            while (cell is not None or len(line) in carried) and len(line) < MAX_COLUMNS:
                column = len(line)
                if column in carried:
                    left, text = carried.pop(column)
                    if left > 1:
                        carried[column] = left - 1, text
                    line.append(text)
                    continue
                if cell is None:
                    break
                text = outline.text_of(cell, _MAX_CELL)
                element = outline.elements[cell]
                down = _span(element.get("rowspan"))
                for step in range(min(_span(element.get("colspan")), MAX_COLUMNS - column)):
                    line.append(text if step == 0 else "")
                    if down > 1:
                        carried[column + step] = down - 1, text if step == 0 else ""
                cell = next(cells, None)
            grid.append(line)
        return grid

    def _links_of(self, row: int) -> tuple[int, ...]:
        places = self._link_places
        return tuple(range(bisect_left(places, row), bisect_left(places, self._outline.ends[row])))


def _span(written: str | None) -> int:
    return max(1, min(int(written), _MAX_SPAN)) if written and written.strip().isdecimal() else 1


def _merged(head: list[list[str]]) -> tuple[str, ...]:
    """One header text per column out of one or more header rows."""
    width = max((len(line) for line in head), default=0)
    columns = ([line[column] for line in head if column < len(line)] for column in range(width))
    return tuple(" ".join(dict.fromkeys(filter(None, texts))) for texts in columns)
