"""The course of one audit's crawl: in by the front door, round by round through the frontier, out with a name."""

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.actions import looks_like_action
from crawler.asking import Asker
from crawler.budget import Budget, CrawlOverError
from crawler.closing import ending_record, natural_ending
from crawler.entrance import Entrance
from crawler.fetching import Fetcher
from crawler.frontier import Candidate, Frontier, Standing
from crawler.journal import NAME_SPACE, Fetched, Journal, Origin
from crawler.links import LinkReader, is_map, without_route
from crawler.protocol import Header, WantedOrder, end_header, round_end_header
from crawler.reading import Reading, read
from crawler.rendering import Renderer
from crawler.sitemap import read_sitemap
from crawler.trouble import Trouble
from crawler.unknown_pages import UnknownPages, unknown_addresses
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.codec import digest_bytes
from domain.plans import CrawlPlan, Wanted
from domain.urls import join, site_of
from pages.hosts import own_host
from pages.view import LinkKind

_MAX_SITEMAPS = 5
_PATIENCE = 60.0  # seconds to wait for the worker between rounds
_FEW_LINKS = 4


@dataclass(slots=True)
class Visit:
    """One audit. Everything it does to the world goes through `fetcher` and `journal`."""

    plan: CrawlPlan
    fetcher: Fetcher
    asker: Asker
    journal: Journal
    budget: Budget
    renderer: Renderer
    unknown: UnknownPages = field(default_factory=UnknownPages)
    frontier: Frontier = field(default_factory=Frontier)
    trouble: Trouble = field(default_factory=Trouble)
    rounds: int = 0
    _reader: LinkReader = field(init=False)
    _asked: set[str] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)
    _front: set[str] = field(default_factory=set)
    _pictures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._reader = LinkReader(self.plan.target, self.plan.limits.max_depth)

    async def run(self) -> None:
        """Crawls to the end and says how it ended. Whatever else is raised is our own failure, and is said too."""
        ending: Ending | None = Ending.FAILED
        error = ""
        try:
            self.journal.observe(CaptureKind.TARGET, self.plan.target.portal, self.plan.target)
            try:
                await self._enter()
                await self._work()
                ending = None
            except CrawlOverError as over:
                ending, error = over.ending, over.error
        finally:
            if ending is None:
                ending, error = natural_ending(self.budget, self.frontier)
            self._close(ending, error or repr(sys.exception() or "")[:300].strip("'"))

    # --- the way in -------------------------------------------------------------------------------------------------

    async def _enter(self) -> None:
        self.frontier.rescore(self.plan.wanted.words)
        entrance = Entrance(self.plan.target, self.fetcher, self.asker, self.journal, self.unknown)
        home = await entrance.find()
        self.unknown.learn_home(home.fetched.url, home.view) if home.view else None
        self._remember(home.fetched)
        self._digests[digest_bytes(home.fetched.answer.body)] = "front"
        self._note_frames(home)
        self._offer(home, 0, Standing.MENU)
        await self._ask_unknown(home)
        await self._read_maps(home)

    def _note_frames(self, home: Reading) -> None:
        """A front page made of frames: what stands in them is the front page."""
        links = home.view.links if home.view else ()
        if sum(1 for link in links if link.kind is LinkKind.A and link.url) <= _FEW_LINKS:
            self._front = {link.url for link in links if link.kind is LinkKind.FRAME and link.url}

    async def _ask_unknown(self, home: Reading) -> None:
        """Two addresses that cannot exist: how does this portal say "not found"?"""
        section = next((link.url for link in self._links(home) if own_host(link.url or "", self.plan.target)), None)
        for url in unknown_addresses(self.plan.audit, home.fetched.url, section or ""):
            fetched = await self.fetcher.fetch(url, tries=1)
            reading = read(fetched, UnknownPages(), CaptureKind.PROBE)
            self.unknown.learn(fetched, reading.view)
            self._remember(fetched, final=False)
            self.journal.record(
                CaptureKind.PROBE, fetched, Origin(), {**reading.notes, "probe": "unknown address"}, reading.outcome
            )

    def _links(self, home: Reading) -> list[Any]:
        return [link for link in (home.view.links if home.view else ()) if link.url and link.kind is LinkKind.A]

    async def _read_maps(self, home: Reading) -> None:
        """The site map, as XML and as a page."""
        rules = await self.fetcher.rules(home.fetched.url)
        waiting = list(rules.sitemaps or (site_of(home.fetched.url) + "/sitemap.xml",))
        asked: list[str] = []
        while waiting and len(asked) < _MAX_SITEMAPS:
            url = join(home.fetched.url, waiting.pop(0))
            if url is None or url in asked or not self.fetcher.in_scope(url):
                continue
            asked.append(url)
            waiting.extend(await self._read_sitemap(url))
        page = next((link.url for link in self._links(home) if is_map(link)), None)
        if page and self.fetcher.in_scope(page) and self.budget.pages < self._limit_of(self.plan.round_pages[0]):
            self.frontier.mark(without_route(page))
            await self._visit(Candidate(without_route(page), referrer=home.fetched.url, depth=1, standing=Standing.MAP))

    async def _read_sitemap(self, url: str) -> tuple[str, ...]:
        fetched = await self.fetcher.fetch(url, tries=1)
        self._remember(fetched)
        found = read_sitemap(fetched.answer.body, url) if fetched.answer.outcome is Outcome.OK else None
        if found is None:
            self.journal.record(CaptureKind.PROBE, fetched, Origin(), {"probe": "sitemap"})
            return ()
        self.journal.record(CaptureKind.SITEMAP, fetched)
        for candidate in self._reader.listed(found.pages, url):
            self.frontier.offer(candidate)
        return found.maps

    # --- the rounds -------------------------------------------------------------------------------------------------

    async def _work(self) -> None:
        wanted, limit = self.plan.wanted, self._limit_of(self.plan.round_pages[0] if self.plan.round_pages else 0)
        while True:
            self.rounds += 1
            await self._round(wanted, limit)
            self.journal.outlet.send(
                round_end_header(self.plan.audit, self.rounds, self.budget.pages, len(self.frontier))
            )
            order = await self._next_order()
            if order is None:
                return
            wanted, limit = order.wanted, self._limit_of(self.budget.pages + max(0, order.pages))
            self.frontier.rescore(wanted.words)

    def _limit_of(self, pages: int) -> int:
        return min(pages, self.budget.limits.max_pages)

    async def _next_order(self) -> WantedOrder | None:
        self.asker.tell("", "the worker")
        try:
            return await self.asker.orders.unless_ended(asyncio.wait_for(self.asker.orders.rounds.get(), _PATIENCE))
        except TimeoutError:
            return None

    async def _round(self, wanted: Wanted, limit: int) -> None:
        self._pictures.extend(wanted.pictures)
        for url, tag in wanted.urls:
            if self.budget.pages >= limit:
                return
            await self._visit_wanted(url, tag)
        for url, tag in wanted.files:
            await self._fetch_file(url, tag)
        await self._search(wanted, limit)
        while self.budget.pages < limit:
            candidate = self.frontier.pop(wanted_only=self.budget.pages >= self.budget.limits.portal_pages)
            if candidate is None:
                return
            if candidate.url not in self._asked:
                await self._visit(candidate)

    async def _visit_wanted(self, url: str, tag: str) -> None:
        address = without_route(url)
        if address in self._asked or looks_like_action(address):
            return
        self.frontier.mark(address)
        await self._visit(Candidate(address, depth=1), {"tag": tag})

    async def _fetch_file(self, url: str, tag: str) -> None:
        if url in self._asked or looks_like_action(url):
            return
        self.frontier.mark(url)
        fetched = await self.fetcher.fetch(url, tries=1)
        self._remember(fetched)
        reading = read(fetched, self.unknown)
        kind = CaptureKind.FILE if reading.view is None else CaptureKind.PAGE
        self._record(kind, reading, Origin(), {"tag": tag})

    async def _search(self, wanted: Wanted, limit: int) -> None:
        for search in wanted.searches:
            if self.budget.pages >= limit:
                return
            if search.url in self._asked or looks_like_action(search.url):
                continue
            fetched = await self.fetcher.fetch(search.url, tries=1)
            self._remember(fetched)
            reading = read(fetched, UnknownPages(), CaptureKind.SEARCH)
            asked = {"phrase": search.phrase, "known_at": search.known_at, "form_page": search.form_page}
            self._record(CaptureKind.SEARCH, reading, Origin(search.form_page), asked)

    # --- one page ---------------------------------------------------------------------------------------------------

    async def _visit(self, candidate: Candidate, notes: Mapping[str, Any] | None = None) -> None:
        fetched = await self.fetcher.fetch(candidate.url)
        again = fetched.url != candidate.url and fetched.url in self._asked
        self._remember(fetched)
        reading = read(fetched, self.unknown)
        origin = Origin(candidate.referrer, candidate.label, candidate.depth)
        digest = digest_bytes(fetched.answer.body) if reading.is_page else ""
        twin = self._digests.get(digest) if digest else None
        extra = dict(notes or {}) | ({"same_as": twin} if twin else {})
        capture = self._record(reading.kind, reading, origin, extra)
        if digest and not twin:
            self._digests[digest] = capture.id
        if own_host(fetched.url, self.plan.target):
            self.trouble.hear(reading)
        if reading.wall is not None:
            self.asker.back_off(fetched.url)
        if reading.is_page and not twin and not again:
            self._offer(reading, candidate.depth, self._standing(candidate))

    def _standing(self, candidate: Candidate) -> Standing:
        if candidate.url in self._front:
            return Standing.MENU
        return Standing.MAP if candidate.standing is Standing.MAP and candidate.depth <= 1 else Standing.BODY

    def _offer(self, reading: Reading, depth: int, standing: Standing) -> None:
        if reading.view is None:
            return
        for candidate in self._reader.candidates(reading.view, depth, standing):
            self.frontier.offer(candidate)

    def _record(self, kind: CaptureKind, reading: Reading, origin: Origin, notes: Mapping[str, Any]) -> Capture:
        capture = self.journal.record(kind, reading.fetched, origin, {**notes, **reading.notes}, reading.outcome)
        self.budget.count(capture)
        return capture

    def _remember(self, fetched: Fetched, *, final: bool = True) -> None:
        for url in (fetched.requested, *fetched.redirects, *((fetched.url,) if final else ())):
            self._asked.add(url)
            self.frontier.mark(url)

    # --- the end ----------------------------------------------------------------------------------------------------

    def _close(self, ending: Ending, error: str) -> None:
        self.journal.flush()
        record = ending_record(ending, error, self.budget, self.rounds, self.frontier, self._reader.refused)
        if self._pictures:
            record["pictures"] = {"asked": sorted(set(self._pictures))[:100], "missing": self.renderer.absent}
        self.journal.observe(CaptureKind.ENDING, f"{NAME_SPACE}ending", record)
        summary: Header = {key: record[key] for key in ("left", "left_by_standing", "refused", "dropped", "rounds")}
        self.asker.orders.closed = True
        self.journal.outlet.send(
            end_header(self.plan.audit, ending, error, self.budget.pages, self.budget.requests, summary)
        )
