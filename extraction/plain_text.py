"""Plain text and comma-separated values."""

import csv
import io
from collections.abc import Iterator

from extraction.drawn import Bounds, Page
from extraction.tidy_text import row_text

TOOL = "text"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(data: bytes, _bounds: Bounds) -> Iterator[Page]:
    yield Page(_decoded(data))


def read_csv(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """Rows as lines, cells parted by tabs."""
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    comma = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    yield Page("\n".join(row_text(row[: bounds.columns]) for row, _ in zip(rows, range(bounds.rows), strict=False)))


def _decoded(data: bytes) -> str:
    """UTF-8, by its mark UTF-16, else the old Windows code page of Vietnam."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace")
