"""What an audit shows in a browser: which pages, how many, asked of the render process in their turn at the site."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from crawler.actions import is_file
from crawler.asking import Asker
from crawler.exchange import Answer
from crawler.fetching import Fetcher
from crawler.journal import Fetched
from crawler.patterns import pattern_of
from crawler.reading import Reading, read_rendered
from crawler.renderer.job import Job, Rendered, RenderLimits, Want
from crawler.renderer.when import Occasion, Why, why_render
from crawler.unknown_pages import UnknownPages
from domain.captures import CaptureKind, Outcome
from domain.clock import utc_now
from domain.plans import CrawlPlan
from domain.urls import join, site_of
from pages.hosts import in_scope

#: Rendering costs many times what fetching costs: only so many of a portal that can be read without, but a few always.
_MAX_SHARE = 0.4
_ALWAYS = 8
#: Pages on which a menu made by script is looked at; further pages have the same.
_MENUS = 3
#: Page kinds on which buttons are pressed to find ways; pages laid out for a phone and looked at by axe-core.
_SCOUTED = 14
_SAMPLED = 5
#: After so many failures one after the other nothing more is shown.
_GIVE_UP = 6
#: After so many pages in a row that showed nothing new, their reason is no reason any more.
_IN_VAIN = 4
_NEW_TEXT = 80  # letters
_NEW_LINKS = 3
#: Seconds to wait for a render process that went away: its owner starts another one.
_COME_BACK = (0.0, 1.0, 2.0, 4.0)
_QUEUE_SECONDS = 90.0  # other audits' pages come first
_GONE = "no renderer"
#: Empty shells of one site after which its pages are no longer fetched first.
_KNOWN_SHELLS = 3


class Renderer(Protocol):
    """The render process, or what stands for it."""

    async def render(self, job: Job, seconds: float | None = None) -> Rendered: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as the browser showed it: what came back, and the DOM read."""

    why: Why
    rendered: Rendered
    reading: Reading

    @property
    def ok(self) -> bool:
        return self.reading.is_page


