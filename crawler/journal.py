"""The record of one audit as it grows: captures numbered in order, observations before the page that showed them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from crawler.exchange import Answer
from crawler.names import Answers
from crawler.protocol import Header, Standing, capture_header, progress_header
from crawler.tls import Handshake
from domain.captures import Capture, CaptureKind, Outcome
from domain.clock import utc_now
from domain.codec import canonical_json, digest_bytes

NAME_SPACE = "urn:portal-audit:"


class Outlet(Protocol):
    """Where frames go."""

    def send(self, header: Header, body: bytes = b"") -> None: ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """An address followed to its end: the last answer, and the way there."""

    answer: Answer
    requested: str
    redirects: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return self.answer.url


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an address came from: the page and label of the link, and how many clicks deep it stands."""

    referrer: str = ""
    label: str = ""
    depth: int = 0


@dataclass(slots=True)
class Journal:
    """Numbers captures and sends them on. Observations wait for the next capture, so that order is archive order."""

    audit: str
    outlet: Outlet
    count: int = 0
    _waiting: list[tuple[CaptureKind, str, Mapping[str, object]]] = field(default_factory=list)

    def record(
        self,
        kind: CaptureKind,
        fetched: Fetched,
        origin: Origin = Origin(),
        notes: Mapping[str, Any] | None = None,
        outcome: Outcome | None = None,
    ) -> Capture:
        """Archives what a fetch brought; `outcome` overrides the wire's own (a wall read on the page)."""
        self.flush()
        answer = fetched.answer
        capture = Capture(
            id=self._next(),
            kind=kind,
            url=answer.url,
            outcome=outcome or answer.outcome,
            fetched_at=answer.at,
            digest=digest_bytes(answer.body) if answer.body else "",
            size=len(answer.body),
            status=answer.status,
            mime=answer.mime,
            charset=answer.charset,
            headers=answer.headers,
            requested=fetched.requested if fetched.requested != answer.url else "",
            redirects=fetched.redirects,
            referrer=origin.referrer,
            label=origin.label[:300],
            depth=origin.depth,
            elapsed_ms=answer.elapsed_ms,
            error=answer.error,
            notes=dict(notes or {}),
        )
        self.outlet.send(capture_header(self.audit, capture, answer.sent), answer.body)
        return capture

    def observe(self, kind: CaptureKind, url: str, value: object) -> Capture:
        """Archives a fact that is no answer of a page: the target, a DNS answer, a handshake, the end."""
        body = canonical_json(value).encode("utf-8", "surrogatepass")
        capture = Capture(
            id=self._next(),
            kind=kind,
            url=url,
            outcome=Outcome.OK,
            fetched_at=utc_now(),
            digest=digest_bytes(body),
            size=len(body),
            mime="application/json",
        )
        self.outlet.send(capture_header(self.audit, capture, ()), body)
        return capture

    def put(self, capture: Capture, body: bytes) -> Capture:
        """Archives a record made of a page; its number, digest and size are filled in here."""
        self.flush()
        whole = replace(capture, id=self._next(), digest=digest_bytes(body) if body else "", size=len(body))
        self.outlet.send(capture_header(self.audit, whole, ()), body)
        return whole

    def note_dns(self, answers: Answers, error: str) -> None:
        self._waiting.append((CaptureKind.DNS, f"{NAME_SPACE}dns:{answers.host}", answers.observation(error)))

    def note_tls(self, handshake: Handshake) -> None:
        self._waiting.append((CaptureKind.TLS, f"{NAME_SPACE}tls:{handshake.host}", handshake.observation()))

    def flush(self) -> None:
        """Archives the observations that wait."""
        waiting, self._waiting = self._waiting, []
        for kind, url, value in waiting:
            self.observe(kind, url, value)

    def tell(self, standing: Standing) -> None:
        self.outlet.send(progress_header(self.audit, standing))

    def _next(self) -> str:
        self.count += 1
        return f"c{self.count:06d}"
