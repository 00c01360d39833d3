"""Vietnamese text made comparable (law.md section 7.1).

Two keys of every text are kept: `tidy` (tones kept: exact match) and `fold` (tones gone: weaker match).
"""

import re
import unicodedata
from functools import lru_cache

# Icelandic eth stands for đ in much real Vietnamese text.
_ETH = {ord("Ð"): "Đ", ord("ð"): "đ"}
_INVISIBLE = dict.fromkeys(
    [
        0x00AD,
        0x034F,
        0x061C,
        0x180E,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x2060,
        0xFEFF,
        *range(0x202A, 0x202F),
    ]
)
_SEPARATORS = dict.fromkeys(map(ord, "-–—−‐‑|&/,\\·•:;.()[]{}\"'“”‘’«»…!?*+_#>"), " ")
_SPACES = re.compile(r"\s+")
_CLEAN = {**_ETH, **_INVISIBLE}

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TONES = frozenset((_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT))
_OPEN_GLIDE = re.compile(
    r"(?<![a-zà-ỹđ])((?:[bcdđghklmnpqrstvx]|ch|gh|kh|ng|ngh|nh|ph|th|tr)*)(oa|oe|uy)(?![a-zà-ỹđ])"
)


def _syllable_tone_to_end(syllable: str) -> str:
    """Old and new tone places made one: the tone mark of an open oa/oe/uy goes to its last vowel (hóa -> hoá)."""
    marks = [mark for mark in unicodedata.normalize("NFD", syllable) if mark in _TONES]
    if len(marks) != 1:
        return syllable
    bare = unicodedata.normalize(
        "NFC", "".join(char for char in unicodedata.normalize("NFD", syllable) if char not in _TONES)
    )
    if not _OPEN_GLIDE.fullmatch(bare):
        return syllable
    return unicodedata.normalize("NFC", bare + marks[0])


_GLIDE_TONED = re.compile(r"\b\w*(?:[óòỏõọ][ae]|o[áàảãạéèẻẽẹ]|[úùủũụ]y|u[ýỳỷỹỵ])\b")


def clean(text: str) -> str:
    """NFC, eth as đ, invisible characters gone, white space collapsed. Case and punctuation stay: for excerpts."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).translate(_CLEAN))
    return _SPACES.sub(" ", composed).strip()


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """The key with tones: lower case, separators as spaces, one tone place, `qui` as `quy`."""
    lowered = unicodedata.normalize("NFC", clean(text).lower()).translate(_SEPARATORS)
    placed = _GLIDE_TONED.sub(lambda match: _syllable_tone_to_end(match.group()), lowered)
    return _SPACES.sub(" ", placed).strip()


def _bare(char: str) -> str:
    base = "".join(part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part))
    return base


_FOLD_TABLE: dict[int, str | None] = {ord("đ"): "d", ord("Đ"): "d"}
for _code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
    _base = _bare(chr(_code))
    if _base != chr(_code):
        _FOLD_TABLE.setdefault(_code, _base)
_COMBINING = dict.fromkeys(range(0x0300, 0x0370))
_FOLD_TABLE |= _COMBINING


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The key without tones: ASCII-like lower case words parted by single spaces. Idempotent."""
    folded = tidy(text).translate(_FOLD_TABLE)
    return _SPACES.sub(" ", folded).strip()


def fold_page(text: str) -> str:
    """`fold` for long texts: the same result, not cached."""
    return fold.__wrapped__(text)


def slug_words(slug: str) -> str:
    """The folded words of an address part or a file name: `Tin-tuc_su%20kien.aspx` -> `tin tuc su kien`."""
    stem = re.sub(r"\.(?:aspx?|html?|php|jsp|vgp|png|jpe?g|gif|svg|webp)$", "", slug, flags=re.IGNORECASE)
    parted = re.sub(r"(?<=[a-zà-ỹ])(?=[A-ZÀ-Ỹ])", " ", stem)
    return fold(re.sub(r"[-_+.]|%20", " ", parted))


def slug_key(text: str) -> str:
    """A key under which a slug that lost its đ equals one that kept it (law.md 7.1 rule 4): d's removed, words joined."""
    return fold(text).replace("d", "").replace(" ", "")
