"""Reading a workbook (.xlsx): cells through openpyxl, links, merges and bare formulas from the sheet's own XML."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.packaging.relationship import get_dependents
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from registry.sheet_cells import EMPTY, MAX_COLUMNS, MAX_ROWS, Cell, Row, Sheet, SheetError, cell_of

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 2000
#: What broken workbooks make the libraries raise.
_BROKEN = (
    InvalidFileException, BadZipFile, zlib.error, ParseError, etree.XMLSyntaxError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, NotImplementedError, OSError,
)  # fmt: skip
_HYPERLINK = re.compile(r'\s*HYPERLINK\(\s*"([^"]{1,2000})"', re.IGNORECASE)

Place = tuple[int, int]  # row from 1, column from 0


@dataclass(slots=True)
class _Marks:
    """What openpyxl leaves out when it streams."""

    links: dict[Place, str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first and last row, first and last column
    bare_formulas: set[Place] = field(default_factory=set)


def read_workbook(path: Path) -> list[Sheet]:
    """The visible sheets of a workbook. Raises SheetError for one that is broken or too large."""
    try:
        with ZipFile(path) as archive:
            _check_size(archive)
            return list(_sheets(path, archive))
    except _BROKEN as error:
        what = str(error).split("\n")[0][:200] or type(error).__name__
        raise SheetError(f"not a workbook that can be read: {what!r}", "an .xlsx or .csv file") from error


def _check_size(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        limit = MAX_UNPACKED // 1024 // 1024
        raise SheetError(f"larger than {limit} MiB or {MAX_PARTS} parts when unpacked", "a smaller workbook")


def _sheets(path: Path, archive: ZipFile) -> Iterator[Sheet]:
    workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        for worksheet in workbook.worksheets:
            if worksheet.sheet_state == "visible":
                marks = _marks(archive, worksheet)
                yield Sheet(worksheet.title, _rows(worksheet, marks))
    finally:
        workbook.close()


def _rows(worksheet: Any, marks: _Marks) -> list[Row]:
    worksheet.reset_dimensions()  # what the file says of its size need not be true
    rows: list[Row] = []
    for number, values in enumerate(
        worksheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True), start=1
    ):
        if number > MAX_ROWS:
            raise SheetError(f"more than {MAX_ROWS} rows", "several files", sheet=worksheet.title, row=number)
        rows.append(Row(number, [_cell(value, (number, column), marks) for column, value in enumerate(values)]))
    _apply_merges(rows, marks, worksheet.title)
    while rows and rows[-1].blank:
        rows.pop()
    return rows


def _cell(value: Any, place: Place, marks: _Marks) -> Cell:
    if place in marks.bare_formulas:
        return Cell(problem="a formula without a stored result")
    if value is None:
        return EMPTY
    return cell_of(value, marks.links.get(place, ""))


def _apply_merges(rows: list[Row], marks: _Marks, sheet: str) -> None:
    """Cells merged downwards get the first one's text; rows merged across are marked."""
    budget = 4 * MAX_ROWS
    for top, bottom, left, right in marks.merges:
        last = min(bottom, len(rows))
        budget -= max(last - top + 1, 0)
        if budget < 0:
            raise SheetError("merged cells overlap", "a sheet without them", sheet=sheet)
        for row in rows[top - 1 : last]:
            if right > left:
                row.spans |= frozenset(range(left, min(right, MAX_COLUMNS) + 1))
            elif row.number > top and left < len(row.cells) and not row.cells[left].text:
                row.cells[left] = rows[top - 1].cell(left)


def _marks(archive: ZipFile, worksheet: Any) -> _Marks:
    part = worksheet._worksheet_path.lstrip("/")  # openpyxl has no public name for it
    marks = _Marks()
    references: list[tuple[str, str]] = []
    with archive.open(part) as stream:
        for element in _elements(stream):
            tag = etree.QName(element).localname
            if tag == "c":
                _mark_formula(element, marks)
            elif tag == "hyperlink":
                relation = next((value for name, value in element.items() if name.endswith("}id")), "")
                references.append((element.get("ref", ""), relation))
            else:
                left, top, right, bottom = _bounds(element.get("ref", ""))
                marks.merges.append((top, bottom, left - 1, right - 1))
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    _mark_links(archive, part, references, marks)
    return marks


def _elements(stream: IO[bytes]) -> Iterator[Any]:
    tags = ("{*}c", "{*}hyperlink", "{*}mergeCell")
    events = etree.iterparse(stream, events=("end",), tag=tags, resolve_entities=False, no_network=True)
    for _, element in events:
        yield element


def _mark_formula(cell: Any, marks: _Marks) -> None:
    formula = cell.find("{*}f")
    if formula is None:
        return
    column, row, _, _ = _bounds(cell.get("r", ""))
    place = (row, column - 1)
    link = _HYPERLINK.match(formula.text or "")
    if link:
        marks.links[place] = link.group(1)
    value = cell.find("{*}v")
    if value is None or not value.text:
        marks.bare_formulas.add(place)


def _mark_links(archive: ZipFile, part: str, references: list[tuple[str, str]], marks: _Marks) -> None:
    folder, _, file = part.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if not references or relations not in archive.namelist():
        return
    targets = {relation.Id: relation.Target for relation in get_dependents(archive, relations)}
    for reference, relation in references:
        column, row, _, _ = _bounds(reference)
        target = targets.get(relation)
        if target:
            marks.links[row, column - 1] = target


def _bounds(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(reference)
    if left is None or top is None or right is None or bottom is None:
        raise ValueError(f"not a cell: {reference[:40]!r}")
    return left, top, right, bottom
