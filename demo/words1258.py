"""Vietnamese in windows-1258, whose letters stand apart from their tones."""

import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode_1258(text: str) -> bytes:
    """The bytes; what the code page lacks becomes a character reference."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        out += _encode(letter)
    return bytes(out)


def _encode(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in _TONES), "")
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark != tone))
        return (base + tone).encode("cp1258", "xmlcharrefreplace")
