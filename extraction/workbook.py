"""Excel workbooks (Office Open XML) by openpyxl, row by row: a page is a sheet that is shown."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time

import openpyxl

from extraction.drawn import Bounds, Page
from extraction.packed import Package, refuse_types
from extraction.tidy_text import row_text

TOOL = f"openpyxl {openpyxl.__version__}"


def read(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """The sheets, each under its name."""
    package = Package(data, bounds)
    refuse_types(package)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows = sheet.iter_rows(max_row=bounds.rows, max_col=bounds.columns, values_only=True)
        told = (row_text([shown(value) for value in row]) for row in rows)
        yield Page("\n".join((sheet.title, *filter(None, told))))


def shown(value: object) -> str:
    """A cell as a reader sees it: days as Vietnamese write them, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
