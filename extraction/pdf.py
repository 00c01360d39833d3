"""PDF by PDFium: fast, and hardened against hostile files by its use in a browser. One page after the other."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from extraction.drawn import Bounds, Fault, Page, UnreadableError

TOOL = f"pypdfium2 {pdfium.PYPDFIUM_INFO}"
_FEW = 200  # characters: a stamp ("Ký bởi: ... Ngày ký: ...") upon the picture of a page
_DEPTH = 3  # of forms inside forms in which pictures are looked for
_GAP = 1.0  # heights of a line: a space that wide parts the cells of a row


def read(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """The pages; one that cannot be read is empty. Raises UnreadableError."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise UnreadableError(Fault.ENCRYPTED if locked else Fault.BROKEN, str(error)) from error
    for number in range(len(document)):
        yield _page(document, number, bounds)


def _page(document: pdfium.PdfDocument, number: int, bounds: Bounds) -> Page:
    try:
        page = document[number]
        text = page.get_textpage()
        drawn = _text(text, min(text.count_chars(), bounds.characters))
        pictured = len(drawn.strip()) < _FEW and _shows_picture(page)
    except pdfium.PdfiumError:
        return Page("")
    text.close()
    page.close()
    return Page(drawn, pictured)


def _text(page: pdfium.PdfTextPage, count: int) -> str:
    """The letters in PDFium's order, with tabs for the gaps between cells: tables have no other sign in a PDF."""
    text = str(page.get_text_range(0, count))
    if len(text) != count:  # some letters are left out of it: places cannot be told
        return text
    places = [place for place in range(1, count - 1) if text[place] == " " and _is_gap(page, place)]
    letters = list(text)
    for place in places:
        letters[place] = "\t"
    return "".join(letters)


def _is_gap(page: pdfium.PdfTextPage, place: int) -> bool:
    before, behind = _box(page, place - 1), _box(page, place + 1)
    if before is None or behind is None:
        return False
    return bool(behind.left - before.right > _GAP * (before.top - before.bottom) > 0)


def _box(page: pdfium.PdfTextPage, place: int) -> raw.FS_RECTF | None:
    """The place of a letter, as high as its font's letters are."""
    box = raw.FS_RECTF()
    return box if raw.FPDFText_GetLooseCharBox(page.raw, place, ctypes.byref(box)) else None


def _shows_picture(page: pdfium.PdfPage) -> bool:
    pictures = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEPTH)
    return next(iter(pictures), None) is not None
