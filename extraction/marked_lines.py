"""Lines out of the XML of documents: paragraphs as they stand, rows of tables as cells parted by tabs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from extraction.tidy_text import row_text


@dataclass(frozen=True, slots=True)
class Marks:
    """What a format calls its parts (Clark names). `left_out`: elements whose text is no text of the document."""

    paragraphs: frozenset[str]
    row: str
    cells: frozenset[str]
    left_out: frozenset[str]
    signs: dict[str, str]  # elements that stand for a character
    texts: frozenset[str] | None  # elements that hold the text; None: all


def lines(root: etree._Element, marks: Marks, starts_page: Callable[[etree._Element], bool]) -> Iterator[str]:
    """Lines in reading order; a form feed before a paragraph that begins a page."""
    outer: etree._Element | None = None
    for element in root.iter(*marks.paragraphs, marks.row):
        if outer is not None and _inside(element, outer):
            continue
        if _inside_any(element, marks.left_out):
            continue
        if element.tag == marks.row:
            outer = element
            yield row_text([_cell(cell, marks) for cell in element if cell.tag in marks.cells])
        else:
            if starts_page(element):
                yield "\f"
            yield text_of(element, marks)


def _inside(element: etree._Element, outer: etree._Element) -> bool:
    return any(around is outer for around in element.iterancestors(outer.tag))


def _inside_any(element: etree._Element, names: frozenset[str]) -> bool:
    if not names:
        return False
    return next(element.iterancestors(*names), None) is not None


def _cell(cell: etree._Element, marks: Marks) -> str:
    found = (each for each in cell.iter(*marks.paragraphs) if not _inside_any(each, marks.left_out))
    return " ".join(text_of(each, marks) for each in found)


def text_of(paragraph: etree._Element, marks: Marks) -> str:
    """The paragraph's own text; paragraphs inside it (text boxes) are lines of their own."""
    parts: list[str] = []
    waiting: list[etree._Element | str] = [paragraph]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, str):
            parts.append(piece)
            continue
        if piece is not paragraph and piece.tail and marks.texts is None:
            waiting.append(piece.tail)
        if piece is not paragraph and (piece.tag in marks.paragraphs or piece.tag in marks.left_out):
            continue
        if piece.tag in marks.signs:
            parts.append(marks.signs[piece.tag])
            continue
        if piece.text and (marks.texts is None or piece.tag in marks.texts):
            parts.append(piece.text)
        waiting.extend(child for child in reversed(piece) if isinstance(child.tag, str))
    return "".join(parts)
