"""Response headers as a WARC can hold them: safe on the way in, as received on the way out.

Bodies are archived decoded, so a Content-Encoding left in place would make every reader decode twice. Those headers,
and the length that no longer fits, are kept under `X-Archive-Orig-*` names, as other archives do.
"""

import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from urllib.parse import quote, urlsplit

Header = tuple[str, str]

_ORIGINAL = "x-archive-orig-"
_REWRITTEN = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_NOT_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_SAFE_VALUE = "".join(chr(code) for code in range(0x20, 0x7F))
_SAFE_URI = "".join(char for char in _SAFE_VALUE if char not in ' <>"{}|\\^`')
_MAX_HEADERS = 256
_MAX_VALUE = 8192
_MAX_NAME = 256


def block_headers(received: Sequence[Header], body_size: int) -> list[Header]:
    """The headers of the archived response: no line breaks, no other letters, no encoding, the right length.

    At most 256 of them, 8 KiB each; what is cut here is kept exactly beside the record (storage.archive.carried).
    """
    kept: list[Header] = []
    for name, value in received[:_MAX_HEADERS]:
        token = _NOT_TOKEN.sub("_", name[:_MAX_NAME])
        if not token:
            continue
        prefix = "X-Archive-Orig-" if token.lower() in _REWRITTEN else ""
        kept.append((prefix + token, safe_value(value)))
    kept.append(("Content-Length", str(body_size)))
    return kept


def received_headers(archived: Iterable[Header]) -> tuple[Header, ...]:
    """What `block_headers` was given, as far as the block can tell: names lower case, our own length gone."""
    restored: list[Header] = []
    for name, value in archived:
        lowered = name.lower()
        if lowered.startswith(_ORIGINAL):
            restored.append((lowered.removeprefix(_ORIGINAL), value))
        elif lowered not in _REWRITTEN:
            restored.append((lowered, value))
    return tuple(restored)


def safe_value(text: str) -> str:
    """One line of printable ASCII: anything else percent-encoded, at most 8 KiB."""
    return quote(text[:_MAX_VALUE], safe=_SAFE_VALUE, errors="surrogatepass")[:_MAX_VALUE].strip()


def safe_uri(url: str) -> str:
    """An address that fits a WARC header: one word of printable ASCII, at most 8 KiB."""
    return quote(url[:_MAX_VALUE], safe=_SAFE_URI, errors="surrogatepass")[:_MAX_VALUE]


def status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def request_line(url: str) -> tuple[str, str]:
    """The request line's address and its Host, of an http(s) address."""
    parts = urlsplit(safe_uri(url))
    path = parts.path or "/"
    return (f"{path}?{parts.query}" if parts.query else path), parts.netloc.rpartition("@")[2]


def request_block(url: str, sent: Sequence[Header]) -> tuple[str, list[Header]]:
    """Request line without protocol, and headers, as far as they are known."""
    path, host = request_line(url)
    headers = [
        (_NOT_TOKEN.sub("_", name[:_MAX_NAME]), safe_value(value)) for name, value in sent[:_MAX_HEADERS] if name
    ]
    if not any(name.lower() == "host" for name, _ in headers):
        headers.insert(0, ("Host", host))
    return f"GET {path}", headers
