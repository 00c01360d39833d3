"""Which level a text claims for a service: "Mức độ 4", "MĐ 3", "DVC trực tuyến toàn trình", the file name of a badge.

Levels 1-4 are those of Decree 43/2011 Art. 3(4); the words of Decree 42/2022 are kept as they are, never turned into
numbers here. The levels of proactive services (Decree 224/2026 Art. 16) look like those of Decree 43 and are none.
A text that names several levels ("mức độ 3, 4", a legend, a filter) claims none of them for one service.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from checks.services.codes import find_code
from checks.services.entries import UNSTATED, Scale
from domain.text import fold, slug_words, tidy

_WORD = r"(?:muc do|muc|md|cap do|level|lv|cap dvc|dvc md|dvctt md)"
_NUMBER = r"(?:[1-4]|iv|iii|ii|i)"
_APART = r"(?: | ?(?=[1-4]))"  # "mức độ4", but not "cấp đổi"
_NO_MONEY = r"(?! (?:\d{3}|trieu|nghin|ngan|dong|usd)(?= |$))"
_ONE = re.compile(
    rf"(?:^| ){_WORD} ?(?:dvc|dvctt|dich vu cong(?: truc tuyen)?)?{_APART}(?P<n>{_NUMBER})(?= |$)"
    rf"{_NO_MONEY}"
    rf"(?P<more>(?: (?:va|den|hoac|{_WORD}) ?{_NUMBER}| [1-4](?= |$))*)"
)
_COUNT = re.compile(r"[(\[]\s*\d{1,5}(?: [^\d()\[\]]{1,30})?\s*[)\]]\s*$")  # behind a heading: "Mức độ 4 (3)"
_SPELT = re.compile(r"(?:^| )mức(?: độ)? (?P<n>một|hai|ba|bốn)$")  # with tones: "mức độ hài lòng" is none
_GLUED = re.compile(
    r"(?:^| )(?:muc ?do|muc|md|level|lv|dvc ?md|mucdo|dvcmucdo|capdo) ?0?(?P<n>[1-4])(?= |$)" + _NO_MONEY
)
_BARE = re.compile(rf"(?:{_NUMBER})")
_VALUES = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "một": "1", "hai": "2", "ba": "3", "bốn": "4"}
_ND42 = (
    ("toan trinh", "toan_trinh"),
    ("mot phan", "mot_phan"),
    ("cung cap thong tin", "thong_tin"),
    ("con lai", "thong_tin"),
)
#: Words that also stand in names of procedures ("chuyển nhượng một phần dự án"): they claim in short texts only.
_COMMON = frozenset({"mot phan", "con lai", "cung cap thong tin"})
_SHORT = 8
_SLUGGED = {"toantrinh": "toan_trinh", "motphan": "mot_phan"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A level that a text claims: "1".."4", "toan_trinh", "mot_phan", "thong_tin", or "unstated"."""

    level: str
    scale: Scale

    def __bool__(self) -> bool:
        return self.level != UNSTATED


NO_CLAIM = Claim(UNSTATED, Scale.NONE)
PROACTIVE = Claim(UNSTATED, Scale.ND224)
_SERVICES = ("dich vu", "dvc", "dvctt")


@lru_cache(maxsize=8192)
def claim_of(text: str) -> Claim:
    """What a short text (a cell, a badge, a heading, a filter, an icon's alt) claims for what it belongs to."""
    folded = fold(_COUNT.sub("", text[:400]))
    if of_proactive(folded) and _ONE.search(folded):
        return PROACTIVE
    numbers = levels_named(folded)
    spelt = _SPELT.search(tidy(text[:400]))
    if spelt:
        numbers.add(_VALUES[spelt["n"]])
    long = len(folded.split()) > _SHORT
    words = {level for word, level in _ND42 if f" {word} " in f" {folded} " and not (long and word in _COMMON)}
    if len(numbers) + len(words) != 1:
        return NO_CLAIM
    if numbers:
        return Claim(numbers.pop(), Scale.ND43)
    return Claim(words.pop(), Scale.ND42)


def claim_in_column(cell: str) -> Claim:
    """The same under a head that says "Mức độ": a bare number counts too, the first of a code does not."""
    first, *rest = fold(cell[:100]).split() or [""]
    bare = _BARE.fullmatch(first) and not any(_BARE.fullmatch(word) for word in rest)
    if bare and not find_code(cell[:100]):
        return Claim(_VALUES.get(first, first), Scale.ND43)
    return claim_of(cell)


def claim_of_image(name: str, alt: str = "", title: str = "") -> Claim:
    """What a badge claims: by its texts, else by its file name (`icon-muc-do-4.png`, `level3.gif`, `toantrinh.svg`)."""
    for text in (alt, title):
        found = claim_of(text) if text else NO_CLAIM
        if found:
            return found
        if levels_named(fold(text[:400])):
            return NO_CLAIM  # a banner of several
    words = slug_words(name.rsplit(".", 1)[0])
    glued = levels_named(words)
    if len(glued) == 1:
        return Claim(glued.pop(), Scale.ND43)
    slugged = {level for word, level in _SLUGGED.items() if word in words.replace(" ", "")}
    return Claim(slugged.pop(), Scale.ND42) if len(slugged) == 1 else NO_CLAIM


def heads_proactive(text: str) -> bool:
    """Does a short text say that services are such? "Dịch vụ công chủ động", not "Chủ động phòng, chống dịch", nor a
    measure beside another ("Mức độ chủ động: 2")."""
    folded = fold(text)
    return of_proactive(folded) and (folded == "chu dong" or any(f" {word} " in f" {folded} " for word in _SERVICES))


def of_proactive(text: str) -> bool:
    """Does a text speak of services that come unasked (Decree 224/2026 Art. 16)?"""
    return " chu dong " in f" {fold(text)} "


def levels_named(folded: str) -> set[str]:
    """All numbered levels that a folded text names."""
    found: set[str] = set()
    for match in _ONE.finditer(folded):
        found.add(_VALUES.get(match["n"], match["n"]))
        found.update(_VALUES.get(part, part) for part in match["more"].split() if _BARE.fullmatch(part))
    found.update(match["n"] for match in _GLUED.finditer(folded))
    return found
