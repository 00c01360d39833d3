"""The opening of a visit: the front page, how the portal says "not found", and its maps of itself."""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.entrance import Entrance
from crawler.frontier import Candidate, Standing
from crawler.journal import Origin
from crawler.links import is_map
from crawler.reading import Reading, read
from crawler.sitemap import read_sitemap
from crawler.unknown_pages import UnknownPages, unknown_addresses, unknown_route
from crawler.visiting import Visitor
from domain.captures import CaptureKind, Outcome
from domain.urls import join, site_of, without_route
from pages.view import Link

_MAX_SITEMAPS = 5
_MANY = 500


@dataclass(slots=True)
class Opening:
    """Runs once, before the rounds."""

    audit: str
    visitor: Visitor

    async def run(self) -> Reading:
        """The front page. Raises CrawlOverError when there is no way in."""
        visitor = self.visitor
        entrance = Entrance(visitor.target, visitor.fetcher, visitor.asker, visitor.journal, visitor.unknown)
        home = await entrance.find()
        visitor.welcome(home, entrance.home_id)
        await visitor.show_home(home, entrance.home_id)
        await self._ask_unknown(home)
        await self._read_sitemaps(home)
        await self._read_map_page(home)
        return home

    async def _ask_unknown(self, home: Reading) -> None:
        """Two addresses that cannot exist: how does this portal say "not found"?"""
        visitor = self.visitor
        for url in unknown_addresses(self.audit, home.fetched.url, self._usual_page(home)):
            fetched = await visitor.fetcher.fetch(url, tries=1)
            reading = read(fetched, UnknownPages(), CaptureKind.PROBE)
            visitor.unknown.learn(fetched, reading.view if reading.wall is None else None)
            visitor.remember(fetched, final=False)
            visitor.record(CaptureKind.PROBE, reading, Origin(), {"probe": "unknown address"})
            if reading.view is not None and reading.view.shell:
                await visitor.probe_shown(fetched.url)
        if any(candidate.url != without_route(candidate.url) for candidate in visitor.frontier.left(_MANY)):
            await visitor.probe_shown(unknown_route(self.audit, home.fetched.url))

    def _usual_page(self, home: Reading) -> str:
        """A page of the portal as most of its pages are called: same folder, same ending."""
        host = urlsplit(home.fetched.url).netloc
        waiting = self.visitor.frontier.left(_MANY)
        menu = [candidate for candidate in waiting if candidate.standing is Standing.MENU]
        own = [candidate.url for candidate in menu or waiting if urlsplit(candidate.url).netloc == host]
        shapes = Counter(_shape(url) for url in own)
        return max(own, key=lambda url: (shapes[_shape(url)], -own.index(url))) if own else ""

    async def _read_sitemaps(self, home: Reading) -> None:
        """The site map as XML: those that robots.txt names, else the usual address; an index is followed."""
        fetcher = self.visitor.fetcher
        rules = await fetcher.rules(home.fetched.url)
        waiting = list(rules.sitemaps or (site_of(home.fetched.url) + "/sitemap.xml",))
        asked: list[str] = []
        while waiting and len(asked) < _MAX_SITEMAPS:
            url = join(home.fetched.url, waiting.pop(0))
            if url is None or url in asked or not fetcher.in_scope(url):
                continue
            asked.append(url)
            waiting.extend(await self._read_sitemap(url))

    async def _read_sitemap(self, url: str) -> tuple[str, ...]:
        visitor = self.visitor
        fetched = await visitor.fetcher.fetch(url, tries=1)
        visitor.remember(fetched)
        found = read_sitemap(fetched.answer.body, url) if fetched.answer.outcome is Outcome.OK else None
        if found is None:
            visitor.journal.record(CaptureKind.PROBE, fetched, Origin(), {"probe": "sitemap"})
            return ()
        visitor.journal.record(CaptureKind.SITEMAP, fetched)
        for candidate in visitor.links.listed(found.pages, url):
            visitor.frontier.offer(candidate)
        return found.maps

    async def _read_map_page(self, home: Reading) -> None:
        """The page that shows the portal's own map, when the front page links to one."""
        visitor = self.visitor
        view = visitor.front or home.view
        links: tuple[Link, ...] = view.links if view else ()
        found = next((link for link in links if link.url and is_map(link)), None)
        url = visitor.links.address(found.url) if found and found.url else ""
        if url and not visitor.asked(url) and visitor.fetcher.in_scope(url) and visitor.asker.budget.pages_left:
            label = found.label if found else ""
            await visitor.visit(Candidate(url, label, (), home.fetched.url, 1, Standing.MAP))


def _shape(url: str) -> tuple[str, str]:
    folder, _, name = urlsplit(url).path.rpartition("/")
    ending = re.search(r"\.[a-z]{2,5}$", name.lower())
    return folder, ending.group() if ending else ""
