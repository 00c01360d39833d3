"""A portal of a few addresses on loopback, which writes down everything it is asked; and ears that hear any knock."""

import asyncio
import datetime
import itertools
import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.renderer.job import Job, Rendered, RenderLimits, Want
from domain.agencies import Agency, Kind, Target

Show = Callable[[Job], Rendered]
_audits = itertools.count(1)
AGENT = "portal-audit-test/1 (+https://example.org/portal-audit)"


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    mime: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    raw: bytes = b""  # instead of everything else


@dataclass(frozen=True)
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    at: float


def html(body: str, head: str = "", **fields: Any) -> Reply:
    page = f"<!doctype html><html lang=vi><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return Reply(page.encode(), **fields)


@dataclass
class FakeSite:
    """Serves `pages` (path with query, or path) from a thread of its own."""

    secure: bool = False
    pages: dict[str, Reply] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    port: int = 0
    connections: int = 0
    _thread: threading.Thread | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(5)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        assert self._loop is not None
        assert self._thread is not None
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    @property
    def root(self) -> str:
        return f"{'https' if self.secure else 'http'}://127.0.0.1:{self.port}"

    @property
    def target(self) -> Target:
        return Target(Agency("thu", "Cơ quan thử", Kind.DEPARTMENT), self.root + "/")

    def asked(self, path: str) -> list[Heard]:
        return [heard for heard in self.heard if heard.path == path]

    def job(self, path: str = "/", want: Want | None = None, limits: RenderLimits | None = None, **fields: Any) -> Job:
        quick = limits or RenderLimits(page_seconds=12, load_seconds=3, settle_seconds=2.5, request_seconds=2.5)
        given = {
            "audit": f"audit-{next(_audits)}",
            "target": self.target,
            "delay": 0.0,
            "allow_private": True,
            **fields,
        }
        return Job(url=self.root + path, user_agent=AGENT, want=want or Want(), limits=quick, **given)

    def again(self, job: Job, path: str, **fields: Any) -> Job:
        """Another page of the same audit."""
        return replace(job, url=self.root + path, **fields)

    def _run(self, ready: threading.Event) -> None:
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        context = server_tls() if self.secure else None
        server = self._loop.run_until_complete(asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=context))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        works = asyncio.all_tasks(self._loop)
        for work in works:
            work.cancel()
        self._loop.run_until_complete(asyncio.gather(*works, return_exceptions=True))
        self._loop.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._answer(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").strip().split("\r\n")
        method, path, _ = first.split(" ")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.heard.append(Heard(method, path, headers, time.monotonic()))
        reply = self.pages.get(path) or self.pages.get(path.partition("?")[0]) or Reply(b"?", status=404)
        if reply.delay:
            await asyncio.sleep(reply.delay)
        if reply.raw:
            writer.write(reply.raw)
            await writer.drain()
            return False
        writer.write(f"HTTP/1.1 {reply.status} X\r\nContent-Length: {len(reply.body)}\r\n".encode())
        named = {name.lower() for name, _ in reply.headers}
        for name, value in (*reply.headers, *(() if "content-type" in named else (("Content-Type", reply.mime),))):
            writer.write(f"{name}: {value}\r\n".encode())
        writer.write(b"\r\n" + (b"" if method == "HEAD" else reply.body))
        await writer.drain()
        return True


@dataclass
class Ear:
    """Something listens here, by TCP and UDP, and counts who comes."""

    host: str = "127.0.0.1"
    port: int = 0
    knocks: list[str] = field(default_factory=list)
    _sockets: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> Self:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            stream = socket.create_server((self.host, self.port), family=family)
        except OSError:  # somebody has the port that was wished for
            stream = socket.create_server((self.host, 0), family=family)
        self.port = stream.getsockname()[1]
        datagrams = socket.socket(family, socket.SOCK_DGRAM)
        datagrams.bind((self.host, self.port))
        self._sockets = [stream, datagrams]
        for work in (self._accept, self._receive):
            threading.Thread(target=work, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        for each in self._sockets:
            each.close()

    def _hear(self, what: str, wait: Callable[[], Any]) -> None:
        while True:
            try:
                wait()
            except OSError:
                return
            self.knocks.append(what)

    def _accept(self) -> None:
        self._hear("tcp", lambda: self._sockets[0].accept()[0].close())  # noqa: PLW0108

    def _receive(self) -> None:
        self._hear("udp", lambda: self._sockets[1].recvfrom(2048))


def server_tls() -> ssl.SSLContext:
    """A certificate as bad as they come: self-signed, expired, for another name."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sai-ten.example")])
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(past)
        .not_valid_after(past + datetime.timedelta(days=90))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        pem = Path(folder, "pem")
        pem.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
        context.load_cert_chain(pem)
    return context
