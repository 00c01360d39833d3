"""Rows of data tables as items: the title is the cell that says most, dates and files are those of the row."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from checks.attachments import file_urls
from checks.filler import is_filler, opens_more
from checks.item_dates import issued_first
from checks.list_item import Item
from domain.text import fold
from pages.dates import find_dates
from pages.view import Link, PageView, Table

_TITLE_HEADER = re.compile(
    r"\b(?:trich yeu|tieu de|ten|noi dung|van ban|de tai|du an|goi thau|cau hoi|title|name|abstract|subject)\b"
)
_ANSWER_HEADER = re.compile(r"\b(?:tra loi|phan hoi|giai trinh|giai dap|ket qua)\b")  # tells of a title, is none
_NUMBER_HEADER = re.compile(r"^(?:stt|tt|so tt|no|#|so thu tu)$")
_AGO = re.compile(
    r"\d+ (?:(?:second|minute|hour|day|week|month|year)s? ago|(?:giay|phut|gio|ngay|tuan|thang|nam) truoc)"
)
_LEAST_COLUMNS = 2
_HEAD_WORDS = 5
_ANSWER_WORDS = 6
_DATE_CELL = 12  # words; a longer cell only speaks of dates


def names_titles(head: str) -> bool:
    """A head of a column that says that titles stand below it."""
    folded = fold(head)
    return 0 < len(folded.split()) <= _HEAD_WORDS and bool(_TITLE_HEADER.search(folded))


def table_items(view: PageView, tables: Sequence[Table]) -> list[Item]:
    """The rows of the page's data tables. A table without header and with one column is no data table."""
    found: list[Item] = []
    for table in tables:
        if is_data(table):
            found.extend(_rows(view, table))
    return found


def is_data(table: Table) -> bool:
    """Rows that have columns: named ones, or at least three that all rows share."""
    widths = {len(row) for row in table.rows}
    if not table.rows or max(widths) < _LEAST_COLUMNS:
        return False
    return len(heads_of(table)) >= _LEAST_COLUMNS or (len(widths) == 1 and widths.pop() >= 3)


def heads_of(table: Table) -> tuple[str, ...]:
    """The column heads: marked as such, or a first row of bare words above rows that hold figures or links."""
    if table.headers:
        return table.headers
    if _first_row_names(table):
        return table.rows[0]
    return ()


def body_rows(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows below the heads, with their places in the table."""
    start = 0 if table.headers or not _first_row_names(table) else 1
    yield from ((place, row) for place, row in enumerate(table.rows) if place >= start)


def _first_row_names(table: Table) -> bool:
    if len(table.rows) < 2 or (table.row_links and table.row_links[0]):
        return False
    first = table.rows[0]
    bare = all(len(cell.split()) <= _HEAD_WORDS and not any(map(str.isdigit, cell)) for cell in first)
    bare = bare and first.count("") <= (1 if len(first) > _LEAST_COLUMNS else 0)  # what opens a row has often no head
    below = table.rows[1:]
    figures = any(any(map(str.isdigit, cell)) for row in below for cell in row) or any(table.row_links[1:])
    return len(first) >= _LEAST_COLUMNS and bare and figures


def _rows(view: PageView, table: Table) -> list[Item]:
    items = []
    heads = heads_of(table)
    column = _title_column(heads, [row for _, row in body_rows(table)])
    for place, row in body_rows(table):
        xpath = table.row_xpaths[place] if place < len(table.row_xpaths) else table.xpath
        links = [view.links[index] for index in table.row_links[place]] if place < len(table.row_links) else []
        item = _row(heads, row, xpath, links, column)
        if item is not None:
            items.append(item)
    return items


def _title_column(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The one column whose cells say most in most rows, where no head names titles: titles of a list stand in one."""
    if any(_is_title_head(fold(head)) for head in heads):
        return None
    fullest = Counter(max(range(len(row)), key=lambda place: (_telling(row[place]), -place)) for row in rows if row)
    column, rows_won = max(fullest.items(), key=lambda pair: (pair[1], -pair[0]), default=(0, 0))
    return column if 2 * rows_won > len(rows) > 1 else None


def _telling(cell: str) -> int:
    return 0 if opens_more(cell) or _AGO.fullmatch(fold(cell)) else len(fold(cell).split())


def _row(
    headers: Sequence[str], row: Sequence[str], xpath: str, links: Sequence[Link], column: int | None
) -> Item | None:
    cells = tuple((headers[place] if place < len(headers) else "", cell) for place, cell in enumerate(row))
    usual = row[column] if column is not None and column < len(row) and _telling(row[column]) else ""
    title = usual or _title(cells)
    if not title:
        return None
    titled = [link for link in links if link.label and not opens_more(link.label)]
    own = next((link for link in titled if link.label in title or title in link.label), titled[0] if titled else None)
    opener = own or next((link for link in links if link.url), None)
    day, hour = _day(cells, title)
    return Item(
        title=title[:500],
        url=opener.url if opener else None,
        xpath=own.xpath if own else xpath,
        day=day,
        hour=hour,
        file_urls=file_urls(links),
        row=cells,
    )


def _title(cells: Sequence[tuple[str, str]]) -> str:
    """The cell under a header that names titles, else the one with most words."""
    told = [cell for _, cell in cells if cell and not opens_more(cell) and not _AGO.fullmatch(fold(cell))]
    named = [cell for header, cell in cells if cell in told and _is_title_head(fold(header))]
    candidates = named or [cell for header, cell in cells if cell in told and not _NUMBER_HEADER.match(fold(header))]
    return max(candidates, key=lambda cell: len(fold(cell).split()), default="")


def _is_title_head(folded: str) -> bool:
    return bool(_TITLE_HEADER.search(folded)) and not _ANSWER_HEADER.search(folded)


def tells_answer(row: Sequence[tuple[str, str]]) -> bool:
    """A row whose column of replies says something."""
    told = (cell for head, cell in row if _ANSWER_HEADER.search(fold(head)))
    return any(len(cell.split()) >= _ANSWER_WORDS and not is_filler(cell) for cell in told)


def _day(cells: Sequence[tuple[str, str]], title: str) -> tuple[date | None, str]:
    """The date under the column that tells of posting or issue, else the first one that stands for itself; what the
    title speaks of comes last."""
    for _header, cell in sorted(cells, key=lambda pair: (pair[1] == title, issued_first(pair[0]))):
        if len(fold(cell).split()) <= _DATE_CELL:
            for found in find_dates(cell):
                return found.day, found.hour
    return None, ""
