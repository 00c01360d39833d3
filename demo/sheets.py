"""Spreadsheets as offices publish them."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook

Table = tuple[tuple[str, ...], ...]
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAY = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones
_NUMBER = re.compile(r"-?\d+(,\d+)?")


def rows_of(paragraphs: tuple[str, ...]) -> Table:
    """Running text as rows: of "huyện A: 12; huyện B: 30" two, a cell before and after the last colon."""
    parts = [part.strip() for text in paragraphs for part in text.split("; ")]
    return tuple(tuple(cell.strip() for cell in part.rsplit(": ", 1)) for part in parts if part)


def xlsx(title: str, rows: Table) -> bytes:
    """An Office Open XML workbook with one sheet; the same bytes for the same rows."""
    book = Workbook()
    book.properties.created = book.properties.modified = _DAY
    sheet = book.active
    if sheet is None:
        raise ValueError("a new workbook has a sheet")
    sheet.title = "Số liệu"
    for row in ((title,), (), *rows):
        sheet.append([_value(cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return _undated(written.getvalue())


def _value(cell: str) -> str | float:
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else cell


def _undated(packed: bytes) -> bytes:
    """The archive with the same time on every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2020-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return out.getvalue()
