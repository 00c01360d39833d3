"""Tiny real files for tests, written as the programs write them; hostile ones too."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import openpyxl

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_SECTOR = 512


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(body: str, *, before: str = "", **more: str | bytes) -> bytes:
    """A Word document with this XML as its body."""
    document = f"{before}<w:document {_W}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **more})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pptx(*slides: str) -> bytes:
    parts = {f"ppt/slides/slide{n}.xml": f"<s {_A}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>"
             for n, text in enumerate(slides, 1)}  # fmt: skip
    return packed({"[Content_Types].xml": "<Types/>", **parts})


def open_document(kind: str, body: str) -> bytes:
    content = f"<office:document-content {_ODF}><office:body>{body}</office:body></office:document-content>"
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(pages: Sequence[str], *, count: int | None = None, kids: str = "", picture: bool = False) -> bytes:
    """A PDF of ASCII pages. `picture`: each shows one; `count`, `kids`: what the page tree says instead."""
    numbers = range(5, 5 + 2 * len(pages), 2)
    tree = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages) if count is None else count} /Kids [{tree}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Length 1 >>\nstream\n\x80\nendstream",
    ]
    for number, text in zip(numbers, pages, strict=True):
        shown = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET" + (" q 500 0 0 700 0 0 cm /I1 Do Q" if picture else "")
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(shown), shown.encode()),
        ]
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def word97(text: str, *, flags: int = 0x0200) -> bytes:
    """A Word 97 document: half of its text in single bytes where it can be, the rest in UTF-16."""
    document = bytearray(0x400)
    struct.pack_into("<H", document, 0, 0xA5EC)
    struct.pack_into("<H", document, 0x0A, flags)
    plain = text[: len(text) // 2] if text[: len(text) // 2].isascii() else ""
    rest = text[len(plain) :]
    pieces = [(len(plain), 0x400 * 2 | 0x40000000), (len(rest), 0x400 + len(plain))] if plain else [(len(rest), 0x400)]
    document += plain.encode("ascii") + rest.encode("utf-16-le")
    struct.pack_into("<i", document, 0x4C, len(text))
    ends = [0]
    for count, _ in pieces:
        ends.append(ends[-1] + count)
    store = struct.pack(f"<{len(ends)}i", *ends)
    store += b"".join(struct.pack("<HIH", 0, place, 0) for _, place in pieces)
    table = b"\x01\x02\x00\x00\x00" + b"\x02" + struct.pack("<I", len(store)) + store
    struct.pack_into("<II", document, 0x01A2, 0, len(table))
    return compound({"WordDocument": bytes(document), "1Table": table})


def xls(rows: Sequence[Sequence[str | float]], name: str = "Sheet1") -> bytes:
    """An Excel 97 workbook with one sheet."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def told(text: str) -> bytes:
        return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")

    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    sheet_begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    end = record(0x000A, b"")
    bound = record(0x0085, struct.pack("<IBBBB", 0, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    at = len(begin) + len(bound) + len(end)
    bound = record(0x0085, struct.pack("<IBBBB", at, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            cells += record(0x0204, place + told(value)) if isinstance(value, str) else record(
                0x0203, place + struct.pack("<d", value)
            )  # fmt: skip
    return compound({"Workbook": begin + bound + end + sheet_begin + cells + end})


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) with these streams, each long enough to need no small sectors."""
    chains: list[int] = [0xFFFFFFFD]  # the first sector is the allocation table itself
    sectors: list[bytes] = []
    entries = [_entry("Root Entry", 5, child=1, start=0xFFFFFFFE, size=0)]
    for number, (name, content) in enumerate(streams.items(), 1):
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % _SECTOR)
        start, count = len(chains), len(padded) // _SECTOR
        chains += [*range(start + 1, start + count), 0xFFFFFFFE]
        sectors += [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, right=right, start=start, size=len(padded)))
    entries += [_entry("", 0)] * (-len(entries) % 4)
    directory = b"".join(entries)
    first = len(chains)
    count = len(directory) // _SECTOR
    chains += [*range(first + 1, first + count), 0xFFFFFFFE]
    assert len(chains) <= 128
    table = struct.pack("<128I", *chains, *[0xFFFFFFFF] * (128 - len(chains)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + table + b"".join(sectors) + directory


def _entry(
    name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF, start: int = 0, size: int = 0
) -> bytes:
    written = name.encode("utf-16-le")
    length = len(written) + 2 if name else 0
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, 0xFFFFFFFF, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
