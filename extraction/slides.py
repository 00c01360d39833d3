"""Presentations (Office Open XML): the text of each slide, by lxml."""

from collections.abc import Iterator
from posixpath import basename

from lxml import etree

from extraction.drawn import Bounds, Fault, Page, UnreadableError
from extraction.marked_lines import Marks, lines
from extraction.packed import Package

TOOL = f"lxml {etree.__version__}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FEW = 40  # characters beside pictures that make no slide of text

_MARKS = Marks(
    paragraphs=frozenset({f"{_A}p"}),
    row=f"{_A}tr",
    cells=frozenset({f"{_A}tc"}),
    left_out=frozenset({"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}),
    signs={f"{_A}br": "\n"},
    texts=frozenset({f"{_A}t"}),
)


def read(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """The slides by number."""
    package = Package(data, bounds)
    slides = [name for name in package.names if name.startswith("ppt/slides/slide") and name.endswith(".xml")]
    if not slides:
        raise UnreadableError(Fault.BROKEN, "no slides")
    pictured = any(name.startswith("ppt/media/") for name in package.names)
    for name in sorted(slides, key=_number):
        text = "\n".join(lines(package.xml(name), _MARKS, lambda _: False))
        yield Page(text, pictured and len(text.strip()) < _FEW)


def _number(name: str) -> int:
    digits = "".join(filter(str.isdigit, basename(name)))
    return int(digits[:6] or 0)
