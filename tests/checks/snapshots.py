"""Tiny portals for tests: a snapshot made of pages written in the test, without a crawl."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from demo.words1258 import encode_1258
from domain.agencies import Agency, DeclaredHost, Kind, Target
from domain.captures import Capture, CaptureKind, Ending, Outcome, Snapshot
from domain.codec import digest_bytes
from domain.urls import canonical

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # a Friday, ten o'clock in Vietnam
HOME = "http://binhminh.gov.vn/"


@dataclass(frozen=True)
class Served:
    """One answer of a tiny portal, where plain HTML is not enough."""

    body: str = ""
    status: int | None = 200
    outcome: Outcome | None = None
    kind: CaptureKind = CaptureKind.PAGE
    mime: str = "text/html"
    at: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)
    requested: str = ""
    redirects: tuple[str, ...] = ()
    error: str = ""
    referrer: str = ""
    charset: str = "utf-8"  # as the header declares it; "" for none
    encoding: str = "utf-8"  # of the bytes; windows-1258 as Vietnamese pages were written in it

    @property
    def data(self) -> bytes:
        return encode_1258(self.body) if self.encoding == "windows-1258" else self.body.encode(self.encoding)


def make_target(
    kind: Kind = Kind.DISTRICT,
    name: str = "Ủy ban nhân dân huyện Bình Minh",
    portal: str = HOME,
    hosts: tuple[DeclaredHost, ...] = (),
) -> Target:
    return Target(Agency("binhminh", name, kind), portal, hosts=hosts)


def make_snapshot(
    pages: Mapping[str, str | Served],
    target: Target | None = None,
    now: datetime = NOW,
    *,
    finished: bool = True,
    records: Sequence[tuple[str, Served]] = (),
) -> Snapshot:
    """A snapshot of pages by address; an address without scheme stands below the portal's entry.

    `records`: further records, which may share their address with a page or with each other (text of files, DNS, TLS).
    """
    target = target or make_target()
    captures: list[Capture] = []
    bodies: dict[str, bytes] = {}
    for place, (address, answer) in enumerate((*pages.items(), *records)):
        served = Served(answer) if isinstance(answer, str) else answer
        url = _absolute(address, target)
        body = served.data
        capture = _capture(place, url, served, body, served.at or now)
        if url == canonical(target.portal):
            capture = replace(capture, depth=0)
        bodies[capture.digest] = body
        captures.append(capture)
    ending = Ending.COMPLETED if finished else None
    return Snapshot("test", target, now, tuple(captures), ending, lambda capture: bodies[capture.digest])


def _absolute(address: str, target: Target) -> str:
    if address.startswith("urn:"):
        return address
    return canonical(address if "://" in address else target.portal.rstrip("/") + "/" + address.lstrip("/"))


def file_text(pages: Sequence[str], file: str, *, scan: bool = False) -> Served:
    """The record of the text of the file whose body is `file`."""
    notes = {"of": digest_bytes(file.encode()), "scan": scan}
    return Served("\f".join(pages), kind=CaptureKind.TEXT, mime="text/plain", notes=notes)


def _capture(place: int, url: str, served: Served, body: bytes, at: datetime) -> Capture:
    outcome = served.outcome or (Outcome.OK if (served.status or 200) < 300 else Outcome.HTTP_ERROR)
    return Capture(
        id=f"c{place:06d}",
        kind=served.kind,
        url=url,
        outcome=outcome,
        fetched_at=at,
        digest=digest_bytes(body) if body else "",
        size=len(body),
        status=served.status,
        mime=served.mime,
        charset=served.charset,
        headers=served.headers,
        requested=served.requested,
        redirects=served.redirects,
        error=served.error,
        referrer=served.referrer,
        depth=1,
        notes=dict(served.notes),
    )
