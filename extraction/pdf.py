"""PDF by PDFium: fast, and hardened against hostile files by its use in a browser. One page after the other."""

from collections.abc import Iterator

import pypdfium2 as pdfium

from extraction.drawn import Bounds, Fault, Page, UnreadableError

TOOL = f"pypdfium2 {pdfium.PYPDFIUM_INFO}"
_FEW = 200  # characters: a stamp ("Ký bởi: ... Ngày ký: ...") upon the picture of a page
_DEPTH = 3  # of forms inside forms in which pictures are looked for


def read(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """The pages; one that cannot be read is empty. Raises UnreadableError."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code == pdfium.raw.FPDF_ERR_PASSWORD
        raise UnreadableError(Fault.ENCRYPTED if locked else Fault.BROKEN, str(error)) from error
    for number in range(len(document)):
        yield _page(document, number, bounds)


def _page(document: pdfium.PdfDocument, number: int, bounds: Bounds) -> Page:
    try:
        page = document[number]
        text = page.get_textpage()
        drawn = text.get_text_range(0, min(text.count_chars(), bounds.characters))
        pictured = len(drawn.strip()) < _FEW and _shows_picture(page)
    except pdfium.PdfiumError:
        return Page("")
    text.close()
    page.close()
    return Page(drawn, pictured)


def _shows_picture(page: pdfium.PdfPage) -> bool:
    pictures = page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEPTH)
    return next(iter(pictures), None) is not None
