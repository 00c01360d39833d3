"""What to ask next: a pure, ordered memory of addresses. Same pages in, same order out.

First the menus and the site map, then what fits the wanted words best, then breadth: shallow before deep, lists before
articles, templates not yet seen before the twentieth page of one that is known.
"""

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from crawler.patterns import is_article, is_calendar, is_paging, pattern_of
from crawler.relevance import Matcher, Relevance
from domain.plans import Word
from domain.urls import host_of

MAX_WAITING = 20_000
#: Pages of one template before all others get their turn first. Menu entries and wanted addresses do not count.
_ENOUGH = 60
_ENOUGH_PAGING = 6
#: Beyond these nothing more is asked: calendars never end, other hosts are not our portal.
_MAX_CALENDAR = 4
_MAX_PER_FOREIGN_HOST = 8
_MAX_PER_PATTERN = 250
#: A template that gave this much of nothing, and little else, is dead.
_DEAD = 30
_DEAD_SHARE = 0.8
_MANY = 20
_PURPOSE_WEIGHT = 0.05
_LAST_GROUP = 10
_LIST_TAG = "further page of a list"
#: Menu entries that fit no wanted word go first only so far: a menu of hundreds must not hide the rest.
_MENU_FIRST = 40


class Standing(IntEnum):
    """Where a link stood, best first."""

    MENU = 0  # navigation or head of the front page
    MAP = 1  # the portal's own map
    BODY = 2


