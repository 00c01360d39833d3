"""The one way out of the crawl process: resolve once, check every address, connect to a checked one.

`GuardedEndpoints` stands where Twisted's agent would make endpoints of its own, for http and https alike. Below it
`seal_process` makes Python itself refuse any socket whose address no guard has admitted, so that nothing else that
happens to live in the process (a library, a plugin, a mistake) can reach a network either.
"""

import asyncio
import socket
import sys
from collections.abc import Awaitable
from ipaddress import ip_address
from typing import Any, cast

from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.error import ConnectError
from twisted.internet.interfaces import IProtocol, IProtocolFactory, IStreamClientEndpoint
from twisted.web.client import URI
from twisted.web.error import SchemeNotSupported
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import classImplements  # type: ignore[import-untyped]

from crawler.guard import Guard
from crawler.names import LookupFailedError, Names
from crawler.tls import LenientTls

_CONNECT_SECONDS = 10.0
_MAX_PLACES = 4

#: Places that some audit's guard has admitted in this process; read by the seal.
_admitted: set[tuple[str, int]] = set()


def admit(address: str, port: int) -> None:
    _admitted.add((str(ip_address(address)), port))


def _refuse_unadmitted(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        return
    place = arguments[1]
    if not isinstance(place, tuple) or arguments[0].family not in (socket.AF_INET, socket.AF_INET6):
        return
    try:
        wanted = (str(ip_address(str(place[0]))), int(place[1]))
    except ValueError:
        wanted = (str(place[0]), -1)
    if wanted not in _admitted:
        raise PermissionError(f"connection to {place[0]}:{place[1]} was admitted by no guard")


def seal_process() -> None:
    """From here on no socket of this process connects to a place that no guard has admitted. For good."""
    sys.addaudithook(_refuse_unadmitted)


class GuardedEndpoint:
    """A TCP connection to host:port, made only to an address that the guard let pass."""

    def __init__(self, reactor: Any, names: Names, guard: Guard, host: str, port: int, seconds: float) -> None:
        self._reactor = reactor
        self._names = names
        self._guard = guard
        self._host = host
        self._port = port
        self._seconds = seconds

    def connect(self, factory: IProtocolFactory) -> "Deferred[IProtocol]":
        return Deferred.fromFuture(asyncio.ensure_future(self._connect(factory)))

    async def _connect(self, factory: IProtocolFactory) -> IProtocol:
        self._guard.check_port(self._host, self._port)
        places = await self._names.places(self._host, self._port)
        for address, _ in places:
            self._guard.check_address(self._host, self._port, address)
        tried = places[:_MAX_PLACES]
        for number, (address, port) in enumerate(tried, 1):
            try:
                return await self._to(address, port, factory, min(_CONNECT_SECONDS, self._seconds / len(tried)))
            except (ConnectError, OSError):
                if number == len(tried):
                    raise
        raise LookupFailedError(f"{self._host}: no address")

    async def _to(self, address: str, port: int, factory: IProtocolFactory, seconds: float) -> IProtocol:
        admit(address, port)
        kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
        connected = kind(self._reactor, address, port, timeout=seconds).connect(factory)
        return cast(IProtocol, await cast(Awaitable[Any], connected.asFuture(asyncio.get_running_loop())))

    def __repr__(self) -> str:
        return f"<GuardedEndpoint {self._host}:{self._port}>"


classImplements(GuardedEndpoint, IStreamClientEndpoint)


class GuardedEndpoints:
    """Makes the endpoints of one audit's agent."""

    def __init__(self, reactor: Any, names: Names, guard: Guard, tls: LenientTls, seconds: float) -> None:
        self._reactor = reactor
        self._names = names
        self._guard = guard
        self._tls = tls
        self._seconds = seconds

    def endpointForURI(self, uri: URI) -> Any:  # noqa: N802  (Twisted's interface)
        host = uri.host.decode("ascii").strip("[]").rstrip(".").lower()
        endpoint = GuardedEndpoint(self._reactor, self._names, self._guard, host, uri.port, self._seconds)
        if uri.scheme == b"http":
            return endpoint
        if uri.scheme == b"https":
            return wrapClientTLS(cast(Any, self._tls.creator(host)), cast(Any, endpoint))
        raise SchemeNotSupported(f"no way out for {uri.scheme!r}")


classImplements(GuardedEndpoints, IAgentEndpointFactory)
