"""Vietnamese text made comparable (docs/judging.md 11).

Two keys of every text are kept: `tidy` (tones kept: exact match) and `fold` (tones gone: weaker match). Both are
idempotent and blind to NFC and NFD, case, tone placement, no-break and zero-width spaces.
"""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

_INVISIBLE = frozenset(
    (0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F),
     *range(0x2066, 0x206A), 0xFE0E, 0xFE0F, *range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85),
     *range(0x86, 0xA0))
)  # fmt: skip
_SURROGATES = range(0xD800, 0xE000)  # halves of letters: no file can hold them
_SEPARATORS = frozenset(map(ord, "-–—−‐‑‒―|&/,\\·•:;.()[]{}\"'“”‘’«»‹›„…!?*+_#><~=^`´¦"))
_ETH = {0x00D0: "Đ", 0x00F0: "đ"}  # Icelandic eth stands for đ in much real Vietnamese text
#: Printable ones among what `clean` changes; all others show by not being printable.
_ODD_BUT_PRINTABLE = re.compile("[Ðð\u034f\ufe0e\ufe0f]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SHORT = 300  # texts up to this length are remembered: labels repeat, pages do not


class _Table(dict[int, int | str | None]):
    """A translation table that works a character out at its first sight."""

    def __missing__(self, code: int) -> int | str | None:
        value = self._worked_out(chr(code))
        self[code] = ord(value) if len(value) == 1 else value
        return self[code]

    def _worked_out(self, char: str) -> str:
        raise NotImplementedError


class _CleanTable(_Table):
    """Eth as đ, invisible characters gone."""

    def _worked_out(self, char: str) -> str:
        code = ord(char)
        if code in _SURROGATES:
            return "\ufffd"
        return "" if code in _INVISIBLE else _ETH.get(code, char)


class _TidyTable(_Table):
    """Lower case and separators as spaces besides; tones stay."""

    def _worked_out(self, char: str) -> str:
        code = ord(char)
        if code in _INVISIBLE or unicodedata.category(char) == "Mn":  # a mark that composed with nothing is no tone
            return ""
        if code in _SEPARATORS or code in _SURROGATES or char.isspace():
            return " "
        lowered = unicodedata.normalize("NFC", _ETH.get(code, char).lower())
        return lowered if lowered == char else "".join(self._worked_out(part) for part in lowered)


class _FoldTable(_TidyTable):
    """Marks and tones gone besides."""

    def _worked_out(self, char: str) -> str:
        kept = "".join(
            part
            for piece in super()._worked_out(char)
            for part in unicodedata.normalize("NFD", piece)
            if not unicodedata.combining(part)
        )
        if kept in ("đ", "ς"):
            return "d" if kept == "đ" else "σ"
        return kept if kept == char or not kept else "".join(self._worked_out(part) for part in kept)


_CLEAN, _TIDY, _FOLD = _CleanTable(), _TidyTable(), _FoldTable()


def clean(text: str) -> str:
    """NFC, eth as đ, invisible and control characters gone, white space collapsed. For excerpts: case and punctuation
    stay."""
    text = " ".join(text.split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if text.isprintable() and (text.isascii() or not _ODD_BUT_PRINTABLE.search(text)):
        return text
    return " ".join(unicodedata.normalize("NFC", text.translate(_CLEAN)).split())


def tidy(text: str) -> str:
    """The key with tones: lower case, separators as spaces, one tone place, `qui` as `quy`, `kĩ` as `kỹ`."""
    return _tidy_short(text) if len(text) <= _SHORT else _tidied(text)


def fold(text: str) -> str:
    """The key without tones: ASCII-like lower case words parted by single spaces. Idempotent."""
    return _fold_short(text) if len(text) <= _SHORT else _folded(text)


def fold_page(text: str) -> str:
    """`fold` for long texts: the same result, never remembered."""
    return _folded(text)


def _decoded(text: str) -> str:
    """Entities that were left in the text (`ph&#242;ng`) read; twice, as some portals escape twice."""
    for _ in range(3):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return text


def _tidied(text: str) -> str:
    text = unicodedata.normalize("NFC", _decoded(text)) if "&" in text or not text.isascii() else text
    lowered = text.translate(_TIDY)
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFC", lowered)
        lowered = _MISPLACED.sub(_tone_moved, lowered)
    return " ".join(_as_y(lowered).split())


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", _decoded(text)) if "&" in text or not text.isascii() else text
    return " ".join(_as_y(text.translate(_FOLD)).split())


_tidy_short = lru_cache(maxsize=65536)(_tidied)
_fold_short = lru_cache(maxsize=65536)(_folded)

# Old and new tone places made one: the tone goes to the vowel behind a glide (hóa -> hoá, qúy -> quý, gía -> giá).
_MISPLACED = re.compile(r"[óòỏõọ][aăâe]|q?[úùủũụ]y|q[úùủũụ][aăâeêioơô]|\bg[íìỉĩị][aăâeêoơôuư]")
# An open syllable of h, k, l, m, s, t or qu with i says the same with y (kĩ/kỹ, lí/lý, mĩ/mỹ, quí/quý).
_Y_WORD = re.compile(r"\b(qu|[hklmst])([iíìỉĩị])\b")
_Y_FOR = dict(zip("iíìỉĩị", "yýỳỷỹỵ", strict=True))


def _tone_moved(match: re.Match[str]) -> str:
    found = match.group()
    head, glide, vowel = found[:-2], found[-2], found[-1]
    parts = unicodedata.normalize("NFD", glide)
    return head + parts[0] + unicodedata.normalize("NFC", vowel + parts[1:])


def _as_y(text: str) -> str:
    return _Y_WORD.sub(lambda match: match.group(1) + _Y_FOR[match.group(2)], text)


_EXTENSION = re.compile(
    r"\.(?:aspx?|x?html?|php\d?|jspx?|vgp|do|cfm|png|jpe?g|gif|svg|webp|bmp|ico|pdf|docx?|xlsx?|pptx?|rtf|zip|rar)$",
    re.IGNORECASE,
)
_LOWER = "".join(filter(str.islower, map(chr, (*range(0x61, 0x7B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)))))
_UPPER = _LOWER.upper().replace("SS", "")
_HUMP = re.compile(f"(?<=[{_LOWER}])(?=[{_UPPER}0-9])|(?<=[{_UPPER}])(?=[{_UPPER}][{_LOWER}])")
_LONG_NUMBER = re.compile(r"(?: \d{6,})+$")


def slug_words(slug: str) -> str:
    """The folded words of an address part or file name: `Van-ban_chi%20dao.aspx`, `VanBanChiDao` -> `van ban chi dao`.

    An article's long number at the end is no word.
    """
    stem = _EXTENSION.sub("", unquote(slug, errors="replace") if "%" in slug else slug)
    parted = _HUMP.sub(" ", unicodedata.normalize("NFC", stem)).replace("%", " ").replace("\ufffd", " ")
    return _LONG_NUMBER.sub("", fold(parted))


def slug_key(text: str) -> str:
    """A key under which a slug that lost its đ equals one that kept it (docs/judging.md 11): no d's, words joined."""
    return slug_words(text).replace("d", "").replace(" ", "")


# Legacy fonts show through as Latin signs where Vietnamese letters belong (docs/judging.md 11, ND43 Art. 7.1).
# TCVN3: signs inside words ("®Þnh", "th«ng", "x· héi"), and with them letters that Vietnamese never has ("chñ nghÜa").
_TCVN_SIGN = re.compile(r"[®¬¨©ª«µ¶·¸¹»¼½¾¡¢£¤¥¦§][A-Za-zÀ-ÿ]|[A-Za-z][¬¨©ª«µ¶·¸»¼½¾\u00ad](?![0-9])")
_TCVN_LETTER = re.compile(r"[A-Za-z][ÆÇËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ]|[ÞÜß][A-Za-z]")
# VNI: the mark follows its vowel as a letter of its own: "Coäng hoøa xaõ hoäi", "nghóa Vieät Nam", "ñöôïc".
_VNI_SIGN = re.compile(
    r"[aeouyAEOUYôöÔÖ][øûïäåëüØÛÏÄÅËÜ]|[aeoAEO][âõÂÕ](?![âõ])|[ñÑ][aeiouyöôAEIOUYÖÔ]|aù|aá|aà|oâ[nm]|[öÖ][aôùn]"
)
_SUSPECT = re.compile(r"[®¬¨©ª«µ¶·¸¹»¼½¾§¸\u00adÆËÎÏÑÖØÛÜÞßäåæçëîïñöøûüþÿ]")
_TRUE_LETTER = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_WORD = re.compile(r"\S*[A-Za-zÀ-ÿ]\S*")


def legacy_font_share(text: str) -> float:
    """Share of words that only a TCVN3 or VNI font would show right, 0..1; true Vietnamese text gives about 0."""
    if text.isascii() or not _SUSPECT.search(text):
        return 0.0
    words = [word.strip("«»®©™.,;:()\"'") or word for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    strange = [word for word in words if not word.isascii() and not _TRUE_LETTER.search(word)]
    signed = sum(1 for word in strange if _TCVN_SIGN.search(word))
    tcvn = signed + sum(1 for word in strange if not _TCVN_SIGN.search(word) and _TCVN_LETTER.search(word))
    vni = sum(1 for word in strange if _VNI_SIGN.search(word))
    return max(tcvn if signed else 0, vni) / len(words) if words else 0.0
