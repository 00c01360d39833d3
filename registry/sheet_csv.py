"""Reading a CSV file as spreadsheets write it: UTF-8, UTF-16 or windows-1258; comma, semicolon or tab."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from registry.sheet_cells import MAX_COLUMNS, MAX_ROWS, Row, Sheet, SheetError, cell_of
from registry.sheet_columns import HEADER_WITHIN, known_columns

MAX_BYTES = 32 * 1024 * 1024
_DELIMITERS = (",", ";", "\t")


def read_csv(path: Path, heads: Callable[[list[Row]], int] = known_columns) -> list[Sheet]:
    """The file as one sheet; `heads` counts the known columns of its first rows. Raises SheetError naming the row."""
    with path.open("rb") as stream:
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise SheetError(f"larger than {MAX_BYTES // 1024 // 1024} MiB", "several files")
    text = _decoded(raw)
    return [Sheet("", _rows(text, _delimiter(text, heads), MAX_ROWS))]


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1258")
    place = 0
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            place = place or error.start
    problem = f"neither UTF-8 nor windows-1258: byte 0x{raw[place]:02x} at offset {place}"
    raise SheetError(problem, "UTF-8", row=raw.count(b"\n", 0, place) + 1)


def _delimiter(text: str, heads: Callable[[list[Row]], int]) -> str:
    """The one under which the header has most known columns, the comma at a draw."""

    def known(delimiter: str) -> int:
        try:
            return heads(_rows(text, delimiter, HEADER_WITHIN, cut=True))
        except SheetError:
            return 0

    return max(_DELIMITERS, key=known)


def _rows(text: str, delimiter: str, limit: int, *, cut: bool = False) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    number = 1
    try:
        for values in reader:
            if len(rows) >= limit:
                if cut:
                    break
                raise SheetError(f"more than {limit} rows", "several files", row=number)
            rows.append(Row(number, [cell_of(value) for value in values[:MAX_COLUMNS]]))
            number = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(f"not CSV: {error}", "fields quoted by the rules of CSV", row=number) from error
    while rows and rows[-1].blank:
        rows.pop()
    return rows
