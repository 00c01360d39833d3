"""A spreadsheet file as drafts of entries: format, header, rows; what was passed over is said."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from domain.agencies import Kind
from registry.faults import RowFault, display_name, shown
from registry.sheet_agencies import Draft, draft_of
from registry.sheet_cells import Row, Sheet, SheetError
from registry.sheet_columns import Column, Header, find_header, is_repeated_header, known_columns
from registry.sheet_csv import read_csv
from registry.sheet_xlsx import read_workbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_HEADER_WANTED = "a row with at least a name (Tên cơ quan) and a portal (Địa chỉ cổng) column"


@dataclass(slots=True)
class SheetReading:
    """What was found in a spreadsheet."""

    file: str
    drafts: list[Draft] = field(default_factory=list)
    titles: dict[tuple[str, Column], str] = field(default_factory=dict)  # header words by sheet, for messages
    skipped: list[str] = field(default_factory=list)  # rows and sheets passed over, with the reason
    ignored: list[str] = field(default_factory=list)  # columns nobody asked for
    faults: list[RowFault] = field(default_factory=list)  # of the file and its sheets, not of single rows

    def row_faults(self) -> list[RowFault]:
        """Every fault: of the file first, then row by row."""
        found = list(self.faults)
        for draft in self.drafts:
            for column, problem, allowed in dict.fromkeys(draft.faults):
                title = self.titles.get((draft.sheet, column), column.value)
                found.append(RowFault(self.file, draft.sheet, draft.row, title, problem, allowed))
        return found


def read_spreadsheet(path: Path, kind: Kind | None = None) -> SheetReading:
    """All rows of a spreadsheet as drafts. Never raises for what stands in it: the faults are in the reading."""
    reading = SheetReading(display_name(path))
    try:
        sheets = read_sheets(path)
    except SheetError as error:
        reading.faults.append(_fault(reading.file, error))
        return reading
    for sheet in sheets:
        try:
            _take_sheet(reading, sheet, kind)
        except SheetError as error:
            reading.faults.append(_fault(reading.file, error))
    if not reading.drafts and not reading.faults:
        reading.faults.append(RowFault(reading.file, "", 0, "", "no header row", _HEADER_WANTED))
    return reading


def _fault(file: str, error: SheetError) -> RowFault:
    return RowFault(file, error.sheet, error.row, "", error.problem, error.allowed)


def read_sheets(path: Path, heads: Callable[[list[Row]], int] = known_columns) -> list[Sheet]:
    """The sheets of a workbook or a CSV file; `heads` tells columns apart in CSV. Raises SheetError."""
    try:
        with path.open("rb") as stream:
            begin = stream.read(4)
        if begin == _OLE:
            raise SheetError("an old .xls workbook, or one with a password", ".xlsx without password, or .csv")
        return read_workbook(path) if begin == _ZIP else read_csv(path, heads)
    except OSError as error:
        raise SheetError(f"can't be read: {error.strerror or type(error).__name__}") from error


def _take_sheet(reading: SheetReading, sheet: Sheet, kind: Kind | None) -> None:
    header = find_header(sheet.rows, sheet.name)
    if header is None:
        if any(not row.blank for row in sheet.rows) and sheet.name:
            reading.skipped.append(f"{sheet.name}: no header row")
        return
    for column in header.columns:
        reading.titles[sheet.name, column] = header.title(column)
    reading.ignored.extend(f"{sheet.name}: {title}" if sheet.name else title for title in header.ignored)
    if Column.KIND not in header.columns and kind is None:
        problem = "no kind column (Loại), and no kind given for the whole sheet"
        raise SheetError(problem, "one of them", sheet=sheet.name, row=header.row)
    before = len(reading.drafts)
    for row in sheet.rows:
        if row.number <= header.row or row.blank:
            continue
        reason = _passed_over(row, header)
        if reason:
            place = f"{sheet.name}:row {row.number}" if sheet.name else f"row {row.number}"
            reading.skipped.append(f"{place}: {reason}")
        else:
            reading.drafts.append(draft_of(row, header, sheet.name, kind))
    if len(reading.drafts) == before:
        raise SheetError("no agency below the header", "one row per agency", sheet=sheet.name, row=header.row)


def _passed_over(row: Row, header: Header) -> str:
    """Why a row is no agency: a title merged across, or the header once more. "" when it is one."""
    if is_repeated_header(row, header):
        return "the header again"
    filled = [column for column in header.columns.values() if row.cell(column).text.strip() or row.cell(column).problem]
    if not filled:
        return "nothing in the columns that are read"
    if row.spans.issuperset(filled):
        return f"a title merged across: {shown(row.cell(filled[0]).text, 60)}"
    return ""
