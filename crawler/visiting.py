"""Visiting one address: fetch, read, archive, and take its links along."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.actions import looks_like_action
from crawler.asking import Asker
from crawler.exhibits import Exhibits
from crawler.fetching import Fetcher
from crawler.frontier import Candidate, Frontier, Standing
from crawler.journal import Fetched, Journal, Origin
from crawler.links import LinkReader
from crawler.reading import Reading, read
from crawler.renderer.job import Want
from crawler.renderer.when import Why
from crawler.rendering import Screen, Shown
from crawler.trouble import Trouble
from crawler.unknown_pages import UnknownPages
from domain.agencies import Target
from domain.captures import Capture, CaptureKind
from domain.codec import digest_bytes
from domain.plans import Search
from domain.urls import without_route
from pages.hosts import own_host
from pages.view import LinkKind, PageView

_MAX_UNASKED_TOLD = 50
_FEW_LINKS = 4
#: What a page without worth counts for, in pages of its template: a file costs much more than a "not found".
_FILE, _NOTHING = 6, 1
#: A form entry whose server fails is asked once more before anything is said of it.
_ENTRY_TRIES = 2


@dataclass(slots=True)
class Visitor:
    """One audit's reader of addresses. Remembers what was asked and what was read."""

    target: Target
    fetcher: Fetcher
    asker: Asker
    journal: Journal
    frontier: Frontier
    links: LinkReader
    screen: Screen
    unknown: UnknownPages = field(default_factory=UnknownPages)
    unknown_shown: UnknownPages = field(default_factory=UnknownPages)  # as script says "not found"
    trouble: Trouble = field(default_factory=Trouble)
    front: PageView | None = None  # the front page as a browser showed it, where one did
    _asked: set[str] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)
    _pictured: set[str] = field(default_factory=set)
    _origins: dict[str, Origin] = field(default_factory=dict)
    _exhibits: Exhibits = field(init=False)
    _front: set[str] = field(default_factory=set)
    _unasked_told: int = 0

    def __post_init__(self) -> None:
        self._exhibits = Exhibits(self.journal)

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

    async def show_home(self, home: Reading, home_id: str) -> None:
        """The front page in a browser, where plain HTML does not say enough to go on."""
        why = self.screen.why(home)
        if why is None:
            return
        url = home.fetched.url
        want = self.screen.want(url, why, home=True, pictured=True)
        shown = await self.screen.show(url, why, want, self.unknown_shown)
        if shown is None:
            return
        self._pictured.add(url)
        self._keep_shown(shown, Origin(), {"of": home_id})
        if shown.ok and shown.reading.view is not None:
            self.screen.app = why is Why.SHELL
            self.front = shown.reading.view
            self.remember(shown.reading.fetched)
            self.unknown_shown.learn_home(shown.reading.fetched.url, shown.reading.view)
            self.unknown_shown.homes |= self.unknown.homes
            self._offer_shown(shown, 0, Standing.MENU)

    async def visit(self, candidate: Candidate, notes: Mapping[str, Any] | None = None) -> None:
        """A page, or whatever stands there: fetched, and shown in a browser where that is worth it."""
        only_script = candidate.url != without_route(candidate.url) or self.screen.instead(candidate.url)
        if only_script and await self._show_only(candidate, notes or {}):
            return
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
        shown = None if again else await self._show_too(candidate, reading, capture, notes or {})
        if shown is not None:
            return
        self._judge(candidate, reading, twin)
        if reading.is_page and not twin and not again:
            self._offer(reading, candidate.depth, self._standing(candidate))

    async def _show_too(
        self, candidate: Candidate, reading: Reading, capture: Capture, notes: Mapping[str, Any]
    ) -> Shown | None:
        """The fetched page in a browser; None when plain HTML says enough, or the browser shows nothing."""
        if not reading.is_page or (capture.notes.get("same_as") and not capture.notes.get("shell")):
            return None
        why = self.screen.why(reading, self._sought(notes))
        if why is None:
            return None
        url = reading.fetched.url
        shown = await self.screen.show(url, why, self.screen.want(url, why), self._unknown_for(why))
        if shown is None:
            return None
        self.screen.learn(shown, reading)
        self._take_shown(shown, candidate, {**notes, "of": capture.id})
        return shown if shown.ok else None

    async def _show_only(self, candidate: Candidate, notes: Mapping[str, Any]) -> bool:
        """A place that only script makes. False when it must be fetched after all."""
        url, route = candidate.url, candidate.url != without_route(candidate.url)
        if not await self._may_show(url):
            return route
        self._asked.add(url)
        self.frontier.mark(url)
        shown = await self.screen.show(url, Why.SHELL, self.screen.want(url, Why.SHELL), self.unknown_shown)
        if shown is None or not (shown.ok or route or shown.reading.fetched.answer.status):
            return route
        self._take_shown(shown, candidate, notes)
        return True

    async def _may_show(self, url: str) -> bool:
        """Scope and robots.txt, as for an address that is fetched."""
        address = without_route(url)
        return self.fetcher.in_scope(address) and (await self.fetcher.rules(address)).allows(address)

    async def picture(self, url: str) -> None:
        """A page that somebody wants to see as it looked."""
        home, origin = self.unknown.is_front(url), self._origins.get(url, Origin())
        known = url in self._pictured and not self.screen.unmeasured(url, home=home)
        if known or looks_like_action(url) or self.screen.absent or not await self._may_show(url):
            return
        self._pictured.add(url)
        want = self.screen.want(url, Why.PICTURE, home=home, pictured=True)
        shown = await self.screen.show(url, Why.PICTURE, want, self._unknown_for(Why.PICTURE))
        if shown is None:
            return
        self._keep_shown(shown, origin, {})
        if shown.ok:
            self._offer_shown(shown, origin.depth, Standing.MENU if home else Standing.BODY)

    def _take_shown(self, shown: Shown, candidate: Candidate, notes: Mapping[str, Any]) -> None:
        """Archives what was shown and goes on from it."""
        fetched = shown.reading.fetched
        again = fetched.url != candidate.url and self.asked(fetched.url)
        self.remember(fetched)
        digest = digest_bytes(fetched.answer.body) if shown.ok else ""
        twin = self._digests.get(digest, "")
        origin = Origin(candidate.referrer, candidate.label, candidate.depth)
        capture = self._keep_shown(shown, origin, {**notes, **({"same_as": twin} if twin else {})})
        if digest and not twin:
            self._digests[digest] = capture.id
        self._judge(candidate, shown.reading, twin)
        if shown.ok and not twin and not again:
            self._offer_shown(shown, candidate.depth, self._standing(candidate))

    def _keep_shown(self, shown: Shown, origin: Origin, notes: Mapping[str, Any]) -> Capture:
        capture = self._exhibits.record(shown, origin, notes)
        self._origins.setdefault(capture.url, origin)
        self.asker.budget.count(capture)
        return capture

    def _offer_shown(self, shown: Shown, depth: int, standing: Standing) -> None:
        """The links of the DOM, and those that only pressing brings."""
        view = shown.reading.view
        if view is None:
            return
        if shown.why is Why.SHELL:
            self.links.apps.add(without_route(shown.reading.fetched.url))
        self._offer(shown.reading, depth, standing)
        for candidate in self.links.pressed(shown.rendered.ways, view, depth, standing, self.frontier.seen):
            self.frontier.offer(candidate)

    def _unknown_for(self, why: Why) -> UnknownPages:
        """How "not found" looks in the browser: learnt apart where the portal is an application."""
        return self.unknown_shown if self.screen.app or why is Why.SHELL else self.unknown

    def _sought(self, notes: Mapping[str, Any]) -> tuple[str, ...]:
        """The words of the goal that somebody wants this page for."""
        tag = notes.get("tag")
        return tuple(word.text for word in self.frontier.words if word.tag == tag) if tag else ()

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

    async def probe_shown(self, url: str) -> None:
        """An address that cannot exist, in the browser: how does the application say "not found"?"""
        shown = await self.screen.show(url, Why.SHELL, Want(), UnknownPages())
        if shown is None:
            return
        if shown.reading.wall is None:
            self.unknown_shown.learn(shown.reading.fetched, shown.reading.view)
        self._exhibits.record(shown, Origin(), {"probe": "unknown address"}, CaptureKind.PROBE)

    async def fetch_file(self, url: str, tag: str) -> None:
        """A document that somebody wants by name."""
        if self.asked(url) or looks_like_action(url):
            return
        fetched = await self.fetcher.fetch(url, tries=1)
        self.remember(fetched)
        reading = read(fetched, self.unknown)
        self.record(CaptureKind.FILE if reading.view is None else CaptureKind.PAGE, reading, Origin(), {"tag": tag})

    async def try_entry(self, url: str, tag: str) -> None:
        """The entry of a form that somebody wants by name: what answers there. It is no page to read on."""
        if self.asked(url) or looks_like_action(url):
            return
        fetched = await self.fetcher.fetch(url, tries=_ENTRY_TRIES)
        self.remember(fetched)
        self.record(
            CaptureKind.PROBE,
            read(fetched, self.unknown, CaptureKind.PROBE),
            Origin(),
            {"tag": tag, "tries": _ENTRY_TRIES},
        )

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
        self._origins[capture.url] = origin
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
