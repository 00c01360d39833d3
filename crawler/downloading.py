"""Scrapy's HTTP download, made safe: guarded connections, bounded headers, and the headers kept as they came.

The only download handler of the crawl, for http and https; every other scheme is switched off (crawler.settings).
"""

from typing import Any, cast

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.web._newclient import ParseError
from twisted.web.client import Agent

from crawler.connecting import GuardedEndpoints
from crawler.guard import Guard
from crawler.names import Names
from crawler.tls import LenientTls

MAX_HEADER_LINES = 300
MAX_HEADER_BYTES = 64 * 1024

#: Request.meta keys by which the fetch learns what went over the wire.
SENT = "sent_headers"
RECEIVED = "received_headers"

Headers = tuple[tuple[str, str], ...]


class _BoundedParser(_LenientHTTPClientParser):
    """Counts header lines and bytes of an answer, interim (1xx) answers included."""

    lines_seen = 0
    bytes_seen = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  (Twisted's interface)
        self.lines_seen += 1
        self.bytes_seen += len(line)
        if self.lines_seen > MAX_HEADER_LINES or self.bytes_seen > MAX_HEADER_BYTES:
            raise ParseError("headers beyond all measure", line[:100])  # type: ignore[no-untyped-call]
        super().lineReceived(line)


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> "Deferred[Any]":
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = _BoundedParser
        return answer


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, _addr: Any) -> _BoundedProtocol:  # noqa: N802  (Twisted's interface)
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _GuardedAgent(_ScrapyAgent):
    """Scrapy's agent with our way out. A proxy in a request's meta, or anywhere else, is never looked at."""

    def __init__(self, endpoints: GuardedEndpoints, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._endpoints = endpoints

    def _get_agent(self, _request: Request, _timeout: float) -> Agent:
        from twisted.internet import reactor  # noqa: PLC0415  (importing it installs one)

        made = Agent.usingEndpointFactory(reactor, self._endpoints, self._pool)  # type: ignore[no-untyped-call]
        return cast(Agent, made)


class GuardedDownload(HTTP11DownloadHandler):
    """The crawl's download handler. Finds its audit's guard and address book on the spider."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # noqa: PLC0415  (importing it installs one)

        self._pool._factory = _BoundedFactory
        wires = cast(Any, crawler.spider).wires
        self._endpoints = wires.endpoints(reactor)

    async def download_request(self, request: Request) -> Response:
        request.meta[SENT] = _pairs(request.headers)
        agent = _GuardedAgent(
            self._endpoints,
            contextFactory=self._contextFactory,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=0,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        with wrap_twisted_exceptions():
            response = await maybe_deferred_to_future(agent.download_request(request))
        request.meta[RECEIVED] = _pairs(response.headers)
        return response


def _pairs(headers: Any) -> Headers:
    return tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )


class Wires:
    """What an audit's connections need: its guard, its address book, its TLS client."""

    def __init__(self, guard: Guard, names: Names, tls: LenientTls, seconds: float) -> None:
        self.guard = guard
        self.names = names
        self.tls = tls
        self._seconds = seconds

    def endpoints(self, reactor: Any) -> GuardedEndpoints:
        return GuardedEndpoints(reactor, self.names, self.guard, self.tls, self._seconds)
