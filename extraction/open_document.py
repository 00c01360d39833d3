"""OpenDocument texts, sheets and slides (ISO/IEC 26300) out of content.xml, by lxml. Repeated cells count once."""

from collections.abc import Iterator

from lxml import etree

from extraction.drawn import Bounds, Fault, Page, UnreadableError
from extraction.marked_lines import Marks, lines
from extraction.packed import Package

TOOL = f"lxml {etree.__version__}"
_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE, _DRAW = (f"{_NAMES}{name}:1.0}}" for name in ("office", "text", "table", "drawing"))
_FEW = 200

_MARKS = Marks(
    paragraphs=frozenset({f"{_TEXT}p", f"{_TEXT}h"}),
    row=f"{_TABLE}table-row",
    cells=frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}),
    left_out=frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"}),
    signs={f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"},
    texts=None,
)


def read(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """A text as one page, a workbook by its sheets, a presentation by its slides."""
    package = Package(data, bounds)
    content = package.xml("content.xml")
    body = content.find(f"{_OFFICE}body")
    if body is None:
        raise UnreadableError(Fault.BROKEN, "no body")
    pictured = any(name.startswith("Pictures/") for name in package.names)
    for part in _parts(body):
        text = "\n".join(lines(part, _MARKS, lambda _: False))
        yield Page(text, pictured and len(text.strip()) < _FEW)


def _parts(body: etree._Element) -> list[etree._Element]:
    sheets = body.findall(f"{_OFFICE}spreadsheet/{_TABLE}table")
    slides = body.findall(f"{_OFFICE}presentation/{_DRAW}page")
    return sheets or slides or [body]
