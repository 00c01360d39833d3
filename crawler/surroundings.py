"""What stands around a portal's pages: how it answers over the other scheme, and what the name system says of it.

Looked at once per audit. A portal that is visited by number, on a port of its own or by a test's table of names has
no such surroundings, or only the part that the test serves.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.ipv6 import try_ipv6
from crawler.journal import NAME_SPACE, Origin
from crawler.reading import Reading, read
from crawler.unknown_pages import UnknownPages
from crawler.visiting import Visitor
from crawler.zones import NameFacts, ReadName
from domain.captures import CaptureKind
from domain.urls import host_of
from pages.hosts import is_numeric

OTHER_SCHEME = "other scheme"  # why it was asked, in the record's notes
_SECONDS = 8.0  # for each of two tries of its robots.txt: it may be shut without a word
_PORTS = {"http": 80, "https": 443}


@dataclass(slots=True)
class Surroundings:
    """Runs once, after the front page was found."""

    visitor: Visitor
    read_name: ReadName

    async def look(self, home: Reading) -> None:
        """Raises CrawlOverError like every request."""
        parts = urlsplit(home.fetched.url)
        host = parts.hostname or ""
        if is_numeric(host) or "." not in host or parts.port:
            return
        await self._ask_other_scheme(home, host)
        if not self.visitor.target.resolve:
            await self._ask_names(host, _PORTS[parts.scheme])

    async def _ask_other_scheme(self, home: Reading, host: str) -> None:
        """The front page's address over http where the portal has https, and the other way round: does it answer, and
        where does it send its visitors? Not followed over to the scheme that is known."""
        scheme = "http" if home.fetched.url.startswith("https:") else "https"
        passed = (home.fetched.requested, *home.fetched.redirects)
        if any(url.startswith(scheme + ":") and host_of(url) == host for url in passed):
            return
        visitor = self.visitor
        site = f"{scheme}://{host}"
        await visitor.fetcher.first_rules(site, _SECONDS)
        fetched = await visitor.fetcher.fetch(
            f"{site}/", tries=1, leave=lambda onward: not onward.startswith(scheme + ":")
        )
        reading = read(fetched, UnknownPages(), CaptureKind.PROBE)
        visitor.record(CaptureKind.PROBE, reading, Origin(), {"probe": OTHER_SCHEME})

    async def _ask_names(self, host: str, port: int) -> None:
        visitor = self.visitor
        visitor.asker.tell("", "DNS")
        facts = await visitor.asker.orders.unless_ended(self._read(host, port))
        visitor.journal.observe(CaptureKind.DNS, f"{NAME_SPACE}dns:{host}", facts.observation())

    async def _read(self, host: str, port: int) -> NameFacts:
        facts = await self.read_name(host)
        if facts.aaaa:
            facts.ipv6, facts.ipv6_how = await try_ipv6(facts.aaaa, port)
        return facts
