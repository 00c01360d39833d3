"""What the crawl brings home: one record per capture, and how each fetch and each audit ended."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.agencies import Target


class CaptureKind(StrEnum):
    """What an archived record is."""

    PAGE = "page"  # HTML or JSON document of the portal, fetched
    RENDERED = "rendered"  # DOM after script, from the browser
    FILE = "file"  # a linked document (PDF, Office, ...)
    ROBOTS = "robots"
    SITEMAP = "sitemap"  # sitemap XML
    PROBE = "probe"  # an unknown address asked on purpose (soft-404 signature), a form entry that was tried
    SEARCH = "search"  # the page that answered a search question
    SCREENSHOT = "screenshot"
    BOXES = "boxes"  # places of links, headings and texts in a screenshot, JSON
    DNS = "dns"  # observation, JSON
    TLS = "tls"  # observation, JSON
    TARGET = "target"  # copy of the target, JSON
    ENDING = "ending"  # how the audit ended and what the frontier left, JSON
    TEXT = "text"  # text extracted from a file
    AXE = "axe"  # axe-core's opinion of a rendered page, JSON
    LAYOUT = "layout"  # facts of the phone-sized layout, JSON
    JSON = "json"  # an answer to a rendered page's own request
    WAYS = "ways"  # links that only pressing brings, JSON
    ASSET = "asset"  # a style, picture or font of a rendered page


#: Statuses by which a server says that there is nothing at an address.
GONE = frozenset({400, 404, 405, 410})
#: Kinds that count as a page against the page budget (docs/judging.md 12).
PAGE_KINDS = frozenset({CaptureKind.PAGE, CaptureKind.RENDERED, CaptureKind.SEARCH})


class Outcome(StrEnum):
    """How one fetch ended. Never a verdict."""

    OK = "ok"  # 2xx with a body we kept
    HTTP_ERROR = "http_error"  # 4xx, 5xx
    CHALLENGE = "challenge"  # captcha or interstitial, by marker
    BLOCKED = "blocked"  # refused by the portal's firewall, by marker, or 403/429 for good
    ROBOTS = "robots"  # robots.txt forbids it; not asked
    GUARDED = "guarded"  # refused by our guard: private, link-local, metadata, out of scope, bad port
    DNS_ERROR = "dns_error"
    CONNECT_ERROR = "connect_error"
    TLS_ERROR = "tls_error"
    TIMEOUT = "timeout"
    TOO_LARGE = "too_large"
    BROKEN = "broken"  # the answer could not be read
    NOT_ASKED = "not_asked"  # budget or window ended before its turn


class Ending(StrEnum):
    """How an audit ended. Every audit has one."""

    COMPLETED = "completed"  # nothing left that was worth a request
    BUDGET = "budget"  # page or request budget used up
    WALL = "wall"  # wall limit reached, partial result kept
    BLOCKED = "blocked"  # robots, firewall or challenge
    UNREACHABLE = "unreachable"
    FAILED = "failed"  # our own failure
    INTERRUPTED = "interrupted"  # killed; found at the next start


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived record without its body. `digest` is sha256 over the body bytes as archived (decoded)."""

    id: str  # "c000017": order of archiving inside the audit
    kind: CaptureKind
    url: str  # canonical address that answered (after redirects), or that was asked when nothing answered
    outcome: Outcome
    fetched_at: datetime  # aware UTC, microseconds
    digest: str = ""  # "sha256:<64 hex>", "" when there is no body
    size: int = 0  # body bytes
    status: int | None = None
    mime: str = ""  # lower case, without parameters
    charset: str = ""  # declared in the HTTP header, lower case
    headers: tuple[tuple[str, str], ...] = ()  # response headers as received, names lower case
    requested: str = ""  # first address asked, when redirects changed it
    redirects: tuple[str, ...] = ()  # addresses passed through, in order, without the last
    referrer: str = ""  # page that carried the link
    label: str = ""  # the link's label there
    depth: int = 0  # clicks from the entry page
    elapsed_ms: int = 0
    error: str = ""  # one line, ours
    notes: Mapping[str, Any] = field(
        default_factory=dict
    )  # JSON: {"soft404": true}, {"shell": true}, {"marker": "..."}

    @property
    def is_page(self) -> bool:
        return self.kind in PAGE_KINDS

    @property
    def gone(self) -> bool:
        """Whether the server itself said that there is nothing at the address."""
        return self.outcome is Outcome.HTTP_ERROR and self.status in GONE

    @property
    def readable(self) -> bool:
        """A document whose body can be judged: answered 200, not a challenge, not a soft 404."""
        return self.outcome is Outcome.OK and bool(self.digest) and not self.notes.get("soft404")


def count_pages(captures: Iterable[Capture]) -> int:
    """Pages as the budget counts them: documents that could be read. What was fetched and then rendered is one page."""
    counted: set[str] = set()
    pages = 0
    for capture in captures:
        if capture.is_page and capture.outcome is Outcome.OK and capture.digest:
            pages += is_new_page(capture, counted)
    return pages


def count_rendered(captures: Iterable[Capture]) -> int:
    """Pages that a browser showed; the same page shown again is one."""
    ok = (each for each in captures if each.kind is CaptureKind.RENDERED and each.outcome is Outcome.OK and each.digest)
    return len({capture.url for capture in ok})


def is_new_page(capture: Capture, counted: set[str]) -> bool:
    """Does this page count beside those before it? Remembers it in `counted`."""
    names = {capture.url, capture.requested or capture.url}
    again = capture.kind is CaptureKind.RENDERED and not counted.isdisjoint(names)
    counted |= names
    return not again


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All captures of one audit in archive order: the only input of checks.

    `body(capture)` returns the archived bytes; it may read a file, never a network.
    """

    audit: str
    target: Target
    started: datetime  # aware UTC; the `now` of judging
    captures: tuple[Capture, ...]
    ending: Ending | None  # None while the crawl is running
    body: Callable[[Capture], bytes]

    def of(self, *kinds: CaptureKind) -> tuple[Capture, ...]:
        return tuple(capture for capture in self.captures if capture.kind in kinds)
