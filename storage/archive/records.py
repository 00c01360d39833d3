"""Captures as WARC 1.1 records (ISO 28500:2017, clause 6): which type, which headers, which block.

| capture                                    | record                                                    |
|--------------------------------------------|-----------------------------------------------------------|
| an answer over HTTP                        | `response` and the `request` it answers                   |
| a fetch that brought nothing               | `metadata`, application/warc-fields: outcome and error    |
| target, DNS, TLS, end; boxes, axe, layout, | `metadata`, JSON, about the whole archive or about the    |
| ways                                       | page they were found on                                   |
| DOM after script, text out of a file       | `conversion` of the answer it was made of, else `resource`|
| screenshot, bytes without HTTP headers     | `resource`                                                |

Records made of a page (pictures, text, DOM) go by a `urn:` name, so that a replay tool does not show them for it.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.captures import Capture, CaptureKind, Outcome
from domain.clock import to_iso
from domain.codec import digest_bytes
from domain.urls import without_route
from storage.archive.http_block import (
    Header,
    block_headers,
    request_block,
    safe_uri,
    safe_value,
    status_line,
)

_NAMESPACE = uuid.UUID("6f3d5c2e-4c0b-5d0a-9a0e-7a3b0f6a2f11")
_OBSERVED = frozenset(
    {
        CaptureKind.TARGET,
        CaptureKind.DNS,
        CaptureKind.TLS,
        CaptureKind.BOXES,
        CaptureKind.AXE,
        CaptureKind.LAYOUT,
        CaptureKind.WAYS,
        CaptureKind.ENDING,
    }
)
_DERIVED = {
    CaptureKind.RENDERED: ("urn:dom:", "text/html"),
    CaptureKind.TEXT: ("urn:text:", "text/plain"),
    CaptureKind.SCREENSHOT: ("urn:view:", "image/png"),
}
_TRUNCATED = {Outcome.TOO_LARGE: "length", Outcome.TIMEOUT: "time", Outcome.BROKEN: "disconnect"}


@dataclass(frozen=True, slots=True)
class Block:
    """One record before it is written. `http` is its status or request line with headers, when it has one."""

    type: str
    id: str
    uri: str
    date: str
    content_type: str
    payload: bytes
    refers_to: str = ""
    concurrent_to: str = ""
    truncated: str = ""
    http: tuple[str, tuple[Header, ...]] | None = None
    status: int | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def payload_digest(self) -> str:
        return digest_bytes(self.payload)


def record_id(audit_id: str, capture_id: str, role: str) -> str:
    """The same for the same audit, capture and role: an archive is written byte for byte alike from alike captures."""
    name = "\0".join((audit_id, capture_id, role)).encode("utf-8", "backslashreplace").decode()
    return f"<urn:uuid:{uuid.uuid5(_NAMESPACE, name)}>"


def main_block(audit_id: str, capture: Capture, body: bytes, answered: Mapping[str, str], info_id: str) -> Block:
    """The record that holds the capture's body.

    `answered` maps addresses to the ids of their answers so far; `info_id` is the record that describes the archive.
    """
    over_http = capture.url.startswith(("http://", "https://"))
    if capture.kind in _OBSERVED:
        return _metadata(audit_id, capture, body, _made_of(capture, answered) or info_id)
    if capture.kind in _DERIVED:
        return _derived(audit_id, capture, body, answered) if body else _nothing(audit_id, capture)
    if over_http and capture.status is not None and 100 <= capture.status <= 999:
        return _response(audit_id, capture, body)
    if not body:
        return _nothing(audit_id, capture)
    return _resource(audit_id, capture, body)


def request_of(audit_id: str, capture: Capture, response: Block, sent: Sequence[Header]) -> Block:
    line, headers = request_block(capture.url, sent)
    return Block(
        type="request",
        id=record_id(audit_id, capture.id, "request"),
        uri=response.uri,
        date=response.date,
        content_type="application/http; msgtype=request",
        payload=b"",
        concurrent_to=response.id,
        http=(f"{line} HTTP/1.1", tuple(headers)),
    )


def _response(audit_id: str, capture: Capture, body: bytes) -> Block:
    status = capture.status or 0
    return Block(
        type="response",
        id=record_id(audit_id, capture.id, "main"),
        uri=safe_uri(capture.url),
        date=to_iso(capture.fetched_at),
        content_type="application/http; msgtype=response",
        payload=body,
        truncated=_TRUNCATED.get(capture.outcome, ""),
        http=(f"HTTP/1.1 {status_line(status)}", tuple(block_headers(capture.headers, len(body)))),
        status=status,
    )


def _metadata(audit_id: str, capture: Capture, body: bytes, about: str) -> Block:
    return Block(
        type="metadata",
        id=record_id(audit_id, capture.id, "main"),
        uri=safe_uri(capture.url),
        date=to_iso(capture.fetched_at),
        content_type=safe_value(capture.mime) or "application/json",
        payload=body,
        refers_to=about,
    )


def _derived(audit_id: str, capture: Capture, body: bytes, answered: Mapping[str, str]) -> Block:
    prefix, mime = _DERIVED[capture.kind]
    source = _made_of(capture, answered)
    converted = bool(source) and capture.kind is not CaptureKind.SCREENSHOT
    return Block(
        type="conversion" if converted else "resource",
        id=record_id(audit_id, capture.id, "main"),
        uri=prefix + safe_uri(capture.url),
        date=to_iso(capture.fetched_at),
        content_type=safe_value(capture.mime) or mime,
        payload=body,
        refers_to=source if converted else "",
        concurrent_to="" if converted else source,
    )


def _made_of(capture: Capture, answered: Mapping[str, str]) -> str:
    """The answer that a record is made of, or about; a place behind # is made of the address before it."""
    names = (capture.url, capture.requested, without_route(capture.url), without_route(capture.requested))
    return next((answered[name] for name in names if name in answered), "")


def _resource(audit_id: str, capture: Capture, body: bytes) -> Block:
    return Block(
        type="resource",
        id=record_id(audit_id, capture.id, "main"),
        uri=safe_uri(capture.url) or f"urn:{capture.kind.value}:",
        date=to_iso(capture.fetched_at),
        content_type=safe_value(capture.mime) or "application/octet-stream",
        payload=body,
        truncated=_TRUNCATED.get(capture.outcome, ""),
    )


def _nothing(audit_id: str, capture: Capture) -> Block:
    lines = (f"outcome: {capture.outcome.value}", f"error: {safe_value(capture.error)}")
    return Block(
        type="metadata",
        id=record_id(audit_id, capture.id, "main"),
        uri=safe_uri(capture.url),
        date=to_iso(capture.fetched_at),
        content_type="application/warc-fields",
        payload="".join(f"{line}\r\n" for line in lines).encode("ascii"),
    )
