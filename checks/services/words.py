"""The words by which services, their names and their lists are known, from the lexicon, ready to be asked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checks.load_lexicon import Lexicon
from domain.text import fold, slug_words, tidy

_GROUPS = ("service_words", "service_admin_levels", "service_texts")
_LOWER_LEVELS = ("commune", "district", "province", "ministry")

_PROCEDURES = ("thu tuc", "tthc", "dich vu cong", "dvc")

Phrases = frozenset[str]


@dataclass(frozen=True, eq=False, slots=True)
class Beginnings:
    """Words that names begin with, by their first syllable: with tones, and plain for texts typed without."""

    toned: Mapping[str, tuple[str, ...]]
    plain: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Beginnings":
        return cls(_by_first(map(tidy, texts)), _by_first(map(fold, texts)))

    def begin(self, text: str) -> bool:
        forms, said = (self.plain, fold(text)) if text.isascii() else (self.toned, tidy(text))
        return any(said.startswith(f"{form} ") for form in forms.get(said.partition(" ")[0], ()))


def _by_first(texts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for text in texts:
        found.setdefault(text.split()[0], set()).add(text)
    return {first: tuple(sorted(forms, key=lambda form: (-len(form), form))) for first, forms in found.items()}


@dataclass(frozen=True, eq=False, slots=True)
class ServiceWords:
    """Folded phrases by use; `acts` and `weak_acts` are beginnings of names.

    One object for each lexicon, compared by identity: what is read by its words can be remembered by it.
    """

    acts: Beginnings
    weak_acts: Beginnings
    announcing: tuple[str, ...]
    prefixes: tuple[str, ...]
    not_names: tuple[str, ...]
    asks_or_reports: re.Pattern[str]  # what questions and news say, in a folded text with spaces around it
    statistics: Phrases
    documents: Phrases
    planned: Phrases
    plan_signs: Phrases
    dossiers: Phrases
    prices: Phrases
    abolished: tuple[str, ...]
    in_force: tuple[str, ...]
    other_measures: tuple[str, ...]  # what else has a "mức độ"
    counted: tuple[str, ...]
    searched: tuple[str, ...]
    not_counted: tuple[str, ...]
    branches: Phrases
    related: Phrases
    agencies: tuple[str, ...]  # with tones
    not_agencies: tuple[str, ...]
    submit: tuple[str, ...]
    admin_levels: Mapping[str, str]

    def names_agency(self, text: str) -> bool:
        """Does a heading or a value begin as the names of bodies do: "Sở Tư pháp"? Not "Phòng cháy, chữa cháy"."""
        form = f"{tidy(text[:160])} "
        if any(form.startswith(f"{other} ") for other in self.not_agencies):
            return False
        return any(form.startswith(f"{start} ") for start in self.agencies)

    def admin_level(self, text: str) -> str:
        """ "ministry", "province", "district" or "commune", where a cell or a heading names just one; else ""."""
        folded = fold(text[:120])
        if folded in self.admin_levels:
            return self.admin_levels[folded]
        padded = f" {folded} "
        if " cap " not in padded:
            return ""
        named = {
            level
            for phrase, level in self.admin_levels.items()
            if phrase.startswith("cap ") and f" {phrase} " in padded
        }
        return named.pop() if len(named) == 1 and len(folded.split()) <= 8 else ""

    def ends(self, heading: str) -> bool | None:
        """Does a heading stand over procedures that are no more? None where it does not say."""
        padded = f" {fold(heading)} "
        if any(f" {phrase} " in padded for phrase in self.in_force):
            return False
        said = any(f" {phrase} " in padded for phrase in self.abolished)
        return True if said and any(f" {word} " in padded for word in _PROCEDURES) else None


def service_words(lexicon: Lexicon) -> ServiceWords:
    """The lexicon's words of services; made once."""
    fields = lexicon.words.fields
    return _made(tuple((name, tuple(fields[name].items())) for name in _GROUPS))


@lru_cache(maxsize=8)
def _made(groups: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]) -> ServiceWords:
    read = {name: dict(words) for name, words in groups}
    words, levels = read["service_words"], read["service_admin_levels"]
    return ServiceWords(
        acts=Beginnings.of(words["acts"]),
        weak_acts=Beginnings.of(words["weak_acts"]),
        announcing=_longest_first(words["announcing"]),
        prefixes=_longest_first(words["prefixes"]),
        not_names=_longest_first(words["not_names"]),
        asks_or_reports=_any_of((*words["news_signs"], *words["questions"])),
        statistics=frozenset(map(fold, words["statistics"])),
        documents=frozenset(map(fold, words["documents"])),
        planned=frozenset(map(fold, words["planned"])),
        plan_signs=frozenset(map(fold, words["plan_signs"])),
        dossiers=frozenset(map(fold, words["dossiers"])),
        prices=frozenset(map(fold, words["prices"])),
        abolished=_longest_first(words["abolished"]),
        in_force=_longest_first(words["in_force"]),
        other_measures=_longest_first(words["other_measures"]),
        counted=_longest_first((*words["counted"], *words["searched"])),
        searched=_longest_first(words["searched"]),
        not_counted=_longest_first(words["not_counted"]),
        branches=frozenset(slug_words(word).replace(" ", "") for word in words["branches"]),
        related=frozenset(map(fold, words["related"])),
        agencies=tuple(tidy(text) for text in words["agencies"]),
        not_agencies=tuple(tidy(text) for text in words["not_agencies"]),
        submit=_longest_first(read["service_texts"]["submit"]),
        admin_levels={fold(text): level for level in _LOWER_LEVELS for text in levels[level]},
    )


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(map(re.escape, _longest_first(texts)))}) ")


def _longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({fold(text) for text in texts}, key=lambda text: (-len(text), text)))
