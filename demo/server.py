"""Serves made-up portals on loopback, by name, on one port, and writes down who asked for what."""

import contextlib
import gzip
import re
import select
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from demo.wire import HTML_UTF8, Request, Response

_LOGIN = re.compile(r"login|authenticate|dang-?nhap|logout|dang-?xuat|signout|(?<![a-z-])thoat(?![a-z-])")
_ACTION = re.compile(r"^/(?:quan-tri|tai-khoan|api/thao-tac)/")  # what the buttons of the scripted portals order
_MOST_BODY = 1 << 20
_TLS_HELLO = b"\x16"


class Served(Protocol):
    """What the server needs of a portal: the names it answers to, its neighbours' names, its answers."""

    @property
    def hosts(self) -> tuple[str, ...]: ...

    @property
    def neighbours(self) -> Mapping[str, str]: ...

    @property
    def entrances(self) -> frozenset[str]:
        """Where the entries of its services lead, log-ins of one service each: host and target as asked for."""
        ...

    @property
    def respond(self) -> Callable[[Request], Response]: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """One request in the log."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str]
    status: int


@dataclass(slots=True)
class Log:
    """All requests, in the order they were answered. Safe to read while serving. `entrances`: see Served."""

    entrances: frozenset[str] = frozenset()
    entries: list[Asked] = field(default_factory=list)

    def of(self, host: str) -> tuple[Asked, ...]:
        return tuple(entry for entry in self.entries if entry.host == host)

    @property
    def posts(self) -> tuple[Asked, ...]:
        """Everything but GET and HEAD: must stay empty."""
        return tuple(entry for entry in self.entries if entry.method not in ("GET", "HEAD"))

    @property
    def logins(self) -> tuple[Asked, ...]:
        """Requests for log-in and log-out addresses: must stay empty.

        The log-in of one service, which its entry to submission sends to, is no such address.
        """
        return tuple(
            entry
            for entry in self.entries
            if _LOGIN.search(_path(entry.target)) and entry.host + entry.target not in self.entrances
        )

    @property
    def actions(self) -> tuple[Asked, ...]:
        """Orders given with a button (delete, cancel, log out), though by GET: must stay empty."""
        return tuple(entry for entry in self.entries if _ACTION.search(_path(entry.target)))

    @property
    def strangers(self) -> tuple[Asked, ...]:
        """Requests for names that no portal here answers to: must stay empty."""
        return tuple(entry for entry in self.entries if entry.status == 421)


def _front(name: str) -> Callable[[Request], Response]:
    """The front page of a neighbour whose portal is not among those served."""
    body = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{name}</title></head><body><h1>{name}</h1>'
        f"<p>Trang thông tin điện tử {name}.</p></body></html>"
    ).encode()
    page = Response(200, (("Content-Type", HTML_UTF8),), body)
    missing = Response(404, (("Content-Type", HTML_UTF8),), b"<h1>404</h1>")
    return lambda request: page if request.path == "/" else missing


def _path(target: str) -> str:
    return target.split("?", maxsplit=1)[0].lower()


@dataclass(frozen=True, slots=True)
class Serving:
    port: int
    log: Log


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], portals: Sequence[Served]) -> None:
        fronts = {host: _front(name) for portal in portals for host, name in portal.neighbours.items()}
        self.by_host = {**fronts, **{host: portal.respond for portal in portals for host in portal.hosts}}
        self.log = Log(frozenset().union(*(portal.entrances for portal in portals)))
        self.closing = threading.Event()
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Visitors who hang up half-way are no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Microsoft-IIS/7.5"
    sys_version = ""
    timeout = 30
    wbufsize = 1 << 16  # head and body in one go
    disable_nagle_algorithm = True
    server: _Server

    def handle(self) -> None:
        """Plain HTTP only: who comes with a TLS hello is hung up on at once."""
        with contextlib.suppress(TimeoutError):
            if self.connection.recv(1, socket.MSG_PEEK) != _TLS_HELLO:
                super().handle()

    def do_GET(self) -> None:
        self._serve()

    do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = do_PATCH = do_GET  # noqa: N815 - names are http.server's

    def _serve(self) -> None:
        length = min(int(self.headers.get("Content-Length") or 0), _MOST_BODY)
        body = self.rfile.read(length) if length else b""
        host = (self.headers.get("Host") or "").split(":")[0].lower()
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self._answer(Request(self.command, host, self.path, headers, body))
        self.server.log.entries.append(Asked(self.command, host, self.path, headers, answer.status))
        if answer.silent:
            self._say_nothing()
            return
        if answer.drips:
            self._drip(answer)
            return
        self._send(answer, "gzip" in headers.get("accept-encoding", ""))

    def _answer(self, request: Request) -> Response:
        respond = self.server.by_host.get(request.host)
        if respond is None:
            return Response(421, (("Content-Type", "text/plain"),), b"no such portal here")
        return respond(request)

    def _say_nothing(self) -> None:
        """Holds the connection until the visitor gives up or the server closes."""
        self.close_connection = True
        while not self.server.closing.is_set():
            readable, _, _ = select.select([self.connection], [], [], 0.1)
            if readable:
                return

    def _drip(self, answer: Response) -> None:
        """Sends the body again and again, until the visitor gives up or the server closes."""
        self.close_connection = True
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while not self.server.closing.wait(0.02):
                self.wfile.write(answer.body)
                self.wfile.flush()
        except OSError:
            return

    def _send(self, answer: Response, accepts_gzip: bool) -> None:
        body = answer.body
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.compressible and accepts_gzip:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Requests are kept in the log, not printed."""


@contextmanager
def serve(portals: Sequence[Served], host: str = "127.0.0.1", port: int = 0) -> Iterator[Serving]:
    """The portals on one port, told apart by the Host header, until the block is left."""
    server = _Server((host, port), portals)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Serving(server.server_address[1], server.log)
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@contextmanager
def silence(host: str = "127.0.0.1") -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server((host, 0), backlog=64) as listener:
        yield int(listener.getsockname()[1])
