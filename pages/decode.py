"""Which letters the bytes of a page stand for (ND43 Art. 7.1: Unicode is owed, and not everyone pays)."""

import codecs
import re
import unicodedata
from dataclasses import dataclass

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META_SPAN = 4096
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.\-]{2,40})",
    re.IGNORECASE,
)
#: Families of text codecs that a portal may name; anything else (rot13, utf-7, punycode...) is not read.
_KNOWN = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|windows-?12\d\d|cp12\d\d|iso-?8859-?\d{1,2}|latin-?1|us-ascii|ascii"
    r"|gb2312|gbk|gb18030|big5|shift_jis|euc-(jp|kr)|koi8-[ru]|tis-620"
)
_AS_WINDOWS = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "latin-1": "windows-1252"}
#: Letters before which windows-1258 puts its floating tone marks.
_TONE_BYTES = frozenset((0xCC, 0xD2, 0xDE, 0xEC, 0xF2))
_VOWEL_BYTES = frozenset(b"aeiouyAEIOUY\xc2\xe2\xc3\xe3\xca\xea\xd4\xf4\xd5\xf5\xdd\xfd")
#: Share of broken characters above which a page that says UTF-8 is not believed.
_BROKEN_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a body, the charset it was read with, and the one that header or meta declared ("" if none)."""

    text: str
    charset: str
    declared: str


def decode(body: bytes, header_charset: str = "") -> Decoded:
    """Read a body: byte-order mark, then valid UTF-8, then what header or meta say, then Vietnamese code pages.

    Valid UTF-8 with letters beyond ASCII is believed before a declared code page: real portals declare carelessly,
    and other code pages do not form valid UTF-8 by chance. Never raises.
    """
    meta = _META.search(body[:_META_SPAN])
    in_page = (meta.group(1) or meta.group(2)).decode("ascii") if meta else ""
    declared = (header_charset.strip().strip("\"'") or in_page).lower()[:40]
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(charset, "replace"), charset, declared)
    for name in (_codec(header_charset), _codec(in_page)):
        if name.startswith("utf-16") and b"\x00" in body[:64]:
            return Decoded(body.decode("utf-16-be" if body[:1] == b"\x00" else "utf-16-le", "replace"), name, declared)
    try:
        return Decoded(body.decode("utf-8"), "utf-8", declared)
    except UnicodeDecodeError:
        return _decode_other(body, _codec(header_charset) or _codec(in_page), declared)


def _codec(label: str) -> str:
    """The name of the codec behind a declared label; "" when unknown or no text codec."""
    wanted = label.strip().strip("\"'").lower()
    if not _KNOWN.fullmatch(wanted):
        return ""
    try:
        name = codecs.lookup(wanted).name
    except LookupError:
        return ""
    return _AS_WINDOWS.get(name, name)


def _decode_other(body: bytes, codec: str, declared: str) -> Decoded:
    if codec and not codec.startswith("utf-"):
        charset = _vietnamese_page(body) if codec in ("windows-1252", "cp1252") else codec
        return Decoded(_composed(body.decode(charset, "replace")), charset, declared)
    text = body.decode("utf-8", "replace")
    foreign = sum(1 for char in text if char > "\x7f") or 1
    broken = text.count("\ufffd")
    if broken <= max(3, _BROKEN_SHARE * len(text)) or (codec == "utf-8" and broken < 0.5 * foreign):
        return Decoded(text, "utf-8", declared)
    charset = _vietnamese_page(body)
    return Decoded(_composed(body.decode(charset, "replace")), charset, declared)


def _vietnamese_page(body: bytes) -> str:
    """windows-1258 when its tone marks stand where tone marks belong, behind vowels; else windows-1252."""
    marks = [place for place, byte in enumerate(body) if byte in _TONE_BYTES]
    if len(marks) < 3:
        return "windows-1252"
    fitting = sum(1 for place in marks if place and body[place - 1] in _VOWEL_BYTES)
    return "windows-1258" if fitting >= 0.8 * len(marks) else "windows-1252"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
