"""The words of portals (docs/judging.md 11) as values: what sections, fields, agencies and documents are called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.findings import Text2


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a portal. `labels` are accepted alone, strongest first; `weak` ones only suggest it, unless they
    stand under a parent; `phrases` may stand inside longer labels; `lookalikes` look like it and are not it."""

    key: str
    title: Text2
    labels: tuple[str, ...]
    weak: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # first labels of sister hosts: congbao, dichvucong
    parents: tuple[str, ...] = ()  # section keys
    lookalikes: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()  # folded words that real content of the section uses
    topic_written: Mapping[str, str] = field(default_factory=dict)  # the same words with their tones, by the folded
    weight: float = 1.0  # of its words in the frontier, beside its requirements' points

    def written(self, topic_words: Iterable[str]) -> str:
        """Words of its matter as people write them, for a reason that is shown."""
        return ", ".join(self.topic_written.get(word, word) for word in topic_words)


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A section that a label may name. `how`: exact, folded, weak, phrase, fuzzy, slug, host."""

    section: str
    strength: float
    how: str
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class KindWords:
    """How names of one kind of agency begin, the posts of its leaders, the bodies below it."""

    starts: tuple[str, ...]
    heads: tuple[str, ...]
    deputies: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyWords:
    kinds: Mapping[str, KindWords]
    others: Mapping[str, tuple[str, ...]]  # company, press, school, ... and parked domains
    owner_signs: tuple[str, ...]  # words around the owner's name in title, head and foot
    owner_leads: tuple[str, ...] = ()  # further words that lead to an owner's name there
    not_names: tuple[str, ...] = ()  # what begins as a body's name does and is none
    address_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentKinds:
    """Kinds of documents and the forms of their numbers. `numbers` are regular expressions with a group `kind`."""

    legal: tuple[str, ...]
    administrative: tuple[str, ...]
    directing: tuple[str, ...]
    plans: tuple[str, ...]
    abbreviations: Mapping[str, str]
    numbers: tuple[str, ...]
    authorities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NationalHost:
    """A national system (docs/judging.md 4). `front`: what its front page alone is worth: full, some, none."""

    host: str
    sections: tuple[str, ...]
    front: str


@dataclass(frozen=True, slots=True)
class Hosts:
    national: tuple[NationalHost, ...]
    state_suffixes: tuple[str, ...]
    state_hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailProviders:
    domains: frozenset[str]
    examples: frozenset[str]


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """What English pages are known by; all folded. `own`: how a kind of agency speaks of itself; `fields`: a field of
    state management, Vietnamese to English."""

    known: frozenset[str]
    posts: tuple[str, ...]
    bodies: tuple[str, ...]
    own: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that the lexicon's files hold."""

    sections: Mapping[str, Section]
    fields: Mapping[str, Mapping[str, tuple[str, ...]]]
    agencies: AgencyWords
    documents: DocumentKinds
    hosts: Hosts
    mail: MailProviders
    english: EnglishWords
    abbreviations: Mapping[str, str]
    fillers: tuple[str, ...] = field(default=())
    bodies: tuple[str, ...] = field(default=())
