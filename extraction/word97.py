"""Word documents of 97-2003: the text out of the piece table ([MS-DOC] 2.4.1), from streams that olefile reads.

No kept library reads them, and the old programs that do (antiword, catdoc) are C without upkeep: nothing to give
strangers' files to. Formatting is not looked at; that leaves text, cells, and page breaks that somebody typed.
"""

import io
import struct
from collections.abc import Iterator

import olefile

from extraction.drawn import Bounds, Fault, Page, UnreadableError

TOOL = f"olefile {olefile.__version__}"
_WORD97 = 0xA5EC
_FLAGS, _ENCRYPTED, _FIRST_TABLE = 0x0A, 0x0100, 0x0200
_LENGTH_AT, _PIECES_AT = 0x4C, 0x01A2
_PROPERTIES, _TABLE = 0x01, 0x02  # the two kinds of parts that a piece table's store holds
_ONE_BYTE = 0x40000000
_MARKS = str.maketrans({"\r": "\n", "\v": "\n", "\x07": "\t", "\x1e": "-", "\x1f": "", "\x01": "", "\x08": ""})
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"


def read(data: bytes, bounds: Bounds) -> Iterator[Page]:
    """The text, parted where somebody typed a page break. Raises UnreadableError."""
    try:
        document, table = _streams(data, bounds)
        text = "".join(_pieces(document, table, 4 * bounds.characters))
    except (struct.error, OSError, IndexError) as error:
        raise UnreadableError(Fault.BROKEN, str(error)) from error
    plain = _without_fields(text).replace("\x07\x07", "\x07\n").translate(_MARKS)
    for page in plain.split("\f"):
        yield Page(page)


def _streams(data: bytes, bounds: Bounds) -> tuple[bytes, bytes]:
    """The document's stream and the one that holds its tables."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        document = file.openstream("WordDocument").read(bounds.unpacked)
        magic, flags = struct.unpack_from("<H", document)[0], struct.unpack_from("<H", document, _FLAGS)[0]
        if magic != _WORD97:
            raise UnreadableError(Fault.UNSUPPORTED, "older than Word 97")
        if flags & _ENCRYPTED:
            raise UnreadableError(Fault.ENCRYPTED)
        return document, file.openstream("1Table" if flags & _FIRST_TABLE else "0Table").read(bounds.unpacked)


def _pieces(document: bytes, table: bytes, most: int) -> Iterator[str]:
    """The pieces of the main text in their order."""
    left = min(struct.unpack_from("<i", document, _LENGTH_AT)[0], most)
    for count, place in _piece_table(table, *struct.unpack_from("<II", document, _PIECES_AT)):
        count = min(count, left)  # noqa: PLW2901
        if count <= 0:
            return
        left -= count
        if place & _ONE_BYTE:
            start = (place & ~_ONE_BYTE) // 2
            yield document[start : start + count].decode("cp1252", "replace")
        else:
            yield document[place : place + 2 * count].decode("utf-16-le", "replace")


def _piece_table(table: bytes, start: int, length: int) -> Iterator[tuple[int, int]]:
    """How many characters each piece has, and where it stands."""
    place, end = start, min(start + length, len(table))
    while place < end and table[place] == _PROPERTIES:
        place += 3 + struct.unpack_from("<H", table, place + 1)[0]
    if place >= end or table[place] != _TABLE:
        raise UnreadableError(Fault.BROKEN, "no piece table")
    size = struct.unpack_from("<I", table, place + 1)[0]
    number = (min(size, end - place - 5) - 4) // 12
    place += 5
    bounds = struct.unpack_from(f"<{number + 1}i", table, place)
    for piece in range(number):
        (at,) = struct.unpack_from("<I", table, place + 4 * (number + 1) + 8 * piece + 2)
        yield bounds[piece + 1] - bounds[piece], at


def _without_fields(text: str) -> str:
    """Fields by their results: what stands between a field's begin and its result is an instruction."""
    kept: list[str] = []
    hidden = 0
    inside: list[bool] = []
    for char in text:
        if char == _FIELD:
            inside.append(True)
            hidden += 1
        elif char == _RESULT and inside:
            hidden -= inside[-1]
            inside[-1] = False
        elif char == _FIELD_END and inside:
            hidden -= inside.pop()
        elif not hidden:
            kept.append(char)
    return "".join(kept)
