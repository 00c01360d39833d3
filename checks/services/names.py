"""Names of procedures: told from news, questions, menu entries; read whole, without code, number and level."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from checks.filler import is_filler, is_furniture
from checks.services.codes import find_code, without_code
from checks.services.levels import NO_CLAIM, Claim, claim_of
from checks.services.words import ServiceWords
from domain.text import clean, fold

_LEAST_WORDS = 3
_MOST_WORDS = 110
_MENU_WORDS = 7  # of an entry of a menu that begins like a name
MAX_NAME = 600
_REMEMBERED = 8192  # texts: menus and lists repeat from page to page
_NUMBERING = re.compile(
    r"^\s*(?:[-–•*+▪►»]\s*)?(?:\(?\d{1,4}[.):]\s+|\d{1,4}[)/]\s*|[ivxIVX]{1,5}[.)]\s+|[-–•*+▪►»]\s*)"
)
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,60})[)\]]\s*$")
_LED = re.compile(r"^\s*[(\[]([^()\[\]]{2,60})[)\]]\s*[-–:]?\s*")
_LEVEL_END = re.compile(r"\s+(?:(?:dvc|dịch vụ công)(?: trực tuyến)?\s+)?mức độ\s*[1-4]\s*$", re.IGNORECASE)
_BEHIND = re.compile(r"\s+[-–|]\s+([^-–|]{3,45})$")
_LABEL = re.compile(r"^\s*([^:]{3,40}):\s+")
_AMOUNT = re.compile(r"^(?:\w+ ){1,3}(?:hon |gan |tren |them )?\d")
_YEAR = re.compile(r"(?<!\d)nam 20\d\d(?!\d)")
_FILE = re.compile(r"^\S+_\S+$|^\S+\.\w{3,4}$")
_SENTENCE = re.compile(r"[^\W\d_]{3,}\.\s+(?P<next>\w)")  # ends, and another begins
_SUBJECTS = re.compile(r"to chuc (?:va )?(?:ca nhan|ho gia dinh|doanh nghiep)(?: |$)|nop ho so (?:truc|tai|qua)(?: |$)")
_CUT = re.compile(r"\s*(?:…|\.{3,})\s*$")


class Named(IntEnum):
    """How sure it is that a text names a procedure."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart."""

    text: str
    code: str = ""
    claim: Claim = NO_CLAIM
    cut: bool = False  # ends in the dots of something longer


@lru_cache(maxsize=_REMEMBERED)
def read_name(written: str, words: ServiceWords) -> Name:
    """A name as written, its code and what it claims of a level taken off: "1. 1.004946 - Cấp … (Mức độ 4)"."""
    code = find_code(written)
    text = clean(_NUMBERING.sub("", written))
    text = without_code(text) if code else text
    claim = NO_CLAIM
    for _ in range(3):
        before = text
        text = _NUMBERING.sub("", text)
        text = _unlabelled(text, words)
        text, told = _off(text)
        claim = claim or told
        if text == before:
            break
    return Name(_CUT.sub("", text).strip(" -–—:|;,")[:MAX_NAME], code, claim, is_cut(text))


def _unlabelled(text: str, words: ServiceWords) -> str:
    label = _LABEL.match(text)
    return text[label.end() :] if label and fold(label[1]) in words.prefixes else text


def _off(text: str) -> tuple[str, Claim]:
    """The text without a level in brackets, behind a dash or at its end, and that level."""
    for pattern in (_BRACKETED, _LED, _BEHIND):
        found = pattern.search(text)
        if found is None:
            continue
        claim = claim_of(found[1])
        if claim and (pattern is not _BEHIND or len(fold(found[1]).split()) <= 6):
            return (text[: found.start()] + " " + text[found.end() :]).strip(), claim
    bare = _LEVEL_END.search(text)
    return (text[: bare.start()], claim_of(bare[0])) if bare is not None else (text, NO_CLAIM)


@lru_cache(maxsize=_REMEMBERED)
def named(text: str, words: ServiceWords) -> Named:
    """Does a text (taken apart already) begin like the name of a procedure, and say nothing that names never say?"""
    folded = fold(text)
    tokens = folded.split()
    if not _LEAST_WORDS <= len(tokens) <= _MOST_WORDS or _is_other(text, folded, words):
        return Named.NO
    if words.acts.begin(text):
        return Named.YES
    return Named.PERHAPS if words.weak_acts.begin(text) else Named.NO


def may_be(text: str, words: ServiceWords) -> bool:
    """Does a text that stands among names of procedures name one: by a verb that is known, or by another?"""
    return named(text, words) is not Named.NO or may_name(text, words)


def may_name(text: str, words: ServiceWords) -> bool:
    """Could a text name a procedure by a verb that is not known?"""
    folded = fold(text)
    return _LEAST_WORDS < len(folded.split()) <= _MOST_WORDS and not _is_other(text, folded, words)


def _is_other(text: str, folded: str, words: ServiceWords) -> bool:
    """A question, a piece of news, an entry of a menu, what an editor typed to try the system."""
    padded = f" {folded} "
    if text.rstrip().endswith("?") or _FILE.search(text) or words.asks_or_reports.search(padded):
        return True
    if any(padded.startswith(f" {start} ") for start in words.not_names):
        return len(folded.split()) <= _MENU_WORDS
    if any(end["next"].isupper() for end in _SENTENCE.finditer(text)) or _SUBJECTS.match(folded):
        return True
    return bool(_AMOUNT.match(folded) or _YEAR.search(folded)) or is_filler(text) or is_furniture(text)


def is_cut(text: str) -> bool:
    """Does a text end in the dots of something longer?"""
    return bool(_CUT.search(text))


def whole(text: str, *others: str) -> str:
    """The longest of some texts that a cut text is the beginning of; itself where there is none."""
    if not is_cut(text):
        return text
    begun = fold(_CUT.sub("", text))
    longer = [other for other in others if not is_cut(other) and begun in fold(other)]
    return max(longer, key=len) if longer else text