class Nearness(IntEnum):
    """Whose host it is on."""

    OWN = 0  # own or declared
    SISTER = 1  # another host of the same domain: perhaps another agency's portal
    NATIONAL = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that could be asked, and everything its turn depends on."""

    url: str
    label: str = ""
    texts: tuple[str, ...] = ()  # what a reader sees of the link
    referrer: str = ""
    depth: int = 0
    standing: Standing = Standing.BODY
    nearness: Nearness = Nearness.OWN
    purpose: str = ""  # a tag of its own, e.g. that its host was declared for services


_Bucket = tuple[Standing, Nearness, str, tuple[tuple[str, float], ...]]
_Inside = tuple[int, int, int]  # article or list, depth, number
_Key = tuple[int, float, int, _Inside]


@dataclass(slots=True)
class Frontier:
    """Candidates in buckets of equals. What a bucket is worth only ever falls within a round (its template and its
    tags get served), so the queue of buckets is weighed lazily: an entry is right once its key still holds.
    """

    words: tuple[Word, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)  # why addresses were left out
    _matcher: Matcher = field(default_factory=lambda: Matcher(()))
    _seen: set[str] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)  # addresses that wait
    _buckets: dict[_Bucket, list[tuple[_Inside, Candidate]]] = field(default_factory=dict)
    _queues: tuple[list[tuple[_Key, _Bucket]], list[tuple[_Key, _Bucket]]] = field(default_factory=lambda: ([], []))
    _number: int = 0
    _asked: Counter[str] = field(default_factory=Counter)  # pages per pattern, and per foreign host
    _wasted: Counter[str] = field(default_factory=Counter)  # of them worth nothing, per pattern
    _served: Counter[str] = field(default_factory=Counter)  # pages per tag, this round
    _plain_menu: int = 0
    _lists: frozenset[str] = frozenset()  # patterns of pages of lists that are read to their ends

    def __post_init__(self) -> None:
        self._matcher = Matcher(self.words)

    def __len__(self) -> int:
        return len(self._open)

    def rescore(self, words: Iterable[Word], lists: Iterable[str] = ()) -> None:
        """A new round wants new words: every waiting candidate is weighed again. `lists`: a further page of each list
        whose pages go first, however many they are.
        """
        self._lists = frozenset(map(pattern_of, lists))
        self.words = tuple(words)
        self._matcher = Matcher(self.words)
        self._served.clear()
        waiting = [(number, candidate) for number, _, candidate in self._in_order_of_discovery()]
        self._buckets.clear()
        self._queues = ([], [])
        for number, candidate in waiting:
            self._file(candidate, number)

    def seen(self, url: str) -> bool:
        return url in self._seen

    def mark(self, url: str) -> None:
        """This address was asked outside the frontier (or is where a redirect ended)."""
        self._seen.add(url)
        self._open.discard(url)

    def take(self, url: str) -> Candidate | None:
        """The waiting candidate of this address, out of its turn."""
        if url not in self._open:
            return None
        self._open.discard(url)
        heaps = self._buckets.values()
        return next(candidate for heap in heaps for _, candidate in heap if candidate.url == url)

    def waste(self, url: str, pages: int) -> None:
        """This page was worth nothing (a file, a twin, a "not found"): it counts as so many pages of its template."""
        self._wasted[pattern_of(url)] += pages

    def offer(self, candidate: Candidate) -> bool:
        """Keeps the candidate unless its address is known already or there is no room."""
        if candidate.url in self._seen:
            return False
        if len(self._open) >= MAX_WAITING:
            self.dropped["no room"] += 1
            return False
        self._seen.add(candidate.url)
        self._number += 1
        self._open.add(candidate.url)
        self._file(candidate, self._number)
        return True

    def pop(self, *, wanted_only: bool = False) -> Candidate | None:
        """The best candidate now; with `wanted_only`, only one that fits a wanted word. None when there is none."""
        while (bucket := self._best(wanted_only)) is not None:
            candidate = self._take(bucket)
            if candidate.url not in self._open:
                continue
            self._open.discard(candidate.url)
            if not self._capped(candidate):
                self._count(candidate, bucket)
                return candidate
            self.dropped["pattern limit"] += 1
        return None

    def left(self, limit: int) -> tuple[Candidate, ...]:
        """What was not asked: menus first, then the map, then what fits best."""
        entries = self._in_order_of_discovery()
        entries.sort(key=lambda entry: (entry[1][0], entry[1][1], -Relevance(entry[1][3]).best, entry[0]))
        return tuple(candidate for _, _, candidate in entries[:limit])

    def left_by_standing(self) -> dict[str, int]:
        counts = Counter(bucket[0].name.lower() for _, bucket, _ in self._in_order_of_discovery())
        return dict(sorted(counts.items()))

    def _in_order_of_discovery(self) -> list[tuple[int, _Bucket, Candidate]]:
        entries = [
            (number, bucket, candidate)
            for bucket, heap in self._buckets.items()
            for (_, _, number), candidate in heap
            if candidate.url in self._open
        ]
        return sorted(entries, key=lambda entry: entry[0])

    def _file(self, candidate: Candidate, number: int) -> None:
        tags = self._matcher.match((candidate.label, *candidate.texts), candidate.url).tags
        if candidate.purpose:
            tags = (*tags, (candidate.purpose, _PURPOSE_WEIGHT))
        pattern = pattern_of(candidate.url)
        if pattern in self._lists:
            tags = (*tags, (_LIST_TAG, 1.0))
        bucket = (candidate.standing, candidate.nearness, pattern, tags)
        inside = (int(is_article(candidate.url, candidate.label)), candidate.depth, number)
        heap = self._buckets.setdefault(bucket, [])
        heapq.heappush(heap, (inside, candidate))
        if heap[0][1] is candidate:
            self._enqueue(bucket)

    def _enqueue(self, bucket: _Bucket) -> None:
        heapq.heappush(self._queues[bool(bucket[3])], (self._key(bucket), bucket))

    def _best(self, wanted_only: bool) -> _Bucket | None:
        tops = [top for top in (self._top(1), None if wanted_only else self._top(0)) if top is not None]
        return min(tops)[1] if tops else None

    def _top(self, which: int) -> tuple[_Key, _Bucket] | None:
        """The first entry of a queue that still holds; stale ones are weighed again or thrown away."""
        queue = self._queues[which]
        while queue:
            key, bucket = queue[0]
            if bucket not in self._buckets:
                heapq.heappop(queue)
            elif (now := self._key(bucket)) > key:
                heapq.heapreplace(queue, (now, bucket))
            else:
                return queue[0]
        return None

    def _key(self, bucket: _Bucket) -> _Key:
        """Group, then fit (tags already served count less), then how often the template came up, then inside."""
        standing, nearness, pattern, tags = bucket
        if pattern in self._lists:
            return 0, -1.0, 0, self._buckets[bucket][0][0]
        fit = max((weight / (1 + self._served[tag]) for tag, weight in tags), default=0.0)
        head = self._buckets[bucket][0]
        full = standing is not Standing.MENU and self._asked[pattern] >= (
            _ENOUGH_PAGING if is_paging(head[1].url) else _ENOUGH
        )
        group = _LAST_GROUP if full else self._group(standing, nearness, bool(tags))
        return group, -round(fit, 6), min(self._asked[pattern], _MANY), head[0]

    def _group(self, standing: Standing, nearness: Nearness, tagged: bool) -> int:
        if nearness is not Nearness.OWN:
            return 3 if tagged else 9
        if standing is Standing.MENU:
            return 0 if tagged or self._plain_menu < _MENU_FIRST else 4
        if standing is Standing.MAP:
            return 1 if tagged else 5
        return 2 if tagged else 6

    def _take(self, bucket: _Bucket) -> Candidate:
        heap = self._buckets[bucket]
        _, candidate = heapq.heappop(heap)
        if not heap:
            del self._buckets[bucket]
        return candidate

    def _capped(self, candidate: Candidate) -> bool:
        if candidate.nearness is not Nearness.OWN and self._asked[host_of(candidate.url)] >= _MAX_PER_FOREIGN_HOST:
            return True
        if candidate.standing is Standing.MENU:
            return False
        pattern = pattern_of(candidate.url)
        asked, wasted = self._asked[pattern], self._wasted[pattern]
        if wasted >= _DEAD and wasted >= _DEAD_SHARE * asked:
            return True
        return asked >= (_MAX_CALENDAR if is_calendar(candidate.url) else _MAX_PER_PATTERN)

    def _count(self, candidate: Candidate, bucket: _Bucket) -> None:
        self._asked[pattern_of(candidate.url)] += 1
        if candidate.nearness is not Nearness.OWN:
            self._asked[host_of(candidate.url)] += 1
        for tag, _ in bucket[3]:
            self._served[tag] += 1
        if bucket[0] is Standing.MENU and not bucket[3]:
            self._plain_menu += 1
