"""The lexicon as the checks and the crawl's words ask it: labels, slugs, hosts, fields, topics, mailboxes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import fuzz, process

from checks.label_matching import LabelMatcher
from checks.phrase_index import PhraseIndex
from checks.vocabulary import LabelMatch, NationalHost, Section, Words
from domain.text import fold

_NAMES_COMPARED = 6
_MOST_REMEMBERED = 16384  # labels: they repeat from page to page


@dataclass(frozen=True)
class Lexicon:
    """The words, and the questions asked of them. Answers depend on the words alone."""

    words: Words
    digest: str

    @property
    def sections(self) -> Mapping[str, Section]:
        return self.words.sections

    def section(self, key: str) -> Section:
        """Raises KeyError for an unknown one."""
        return self.words.sections[key]

    @cached_property
    def _matcher(self) -> LabelMatcher:
        return LabelMatcher(self.words)

    def match_label(self, label: str, parent: str = "") -> tuple[LabelMatch, ...]:
        """Sections that a label may name, strongest first; `parent` is the menu entry above it."""
        return self._matcher.label(label, parent)

    def match_slug(self, slug: str) -> tuple[LabelMatch, ...]:
        """Sections that one part of an address or a file name may name."""
        return self._matcher.slug(slug)

    def match_host(self, host: str) -> tuple[LabelMatch, ...]:
        """Sections that a sister host's first label names."""
        return self._matcher.host(host)

    def nearest_labels(self, section: str, labels: tuple[str, ...], limit: int = 20) -> tuple[tuple[str, float], ...]:
        """Of the labels seen, those nearest to the section's own names: (label, likeness in 0..1)."""
        folded = {label: fold(label[:200]) for label in labels}
        best: dict[str, float] = {}
        for name in self.section(section).labels[:_NAMES_COMPARED]:
            for _, score, label in process.extract(fold(name), folded, scorer=fuzz.ratio, limit=limit):
                best[label] = max(score, best.get(label, 0.0))
        return tuple(sorted(((label, round(near / 100, 4)) for label, near in best.items()), key=_nearest)[:limit])

    @cached_property
    def _topics(self) -> PhraseIndex[str]:
        tagged: dict[str, list[str]] = {}
        for key in sorted(self.sections):
            for word in self.sections[key].topic:
                tagged.setdefault(word, []).append(key)
        return PhraseIndex({word: tuple(keys) for word, keys in tagged.items()})

    def topics(self, folded: str) -> dict[str, tuple[str, ...]]:
        """Per section, its distinct topic words that a folded text uses, in alphabetical order."""
        found: dict[str, set[str]] = {}
        for _, word, sections in self._topics.find(folded):
            for section in sections:
                found.setdefault(section, set()).add(word)
        return {section: tuple(sorted(words)) for section, words in sorted(found.items())}

    def topic_words(self, section: str, folded: str) -> tuple[str, ...]:
        """The section's distinct topic words that a folded text uses."""
        return self.topics(folded).get(section, ())

    @cached_property
    def _field_names(self) -> dict[str, dict[str, str]]:
        names: dict[str, dict[str, str]] = {}
        for group, fields in self.words.fields.items():
            for key, texts in fields.items():
                for text in texts:
                    names.setdefault(group, {}).setdefault(fold(text), key)
        return names

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        spelled = {
            group: {name for names in fields.values() for name in names} for group, fields in self.words.fields.items()
        }
        return {group: tuple(sorted(names, key=lambda name: (-len(name), name))) for group, names in spelled.items()}

    def field_spellings(self, group: str) -> tuple[str, ...]:
        """All names of a group's fields as they are written, the longest first."""
        return self._spellings[group]

    def field_named(self, group: str, text: str) -> str | None:
        """The field of a group that a column head or a label names: exact after folding, else its longest beginning."""
        return self._fields_named(group, text[:200])

    @cached_property
    def _fields_named(self) -> Callable[[str, str], str | None]:
        return lru_cache(maxsize=_MOST_REMEMBERED)(self._field_named)

    def _field_named(self, group: str, text: str) -> str | None:
        names, folded = self._field_names[group], fold(text)
        if folded in names:
            return names[folded]
        begun = [name for name in names if folded.startswith(f"{name} ") and len(name) > 3]
        return names[max(begun, key=lambda name: (len(name), name))] if begun else None

    def national_host(self, host: str) -> NationalHost | None:
        """The national system that a host name is or belongs to."""
        return self._national_hosts(host)

    @cached_property
    def _national_hosts(self) -> Callable[[str], NationalHost | None]:
        return lru_cache(maxsize=_MOST_REMEMBERED)(self._national_host)

    def _national_host(self, host: str) -> NationalHost | None:
        known = [item for item in self.words.hosts.national if host == item.host or host.endswith(f".{item.host}")]
        return max(known, key=lambda item: len(item.host)) if known else None

    def is_state_host(self, host: str) -> bool:
        """A name that only state bodies get."""
        hosts = self.words.hosts
        return any(host == name or host.endswith(f".{name}") for name in (*hosts.state_suffixes, *hosts.state_hosts))

    def is_public_mail(self, address: str) -> bool:
        """A mailbox at a provider open to everybody, or of an example: not an official one."""
        domain = address.rsplit("@", 1)[-1].lower().strip()
        return domain in self.words.mail.domains or domain in self.words.mail.examples


def _nearest(pair: tuple[str, float]) -> tuple[float, str]:
    return -pair[1], pair[0]
