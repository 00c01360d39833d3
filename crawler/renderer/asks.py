"""One request of the browser as the proxy sees it: address, and what part of a page it is for."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.renderer.http1 import Headers, RequestHead, WireError, header

_PORTS = {"http": 80, "https": 443}
_MAX_URL = 8000


class Part(StrEnum):
    """What the answer will be: the page itself, a frame in it, data for its scripts, or a piece (style, picture)."""

    DOCUMENT = "document"
    FRAME = "frame"
    DATA = "data"
    PIECE = "piece"


_BY_DESTINATION = {
    "document": Part.DOCUMENT,
    "iframe": Part.FRAME,
    "frame": Part.FRAME,
    "embed": Part.FRAME,
    "object": Part.FRAME,
    "fencedframe": Part.FRAME,
    "empty": Part.DATA,
}


@dataclass(frozen=True, slots=True)
class Ask:
    """`url` is absolute and without a fragment; `host` is lower case without brackets and trailing dots."""

    method: str
    url: str
    scheme: str
    host: str
    port: int
    path: str  # with the query
    headers: Headers
    part: Part

    @property
    def navigates(self) -> bool:
        return self.part in (Part.DOCUMENT, Part.FRAME)

    @property
    def upgrades(self) -> bool:
        """A WebSocket, or whatever else is no HTTP."""
        return bool(header(self.headers, "upgrade"))

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def ask_of(head: RequestHead, tunnel: str = "") -> Ask:
    """From the request's head; `tunnel` is the host:port that a CONNECT named. Raises WireError."""
    if len(head.target) > _MAX_URL:
        raise WireError("address too long")
    if any(char <= " " or char == "\x7f" for char in head.target + tunnel):
        raise WireError("blanks in an address")
    if tunnel:
        if not head.target.startswith("/"):
            raise WireError("no path inside a tunnel")
        return _ask(head, "https", tunnel, head.target)
    try:
        parts = urlsplit(head.target)
    except ValueError as error:
        raise WireError("no address") from error
    if parts.scheme.lower() != "http" or not parts.netloc or "@" in parts.netloc:
        raise WireError("no absolute address")
    rest = head.target.partition("://")[2]
    slash = min((place for place in (rest.find("/"), rest.find("?")) if place >= 0), default=len(rest))
    path = rest[slash:].partition("#")[0]
    return _ask(head, "http", parts.netloc, path if path.startswith("/") else "/" + path)


def _ask(head: RequestHead, scheme: str, netloc: str, path: str) -> Ask:
    try:
        parts = urlsplit(f"//{netloc}")
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port or _PORTS[scheme]
    except ValueError as error:
        raise WireError("no host") from error
    if not host or not host.isascii() or any(char <= " " or char in "/\\?#@%" for char in host):
        raise WireError("no host")
    shown = f"[{host}]" if ":" in host else host
    origin = f"{scheme}://{shown}" if port == _PORTS[scheme] else f"{scheme}://{shown}:{port}"
    return Ask(head.method, origin + path, scheme, host, port, path, head.headers, _part(head.headers))


def _part(headers: Headers) -> Part:
    """By what the browser says of itself. It says so only to https and loopback; elsewhere by how navigation asks."""
    destination = header(headers, "sec-fetch-dest")
    if destination:
        return _BY_DESTINATION.get(destination, Part.PIECE)
    if header(headers, "upgrade-insecure-requests") == "1":
        return Part.DOCUMENT
    return Part.DATA if header(headers, "x-requested-with") else Part.PIECE