@dataclass(slots=True)
class Screen:
    """One audit's browser. `absent` says why nothing is shown (any more); "" while it can be."""

    plan: CrawlPlan
    renderer: Renderer | None
    asker: Asker
    fetcher: Fetcher
    absent: str = ""
    samples: set[str] = field(default_factory=set)  # pages that somebody wants measured, beside the front page
    app: bool = False  # the portal shows next to nothing without script
    reasons: Counter[str] = field(default_factory=Counter)  # pages shown, by reason
    failed: Counter[str] = field(default_factory=Counter)  # pages that could not be shown, by outcome
    skipped: int = 0  # worth showing, but beyond the share, or for a reason that proved to be none
    _failures: int = 0
    _in_vain: Counter[Why] = field(default_factory=Counter)
    _scouted: set[str] = field(default_factory=set)
    _sampled: set[str] = field(default_factory=set)
    _shells: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        if self.renderer is None:
            self.absent = self.absent or "no browser"

    @property
    def shown(self) -> int:
        return self.reasons.total()

    def why(self, reading: Reading, sought: tuple[str, ...] = ()) -> Why | None:
        """Why this fetched page is to be shown; None when it is not, or no longer."""
        if self.absent or reading.view is None:
            return None
        known = self.reasons[Why.SCRIPT_MENU] >= _MENUS or (self.app and self.shown > 0)
        why = why_render(reading.view, reading.fetched.answer.body, Occasion(menu_known=known, sought=sought))
        if why is Why.SHELL:
            self._shells[site_of(reading.fetched.url)] += 1
        if why is None:
            return None
        if not self._affordable or (self._in_vain[why] >= _IN_VAIN and not sought):
            self.skipped += 1
            return None
        return why

    def learn(self, shown: Shown, plain: Reading) -> None:
        """Was it worth it? A reason that showed nothing new again and again is a quirk of the portal's template."""
        if shown.reading.view is None or plain.view is None:
            return
        more = len(shown.reading.view.text) - len(plain.view.text)
        fresh = {link.url for link in shown.reading.view.links} - {link.url for link in plain.view.links}
        self._in_vain[shown.why] = self._in_vain[shown.why] + 1 if more < _NEW_TEXT and len(fresh) < _NEW_LINKS else 0

    @property
    def _affordable(self) -> bool:
        return self.app or self.shown < max(_ALWAYS, _MAX_SHARE * self.asker.budget.pages)

    def instead(self, url: str) -> bool:
        """Is fetching this address first a waste, because its site gives the same empty shell for every address?"""
        if not self.app or self.absent or is_file(url):  # a browser shows no documents
            return False
        return self._shells[site_of(url)] >= _KNOWN_SHELLS

    def want(self, url: str, why: Why, *, home: bool = False, pictured: bool = False) -> Want:
        """What to take of this page. Each kind of page is scouted once; the front page and the samples are measured."""
        pattern = pattern_of(url)
        sample = pictured and self.unmeasured(url, home=home)
        scout = why is not Why.PICTURE or home
        scout = scout and pattern not in self._scouted and (home or len(self._scouted) < _SCOUTED)
        self._scouted |= {pattern} if scout else set()
        self._sampled |= {url} if sample else set()
        return Want(
            answers=why is not Why.PICTURE,
            screenshot=pictured,
            boxes=pictured,
            phone=sample,
            axe=sample,
            assets=pictured,
            ways=scout,
        )

    def unmeasured(self, url: str, *, home: bool = False) -> bool:
        """Is this page still to be laid out for a phone and looked at by axe-core?"""
        wanted = home or (url in self.samples and len(self._sampled) < _SAMPLED)
        return wanted and url not in self._sampled

    async def show(self, url: str, why: Why, want: Want, unknown: UnknownPages) -> Shown | None:
        """The page in its turn; None when there is no browser (any more). Raises CrawlOverError."""
        if self.absent or self.renderer is None:
            return None
        started = utc_now()
        rendered = await self.asker.take_turn(url, lambda pause, left: self._ask(url, want, pause, left))
        if rendered.redirects:
            self.asker.manners.turnstile(url).start()
        self._account(why, rendered)
        answer = _answer_of(rendered, started, self.plan)
        moved = answer.url != url
        fetched = Fetched(answer, url, (url,) if moved else ())
        return Shown(why, rendered, read_rendered(fetched, unknown, CaptureKind.RENDERED))

    async def _ask(self, url: str, want: Want, pause: float, left: float) -> Rendered:
        limits = RenderLimits()
        seconds = max(1.0, min(limits.page_seconds, left - 1))
        plan = self.plan
        job = Job(
            audit=plan.audit,
            url=url,
            target=plan.target,
            user_agent=plan.user_agent,
            allow_private=plan.allow_private,
            want=want,
            limits=replace(limits, page_seconds=seconds),
            delay=pause,
            robots=self.fetcher.robots_texts(),
        )
        return await self._ask_patiently(job, min(seconds * 2 + _QUEUE_SECONDS, max(1.0, left)))

    async def _ask_patiently(self, job: Job, seconds: float) -> Rendered:
        assert self.renderer is not None  # noqa: S101  (`show` asked)
        rendered = Rendered(Outcome.BROKEN, job.url, job.url)
        for pause in _COME_BACK:
            await asyncio.sleep(pause)
            rendered = await self.renderer.render(job, seconds)
            if not rendered.error.startswith(_GONE):
                return rendered
        self.absent = rendered.error
        return rendered

    def _account(self, why: Why, rendered: Rendered) -> None:
        if rendered.outcome in (Outcome.OK, Outcome.HTTP_ERROR):
            self.reasons[why] += 1
            self._failures = 0
            return
        self.failed[rendered.outcome.value] += 1
        self._failures += 1
        if self._failures >= _GIVE_UP and not self.absent:
            self.absent = f"given up after {_GIVE_UP} failures one after the other"

    def figures(self) -> dict[str, object]:
        """For the record of the ending."""
        return {
            "absent": self.absent,
            "shown": self.shown,
            "reasons": {str(why): count for why, count in sorted(self.reasons.items())},
            "failed": dict(sorted(self.failed.items())),
            "left_out": self.skipped,
        }


def _answer_of(rendered: Rendered, started: datetime, plan: CrawlPlan) -> Answer:
    """What the browser brought as an answer: the page's own status and headers, the DOM as its body."""
    url = join(rendered.url, rendered.url) or rendered.requested
    outcome, error = rendered.outcome, rendered.error
    if outcome is Outcome.OK and not in_scope(url, plan.target):
        outcome, error = Outcome.GUARDED, f"the page left the target's scope for {url[:200]}"
    return Answer(
        url=url,
        at=started,
        outcome=outcome if rendered.dom or outcome is not Outcome.OK else Outcome.BROKEN,
        status=rendered.status,
        headers=tuple((name.lower(), value) for name, value in rendered.headers),
        body=b"" if outcome is Outcome.GUARDED else rendered.dom,
        elapsed_ms=rendered.timings.total,
        error=error,
    )
