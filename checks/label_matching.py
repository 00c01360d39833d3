"""Which section a label, a slug or a host name may name, and how strongly (docs/judging.md 11).

A label is compared as written, without counters, and with its abbreviations spelled out. Exact beats folded, folded
beats a phrase inside, a phrase beats a typing error; a look-alike that explains the label better refuses it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from checks.label_forms import Form, LabelForms
from checks.phrase_index import PhraseIndex
from checks.vocabulary import LabelMatch, Section, Words
from domain.text import fold, slug_key, slug_words, tidy

_LONGEST = 200  # characters of a label that are read
_MANY_WORDS = 20  # more than a name of anything
_KEPT = 50_000  # memoised labels
_LEAST_COVERAGE = 0.25
_SLUG_COVERAGE = 0.6
_FUZZY = 88
_IDS = re.compile(r"\b(?:\d{3,}|[0-9a-f]{8,})\b")


@dataclass(frozen=True, slots=True)
class _Entry:
    section: str
    tidy: str
    weak: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A phrase found in a label: its first word's place and how many words it has."""

    phrase: str
    first: int
    size: int


class LabelMatcher:
    """Built once per lexicon; answers are memoised, as menus repeat on every page."""

    def __init__(self, words: Words) -> None:
        self._sections: Mapping[str, Section] = words.sections
        self._exact: dict[str, list[_Entry]] = {}
        self._folded: dict[str, list[_Entry]] = {}
        self._joined: dict[str, list[_Entry]] = {}
        for key in sorted(words.sections):
            self._add(words.sections[key])
        self._phrases = PhraseIndex[str](_tagged(words.sections, lambda section: section.phrases))
        self._homographs = {key: _homographs(section) for key, section in words.sections.items()}
        self._refusals = PhraseIndex[str](_tagged(words.sections, self._told_without_tones))
        self._refused = {
            key: frozenset(map(fold, self._told_without_tones(section))) for key, section in words.sections.items()
        }
        self._fillers = PhraseIndex[bool]({fold(filler): (True,) for filler in words.fillers})
        self._bodies = tuple(sorted({f"{fold(body)} " for body in words.bodies}))
        self._toned_bodies = tuple(sorted({f"{tidy(body)} " for body in words.bodies}))
        self._forms = LabelForms(words.abbreviations)
        self._typed = sorted(key for key in self._folded if len(key) >= 6)
        self._hosts = _by_host(words.sections)
        self._slugs = _by_slug(words.sections, slug_words)
        self._slug_keys = _by_slug(words.sections, slug_key)
        self._labels_seen: dict[tuple[str, str], tuple[LabelMatch, ...]] = {}
        self._slugs_seen: dict[str, tuple[LabelMatch, ...]] = {}

    def _add(self, section: Section) -> None:
        named = [(text, False) for text in (*section.labels, *section.phrases)]
        for text, weak in [*named, *((text, True) for text in section.weak)]:
            entry = _Entry(section.key, tidy(text), weak)
            self._exact.setdefault(entry.tidy, []).append(entry)
            self._folded.setdefault(fold(text), []).append(entry)
            if not weak and len(fold(text)) >= 6:
                self._joined.setdefault(slug_key(text), []).append(entry)

    def _told_without_tones(self, section: Section) -> tuple[str, ...]:
        """A section's look-alikes without those that only their tones tell from its own names."""
        return tuple(text for text in section.lookalikes if tidy(text) not in self._homographs[section.key])

    def label(self, text: str, parent: str = "") -> tuple[LabelMatch, ...]:
        """Sections that a label may name, strongest first. `parent`: the menu entry above it."""
        key = (text[:_LONGEST], parent[:_LONGEST])
        if key not in self._labels_seen:
            if len(self._labels_seen) >= _KEPT:
                self._labels_seen.clear()
            self._labels_seen[key] = self._match_label(*key)
        return self._labels_seen[key]

    def slug(self, text: str) -> tuple[LabelMatch, ...]:
        """Sections that a part of an address or a file name may name; a lost đ is forgiven."""
        key = text[:_LONGEST]
        if key not in self._slugs_seen:
            if len(self._slugs_seen) >= _KEPT:
                self._slugs_seen.clear()
            self._slugs_seen[key] = self._match_slug(key)
        return self._slugs_seen[key]

    def host(self, name: str) -> tuple[LabelMatch, ...]:
        """Sections that a sister host's first label names: congbao.<tỉnh>.gov.vn."""
        first = name.lower().removeprefix("www.").split(".")[0]
        return tuple(LabelMatch(section, 0.8, "host", first) for section in self._hosts.get(first, ()))

    def _match_label(self, text: str, parent: str) -> tuple[LabelMatch, ...]:
        found: dict[str, LabelMatch] = {}
        for form in self._forms.readings(text):
            for match in (*self._whole(form), *self._inside(form)):
                _keep_best(found, match)
        for match in self._strung(text):
            _keep_best(found, match)
        if not any(match.strength >= 0.7 for match in found.values()):
            for match in self._misspelled(tidy(text)):
                _keep_best(found, match)
        for section in [key for key in found if _holds_any(tidy(text), self._homographs[key])]:
            del found[section]
        above = {match.section for match in self.label(parent) if match.strength >= 0.8} if parent else set()
        return _ranked([self._under(match, above) for match in found.values()])

    def _whole(self, form: Form) -> Iterator[LabelMatch]:
        exact = self._exact.get(form.tidy, ())
        for entry in exact:
            yield self._named(entry, 0.65 if entry.weak else 1.0, "exact", form)
        toned = not form.tidy.isascii()
        for entry in self._folded.get(form.folded, ()):
            if entry not in exact and form.folded not in self._refused[entry.section]:
                strength = (0.55 if toned else 0.62) if entry.weak else (0.8 if toned else 0.95)
                yield self._named(entry, strength, "folded", form)
        if len(form.folded) >= 6:
            for entry in self._joined.get(slug_key(form.folded), ()):
                if fold(entry.tidy) != form.folded and form.folded not in self._refused[entry.section]:
                    yield self._named(entry, 0.78, "slug", form)

    def _named(self, entry: _Entry, strength: float, how: str, form: Form) -> LabelMatch:
        how = "weak" if entry.weak else how
        return LabelMatch(entry.section, round(strength - form.cost, 4), how, entry.tidy)

    def _inside(self, form: Form, least: float = _LEAST_COVERAGE) -> Iterator[LabelMatch]:
        """Sections whose phrases stand inside, by how much of the label's content their phrases cover together."""
        if len(form.folded.split()) > _MANY_WORDS:
            return
        counted = self._content_words(form.folded)
        for section, found in sorted(self._phrases_inside(form).items()):
            places = {at for place in found for at in range(place.first, place.first + place.size)}
            outside = sum(1 for at in counted if at not in places)
            coverage = len(places) / (len(places) + outside)
            if coverage < least:
                continue
            longest = max(found, key=lambda place: (place.size, -place.first))
            strength = 0.45 + 0.48 * coverage
            strength *= 0.92 if any(at < min(places) for at in counted) else 1.0
            strength *= 1.0 if self._same_tones(form, longest) else 0.8
            yield LabelMatch(section, round(strength - form.cost, 4), "phrase", longest.phrase)

    def _names_body(self, written: str) -> bool:
        """Whether a label begins as names of bodies do; with its tones, where it has any: "Quy định" is no "Quỹ"."""
        return written.startswith(self._bodies if written.isascii() else self._toned_bodies)

    def _phrases_inside(self, form: Form) -> dict[str, list[_Place]]:
        """Per section, its phrases that no look-alike explains."""
        folded = form.folded
        refusals = list(self._refusals.find(folded))
        of_body = self._names_body(form.tidy)
        found: dict[str, list[_Place]] = {}
        for start, phrase, sections in self._phrases.find(folded):
            if of_body and start > 0:
                continue
            place = _Place(phrase, len(folded[:start].split()), len(phrase.split()))
            for section in sections:
                if not _explained(section, (start, start + len(phrase)), place.size, refusals):
                    found.setdefault(section, []).append(place)
        return found

    def _content_words(self, folded: str) -> tuple[int, ...]:
        """Places of the words that are no fillers."""
        words = folded.split()
        filled: set[int] = set()
        for start, filler, _ in self._fillers.find(folded):
            first = len(folded[:start].split())
            filled.update(range(first, first + len(filler.split())))
        return tuple(at for at in range(len(words)) if at not in filled)

    def _same_tones(self, form: Form, place: _Place) -> bool:
        if form.tidy.isascii():
            return True
        words = form.tidy.split()
        if len(words) != len(form.folded.split()):
            return True
        written = " ".join(words[place.first : place.first + place.size])
        return any(entry.tidy == written for entry in self._folded.get(place.phrase, ()))

    def _strung(self, text: str) -> Iterator[LabelMatch]:
        """Names strung together: the more of them are the section's own, the stronger."""
        parts = self._forms.parts(text)
        folded = fold(text)
        if not parts or self._names_body(tidy(text)):
            return
        refused = {section for _, _, sections in self._refusals.find(folded) for section in sections}
        named: dict[str, list[str]] = {}
        for part in parts:
            for entry in self._exact.get(part.tidy, self._folded.get(part.folded, []) if part.tidy.isascii() else []):
                if not entry.weak and entry.section not in refused:
                    named.setdefault(entry.section, []).append(entry.tidy)
        for section, names in sorted(named.items()):
            strength = 0.5 + 0.43 * min(1.0, len(set(names)) / len(parts))
            yield LabelMatch(section, round(strength, 4), "phrase", names[0])

    def _misspelled(self, written: str) -> Iterator[LabelMatch]:
        folded = fold(written)
        if len(folded) < 6 or len(folded.split()) > _MANY_WORDS:
            return
        close = process.extract(folded, self._typed, scorer=fuzz.ratio, score_cutoff=_FUZZY, limit=8)
        for candidate, score, _ in close:
            for entry in self._folded[candidate]:
                refused = folded in self._refused[entry.section]
                if entry.weak or refused or (not written.isascii() and fuzz.ratio(written, entry.tidy) < 80):
                    continue
                yield LabelMatch(entry.section, round(0.9 * score / 100, 4), "fuzzy", entry.tidy)

    def _under(self, match: LabelMatch, above: set[str]) -> LabelMatch:
        if match.how == "weak" and above.intersection(self._sections[match.section].parents):
            return LabelMatch(match.section, round(match.strength + 0.22, 4), "weak", match.phrase)
        return match

    def _match_slug(self, text: str) -> tuple[LabelMatch, ...]:
        folded = " ".join(_IDS.sub(" ", slug_words(text)).split())
        if not folded:
            return ()
        found: dict[str, LabelMatch] = {}
        for section in self._slugs.get(folded, ()):
            _keep_best(found, LabelMatch(section, 0.9, "slug", folded))
        for section in self._slug_keys.get(slug_key(folded), ()) if len(folded) >= 5 else ():
            _keep_best(found, LabelMatch(section, 0.85, "slug", folded))
        form = Form(folded, folded, 0.08)
        for match in (*self._whole(form), *self._inside(form, _SLUG_COVERAGE)):
            _keep_best(found, LabelMatch(match.section, match.strength, "slug", match.phrase))
        return _ranked(list(found.values()))


