"""Whether texts speak of somebody else: of another agency, or of another territory of the same level. Articles, reports
and rules that were copied from another agency's portal are not this one's (docs/judging.md 4)."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from checks.identity import read_identity
from checks.own_names import capitals_behind, is_holder, is_neighbour, names_own
from checks.owner_claims import name_cores, place_of
from checks.site import Site
from domain.agencies import Kind
from domain.text import clean, fold

_PROVINCE = r"[Tt]ỉnh|TỈNH"
#: The word before the name of another territory of the same level; a department's territory is the province.
_LEVEL = {
    Kind.PROVINCE: _PROVINCE,
    Kind.DEPARTMENT: _PROVINCE,
    Kind.DISTRICT: r"[Hh]uyện|[Qq]uận|[Tt]hị xã|HUYỆN|QUẬN|THỊ XÃ",
    Kind.COMMUNE: r"[Xx]ã|[Pp]hường|XÃ|PHƯỜNG",
}
_BODY = re.compile(r"\b(?:Bộ|Sở|Tổng cục|Cục|UBND|Ủy ban nhân dân)(?: (?:tỉnh|thành phố|huyện))?(?= [^\W\d_])")
_TERRITORY = re.compile(r"(?:UBND|Ủy ban nhân dân)\b|\w+(?: \w+)? (?:tỉnh|thành phố|huyện)\b")
_KEY_SYLLABLES = 2
_ACTS = re.compile(r"\b(?:là cơ quan|là tổ chức|có chức năng|thực hiện chức năng)\b")
_UNSURE = re.compile(r"[.;:]| [A-ZĐ&]{2,6}\b")  # more than a name, or one in short ("Sở XD") that may be this one
_NAME_WORDS = 5
_PLACE_WORDS = 4
_OPENING = 600  # characters of a text in which it says whose functions it tells
_MOSTLY = 0.5


def other_body(site: Site, texts: Sequence[str]) -> str:
    """The state agency that most of the texts name, while they do not name this one; "" if there is none."""
    name, count = most_named(site, [text for text in texts if not names_own(site, text)])
    return name if count > _MOSTLY * len(texts) else ""


def most_named(site: Site, texts: Sequence[str]) -> tuple[str, int]:
    """The other agency that most of the texts name, as they write it, and how many do; ("", 0) if there is none."""
    named: dict[tuple[str, str], list[str]] = {}
    for text in texts:
        found = {_key(name): name for name in _bodies(text) if not _is_akin(site, name)}
        for key, name in found.items():
            named.setdefault(key, []).append(name)
    names = min(named.items(), key=lambda pair: (-len(pair[1]), pair[0]), default=("", []))[1]
    return (_common(names), len(names)) if names else ("", 0)


def other_place(site: Site, texts: Sequence[str]) -> str:
    """The name of another territory of the same level, where most of the texts name some such and none of those names
    this agency or its place."""
    found = [place for text in texts if (place := _place(site, text))]
    return found[0] if len(found) > _MOSTLY * len(texts) else ""


def subject_of_another(site: Site, text: str) -> str:
    """The other agency whose functions or tasks a text tells: it names it as its subject, and this one nowhere."""
    if names_own(site, text):
        return ""
    written = clean(text)[:_OPENING]
    for match in _BODY.finditer(written):
        if not capitals_behind(written, match.end()):
            continue
        acts = _ACTS.search(written, match.end(), match.end() + 80)
        name = written[match.start() : acts.start()].strip(" ,") if acts else ""
        if name and not _UNSURE.search(name) and not _is_akin(site, name):
            return name
    return ""


def _bodies(text: str) -> Iterator[str]:
    written = clean(text)
    for match in _BODY.finditer(written):
        named = capitals_behind(written, match.end())
        if not named or is_holder(written, match.start(), match.end()):
            continue
        behind = re.findall(r"[^\W\d_]+", written[match.end() : match.end() + 60])[:_NAME_WORDS]
        yield " ".join((match.group(), *behind))


def _key(name: str) -> tuple[str, str]:
    """What makes two mentions one body: its kind and the first two syllables of its name. Those of a territory have
    capitals ("UBND tỉnh Huế họp" names Huế); those of a field may have none ("Bộ Tài chính", "Bộ Tài nguyên")."""
    words = name.split()
    first = next((place for place, word in enumerate(words) if place and word[0].isupper()), len(words) - 1)
    syllables = words[first : first + _KEY_SYLLABLES]
    if _TERRITORY.match(name):
        syllables = [*syllables[:1], *takewhile(lambda word: word[0].isupper(), syllables[1:])]
    return words[0], fold(" ".join(syllables))


def _common(names: Sequence[str]) -> str:
    """The words that all mentions share."""
    shared = list(names[0].split())
    for name in names[1:]:
        words = name.split()
        same = next((at for at, word in enumerate(shared) if at >= len(words) or words[at] != word), len(shared))
        shared = shared[:same]
    return " ".join(shared)


def _is_akin(site: Site, name: str) -> bool:
    """A body of this agency's own field or place: the ministry above a department, the committee of its province."""
    agency = site.target.agency
    folded = f" {fold(name)} "
    for own in (*agency.names, read_identity(site).name):
        place = place_of(own) if own else ""
        if place and f" {place} " in folded:
            return True
        field = " ".join(name_cores(own)[-1].split()[1:3]) if own else ""
        if field and f" {field} " in folded:
            return True
    return False


def _place(site: Site, text: str) -> str:
    level = _LEVEL.get(site.target.agency.kind)
    if level is None or names_own(site, text):
        return ""
    agency = site.target.agency
    own = {place for name in agency.names if (place := place_of(name))}
    folded = f" {fold(text)} "
    if any(f" {place} " in folded for place in own):
        return ""
    written = clean(text)
    for match in re.finditer(rf"\b(?:{level})\b", written):
        name = capitals_behind(written, match.end())[:_PLACE_WORDS]
        if name and not is_holder(written, match.start(), match.end()) and not is_neighbour(written, match.start()):
            return " ".join((match.group(), *name))
    return ""
