"""What the crawl is asked to do. Plain data: it crosses a pipe as JSON, and it carries words, not law."""

from dataclasses import dataclass, field

from domain.agencies import Target

#: The tag of files that are asked only for what answers: nobody reads their text.
ONLY_TRIED = "only tried"


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase worth following: folded (see domain.text.fold), with a tag that groups phrases of one goal."""

    text: str
    weight: float
    tag: str


@dataclass(frozen=True, slots=True)
class Search:
    """A search question: GET `url` (already complete). `phrase` is known to stand on `known_at`."""

    url: str
    phrase: str
    known_at: str
    form_page: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look at next, from checks.wanted (pure). Tags not named are satisfied: their words weigh little."""

    words: tuple[Word, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()  # (address, tag) to fetch first, in this order
    files: tuple[tuple[str, str], ...] = ()  # (address, tag) of linked files to try
    searches: tuple[Search, ...] = ()
    pictures: tuple[str, ...] = ()  # pages to photograph, once there is a browser
    samples: tuple[str, ...] = ()  # of these, pages to lay out for a phone and to look at with axe-core
    lists: tuple[str, ...] = ()  # a further page of each list to be read to its end, which is not known yet
    entries: tuple[tuple[str, str], ...] = ()  # (address, tag) of form entries to try: what they answer, no page

    @property
    def empty(self) -> bool:
        return not (self.urls or self.files or self.entries or self.searches)


@dataclass(frozen=True, slots=True)
class Limits:
    """Budgets and time limits of one audit (docs/judging.md 12). Seconds unless named otherwise."""

    max_pages: int = 400
    portal_pages: int = 150  # share of max_pages for the portal itself; the rest is for service lists
    delay: float = 1.0
    wall_seconds: float = 1200.0
    silent_seconds: float = 60.0  # a portal that never answers ends within this
    request_seconds: float = 25.0
    max_bytes: int = 10 * 1024 * 1024  # of one body
    max_depth: int = 8

    @property
    def max_requests(self) -> int:
        return 2 * self.max_pages + 40


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """One audit's crawl. Later rounds send only a new `wanted` (see crawler.protocol)."""

    audit: str
    target: Target
    wanted: Wanted
    limits: Limits = Limits()
    user_agent: str = "portal-audit/0.1 (+https://github.com/portal-audit/portal-audit)"
    allow_private: bool = False
    browser: bool = True
    renderer: str = ""  # socket of the render process; "" when there is no browser
    patience: float = 60.0  # seconds to wait for the worker between rounds
    round_pages: tuple[int, ...] = field(default=(60, 60, 90, 80, 60, 40, 40))  # pages each may add, the last the rest
