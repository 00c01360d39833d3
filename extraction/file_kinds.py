"""What a file is, told by its first bytes and its parts rather than by its name."""

import io
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import olefile

from extraction.drawn import Bounds, FileKind
from extraction.packed import Package

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MARKUP = re.compile(rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
                     re.IGNORECASE | re.DOTALL)  # fmt: skip
_PDF_WITHIN = 1024
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 4096

_SIGNS: tuple[tuple[FileKind, Callable[[bytes], object]], ...] = (
    (FileKind.PDF, lambda head: b"%PDF-" in head[:_PDF_WITHIN]),
    (FileKind.RTF, lambda head: head.lstrip().startswith(b"{\\rtf")),
    (FileKind.PICTURE, lambda head: head.startswith(_PICTURES)),
    (FileKind.HTML, _MARKUP.match),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    b"application/vnd.oasis.opendocument.presentation": FileKind.ODP,
}
_OFFICE = (("word/", FileKind.DOCX), ("xl/", FileKind.XLSX), ("ppt/", FileKind.PPTX))
_STREAMS = (
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("WordDocument", FileKind.DOC),
    ("Workbook", FileKind.XLS),
    ("Book", FileKind.XLS),
    ("PowerPoint Document", FileKind.PPT),
)


def kind_of(data: bytes, url: str, bounds: Bounds) -> FileKind:
    """The kind of a file. `url` only tells comma-separated values from other text. Raises UnreadableError."""
    head = data[:_HEAD]
    if head.startswith(_ZIP):
        return _of_package(Package(data, bounds))
    if head.startswith(_OLE):
        return _of_streams(data)
    return next((kind for kind, is_so in _SIGNS if is_so(head)), None) or _of_text(head, url)


def _of_text(head: bytes, url: str) -> FileKind:
    if not head.startswith(_MARKS) and (not head.strip() or _CONTROL.search(head)):
        return FileKind.UNKNOWN
    return FileKind.CSV if urlsplit(url).path.lower().endswith(".csv") else FileKind.TEXT


def _of_package(package: Package) -> FileKind:
    if "mimetype" in package.names:
        return _OPEN_DOCUMENT.get(package.part("mimetype").strip(), FileKind.ZIP)
    if "[Content_Types].xml" in package.names:
        for folder, kind in _OFFICE:
            if any(name.startswith(folder) for name in package.names):
                return kind
    return FileKind.ZIP


def _of_streams(data: bytes) -> FileKind:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            found = {entry[0] for entry in file.listdir() if len(entry) == 1}
    except OSError:
        return FileKind.UNKNOWN
    return next((kind for name, kind in _STREAMS if name in found), FileKind.UNKNOWN)
