"""Text as it is kept: NFC, without control characters, lines without needless space, cells parted by tabs."""

import re
import unicodedata

_SPACES = re.compile(r"[^\S\n\t]+")
_AROUND_TAB = re.compile(r" *\t *")
_GAPS = re.compile(r"\n{3,}")
_DROPPED = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})  # control, format, private use, surrogates, not assigned


def tidy_text(text: str) -> str:
    """A page's text made plain. Form feeds go: they part the pages of a record."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    if not text.isascii() or not text.isprintable():
        text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in _DROPPED)
    text = _AROUND_TAB.sub("\t", _SPACES.sub(" ", text))
    lines = (line.strip(" ") for line in text.split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n")


def row_text(cells: list[str]) -> str:
    """A row of a table as one line; "" for a row without any text."""
    plain = [" ".join(cell.split()) for cell in cells]
    while plain and not plain[-1]:
        plain.pop()
    return "\t".join(plain)
