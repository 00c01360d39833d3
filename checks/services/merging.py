"""Entries of many pages made one list, each service once: by its code, else by its name where nothing tells two apart.

A name that a list cuts is the beginning of the whole one. The same service again in the same list is a duplicate and is
told. Cards beside a table, another filter, another branch of the tree show it again, which is no fault; nor is a list
that moved on by a few rows between two requests.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from checks.services.entries import LEVELS_BY_SURETY, UNSTATED, Entry
from domain.procedures import name_key, procedure_key
from domain.text import fold

_MOST_NAMESAKES = 20
_HEAD = 4  # words by which cut names are looked up
_MOST_MOVED = 20  # rows by which a list may move between two requests


@dataclass(frozen=True, slots=True)
class Source:
    """The entries of one page or record. `series`: the list it is a page of; `kinds`: the make of each entry; `own`: it
    is a service's own page, which may name another office than the lists do."""

    series: str
    entries: tuple[Entry, ...]
    kinds: tuple[str, ...]
    own: bool = False


@dataclass(slots=True)
class Merger:
    """Adds sources in order; nothing is compared but what shares a code or a name."""

    entries: list[Entry] = field(default_factory=list)
    duplicates: list[tuple[int, Entry]] = field(default_factory=list)
    seen_again: int = 0
    _by_code: dict[str, int] = field(default_factory=dict)
    _by_name: dict[str, list[int]] = field(default_factory=dict)
    _by_head: dict[str, list[int]] = field(default_factory=dict)  # names that a list cut, and all others
    _by_url: dict[str, int] = field(default_factory=dict)
    _listed: set[tuple[int, str, str]] = field(default_factory=set)  # (entry, series, make) seen so far
    _last: dict[str, list[int]] = field(default_factory=dict)  # the last entries of the page before, by series

    def add(self, source: Source) -> int:
        """Takes the entries in; how many of them are new."""
        known = len(self.entries)
        places = [self._place(entry, own=source.own) for entry in source.entries]
        moved = _moved(self._last.get(source.series, []), places)
        for position, (entry, kind) in enumerate(zip(source.entries, source.kinds, strict=True)):
            known_as = self._place(entry, own=source.own)
            place = self._keep(entry) if known_as is None else known_as
            if known_as is not None:
                self._merge(place, entry, (source.series, _make(kind)), told=position >= moved)
            self._listed.add((place, source.series, _make(kind)))
            places[position] = place
        self._last[source.series] = [place for place in places if place is not None][-_MOST_MOVED:]
        return len(self.entries) - known

    def url_of(self, entry: Entry) -> str:
        """The address that is known of the same service."""
        place = self._place(entry)
        return self.entries[place].url if place is not None else ""

    def _place(self, entry: Entry, *, own: bool = False) -> int | None:
        """The number of the same service, where it is known."""
        key = procedure_key(entry.code) if entry.code else ""
        if key in self._by_code:
            return self._by_code[key]
        for place in self._by_name.get(name_key(entry.name), ())[:_MOST_NAMESAKES]:
            known = self.entries[place]
            if _is_same(known, entry, key) or (own and not (known.code and key)):
                return place
        begun = self._begun(entry, key)
        if begun is not None:
            return begun
        linked = self._by_url.get(entry.url) if entry.url else None
        if linked is None or not _begins_alike(self.entries[linked], entry):
            return None
        return linked if _is_same(self.entries[linked], entry, key) else None

    def _begun(self, entry: Entry, key: str) -> int | None:
        """The only service whose name begins as a cut one does, or whose cut name begins this one."""
        alike = [
            place
            for place in self._by_head.get(_head(entry), ())[:_MOST_NAMESAKES]
            if (entry.cut or self.entries[place].cut)
            and _begins_alike(self.entries[place], entry)
            and _is_same(self.entries[place], entry, key)
            and not _lead_apart(self.entries[place], entry)
        ]
        return alike[0] if len(alike) == 1 else None

    def _keep(self, entry: Entry) -> int:
        place = len(self.entries)
        self.entries.append(entry)
        self._index(place)
        return place

    def _index(self, place: int) -> None:
        entry = self.entries[place]
        if entry.code:
            self._by_code.setdefault(procedure_key(entry.code), place)
        namesakes = self._by_name.setdefault(name_key(entry.name), [])
        if place not in namesakes[:_MOST_NAMESAKES]:
            namesakes.append(place)
        heads = self._by_head.setdefault(_head(entry), [])
        if place not in heads[:_MOST_NAMESAKES]:
            heads.append(place)
        if entry.url:
            self._by_url.setdefault(entry.url, place)

    def _merge(self, place: int, entry: Entry, where: tuple[str, str], *, told: bool) -> None:
        known = self.entries[place]
        if told and (place, *where) in self._listed:
            self.duplicates.append((place, entry))
        else:
            self.seen_again += 1
        self.entries[place] = _joined(known, entry)
        self._index(place)


def _make(kind: str) -> str:
    """Tables of one page are one list, wherever they stand."""
    return kind.partition(" ")[0]


def _moved(before: Sequence[int], now: Sequence[int | None]) -> int:
    """How many rows at the head of a page are the last ones of the page before."""
    for count in range(min(len(before), len(now) - 1, _MOST_MOVED), 0, -1):
        if list(now[:count]) == list(before[-count:]):
            return count
    return 0


def _is_same(known: Entry, entry: Entry, key: str) -> bool:
    """Namesakes are one unless their codes, fields, agencies or administrative levels tell them apart."""
    if known.code and key and procedure_key(known.code) != key:
        return False
    pairs = ((known.field, entry.field), (known.admin_level, entry.admin_level))
    if any(one and other and fold(one) != fold(other) for one, other in pairs):
        return False
    one, other = sorted((set(fold(known.agency).split()), set(fold(entry.agency).split())), key=len)
    return one <= other  # "Sở Y tế", "Sở Y tế tỉnh Bình Minh"


def _head(entry: Entry) -> str:
    return " ".join(name_key(entry.name).split()[:_HEAD])


def _lead_apart(known: Entry, entry: Entry) -> bool:
    """Two cut names that begin alike and have pages of their own are two services."""
    return bool(known.url and entry.url and known.url != entry.url)


def _begins_alike(known: Entry, entry: Entry) -> bool:
    """One name cut, the other whole."""
    shorter, longer = sorted((name_key(known.name), name_key(entry.name)), key=len)
    return longer.startswith(shorter) and len(shorter.split()) > 2


def _surer(known: Entry, entry: Entry) -> bool:
    return LEVELS_BY_SURETY.index(known.level_from) <= LEVELS_BY_SURETY.index(entry.level_from)


def _joined(known: Entry, entry: Entry) -> Entry:
    """What either says; of two levels the surer."""
    surer = known if known.level != UNSTATED and (entry.level == UNSTATED or _surer(known, entry)) else entry
    longer = len(entry.name) > len(known.name) and _begins_alike(known, entry)
    return replace(
        known,
        name=entry.name if longer else known.name,
        cut=entry.cut if longer else known.cut and (entry.cut or fold(entry.name) != fold(known.name)),
        code=known.code if len(known.code) >= len(entry.code) else entry.code,
        field=known.field or entry.field,
        admin_level=known.admin_level or entry.admin_level,
        agency=known.agency or entry.agency,
        level=surer.level,
        level_seen=surer.level_seen,
        level_from=surer.level_from,
        scale=surer.scale,
        url=known.url or entry.url,
        submit_url=known.submit_url or entry.submit_url,
    )
