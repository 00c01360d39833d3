"""The browser's only way to the network: a forward proxy on loopback, one listener for each browser context.

https is ended here and begun anew towards the portal, so that method, address, upgrade and size of every request are
judged alike, whatever the browser believes. A tunnel to a place that will be refused is opened all the same, but only
to us: so a script that leads the page there cannot replace it by an error page.
"""

import asyncio
import ssl
from dataclasses import dataclass, field

from crawler.renderer.asks import ask_of
from crawler.renderer.gate import Gate, Reason
from crawler.renderer.http1 import (
    MAX_HEAD,
    RequestHead,
    WireError,
    body_parts,
    encode_response,
    read_request,
)
from crawler.renderer.relay import Relay

_MAX_SENT = 2 * 1024 * 1024  # of a body that is thrown away
_IDLE_SECONDS = 60.0
_TLS_SECONDS = 10.0
_EMPTY = (("content-type", "text/html"), ("content-length", "0"), ("cache-control", "no-store"))


@dataclass(slots=True)
class Proxy:
    """One context's listener. Without a gate (`relay` None) it refuses everything: the browser's own traffic."""

    tls: ssl.SSLContext
    gate: Gate | None = None
    relay: Relay | None = None
    empty_path: str = ""  # asked for between two pages, at whatever site; never leaves here
    port: int = 0
    refused_alone: int = 0
    _server: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _busy: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=MAX_HEAD)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        if self.relay is not None:
            self.relay.upstream.close()

    def hang_up(self) -> None:
        """Ends every exchange that is under way: its page is no longer of interest."""
        for writer in list(self._busy):
            writer.transport.abort()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            await self._talk(reader, writer, "")
        except (WireError, OSError, TimeoutError, EOFError):
            pass  # the connection is of no use any more; what mattered is in the ledger
        finally:
            self._writers.discard(writer)
            self._busy.discard(writer)
            writer.transport.abort() if writer.transport.get_write_buffer_size() == 0 else writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, tunnel: str) -> None:
        while True:
            async with asyncio.timeout(_IDLE_SECONDS):
                head = await read_request(reader)
            if head is None:
                return
            if head.method == "CONNECT" and not tunnel:
                await self._tunnel(head, reader, writer)
                return
            await self._answer(head, reader, writer, tunnel)
            if "close" in head.header("connection").lower():
                return

    async def _tunnel(self, head: RequestHead, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """What a tunnel carries is TLS, or it is a WebSocket without it."""
        ledger = self.gate.ledger if self.gate else None
        if self.gate is None:
            self._count_stray()
            writer.write(encode_response(403, "Refused", [("content-length", "0")]))
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await writer.start_tls(self.tls, ssl_handshake_timeout=_TLS_SECONDS)
        except (OSError, EOFError) as error:
            if ledger is not None and not isinstance(error, ConnectionError):
                ledger.note(Reason.WEBSOCKET, "CONNECT", head.target, "a tunnel without TLS")
            return
        await self._talk(reader, writer, head.target)

    async def _answer(
        self, head: RequestHead, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, tunnel: str
    ) -> None:
        ledger = self.gate.ledger if self.gate else None
        await _throw_away_body(head, reader)
        if self.empty_path and head.target.endswith(self.empty_path):
            writer.write(encode_response(200, "OK", _EMPTY))
            return
        if ledger is None or self.relay is None:
            self._count_stray()
            writer.write(encode_response(403, "Refused", [("content-length", "0")]))
            return
        try:
            ask = ask_of(head, tunnel)
        except WireError as error:
            ledger.note(Reason.WIRE, head.method, head.target, str(error))
            writer.write(encode_response(400, "Refused", [("content-length", "0")]))
            return
        self._busy.add(writer)
        try:
            await self.relay.serve(ask, ledger, writer)
        finally:
            self._busy.discard(writer)

    def _count_stray(self) -> None:
        self.refused_alone += 1
        if self.gate is not None:
            self.gate.strays += 1


async def _throw_away_body(head: RequestHead, reader: asyncio.StreamReader) -> None:
    """Read so that the browser hears our answer; nothing of it goes anywhere."""
    size = 0
    async for part in body_parts(reader, head.headers, to_end=False):
        size += len(part)
        if size > _MAX_SENT:
            raise WireError("too much sent")
