"""The words between the worker and a crawl process: frames over a pipe.

A frame is the header's length (4 bytes, big-endian), a JSON header (UTF-8), and a body of `header["body"]` bytes.

worker -> crawl: `plan`, `wanted`, `finish`, `stop`. crawl -> worker: `capture`, `progress`, `round_end`, `end`.
Either side may be killed at any moment, so a torn frame is an error of its own and never half a capture.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.captures import Capture, Ending
from domain.codec import from_plain, to_plain
from domain.plans import CrawlPlan, Wanted

#: A plan of thousands of words and addresses stays far below; anything above is a stream out of step.
MAX_HEADER = 16 * 1024 * 1024
#: No body is larger than Limits.max_bytes may reasonably be set.
MAX_BODY = 256 * 1024 * 1024

Header = dict[str, Any]
Frame = tuple[Header, bytes]


class FrameError(ValueError):
    """The stream holds no frame: torn, out of step, or beyond the size limits."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes | None: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> int | None: ...
    def flush(self) -> None: ...


def encode_frame(header: Header, body: bytes = b"") -> bytes:
    """A frame's bytes; `body` of the header is set here."""
    text = json.dumps({**header, "body": len(body)}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    head = text.encode("utf-8", "backslashreplace")
    if len(head) > MAX_HEADER or len(body) > MAX_BODY:
        raise FrameError(f"frame too large: header {len(head)}, body {len(body)} bytes")
    return len(head).to_bytes(4, "big") + head + body


def write_frame(stream: Writable, header: Header, body: bytes = b"") -> None:
    """One whole frame onto a blocking stream, flushed. Raises OSError when the other side is gone."""
    data = encode_frame(header, body)
    while data:
        written = stream.write(data)
        data = data[written:] if written else b""
    stream.flush()


def read_frame(stream: Readable) -> Frame | None:
    """The next frame of a blocking stream; None at a clean end. Raises FrameError for a torn or foreign stream."""
    prefix = _read_exactly(stream, 4, at_start=True)
    if prefix is None:
        return None
    length = int.from_bytes(prefix, "big")
    if length > MAX_HEADER:
        raise FrameError(f"header of {length} bytes")
    header = parse_header(_read_exactly(stream, length) or b"")
    size = header["body"]
    return header, (_read_exactly(stream, size) or b"") if size else b""


def parse_header(data: bytes) -> Header:
    """What a header's bytes say, with the size of the body that follows it. Raises FrameError."""
    try:
        header = json.loads(data)
    except ValueError as error:
        raise FrameError(f"header is not JSON: {error}") from error
    if not isinstance(header, dict) or not isinstance(header.get("type"), str):
        raise FrameError("header without a type")
    size = header.setdefault("body", 0)
    if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= MAX_BODY:
        raise FrameError(f"body of {str(size)[:40]} bytes")
    return header


def _read_exactly(stream: Readable, size: int, *, at_start: bool = False) -> bytes | None:
    parts: list[bytes] = []
    missing = size
    while missing:
        part = stream.read(min(missing, 1 << 20))
        if not part:
            if at_start and missing == size:
                return None
            raise FrameError(f"torn frame: {missing} of {size} bytes missing")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


# --- what the worker says -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanOrder:
    """Start an audit's crawl."""

    plan: CrawlPlan


@dataclass(frozen=True, slots=True)
class WantedOrder:
    """The next round of an audit: what to look at, and how many pages it may add."""

    audit: str
    wanted: Wanted
    pages: int


@dataclass(frozen=True, slots=True)
class FinishOrder:
    """End this audit now and keep what came."""

    audit: str


@dataclass(frozen=True, slots=True)
class StopOrder:
    """End all audits of the process and leave."""


Order = PlanOrder | WantedOrder | FinishOrder | StopOrder


def order_header(order: Order) -> Header:
    match order:
        case PlanOrder(plan):
            return {"type": "plan", "plan": to_plain(plan)}
        case WantedOrder(audit, wanted, pages):
            return {"type": "wanted", "audit": audit, "wanted": to_plain(wanted), "pages": pages}
        case FinishOrder(audit):
            return {"type": "finish", "audit": audit}
        case StopOrder():
            return {"type": "stop"}


def parse_order(header: Header) -> Order:
    """An order from its header. Raises FrameError for an unknown or broken one."""
    try:
        match header["type"]:
            case "plan":
                return PlanOrder(from_plain(CrawlPlan, header["plan"]))
            case "wanted":
                return WantedOrder(str(header["audit"]), from_plain(Wanted, header["wanted"]), int(header["pages"]))
            case "finish":
                return FinishOrder(str(header["audit"]))
            case "stop":
                return StopOrder()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FrameError(f"broken {header['type']}: {error}") from error
    raise FrameError(f"unknown order {header['type'][:40]!r}")


# --- what the crawl says --------------------------------------------------------------------------------------------


def capture_header(audit: str, capture: Capture, sent: Sequence[tuple[str, str]]) -> Header:
    return {
        "type": "capture",
        "audit": audit,
        "capture": to_plain(capture),
        "request_headers": [[name, value] for name, value in sent],
    }


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a crawl is, told at least once a second. `waiting` names a pause (or is "")."""

    pages: int
    max_pages: int
    requests: int
    current: str = ""
    waiting: str = ""


def progress_header(audit: str, standing: Standing) -> Header:
    return {"type": "progress", "audit": audit, **to_plain(standing)}


def round_end_header(audit: str, number: int, pages: int, left: int) -> Header:
    return {"type": "round_end", "audit": audit, "round": number, "pages": pages, "left": left}


def end_header(
    audit: str, ending: Ending, error: str, pages: int, requests: int, summary: Header | None = None
) -> Header:
    return {
        "type": "end",
        "audit": audit,
        "ending": ending.value,
        "error": error,
        "pages": pages,
        "requests": requests,
        "summary": summary or {},
    }