def _homographs(section: Section) -> tuple[str, ...]:
    """Look-alikes that differ from one of the section's own names in their tones only ("hội đáp", "Hỏi đáp")."""
    own = {tidy(text) for text in (*section.labels, *section.phrases, *section.weak)}
    folded = set(map(fold, own))
    return tuple(tidy(text) for text in section.lookalikes if fold(text) in folded and tidy(text) not in own)


def _holds_any(text: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in f" {text} " for phrase in phrases)


def _tagged(sections: Mapping[str, Section], texts: Callable[[Section], tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    tagged: dict[str, list[str]] = {}
    for key in sorted(sections):
        for text in texts(sections[key]):
            keys = tagged.setdefault(fold(text), [])
            if key not in keys:
                keys.append(key)
    return {phrase: tuple(keys) for phrase, keys in tagged.items()}


def _by_host(sections: Mapping[str, Section]) -> dict[str, tuple[str, ...]]:
    hosts: dict[str, list[str]] = {}
    for key in sorted(sections):
        for host in sections[key].hosts:
            hosts.setdefault(host, []).append(key)
    return {host: tuple(keys) for host, keys in hosts.items()}


def _by_slug(sections: Mapping[str, Section], keyed: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    slugs: dict[str, list[str]] = {}
    for key in sorted(sections):
        for slug in sorted({keyed(slug) for slug in sections[key].slugs}):
            slugs.setdefault(slug, []).append(key)
    return {slug: tuple(keys) for slug, keys in slugs.items()}


def _explained(
    section: str, span: tuple[int, int], size: int, refusals: list[tuple[int, str, tuple[str, ...]]]
) -> bool:
    """A look-alike of the section covers the phrase, or is longer than it."""
    for start, phrase, sections in refusals:
        if section not in sections:
            continue
        covers = start <= span[0] and start + len(phrase) >= span[1]
        if covers or len(phrase.split()) > size:
            return True
    return False


def _keep_best(found: dict[str, LabelMatch], match: LabelMatch) -> None:
    known = found.get(match.section)
    if known is None or match.strength > known.strength:
        found[match.section] = match


def _ranked(matches: list[LabelMatch]) -> tuple[LabelMatch, ...]:
    return tuple(sorted(matches, key=lambda match: (-match.strength, match.section)))
