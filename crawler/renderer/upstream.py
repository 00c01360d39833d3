"""From the proxy to the portal: names resolved once, every address checked, the checked one connected to."""

import asyncio
import ssl
import time
from dataclasses import dataclass, field
from ipaddress import ip_address

from crawler.connecting import admit
from crawler.names import LookupFailedError
from crawler.renderer.asks import Ask
from crawler.renderer.gate import Policy
from crawler.renderer.http1 import MAX_HEAD

_CONNECT_SECONDS = 8.0
_MAX_PLACES = 4
_IDLE_SECONDS = 4.0  # servers close idle connections after five and more
_MAX_IDLE = 6  # per site, as browsers do

_Site = tuple[str, str, int]


@dataclass(slots=True)
class Link:
    """A connection to a portal's server. `used`: it carried an answer already."""

    site: _Site
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    used: bool = False
    since: float = 0.0

    def close(self) -> None:
        self.writer.transport.abort()


@dataclass(slots=True)
class Upstream:
    """The connections of one context."""

    policy: Policy
    tls: ssl.SSLContext
    opened: int = 0
    _idle: dict[_Site, list[Link]] = field(default_factory=dict)

    async def link(self, ask: Ask, *, fresh: bool = False) -> Link:
        """A connection for this request, checked when it was made.

        Raises RefusedError, LookupFailedError, TimeoutError, OSError (TLS faults are such).
        """
        site = (ask.scheme, ask.host, ask.port)
        waiting = self._idle.get(site, [])
        while waiting:
            link = waiting.pop()
            young = time.monotonic() - link.since < _IDLE_SECONDS
            if young and not fresh and not link.reader.at_eof() and not link.writer.is_closing():
                return link
            link.close()
        return await self._connect(site)

    def keep(self, link: Link) -> None:
        """This connection may serve another request."""
        waiting = self._idle.setdefault(link.site, [])
        if len(waiting) >= _MAX_IDLE:
            link.close()
            return
        link.used, link.since = True, time.monotonic()
        waiting.append(link)

    def close(self) -> None:
        for waiting in self._idle.values():
            for link in waiting:
                link.close()
        self._idle.clear()

    async def _connect(self, site: _Site) -> Link:
        scheme, host, port = site
        guard = self.policy.guard
        guard.check_port(host, port)
        places = await self.policy.names.places(host, port)
        for address, _ in places:
            guard.check_address(host, port, address)
        tried = places[:_MAX_PLACES]
        for number, (address, real_port) in enumerate(tried, 1):
            try:
                return await self._to(site, address, real_port, scheme == "https")
            except (OSError, TimeoutError):
                if number == len(tried):
                    raise
        raise LookupFailedError(f"{host}: no address")

    async def _to(self, site: _Site, address: str, port: int, secure: bool) -> Link:
        admit(address, port)
        async with asyncio.timeout(_CONNECT_SECONDS):
            reader, writer = await asyncio.open_connection(
                str(ip_address(address)),
                port,
                ssl=self.tls if secure else None,
                server_hostname=site[1] if secure else None,
                limit=MAX_HEAD,
            )
        self.opened += 1
        return Link(site, reader, writer)
