"""Bytes to pages of text, within bounds. Runs in the child; hangs and crashes are the parent's to deal with."""

import importlib
from collections.abc import Callable, Iterator
from typing import cast

from domain.text import legacy_font_share
from extraction.drawn import Bounds, Drawn, Fault, FileKind, Page, UnreadableError
from extraction.file_kinds import kind_of
from extraction.tidy_text import tidy_text

Reader = Callable[[bytes, Bounds], Iterator[Page]]

#: Module and function that read each kind; loaded at the first file of the kind.
_READERS = {
    FileKind.PDF: ("extraction.pdf", "read"),
    FileKind.DOCX: ("extraction.word", "read"),
    FileKind.XLSX: ("extraction.workbook", "read"),
    FileKind.PPTX: ("extraction.slides", "read"),
    FileKind.ODT: ("extraction.open_document", "read"),
    FileKind.ODS: ("extraction.open_document", "read"),
    FileKind.ODP: ("extraction.open_document", "read"),
    FileKind.RTF: ("extraction.rich_text", "read"),
    FileKind.DOC: ("extraction.word97", "read"),
    FileKind.XLS: ("extraction.old_workbook", "read"),
    FileKind.TEXT: ("extraction.plain_text", "read"),
    FileKind.CSV: ("extraction.plain_text", "read_csv"),
}
_SCANNED = 0.5  # share of pages that are pictures
_LEGACY = 0.2  # share of words that only an old font shows right
_ERROR = 200


def draw(data: bytes, url: str, bounds: Bounds) -> Drawn:
    """The text of one file. Every fault of the file ends as a `fault` of what is drawn."""
    kind = FileKind.UNKNOWN
    try:
        if len(data) > bounds.size:
            raise UnreadableError(Fault.TOO_BIG, f"{len(data)} bytes")
        kind = kind_of(data, url, bounds)
        return _read(kind, data, bounds)
    except UnreadableError as error:
        return Drawn(kind, fault=error.fault, error=_line(error.error))
    except MemoryError:
        return Drawn(kind, fault=Fault.TOO_BIG, error="more memory than it may have")
    except Exception as error:  # noqa: BLE001 - whatever a library says of a hostile file costs that file's text only
        return Drawn(kind, fault=Fault.BROKEN, error=_line(f"{type(error).__name__}: {error}"))


def _read(kind: FileKind, data: bytes, bounds: Bounds) -> Drawn:
    if kind is FileKind.PICTURE:
        return Drawn(kind, scan=True)
    if kind is FileKind.ENCRYPTED:
        raise UnreadableError(Fault.ENCRYPTED)
    if kind not in _READERS:
        raise UnreadableError(Fault.UNSUPPORTED)
    module, function = _READERS[kind]
    loaded = importlib.import_module(module)
    return _gather(kind, cast(Reader, getattr(loaded, function))(data, bounds), bounds, str(loaded.TOOL))


def _gather(kind: FileKind, pages: Iterator[Page], bounds: Bounds, tool: str) -> Drawn:
    """The pages until a bound is reached."""
    texts: list[str] = []
    left, pictured, cut = bounds.characters, 0, False
    for page in pages:
        if len(texts) == bounds.pages or left <= 0:
            cut = True
            break
        text = tidy_text(page.text[: 2 * left])
        cut = len(text) > left
        texts.append(text[:left])
        left -= len(text)
        pictured += page.pictured
        if cut:
            break
    scan = bool(pictured) and pictured >= _SCANNED * len(texts)
    legacy = legacy_font_share("\n".join(texts)) >= _LEGACY
    return Drawn(kind, tuple(texts), scan, cut, legacy, tool)


def _line(text: str) -> str:
    return " ".join(text.split())[:_ERROR]
