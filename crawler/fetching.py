"""Following an address to its end: scope, robots and guard at every hop, redirects bounded."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crawler.actions import looks_like_action
from crawler.asking import Asker
from crawler.exchange import Answer
from crawler.journal import Fetched, Journal
from crawler.robots import RobotsRules, Word, must_ask_again, read_robots
from domain.captures import CaptureKind, Outcome
from domain.clock import utc_now
from domain.urls import join, site_of

MAX_REDIRECTS = 8
_ROBOTS_SECONDS = 15.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(slots=True)
class Fetcher:
    """Fetches for one audit. `in_scope` says which addresses are the target's."""

    asker: Asker
    journal: Journal
    agent: str
    in_scope: Callable[[str], bool]
    _robots: dict[str, RobotsRules] = field(default_factory=dict)

    async def fetch(self, url: str, tries: int = 2, leave: Callable[[str], bool] = lambda _: False) -> Fetched:
        """The address, followed through its redirects up to one to leave. Never raises but CrawlOverError."""
        hops: list[str] = []
        current = url
        while True:
            answer = await self._hop(current, tries)
            following = _next_address(answer)
            if following is None or leave(following):
                return Fetched(answer, url, tuple(hops))
            hops.append(current)
            refusal = self._why_not(following, hops)
            if refusal:
                outcome = Outcome.BROKEN if refusal.endswith("redirects") else Outcome.GUARDED
                refused = replace(answer, url=following, outcome=outcome, status=None, body=b"", error=refusal)
                return Fetched(replace(refused, headers=()), url, tuple(hops))
            current = following

    async def _hop(self, url: str, tries: int) -> Answer:
        if not self.in_scope(url):
            return _unasked(url, Outcome.GUARDED, "outside the target's scope")
        rules = await self.rules(url)
        if not rules.allows(url):
            return _unasked(url, rules.outcome, rules.error or "robots.txt forbids it")
        return await self.asker.ask_patiently(url, tries)

    def _why_not(self, url: str, hops: list[str]) -> str:
        if len(hops) > MAX_REDIRECTS:
            return f"more than {MAX_REDIRECTS} redirects"
        if hops.count(url) > 1:
            return "a loop of redirects"
        if not self.in_scope(url):
            return f"redirect outside the target's scope from {hops[-1][:200]}"
        return "redirect to what looks like an action" if looks_like_action(url) else ""

    async def rules(self, url: str) -> RobotsRules:
        """The rules of the address's site; its robots.txt is asked, and archived, at the first use."""
        site = site_of(url)
        return await self.first_rules(site, _ROBOTS_SECONDS)

    async def first_rules(self, site: str, seconds: float) -> RobotsRules:
        """The same for a site that may be silent: so many seconds for each of two tries."""
        if site not in self._robots:
            fetched = await self.fetch_robots(site + "/robots.txt", seconds)
            self.journal.record(CaptureKind.ROBOTS, fetched)
            self._robots[site] = self.learn_robots(site, fetched.answer)
        return self._robots[site]

    def robots_texts(self) -> dict[str, str]:
        """robots.txt of every site asked so far, for whoever else must obey it."""
        refused = "User-agent: *\nDisallow: /\n"
        return {
            site: refused if rules.word is Word.REFUSED else rules.text for site, rules in sorted(self._robots.items())
        }

    def learn_robots(self, site: str, answer: Answer) -> RobotsRules:
        rules = read_robots(answer, self.agent)
        self._robots[site] = rules
        if answer.url == site_of(answer.url) + "/robots.txt":  # a redirect to the same host's other scheme
            self._robots.setdefault(site_of(answer.url), rules)
        if rules.word is Word.RULES:
            stile = self.asker.manners.turnstile(site)  # one for http and https: the slower of their words holds
            stile.crawl_delay = max(stile.crawl_delay, rules.crawl_delay)
        return rules

    async def fetch_robots(self, url: str, seconds: float | None = None, tries: int = 2) -> Fetched:
        """robots.txt itself: redirects followed inside the scope, no rules asked for it."""
        hops: list[str] = []
        current = url
        while True:
            answer = await self.asker.ask_patiently(current, tries, seconds)
            following = _next_address(answer)
            if following is None or must_ask_again(answer):
                return Fetched(answer, url, tuple(hops))
            hops.append(current)
            refusal = self._why_not(following, hops)
            if refusal:
                missing = replace(answer, outcome=Outcome.GUARDED, error=refusal)
                return Fetched(missing, url, tuple(hops[:-1]))
            current = following


def _next_address(answer: Answer) -> str | None:
    """Where a redirect leads; None for an answer that is none."""
    if answer.status not in _REDIRECTS:
        return None
    location = answer.header("location")
    return join(answer.url, _readable(location)) if location else None


def _readable(location: str) -> str:
    """A Location header as the server meant it: raw UTF-8 bytes came to us as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _unasked(url: str, outcome: Outcome, error: str) -> Answer:
    return Answer(url, utc_now(), outcome, error=error, asked=False)
