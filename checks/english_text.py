"""English told from Vietnamese line by line, and whose English it is.

A line is English when few of its words carry Vietnamese letters and enough of them are known English words. Bounded and
simple: no model, no statistics that a portal could upset.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checks.identity import read_identity
from checks.owner_claims import name_cores, place_of
from checks.site import Site
from checks.vocabulary import EnglishWords
from domain.agencies import Kind
from domain.text import clean, fold
from domain.urls import host_of

OWN, OTHER, UNCLEAR = "own", "other", "unclear"
_WORD = re.compile(r"[^\W\d_]+")
_MOST_TONED = 0.34  # share of words with letters that English has not: names of persons and places
_LEAST_KNOWN = 0.15
_LONGEST = 4000  # characters of a line that are read
_PROVINCE = re.compile(r"\b((?:[A-Z]\w+ ){1,3})[Pp]rovince\b|\b[Pp]rovince of ((?:[A-Z]\w+ ?){1,3})")
_BODY_WORDS = 9  # words of a body's name behind its beginning
_NAMING = 3  # words that tell one ministry from another
_SMALL = frozenset(("and", "of", "the", "for", "s"))


def is_english(words: EnglishWords, line: str) -> bool:
    """Whether a line is English; one without a word is neither."""
    said = _WORD.findall(clean(line[:_LONGEST]))
    if not said:
        return False
    toned = sum(1 for word in said if not word.isascii())
    known = sum(1 for word in said if word.isascii() and word.lower() in words.known)
    if toned > _MOST_TONED * len(said):
        return toned <= known  # a post and the name of who holds it
    return known >= max(1, _LEAST_KNOWN * len(said))


def english_share(words: EnglishWords, lines: Iterable[str]) -> tuple[int, float]:
    """How many words stand in English lines, and their share of all."""
    english = every = 0
    for line in lines:
        size = len(_WORD.findall(line[:_LONGEST]))
        every += size
        english += size if is_english(words, line) else 0
    return english, english / every if every else 0.0


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose English it is: own, other, or unclear; and the body it names."""

    state: str
    named: str = ""


def owner_of(site: Site, frame: Sequence[str], content: Sequence[str]) -> Owner:
    """Whose English text `content` is; `frame`: heads and feet of its pages, in which a portal speaks of itself."""
    agency = site.target.agency
    folded, around = f" {fold(' | '.join(content))} ", f" {fold(' | '.join(frame))} "
    own = max((folded.count(f" {sign} ") for sign in _own_signs(site)), default=0)
    if agency.kind is Kind.PROVINCE:
        other = Counter(fold(place) for line in content for place in _provinces(clean(line)))
        named, count = max(other.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
        if own or named:
            return Owner(OWN) if own >= count else Owner(OTHER, named)
        return _by_itself(site, folded)
    bodies = _bodies(site, content)
    if own or any(_is_own_body(site, body, around) for body in bodies):
        return Owner(OWN)
    if not bodies or agency.kind is not Kind.MINISTRY:
        return _by_itself(site, folded)
    return Owner(OTHER if agency.name_en else UNCLEAR, bodies[0])


def _provinces(line: str) -> Iterator[str]:
    """Places that a line calls provinces."""
    for match in _PROVINCE.finditer(line):
        yield (match.group(1) or match.group(2)).strip()


def _by_itself(site: Site, folded: str) -> Owner:
    """A text that speaks of "the Ministry" on the agency's own pages, and names nobody else."""
    own = site.lexicon.words.english.own.get(site.target.agency.kind.value, ())
    return Owner(OWN if any(f" {phrase} " in folded for phrase in own) else UNCLEAR)


def _own_signs(site: Site) -> tuple[str, ...]:
    """Folded names by which English texts call the agency: its English name, its own, its place, its abbreviation."""
    agency = site.target.agency
    names = agency.names or (read_identity(site).name,)
    signs = [fold(agency.name_en).removeprefix("the ")] if agency.name_en else []
    for name in names:
        signs += [core for core in name_cores(name) if core]
        if agency.kind is Kind.PROVINCE:
            signs.append(place_of(name) or fold(name))
    label = _host_label(site)
    if agency.kind is not Kind.PROVINCE and len(label) >= 3:
        signs.append(label)
    return tuple(dict.fromkeys(sign for sign in signs if len(sign) >= 3))


def _host_label(site: Site) -> str:
    """The portal's own label under gov.vn; "" for numeric addresses."""
    labels = [label for label in host_of(site.target.portal).split(".") if label not in ("www", "gov", "vn")]
    return labels[-1] if labels and labels[-1].isalpha() else ""


def _bodies(site: Site, lines: Sequence[str]) -> list[str]:
    """Folded names of bodies that a text gives: "ministry of" and some words behind it."""
    found: dict[str, None] = {}
    starts = site.lexicon.words.english.bodies
    for line in lines:
        words = fold(line).split()
        text = f" {' '.join(words)} "
        for start in starts:
            at = text.find(f" {start} ")
            if at >= 0:
                behind = text[at + len(start) + 2 :].split()[:_BODY_WORDS]
                found.setdefault(" ".join((start, *behind)))
    return list(found)


def _is_own_body(site: Site, body: str, around: str) -> bool:
    """A body that the portal's frame names too, whose initials are its host's, or whose fields are the agency's."""
    words = [word for word in body.split() if word not in _SMALL]
    if f" {' '.join(body.split()[:_NAMING])} " in around:
        return True
    label = _host_label(site)
    initials = "".join(word[0] for word in words)
    if len(label) >= 3 and initials.startswith(label.replace("o", "", 1) if label.startswith("mo") else label):
        return True
    return _same_fields(site, body)


def _same_fields(site: Site, body: str) -> bool:
    """Every field of state management in the agency's own name is named in English."""
    said = f" {fold(site.target.agency.name or read_identity(site).name)} "
    fields = [english for field, english in site.lexicon.words.english.fields.items() if f" {field} " in said]
    padded = f" {body} "
    return bool(fields) and all(any(f" {word} " in padded for word in english) for english in fields)
