"""HTTP/1.1 as the proxy reads and writes it: heads within limits, bodies cut where they end (RFC 9112)."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

MAX_HEAD = 64 * 1024
_MAX_LINES = 200
_BLOCK = 64 * 1024
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

Headers = tuple[tuple[str, str], ...]


class WireError(ValueError):
    """What came over the wire is no HTTP, or ended in the middle."""


@dataclass(frozen=True, slots=True)
class RequestHead:
    method: str
    target: str
    headers: Headers

    def header(self, name: str) -> str:
        return header(self.headers, name)


@dataclass(frozen=True, slots=True)
class ResponseHead:
    status: int
    reason: str
    headers: Headers
    modern: bool  # HTTP/1.1: the connection stays open unless said otherwise

    def header(self, name: str) -> str:
        return header(self.headers, name)

    @property
    def stays_open(self) -> bool:
        said = self.header("connection").lower()
        return "close" not in said if self.modern else "keep-alive" in said


def header(headers: Headers, name: str) -> str:
    """The first header of that (lower-case) name, or ""."""
    return next((value for key, value in headers if key == name), "")


async def read_request(reader: asyncio.StreamReader) -> RequestHead | None:
    """The next request of the browser; None when it hung up. Raises WireError."""
    try:
        data = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial.strip():
            raise WireError("torn request") from error
        return None
    except asyncio.LimitOverrunError as error:
        raise WireError("request head too long") from error
    first, *lines = data.decode("latin-1").rstrip("\r\n").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or not parts[2].startswith("HTTP/1.") or not _is_token(parts[0]):
        raise WireError("no request line")
    return RequestHead(parts[0], parts[1], _headers(lines))


async def read_response(reader: asyncio.StreamReader) -> ResponseHead:
    """The next head of a portal's server, interim ones (1xx) passed over. Raises WireError."""
    for _ in range(5):
        head = _response(await _head_lines(reader))
        if head.status >= 200 or head.status == 101:
            return head
    raise WireError("only interim answers")


async def _head_lines(reader: asyncio.StreamReader) -> list[str]:
    """Lines up to the empty one; servers that end lines with a bare newline are read, too."""
    lines: list[str] = []
    size = 0
    while True:
        try:
            line = await reader.readline()
        except ValueError as error:
            raise WireError("header line too long") from error
        size += len(line)
        if size > MAX_HEAD or len(lines) > _MAX_LINES:
            raise WireError("head too long")
        if not line.endswith(b"\n"):
            raise WireError("the connection ended before the answer" if not lines else "torn head")
        text = line.decode("latin-1").rstrip("\r\n")
        if text:
            lines.append(text)
        elif lines:
            return lines


def _response(lines: list[str]) -> ResponseHead:
    version, _, rest = lines[0].partition(" ")
    code, _, reason = rest.strip().partition(" ")
    if not version.upper().startswith("HTTP/") or not (code.isascii() and code.isdigit() and len(code) == 3):
        raise WireError("no status line")
    return ResponseHead(int(code), reason[:200], _headers(lines[1:]), version.upper() not in ("HTTP/1.0", "HTTP/0.9"))


def _headers(lines: Iterable[str]) -> Headers:
    """Names in lower case; folded lines joined; lines that are no header left out."""
    found: list[tuple[str, str]] = []
    for line in lines:
        if line[:1] in (" ", "\t"):
            if found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon and name and _is_token(name):
            found.append((name.lower(), value.strip(" \t").replace("\0", "").replace("\r", "")))
    return tuple(found)


def _is_token(text: str) -> bool:
    return bool(text) and all(char in _TOKEN for char in text)


def encode_request(method: str, target: str, headers: Iterable[tuple[str, str]]) -> bytes:
    return _encode(f"{method} {target} HTTP/1.1", headers)


def encode_response(status: int, reason: str, headers: Iterable[tuple[str, str]]) -> bytes:
    return _encode(f"HTTP/1.1 {status} {reason}", headers)


def _encode(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def has_body(method: str, head: ResponseHead) -> bool:
    return method != "HEAD" and head.status not in (204, 304)


def content_length(headers: Headers) -> int | None:
    """The announced length. Raises WireError for one that cannot be."""
    values = {value.strip() for key, text in headers if key == "content-length" for value in text.split(",")}
    if not values:
        return None
    value = values.pop()
    if values or not (value.isascii() and value.isdigit()) or len(value) > 15:
        raise WireError("contradicting lengths")
    return int(value)


def is_chunked(headers: Headers) -> bool:
    return "chunked" in header(headers, "transfer-encoding").lower()


async def body_parts(reader: asyncio.StreamReader, headers: Headers, *, to_end: bool) -> AsyncIterator[bytes]:
    """A body's pieces, decoded from chunks. Without a length: to the end if `to_end`, else empty. Raises WireError."""
    if is_chunked(headers):
        async for part in _chunks(reader):
            yield part
        return
    length = content_length(headers)
    if length is None:
        while to_end and (part := await reader.read(_BLOCK)):
            yield part
        return
    async for part in _exactly(reader, length):
        yield part


async def _exactly(reader: asyncio.StreamReader, length: int) -> AsyncIterator[bytes]:
    missing = length
    while missing:
        part = await reader.read(min(missing, _BLOCK))
        if not part:
            raise WireError(f"the connection ended with {missing} of {length} bytes missing")
        missing -= len(part)
        yield part


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while True:
        size = _chunk_size(await _line(reader))
        if not size:
            while (await _line(reader)).strip():  # trailers
                pass
            return
        async for part in _exactly(reader, size):
            yield part
        if (await _line(reader)).strip():
            raise WireError("chunk longer than announced")


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        line = await reader.readline()
    except ValueError as error:
        raise WireError("chunk line too long") from error
    if not line.endswith(b"\n"):
        raise WireError("the connection ended inside a chunk")
    return line


def _chunk_size(line: bytes) -> int:
    digits = line.partition(b";")[0].strip()
    try:
        if not digits or len(digits) > 12 or digits[:1] in b"+-" or b"_" in digits:
            raise ValueError
        return int(digits, 16)
    except ValueError:
        raise WireError("no chunk size") from None
