"""Whether a text speaks of the agency whose portal it stands on, or of its territory."""

import re
from collections.abc import Iterator
from itertools import takewhile

from checks.identity import read_identity
from checks.owner_claims import name_cores, place_of, spoken_names
from checks.people import person_name
from checks.short_names import spelled_out
from checks.site import Site
from domain.agencies import Kind
from domain.text import clean, fold, tidy

#: How a text on an agency speaks of itself without its name.
_SELF = {
    Kind.MINISTRY: "bộ|ngành",
    Kind.GOV_AGENCY: "ngành|cơ quan|viện|đài|ủy ban|bảo hiểm|thông tấn xã|học viện",
    Kind.DIRECTORATE: "cục|tổng cục|ngành|kho bạc",
    Kind.DEPARTMENT: "sở|ngành|thanh tra|văn phòng|chi cục|cục",
}
#: The word before the name of another territory of the same level.
_LEVEL = {
    Kind.PROVINCE: r"[Tt]ỉnh",
    Kind.DISTRICT: r"[Hh]uyện|[Qq]uận|[Tt]hị xã",
    Kind.COMMUNE: r"[Xx]ã|[Pp]hường",
}
_LEVEL_WORDS = frozenset({"tinh", "thanh", "huyen", "quan", "thi", "xa", "phuong", "cac"})  # "UBND xã": a lower one's
_NAME_WORDS = 3
_BORDERS = re.compile(r"\bgiáp\b[^.;:]*$", re.IGNORECASE)
_SENTENCE = 80
_POST = re.compile(
    r"\b(?:chủ tịch|bí thư|giám đốc|bộ trưởng|thứ trưởng|cục trưởng|chủ nhiệm|chánh văn phòng|trưởng ban|viện trưởng)"
    r"(?: (?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|sở|cục|bộ|tổng cục))?\s*$",
    re.IGNORECASE,
)
_SYLLABLES = re.compile(r"\s*((?:[^\W\d_]+ ?){1,6})")
_PERSON = (3, 4)  # syllables


def names_own(site: Site, text: str) -> bool:
    """Whether a text names the agency, or the place of a territory."""
    folded = f" {fold(text)} "
    agency = site.target.agency
    known = [name for name in (*agency.names, read_identity(site).name) if name]
    for name in known:
        place = place_of(name) if agency.kind in _LEVEL else ""
        if any(f" {core} " in folded for core in (*name_cores(name), place) if core):
            return True
    return not known or _names_in_short(folded, agency.names)


def _names_in_short(folded: str, names: tuple[str, ...]) -> bool:
    spoken = spoken_names(names)
    words = " ".join(spelled_out(folded.split(), spoken))
    return any(f" {fold(name)} " in f" {words} " for name in spoken if name)


def speaks_of_own(site: Site, text: str) -> bool:
    """Whether a text names the agency or its place, or speaks of itself as such texts do. A text on a territory need
    only not be on another one."""
    kind = site.target.agency.kind
    if kind in _LEVEL:
        return names_own(site, text) or not any(_names(text, _LEVEL[kind]))
    return mentions_own(site, text)


def mentions_own(site: Site, text: str) -> bool:
    """Whether a text names the agency or its place, or has its word for itself ("Sở", "huyện"). What is on nobody has
    none of these."""
    if names_own(site, text):
        return True
    kind = site.target.agency.kind
    if kind in _LEVEL:
        return bool(re.search(rf"\b(?:{_LEVEL[kind]})\b", clean(text)))
    return bool(re.search(rf"\b(?:{_SELF[kind]})\b", tidy(text)))


def names_itself(site: Site, label: str) -> bool:
    """Whether a label begins with the agency's word for itself and goes on with no name: "Sở làm gì", not "Sở Y tế"."""
    words = clean(label).split()
    for name in site.target.agency.names:
        shared = sum(
            1
            for _ in takewhile(
                lambda pair: pair[0] == pair[1], zip(map(fold, words), map(fold, name.split()), strict=False)
            )
        )
        behind = words[shared] if shared < len(words) else ""
        if shared and not behind[:1].isupper() and fold(behind) not in _LEVEL_WORDS:
            return True
    return False


def is_neighbour(text: str, at: int) -> bool:
    """Whether a name stands in the sentence that tells what a territory borders on ("phía bắc giáp huyện …")."""
    return bool(_BORDERS.search(text[max(0, at - _SENTENCE) : at]))


def capitals_behind(text: str, at: int) -> tuple[str, ...]:
    """The words with a capital that follow a place in a text: the proper name that begins there."""
    run = _SYLLABLES.match(text, at)
    return tuple(takewhile(lambda word: word[0].isupper(), run.group(1).split() if run is not None else ()))


def is_holder(text: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` ends the name of a post and a person's name follows: "Chủ tịch UBND
    huyện Trần Văn Nam" names no district."""
    syllables = capitals_behind(text, end) if _POST.search(text[max(0, start - _SENTENCE) : start]) else ()
    return _PERSON[0] <= len(syllables) <= _PERSON[1] and bool(person_name(" ".join(syllables)))


def _names(text: str, before: str) -> Iterator[str]:
    """Proper names that follow the words `before`: the words themselves and the capitalised ones behind them."""
    for line in text.splitlines():
        yield from _names_in_line(clean(line), before)


def _names_in_line(written: str, before: str) -> Iterator[str]:
    for match in re.finditer(rf"\b(?:{before})\b", written):
        if is_neighbour(written, match.start()) or is_holder(written, match.start(), match.end()):
            continue
        behind = re.findall(r"[^\W\d_]+", written[match.end() : match.end() + 60])[:_NAME_WORDS]
        if behind and behind[0][0].isupper() and written.startswith(f" {behind[0]}", match.end()):
            yield " ".join((match.group(), *behind))
