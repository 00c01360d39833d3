"""Word documents (Office Open XML, ISO/IEC 29500) out of their main part, by lxml.

Read directly rather than by python-docx: that unfolds merged cells without limit and passes over text in tracked
insertions, smart tags and text boxes, where much of an office's text stands.
"""

from collections.abc import Iterator
from posixpath import normpath

from lxml import etree

from extraction.drawn import Bounds, Page
from extraction.marked_lines import Marks, lines
from extraction.packed import Package, parse_xml

TOOL = f"lxml {etree.__version__}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "/officeDocument"
_FEW = 200  # characters beside pictures that make no document

_MARKS = Marks(
    paragraphs=frozenset({f"{_W}p"}),
    row=f"{_W}tr",
    cells=frozenset({f"{_W}tc", f"{_W}sdt"}),
    left_out=frozenset({_FALLBACK, f"{_W}pPr"}),
    signs={f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"},
    texts=frozenset({f"{_W}t"}),
)


def read(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """The pages, as far as Word noted where they end."""
    package = Package(data, bounds)
    pictured = any(name.startswith("word/media/") for name in package.names)
    page: list[str] = []
    for line in lines(_main_part(package), _MARKS, _starts_page):
        if line != "\f":
            page.append(line)
        elif any(page):
            yield _page(page, pictured=pictured)
            page = []
    yield _page(page, pictured=pictured)


def _page(page: list[str], *, pictured: bool) -> Page:
    text = "\n".join(page)
    return Page(text, pictured and len(text.strip()) < _FEW)


def _main_part(package: Package) -> etree._Element:
    """The part that the package's relations call its document."""
    name = "word/document.xml"
    if "_rels/.rels" in package.names:
        relations = package.xml("_rels/.rels")
        named = (each.get("Target", "") for each in relations if each.get("Type", "").endswith(_MAIN))
        name = normpath(next(named, name).lstrip("/"))
    return parse_xml(package.part(name).replace(_STRICT, _USUAL), name)


def _starts_page(paragraph: etree._Element) -> bool:
    breaks = paragraph.iter(f"{_W}lastRenderedPageBreak", f"{_W}br")
    return any(mark.tag != f"{_W}br" or mark.get(f"{_W}type") == "page" for mark in breaks)
