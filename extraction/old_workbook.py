"""Excel workbooks of 97-2003 by xlrd: a page is a sheet that is shown."""

import io
from collections.abc import Iterator

import xlrd

from extraction.drawn import Bounds, Fault, Page, UnreadableError
from extraction.tidy_text import row_text
from extraction.workbook import shown

TOOL = f"xlrd {xlrd.__version__}"


def read(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """The sheets, each under its name. Raises UnreadableError."""
    try:
        book = xlrd.open_workbook(file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        locked = "encrypt" in str(error).lower()
        raise UnreadableError(Fault.ENCRYPTED if locked else Fault.BROKEN, str(error)) from error
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        if sheet.visibility == 0:
            rows = (sheet.row(row)[: bounds.columns] for row in range(min(sheet.nrows, bounds.rows)))
            told = (row_text([_shown(cell, book.datemode) for cell in row]) for row in rows)
            yield Page("\n".join((sheet.name, *filter(None, told))))
        book.unload_sheet(number)


def _shown(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate_as_datetime(cell.value, datemode))
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return shown(cell.value)
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else shown(cell.value)
