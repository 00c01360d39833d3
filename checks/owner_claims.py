"""Whom a line of a portal's frame names as the portal's owner: this agency, a body beside or below it, one above it.

A name that follows another body's name is a place or a superior there, and so is one in an address: a school of a
district names the district, and is not its People's Committee.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property

from checks.load_lexicon import Lexicon
from checks.short_names import spelled_out
from domain.agencies import TERRITORIAL, Kind
from domain.text import clean, fold, tidy

_TYPES = ("tinh", "thanh pho", "tp", "huyen", "quan", "thi xa", "tx", "phuong", "xa", "thi tran", "dac khu")
_TYPE = rf"(?:{'|'.join(_TYPES)})"
_PLACE = re.compile(rf"\b{_TYPE}\s+(?P<name>.+?)(?=$|\s+(?:thuoc|{_TYPE})\s)")
_GENERIC = re.compile(
    r"^(?:(?:cong|trang)(?: thong)?(?: tin)? (?:thong tin )?dien tu|website|trang chu|uy ban nhan dan|ubnd)(?: cua)?\s+"
)
_PROVINCE = re.compile(r"\b(?:[Tt]ỉnh|TỈNH) [A-ZĐÀ-Ỹ][^\W\d_]* [A-ZĐÀ-Ỹ]")
_OWN_PROVINCE = re.compile(r" tinh (\w+ \w+)")
_BEFORE_PLACE = re.compile(
    r"[\s,]\s*(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+(?=[^\W\d_])"
)
_STARTS_PLACE = re.compile(rf"{_TYPE}\s")
_PARTS = re.compile(r"\s*[|•»>–—:;\n]\s*|\s-\s|\.\s")
_LONGEST = 14  # words of a part that is a name; longer ones are sentences
_LONGEST_PLACE = 4  # words behind a name that are its place
_UPPER: Mapping[Kind, frozenset[Kind]] = {
    Kind.MINISTRY: frozenset(),
    Kind.GOV_AGENCY: frozenset({Kind.MINISTRY}),
    Kind.PROVINCE: frozenset({Kind.MINISTRY}),
    Kind.DIRECTORATE: frozenset({Kind.MINISTRY, Kind.GOV_AGENCY}),
    Kind.DEPARTMENT: frozenset({Kind.MINISTRY, Kind.GOV_AGENCY, Kind.PROVINCE}),
    Kind.DISTRICT: frozenset({Kind.MINISTRY, Kind.GOV_AGENCY, Kind.PROVINCE}),
    Kind.COMMUNE: frozenset({Kind.MINISTRY, Kind.GOV_AGENCY, Kind.PROVINCE, Kind.DISTRICT}),
}
_UPPER_STARTS = {"cuc": ("tổng cục",), "chi cuc": ("sở", "cục", "tổng cục"), "ban": ("sở",)}  # by the own name's start
_ABOVE = "above"
_MAKERS = frozenset({"company", "press", "parked"})  # behind an owner's name they made the site or may quote it
_ANYWHERE = frozenset({"company", "parked"})  # known by words that may stand anywhere in a name
_OFFICES = frozenset({"unit", Kind.DEPARTMENT.value, Kind.DIRECTORATE.value})  # those that run a superior's portal


class Names(StrEnum):
    """Whom a line names."""

    OWN = "own"
    OTHER = "other"  # a body beside or below, or no agency at all
    UPPER = "upper"  # a superior, as lines above a name have it
    PLACE = "place"  # this agency, but only as a place or a superior
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Claim:
    """`group`: what kind of body was named, where it is another one: school, company, ..., or a kind of agency."""

    names: Names
    group: str = ""


@dataclass(frozen=True)
class ClaimReader:
    """Reads lines of one portal, for the agency of these `names` (none where the agency was not named)."""

    lexicon: Lexicon
    kind: Kind
    names: tuple[str, ...]

    def read(self, text: str) -> Claim:
        """Whom the line names; of several, the body below another one that stands on the same line."""
        found = [self._part(part) for part in self._parts(text)]
        own = next((place for place, claim in enumerate(found) if claim.names is Names.OWN), None)
        for place, claim in enumerate(found):
            if claim.names is Names.OTHER and not (own is not None and own < place and claim.group in _MAKERS):
                return claim
        return min(found, key=lambda claim: _ORDER[claim.names], default=Claim(Names.NOBODY))

    def first(self, text: str) -> Claim:
        """Whom a line of the foot names: the first one says whose it is, others made or run it."""
        found = [self._part(part) for part in self._parts(text)]
        named = next((claim for claim in found if claim.names in (Names.OWN, Names.OTHER)), None)
        if named is not None and named.names is Names.OTHER and named.group in _OFFICES and self._mentions(text):
            return Claim(Names.PLACE)
        return named or min(found, key=lambda claim: _ORDER[claim.names], default=Claim(Names.NOBODY))

    def is_elsewhere(self, texts: Sequence[str]) -> str:
        """The line that names another province where none names the agency's own: its namesake is there."""
        own = {match.group(1) for name in self.names for match in _OWN_PROVINCE.finditer(f" {fold(name)} ")}
        folded = [f" {fold(_parted(text))} " for text in texts]
        if not own or any(f" {place} " in text for text in folded for place in own):
            return ""
        return next((text for text in texts if _PROVINCE.search(clean(text))), "")

    @cached_property
    def _cores(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(core for name in self.names for core in name_cores(name)))

    @cached_property
    def _spoken(self) -> tuple[str, ...]:
        return spoken_names(self.names)

    @cached_property
    def _bodies(self) -> tuple[tuple[str, str, str], ...]:
        """How other bodies' names begin: with tones, without, and their group; longest first."""
        words = self.lexicon.words.agencies
        starts = [(sign, group) for group, signs in words.others.items() for sign in signs]
        starts += [
            (start, kind) for kind, its in words.kinds.items() for start in its.starts if not self._is_above(kind)
        ]
        starts += [(start, _ABOVE) for kind, its in words.kinds.items() for start in its.starts if self._is_above(kind)]
        starts += [(start, _ABOVE) for own, above in _UPPER_STARTS.items() for start in above if self._begins(own)]
        found: dict[tuple[str, str], str] = {}
        for start, group in starts:  # a start that superiors have too may name one
            found[tidy(start), fold(start)] = group
        return tuple(sorted(((*key, group) for key, group in found.items()), key=lambda item: (-len(item[0]), item)))

    def _is_above(self, kind: str) -> bool:
        return any(kind == upper.value for upper in _UPPER[self.kind])

    def _begins(self, start: str) -> bool:
        return any(core.startswith(f"{start} ") for core in self._cores)

    @cached_property
    def _leads(self) -> tuple[tuple[str, ...], ...]:
        words = self.lexicon.words.agencies
        leads = {tuple(tidy(lead).split()) for lead in (*words.owner_signs, *words.owner_leads)}
        return tuple(sorted(leads, key=lambda lead: (-len(lead), lead)))

    @cached_property
    def _not_names(self) -> tuple[str, ...]:
        return tuple(tidy(phrase) for phrase in self.lexicon.words.agencies.not_names)

    def _parts(self, text: str) -> list[str]:
        """The parts of a line, between marks; those that only together say this agency's name are one."""
        parts: list[str] = []
        for part in _PARTS.split(clean(text)):
            joined = f"{parts[-1]} {part}" if parts else part
            if parts and self._mentions(joined) and not self._mentions(parts[-1]) and not self._mentions(part):
                parts[-1] = joined
            elif part:
                parts.append(part)
        return parts

    def _part(self, part: str) -> Claim:
        toned, signed = self._stripped(part)
        said = fold(toned)
        if not said or len(said.split()) > _LONGEST:
            return Claim(Names.PLACE if self._mentions(part) else Names.NOBODY)
        if self._leads_own(said, signed=signed):
            return Claim(Names.OWN)
        group = self._body(toned)
        if group:
            return Claim(Names.UPPER if group == _ABOVE else Names.OTHER, group)
        return self._within(said, toned)

    def _stripped(self, part: str) -> tuple[str, bool]:
        """The part behind the words that lead to an owner's name, and whether there were any."""
        toned = [word for word in tidy(_parted(part)).split() if not word.isdigit() and word not in "©®"]
        toned = [word for place, word in enumerate(toned) if place == 0 or word != toned[place - 1]]
        toned = spelled_out(toned, self._spoken)
        accented = any(word != fold(word) for word in toned)
        signed = False
        while toned:
            said = f"{fold(' '.join(toned))} "
            if any(said.startswith(f"{core} ") for core in self._cores):
                break
            lead = next((lead for lead in self._leads if _begin(toned, lead, accented=accented)), None)
            if lead is None or (len(lead) == len(toned) and not signed):
                break
            toned, signed = toned[len(lead) :], True
        return " ".join(toned), signed

    def _leads_own(self, said: str, *, signed: bool) -> bool:
        for core in self._cores:
            if f"{said} ".startswith(f"{core} "):
                return not self._goes_on(core, said[len(core) :].split())
        places = [place for name in self.names if (place := place_of(name))]
        if self.kind in TERRITORIAL and signed and any(f"{said} ".startswith(f"{place} ") for place in places):
            return True
        older = [f"tinh {place}" for place in places] if self.kind is Kind.PROVINCE else []
        return any(f"{said} ".startswith(f"{place} ") for place in older)

    def _goes_on(self, core: str, behind: list[str]) -> bool:
        """A name in short that goes on with another place: a department of the same name in another province."""
        longer = [other for other in self._cores if other.startswith(f"{core} ")]
        if not longer or not behind or any(_is_place(behind, other[len(core) :].split()) for other in longer):
            return False
        typed = " ".join(behind).startswith(tuple(f"{kind} " for kind in _TYPES))
        return typed and len(behind) <= _LONGEST_PLACE + 2

    def _body(self, toned: str) -> str:
        """The group of the other body whose name begins the text; "" where none does."""
        accented = toned != fold(toned)
        if any(f"{toned} ".startswith(f"{phrase} ") for phrase in self._not_names):
            return ""
        said = f"{toned} " if accented else f"{fold(toned)} "
        for start, folded, group in self._bodies:
            begin = f"{start if accented else folded} "
            if said.startswith(begin) and (len(said) > len(begin) or group == "parked"):
                return group
            if group in _ANYWHERE and f" {begin}" in f" {said}":
                return group
        return ""

    def _within(self, said: str, toned: str) -> Claim:
        """The agency's name further on in a part: its own where no other body stands before it."""
        core = next((core for core in self._cores if f" {core} " in f" {said} "), "")
        if not core:
            return Claim(Names.NOBODY)
        before = toned.split()[: len(f" {said} ".partition(f" {core} ")[0].split())]
        text = f" {' '.join(before)} "
        for phrase in self._not_names:
            text = text.replace(f" {phrase} ", " ")
        words = (start for start, _, _ in self._bodies)
        addresses = (f" {tidy(word)} " for word in self.lexicon.words.agencies.address_words)
        if any(f" {start} " in text for start in words) or any(word in text for word in addresses):
            return Claim(Names.PLACE)
        return Claim(Names.OWN)

    def _mentions(self, text: str) -> bool:
        folded = f" {' '.join(spelled_out(fold(text).split(), self._spoken))} "
        return any(f" {core} " in folded for core in self._cores)


