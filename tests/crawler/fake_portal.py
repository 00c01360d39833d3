"""A portal of our own making on loopback: answers as told, however rude, and keeps a log of what it was asked."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Asked:
    at: float
    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """`raw` replaces everything; `stream` is sent piece by piece after the head (or instead of it, with raw=b"")."""

    status: int = 200
    body: bytes = b""
    mime: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    raw: bytes | None = None
    stream: Callable[[], AsyncIterator[bytes]] | None = None
    hang: bool = False

    def head(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} X", f"Content-Type: {self.mime}"]
        if self.stream is None:
            lines.append(f"Content-Length: {len(self.body)}")
        lines += [f"{name}: {value}" for name, value in self.headers]
        return ("\r\n".join([*lines, "Connection: close", "", ""])).encode("latin-1")


Route = Reply | Callable[[Asked], Reply]


def page(
    title: str, *links: tuple[str, str], text: str = "", menu: tuple[tuple[str, str], ...] = (), head: str = ""
) -> Reply:
    """An ordinary page: a menu, a heading, text, links."""

    def items(pairs: tuple[tuple[str, str], ...]) -> str:
        return "".join(f'<li><a href="{url}">{label}</a></li>' for url, label in pairs)

    body = (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>"
        f"<nav><ul>{items(menu)}</ul></nav><main><h1>{title}</h1><p>{text or 'Nội dung của trang ' + title}</p>"
        f"<ul>{items(links)}</ul></main></body></html>"
    )
    return Reply(body=body.encode())


def missing() -> Reply:
    return Reply(404, "<html><title>404</title><body>Không tìm thấy</body></html>".encode())


def redirect(location: str, status: int = 302) -> Reply:
    return Reply(status, headers=(("Location", location),))


@dataclass
class FakePortal:
    """Use as a context manager. Unknown paths get `default`."""

    routes: dict[str, Route] = field(default_factory=dict)
    default: Route = field(default_factory=missing)
    host: str = "127.0.0.1"
    log: list[Asked] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]

    def __enter__(self) -> Self:
        started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(5)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.set_exception_handler(lambda _loop, _context: None)  # connections cut at the end
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, self.host, self.port))
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            asked = await self._read(reader)
            if asked is not None:
                await self._answer(asked, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _read(self, reader: asyncio.StreamReader) -> Asked | None:
        first = await reader.readexactly(1)
        if first == b"\x16":  # a TLS hello: this server speaks plain HTTP only, and hangs up
            return None
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ", 2)
        headers = {}
        for line in head[1:]:
            name, _, value = line.partition(":")
            if name:
                headers[name.lower()] = value.strip()
        asked = Asked(time.monotonic(), method, path, headers)
        self.log.append(asked)
        return asked

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> None:
        route = self.routes.get(asked.path, self.default)
        reply = route if isinstance(route, Reply) else route(asked)
        if reply.hang:
            await asyncio.sleep(3600)
        writer.write(reply.raw if reply.raw is not None else reply.head())
        if reply.raw is None and asked.method != "HEAD":
            writer.write(reply.body)
        if reply.stream is not None:
            async for piece in reply.stream():
                writer.write(piece)
                await writer.drain()
        await writer.drain()
