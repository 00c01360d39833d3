"""Small real files: PDF with readable Vietnamese text, Word documents, pictures."""

import io
import struct
import zipfile
import zlib
from hashlib import sha256
from html import escape

from demo.sheets import XLSX_TYPE, Table, rows_of, xlsx

_PDF_TYPE, _DOCX_TYPE = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
_SCHEMAS = "http://schemas.openxmlformats.org"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_LINE = 92
_LINES = 44


def file_of(
    name: str, title: str, paragraphs: tuple[str, ...], table: Table = (), *, scan: bool = False
) -> tuple[str, bytes]:
    """Media type and bytes of the file called `name`, its content by its ending; a `scan` has no text."""
    ending = name.rsplit(".", 1)[-1].lower()
    if scan:
        return _PDF_TYPE, scanned_pdf(title, paragraphs)
    if ending == "xlsx":
        return XLSX_TYPE, xlsx(title, table or rows_of(paragraphs))
    if ending == "docx":
        return _DOCX_TYPE, docx(title, paragraphs)
    if ending == "doc":
        return "application/msword", rtf(title, paragraphs)
    return _PDF_TYPE, pdf(title, (*paragraphs, *(" | ".join(row) for row in table)))


def pdf(title: str, paragraphs: tuple[str, ...]) -> bytes:
    """A PDF whose text can be extracted as Unicode (composite font with a ToUnicode map, nothing embedded)."""
    lines = [line for text in (title, "", *paragraphs) for line in _wrap(text)]
    sheets = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)] or [[]]
    letters = sorted({letter for line in lines for letter in line})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(sheets)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ArialMT /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ArialMT /DW 550 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(_to_unicode(codes)),
    ]
    for number, sheet in enumerate(sheets):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>"
        )
        shown = "\n".join(f"<{''.join(f'{codes[letter]:04X}' for letter in line)}> Tj T*" for line in sheet)
        objects += [page.encode(), _stream(f"BT /F1 11 Tf 56 790 Td 16 TL\n{shown}\nET".encode())]
    return _assemble(objects)


def scanned_pdf(title: str, paragraphs: tuple[str, ...]) -> bytes:
    """A PDF of one page that is a grey picture of lines of writing: nothing in it can be read as text."""
    width, height = 248, 350
    lines = [line for text in (title, "", *paragraphs) for line in _wrap(text)]
    dark = {24 + 7 * turn + row: len(line) for turn, line in enumerate(lines[:_LINES]) for row in range(3)}
    picture = b"".join(
        bytes(60 if 20 <= x < 20 + 2 * dark.get(y, 0) and x % 9 else 235 for x in range(width)) for y in range(height)
    )
    image = zlib.compress(picture, 9)
    head = f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
    return _assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /XObject << /Im1 5 0 R >> >> /Contents 4 0 R >>",
            _stream(b"q 595 0 0 842 0 0 cm /Im1 Do Q"),
            f"{head}/BitsPerComponent 8 /Filter /FlateDecode /Length {len(image)} >>".encode()
            + b"\nstream\n%b\nendstream" % image,
        ]
    )


def _wrap(text: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > _LINE:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def _to_unicode(codes: dict[str, int]) -> bytes:
    pairs = [f"<{code:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for letter, code in codes.items()]
    chunks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    mapped = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Demo def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{mapped}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def _assemble(objects: list[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def docx(title: str, paragraphs: tuple[str, ...]) -> bytes:
    """A Word document (Office Open XML)."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in (title, *paragraphs))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_DOCX_TYPE}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), f"{_XML}{text}")
    return out.getvalue()


def rtf(title: str, paragraphs: tuple[str, ...]) -> bytes:
    """What many offices save as .doc: rich text."""
    text = "\\par ".join(
        "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in line)
        for line in (title, *paragraphs)
    )
    return ("{\\rtf1\\ansi " + text + "}").encode("ascii")


def picture(name: str, width: int = 160, height: int = 100) -> bytes:
    """A PNG in a colour of its own, so that pages look like pages."""
    digest = sha256(name.encode()).digest()
    red, green, blue = (100 + digest[n] % 120 for n in range(3))
    rows = b"".join(
        b"\x00" + bytes(value for x in range(width) for value in (red, (green + y // 2) % 256, (blue + x // 4) % 256))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, data) for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