_ORDER = {Names.OWN: 0, Names.OTHER: 1, Names.UPPER: 2, Names.PLACE: 3, Names.NOBODY: 4}


def name_cores(name: str) -> tuple[str, ...]:
    """What must stand together for a name to be said: "UBND huyện Krông Nô, tỉnh Đắk Nông" -> "huyen krong no"."""
    folded = fold(name)
    while (shorter := _GENERIC.sub("", folded)) != folded:
        folded = shorter
    outer = re.search(rf"\s(?:{_TYPE})\s", folded)
    first = folded[: outer.start()] if outer and not folded.startswith(("tinh ", "thanh pho ", "tp ")) else folded
    cores = [folded]
    if len(first.split()) >= 2 and first != folded:
        cores.append(first)
    return tuple(dict.fromkeys(cores))


@cache
def spoken_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """What is said of each name without its place: "Sở Tư pháp" of "Sở Tư pháp tỉnh Sơn Hà". None of territories,
    whose names are places."""
    found = []
    for name in map(clean, names):
        spoken = _BEFORE_PLACE.split(name)[0].strip(" ,")
        if spoken and not _GENERIC.match(f"{fold(spoken)} ") and not _STARTS_PLACE.match(fold(spoken)):
            found.append(spoken)
    return tuple(dict.fromkeys(found))


def place_of(name: str) -> str:
    """The folded place of a name: "Sở Tư pháp tỉnh Sơn Hà" -> "son ha"."""
    match = _PLACE.search(fold(name))
    return match.group("name").strip() if match else ""


def _is_place(behind: list[str], own: list[str]) -> bool:
    """Whether what stands behind a name is its own place, with or without the word for its level."""
    said, place = " ".join(behind), " ".join(own)
    bare = next((place[len(kind) + 1 :] for kind in _TYPES if place.startswith(f"{kind} ")), place)
    return any(f" {text} " in f" {said} " for text in (place, bare))


def _begin(words: Sequence[str], lead: Sequence[str], *, accented: bool) -> bool:
    same = (word == said or (not accented and word == fold(said)) for word, said in zip(words, lead, strict=False))
    return len(words) >= len(lead) and all(same)


def _parted(text: str) -> str:
    """Lines that the markup runs together, parted where a small letter meets a capital ("huyệnBình Minh")."""
    return "".join(
        f" {char}" if place and char.isupper() and text[place - 1].islower() else char
        for place, char in enumerate(text)
    )
