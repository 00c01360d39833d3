"""What the crawl asks of the render process and what it gets back: values that cross the socket as JSON and bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.agencies import Target
from domain.captures import Outcome


@dataclass(frozen=True, slots=True)
class Want:
    """What to bring home of a page. The DOM is what rendering is for; the rest costs extra."""

    dom: bool = True
    answers: bool = False  # JSON answers to the page's own GET requests
    screenshot: bool = False
    boxes: bool = False  # places of links, headings and texts
    phone: bool = False  # facts of the phone-sized layout
    axe: bool = False
    assets: bool = False  # styles, pictures, fonts
    ways: bool = False  # links that only a browser has


@dataclass(frozen=True, slots=True)
class RenderLimits:
    """Bounds of one page. Bytes are those that came over the wire, unless named otherwise."""

    page_seconds: float = 40.0  # in all, without waiting for our turn
    load_seconds: float = 20.0  # until the load event; what stands then is taken
    settle_seconds: float = 5.0
    request_seconds: float = 20.0
    requests: int = 300
    documents: int = 12  # the page itself, its redirects, and where its scripts lead it
    page_bytes: int = 20 * 1024 * 1024
    body_bytes: int = 8 * 1024 * 1024
    dom_chars: int = 5 * 1024 * 1024
    turn_seconds: float = 120.0  # waiting for our turn at the site
    answers: int = 40
    answer_bytes: int = 1024 * 1024  # of one, decoded
    answers_bytes: int = 5 * 1024 * 1024
    assets_bytes: int = 6 * 1024 * 1024
    picture_height: int = 6000
    boxes: int = 4000


@dataclass(frozen=True, slots=True)
class Job:
    """One page to render for one audit. Its address was cleared by the crawl: robots, budget, turn."""

    audit: str
    url: str
    target: Target
    user_agent: str
    allow_private: bool = False
    want: Want = Want()
    limits: RenderLimits = RenderLimits()
    delay: float = 1.0  # seconds between two documents of a site: our spacing or its crawl delay
    press: tuple[str, ...] = ()  # ways (Way.path) to go on the page before it is written down
    robots: Mapping[str, str] = field(default_factory=dict)  # site (scheme://host[:port]) -> robots.txt


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that the proxy did not let pass."""

    reason: str  # a word of `crawler.renderer.gate.Reason`
    method: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds: waiting for our turn, until the load event, until settled, in all (without the wait)."""

    waited: int = 0
    loaded: int = 0
    settled: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON answer to one of the page's own GET requests. `body` is decoded."""

    url: str
    status: int
    mime: str
    body: bytes = b""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Asset:
    """A style, picture or font of the page."""

    url: str
    mime: str
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a link, heading or text stands in the picture: CSS pixels from the page's upper left corner."""

    xpath: str  # as lxml's getpath gives it for the serialized DOM
    kind: str  # "link", "heading", or "text": whatever else says something, pictures and forms too
    x: int
    y: int
    w: int
    h: int
    text: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    mime: str
    width: int
    height: int
    page_height: int  # of the whole page; more than `height` when it was cut
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Way:
    """A link that only a browser has: pressing `path` on the page leads to `url`, or leaves the address as it is
    (`url` is the page's own) and brings `links`. `Job.press` goes there again.
    """

    url: str
    label: str
    action: str  # "hover", "click", "route", "more", "pager"
    path: str = ""  # XPath in the browser's own DOM
    links: tuple[tuple[str, str], ...] = ()  # (address, label) that were not there before


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as a browser showed it, or why it could not be. `dom` is UTF-8, whatever its meta tags say."""

    outcome: Outcome
    url: str  # where it ended, with its route
    requested: str
    error: str = ""
    status: int | None = None
    mime: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[str, ...] = ()
    title: str = ""
    cut_short: str = ""  # why the page was not waited for to its end: "load", "settle", "endless script"
    missing: Mapping[str, str] = field(default_factory=dict)  # what was wanted and did not come, and why
    timings: Timings = Timings()
    requests: int = 0
    received: int = 0  # bytes over the wire
    refused: tuple[Refused, ...] = ()  # the first ones
    refused_counts: Mapping[str, int] = field(default_factory=dict)
    dialogs: int = 0
    popups: int = 0
    console: tuple[str, ...] = ()
    browser: str = ""
    layout: Mapping[str, Any] | None = None
    axe: Mapping[str, Any] | None = None
    boxes: tuple[Box, ...] = ()
    ways: tuple[Way, ...] = ()
    dom: bytes = b""
    picture: Picture | None = None
    answers: tuple[Answer, ...] = ()
    assets: tuple[Asset, ...] = ()

    @property
    def ok(self) -> bool:
        return self.outcome is Outcome.OK
