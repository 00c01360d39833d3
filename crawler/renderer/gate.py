"""What a browser context may ask: the scope and manners of the audit it serves, held by the proxy and not by trust.

A gate belongs to one context, so that whatever passes through it is known to be of one audit and of one page. Between
two pages it is shut.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from protego import Protego

from crawler.actions import looks_like_action
from crawler.guard import Guard
from crawler.manners import Manners, retry_after
from crawler.names import Lookup, Names, system_lookup
from crawler.renderer.asks import Ask, Part
from crawler.renderer.http1 import ResponseHead, header
from crawler.renderer.job import Job
from crawler.renderer.ledger import Ledger
from domain.agencies import Target
from domain.captures import Outcome
from pages.hosts import in_scope

_MAX_SCOUTS = 50
_TOO_BUSY = frozenset({429, 503})


class Reason(StrEnum):
    """Why a request was not passed on."""

    IDLE = "idle"  # not of the page that is being rendered: the one before it still stands there
    METHOD = "method"  # neither GET nor HEAD
    WEBSOCKET = "websocket"
    SERVICE_WORKER = "service worker"
    SCOPE = "scope"
    GUARD = "guard"  # inside, metadata, a port without a web server
    ROBOTS = "robots"
    ACTION = "action"
    REQUESTS = "requests"  # more than a page may make
    BYTES = "bytes"
    MEDIA = "media"
    DOWNLOAD = "download"
    WIRE = "wire"  # no proper HTTP


_OUTCOMES = {
    Reason.ROBOTS: Outcome.ROBOTS,
    Reason.BYTES: Outcome.TOO_LARGE,
    Reason.REQUESTS: Outcome.BROKEN,  # a loop of redirects
    Reason.DOWNLOAD: Outcome.BROKEN,
    Reason.MEDIA: Outcome.BROKEN,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for one audit as long as it lasts. A name, once resolved, keeps its addresses."""

    target: Target
    user_agent: str
    guard: Guard
    names: Names

    @classmethod
    def of(cls, job: Job, lookup: Lookup = system_lookup) -> "Policy":
        """Raises ValueError for a target whose `resolve` is no address:port."""
        guard = Guard.of(job.target, allow_private=job.allow_private)
        return cls(job.target, job.user_agent, guard, Names(lookup, guard.mapped))

    def fits(self, job: Job) -> bool:
        return (
            self.target == job.target
            and self.user_agent == job.user_agent
            and bool(self.guard.opened) == bool(Guard.of(job.target, allow_private=job.allow_private).opened)
        )


@dataclass(slots=True)
class Gate:
    """`ledger` is the account of the page being rendered; None shuts the gate."""

    policy: Policy
    manners: Manners
    ledger: Ledger | None = None
    strays: int = 0  # requests between two pages
    scouts: list[str] | None = None  # while not None: where the page wants to go is written down, not asked
    _robots: Mapping[str, Protego] = field(default_factory=dict)

    def open(self, ledger: Ledger) -> None:
        agent_rules = ledger.job.robots
        self._robots = {site: Protego.parse(text) for site, text in sorted(agent_rules.items())}
        self.ledger = ledger
        self.scouts = None

    def shut(self) -> None:
        self.ledger = None

    def judge(self, ask: Ask, ledger: Ledger) -> tuple[Reason, str] | None:
        """Why this may not be asked; None when only the addresses are left to be checked."""
        limits = ledger.job.limits
        faults = (
            (ledger.is_of_before(ask), Reason.IDLE, "of the page before"),
            (ask.method not in ("GET", "HEAD"), Reason.METHOD, ask.method[:20]),
            (ask.upgrades, Reason.WEBSOCKET, "upgrade"),
            (bool(header(ask.headers, "service-worker")), Reason.SERVICE_WORKER, "script"),
            (not in_scope(ask.url, self.policy.target), Reason.SCOPE, "another owner's host"),
            (ledger.requests >= limits.requests, Reason.REQUESTS, f"more than {limits.requests}"),
            (_moves_too_much(ask, ledger), Reason.REQUESTS, f"more than {limits.documents} documents"),
            (ledger.received >= limits.page_bytes, Reason.BYTES, f"more than {limits.page_bytes}"),
        )
        for holds, reason, detail in faults:
            if holds:
                return reason, detail
        return self._judge_page(ask) if ask.navigates or self.scouts is not None else None

    def only_notes(self, ask: Ask) -> bool:
        """While ways are looked for, no page is left: its next address is all that is wanted."""
        if self.scouts is None or ask.part is not Part.DOCUMENT or ask.method != "GET":
            return False
        if len(self.scouts) < _MAX_SCOUTS:
            self.scouts.append(ask.url)
        return True

    def _judge_page(self, ask: Ask) -> tuple[Reason, str] | None:
        """Pages and frames obey robots.txt and are never actions; the pieces of a page that may be seen are free."""
        parts = urlsplit(ask.url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        if rules is not None and not rules.can_fetch(ask.url, self.policy.user_agent):
            return Reason.ROBOTS, "robots.txt forbids it"
        if looks_like_action(ask.url):
            return Reason.ACTION, "looks like an action"
        return None

    def outcome_of(self, reason: Reason) -> Outcome:
        return _OUTCOMES.get(reason, Outcome.GUARDED)

    async def turn(self, ask: Ask, ledger: Ledger) -> None:
        """Documents keep their distance; what belongs to a page follows it at once."""
        if ask.part is not Part.DOCUMENT:
            return
        ledger.documents += 1
        if ledger.prepaid:
            ledger.prepaid = False
            self.manners.turnstile(ask.url).start()
            return
        await wait_turn(self.manners, ask.url, ledger.job.delay)

    def answered(self, ask: Ask, head: ResponseHead) -> None:
        """A site that asks to be left alone is."""
        asked = retry_after(head.header("retry-after")) if head.status in _TOO_BUSY else None
        if asked:
            self.manners.turnstile(ask.url).hold(asked)


def _moves_too_much(ask: Ask, ledger: Ledger) -> bool:
    return ask.part is Part.DOCUMENT and ledger.documents >= ledger.job.limits.documents


async def wait_turn(manners: Manners, url: str, delay: float) -> None:
    """Our turn at a site: one start at a time, `delay` seconds apart."""
    stile = manners.turnstile(url)
    async with stile.lock:
        while (seconds := stile.wait(delay)) > 0:
            await asyncio.sleep(seconds)
        stile.start()
