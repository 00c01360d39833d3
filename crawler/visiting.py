"""Visiting one address: fetch, read, archive, and take its links along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.actions import looks_like_action
from crawler.asking import Asker
from crawler.fetching import Fetcher
from crawler.frontier import Candidate, Frontier, Standing
from crawler.journal import Fetched, Journal, Origin
from crawler.links import LinkReader
from crawler.reading import Reading, read
from crawler.trouble import Trouble
from crawler.unknown_pages import UnknownPages
from domain.agencies import Target
from domain.captures import Capture, CaptureKind
from domain.codec import digest_bytes
from domain.plans import Search
from pages.hosts import own_host
from pages.view import LinkKind

_MAX_UNASKED_TOLD = 50
_FEW_LINKS = 4
#: What a page without worth counts for, in pages of its template: a file costs much more than a "not found".
_FILE, _NOTHING = 6, 1


@dataclass(slots=True)
class Visitor:
    """One audit's reader of addresses. Remembers what was asked and what was read."""

    target: Target
    fetcher: Fetcher
    asker: Asker
    journal: Journal
    frontier: Frontier
    links: LinkReader
    unknown: UnknownPages = field(default_factory=UnknownPages)
    trouble: Trouble = field(default_factory=Trouble)
    _asked: set[str] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)
    _front: set[str] = field(default_factory=set)
    _unasked_told: int = 0

    def asked(self, url: str) -> bool:
        return url in self._asked

    def remember(self, fetched: Fetched, *, final: bool = True) -> None:
        """These addresses need not be asked again."""
        for url in (fetched.requested, *fetched.redirects, *((fetched.url,) if final else ())):
            self._asked.add(url)
            self.frontier.mark(url)

    def welcome(self, home: Reading, capture_id: str) -> None:
        """The front page: everything else is measured against it."""
        if home.view is None:
            return
        self.remember(home.fetched)
        self.unknown.learn_home(home.fetched.url, home.view)
        self._digests[digest_bytes(home.fetched.answer.body)] = capture_id
        links = [link for link in home.view.links if link.url]
        if sum(1 for link in links if link.kind is LinkKind.A) <= _FEW_LINKS:  # a front page made of frames
            self._front = {link.url or "" for link in links if link.kind is LinkKind.FRAME}
        self._offer(home, 0, Standing.MENU)

    async def visit(self, candidate: Candidate, notes: Mapping[str, Any] | None = None) -> None:
        """A page, or whatever stands there."""
        fetched = await self.fetcher.fetch(candidate.url)
        again = fetched.url != candidate.url and self.asked(fetched.url)
        self.remember(fetched)
        if not fetched.answer.asked and not self._tell_unasked(candidate, fetched, wanted=notes is not None):
            return
        reading = read(fetched, self.unknown)
        digest = digest_bytes(fetched.answer.body) if reading.is_page else ""
        twin = self._digests.get(digest, "")
        extra = {**(notes or {}), **({"same_as": twin} if twin and reading.is_page else {})}
        origin = Origin(candidate.referrer, candidate.label, candidate.depth)
        capture = self.record(reading.kind, reading, origin, extra)
        if digest and not twin:
            self._digests[digest] = capture.id
        self._judge(candidate, reading, twin)
        if reading.is_page and not twin and not again:
            self._offer(reading, candidate.depth, self._standing(candidate))

    def _judge(self, candidate: Candidate, reading: Reading, twin: str) -> None:
        """What this page says of its template, and of the portal's patience with us."""
        if reading.wall is not None:
            self.asker.back_off(reading.fetched.url)
        if reading.kind is CaptureKind.FILE:
            self.frontier.waste(candidate.url, _FILE)
        elif reading.fetched.answer.asked and (twin or not reading.is_page):
            self.frontier.waste(candidate.url, _NOTHING)
        if own_host(reading.fetched.url, self.target):
            self.trouble.hear(reading)

    def _tell_unasked(self, candidate: Candidate, fetched: Fetched, *, wanted: bool) -> bool:
        """Pages that robots.txt forbids, or of a host that is down, cost no request: only so many are told of."""
        self.links.refused[f"not asked: {fetched.answer.outcome.value}"] += 1
        if wanted or candidate.standing is not Standing.BODY:
            return True
        self._unasked_told += 1
        return self._unasked_told <= _MAX_UNASKED_TOLD

    async def fetch_file(self, url: str, tag: str) -> None:
        """A document that somebody wants by name."""
        if self.asked(url) or looks_like_action(url):
            return
        fetched = await self.fetcher.fetch(url, tries=1)
        self.remember(fetched)
        reading = read(fetched, self.unknown)
        self.record(CaptureKind.FILE if reading.view is None else CaptureKind.PAGE, reading, Origin(), {"tag": tag})

    async def search(self, search: Search) -> None:
        """A search question, asked as a visitor would: one GET."""
        if self.asked(search.url) or looks_like_action(search.url):
            return
        fetched = await self.fetcher.fetch(search.url, tries=1)
        self.remember(fetched)
        reading = read(fetched, UnknownPages(), CaptureKind.SEARCH)
        asked = {"phrase": search.phrase, "known_at": search.known_at, "form_page": search.form_page}
        self.record(CaptureKind.SEARCH, reading, Origin(search.form_page), asked)

    def record(self, kind: CaptureKind, reading: Reading, origin: Origin, notes: Mapping[str, Any]) -> Capture:
        capture = self.journal.record(kind, reading.fetched, origin, {**notes, **reading.notes}, reading.outcome)
        self.asker.budget.count(capture)
        return capture

    def _standing(self, candidate: Candidate) -> Standing:
        if candidate.url in self._front:
            return Standing.MENU
        return Standing.MAP if candidate.standing is Standing.MAP and candidate.depth <= 1 else Standing.BODY

    def _offer(self, reading: Reading, depth: int, standing: Standing) -> None:
        if reading.view is None:
            return
        for candidate in self.links.candidates(reading.view, depth, standing, self.frontier.seen):
            self.frontier.offer(candidate)
