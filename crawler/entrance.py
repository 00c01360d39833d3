"""Finding the portal's front page: robots.txt first, other spellings only where the given one is silent."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.asking import Asker
from crawler.budget import CrawlOverError
from crawler.fetching import Fetcher
from crawler.journal import Fetched, Journal, Origin
from crawler.reading import Reading, read
from crawler.robots import Word
from crawler.unknown_pages import UnknownPages
from domain.agencies import Target
from domain.captures import CaptureKind, Ending, Outcome
from domain.urls import host_of, join, site_of
from pages.hosts import is_numeric
from pages.view import LinkKind

_MAX_STEPS = 4  # refreshes and script redirects from the door to the front page
_SHARE_OF_SILENCE = 0.25  # of the silent limit, for one try of robots.txt
_FEW_LINKS = 4
_SMALL = 16 * 1024
_SCRIPT_MOVE = re.compile(
    rb"""location(?:\s*\.\s*href)?\s*=\s*["']([^"'\s]{1,500})["']|location\s*\.\s*(?:replace|assign)\s*\(\s*["']([^"'\s]{1,500})["']""",
    re.IGNORECASE,
)
_REFUSALS = frozenset({401, 403, 407, 429, 451})


@dataclass(slots=True)
class Entrance:
    """The way in. `find` gives the front page or ends the crawl with a name."""

    target: Target
    fetcher: Fetcher
    asker: Asker
    journal: Journal
    unknown: UnknownPages
    home_id: str = ""  # the front page's capture

    async def find(self) -> Reading:
        """The front page, archived. Raises CrawlOverError: blocked, unreachable, or out of time."""
        problems: list[str] = []
        answered = False
        entries = {join(entry, entry) for entry in self.target.entries}
        for number, door in enumerate(self._doors()):
            if number and answered and door not in entries:
                continue
            if not await self._may_enter(door, first=number == 0):
                problems.append(f"{door} does not answer")
                continue
            reading = await self._enter(door)
            if reading.view is not None and reading.outcome is Outcome.OK:
                return reading
            answer = reading.fetched.answer
            answered = answered or answer.answered
            problems.append(f"{door}: {answer.error or f'status {answer.status} {answer.mime}'}")
        raise CrawlOverError(Ending.UNREACHABLE, problems[0] if problems else "no entry address")

    def _doors(self) -> list[str]:
        """The given address, then its spellings, then the declared entries."""
        spellings = _spellings(self.target.portal)
        if self.target.resolve:  # a test portal: only the names it has
            spellings = [url for url in spellings if host_of(url) in self.target.resolve]
        doors = (join(door, door) for door in (self.target.portal, *spellings, *self.target.entries))
        return list(dict.fromkeys(door for door in doors if door and self.fetcher.in_scope(door)))

    async def _may_enter(self, door: str, *, first: bool) -> bool:
        """robots.txt of the door's site. False when nobody answers there."""
        site = site_of(door)
        seconds = self.asker.budget.limits.silent_seconds * _SHARE_OF_SILENCE
        fetched = await self.fetcher.fetch_robots(site + "/robots.txt", seconds, tries=3 if first else 2)
        self.journal.record(CaptureKind.ROBOTS, fetched)
        answer = fetched.answer
        if not answer.answered and answer.outcome is not Outcome.GUARDED:
            if not await self._alive(door, answer.outcome, seconds):
                return False
            raise CrawlOverError(Ending.BLOCKED, f"robots.txt does not answer: {answer.error}")
        rules = self.fetcher.learn_robots(site, answer)
        if rules.word is Word.REFUSED:
            raise CrawlOverError(Ending.BLOCKED, rules.error)
        if not rules.allows(door):
            raise CrawlOverError(Ending.BLOCKED, "robots.txt forbids the front page")
        return True

    async def _alive(self, door: str, outcome: Outcome, seconds: float) -> bool:
        """Is somebody there at all, though robots.txt is silent? One HEAD, no content: it only tells a portal that
        hides its robots.txt (blocked) from one that is down (unreachable)."""
        if outcome not in (Outcome.TIMEOUT, Outcome.BROKEN):
            return False
        return (await self.asker.ask(door, seconds, method="HEAD")).answered

    async def _enter(self, door: str) -> Reading:
        reading = await self._look(door)
        if reading.wall is not None or reading.fetched.answer.status in _REFUSALS:
            self._record(reading)
            self.asker.back_off(door)
            reading = await self._look(door)
        for _ in range(_MAX_STEPS):
            further = await self._step(reading)
            if further is None:
                break
            self._record(reading, {"probe": "door", "onward": further.fetched.url})
            reading = _passed(reading, further)
        self._record(reading)
        self._refuse_wall(reading)
        return reading

    async def _step(self, door: Reading) -> Reading | None:
        """The page behind a door that only leads on; None when this is the front page, or nothing stands behind."""
        onward = _onward(door)
        if onward is None or onward == door.fetched.url or not self.fetcher.in_scope(onward):
            return None
        further = await self._look(onward)
        if further.wall is not None or (further.outcome is Outcome.OK and further.view is not None):
            return further
        self._record(further)
        return None

    async def _look(self, url: str) -> Reading:
        return read(await self.fetcher.fetch(url), self.unknown, CaptureKind.PAGE)

    def _record(self, reading: Reading, door: dict[str, str] | None = None) -> None:
        """A door is a redirect by other means: asked on purpose, not a page."""
        kind = CaptureKind.PROBE if door else CaptureKind.PAGE
        notes = {**reading.notes, **(door or {})}
        capture = self.journal.record(kind, reading.fetched, Origin(), notes, reading.outcome)
        self.asker.budget.count(capture)
        if capture.is_page:
            self.home_id = capture.id

    def _refuse_wall(self, reading: Reading) -> None:
        answer = reading.fetched.answer
        if reading.wall is not None:
            raise CrawlOverError(Ending.BLOCKED, f"the front page is a wall: {reading.wall.name}")
        if answer.outcome is Outcome.ROBOTS:
            raise CrawlOverError(Ending.BLOCKED, answer.error)
        if answer.status in _REFUSALS:
            raise CrawlOverError(Ending.BLOCKED, f"the front page answers {answer.status}")


def _spellings(url: str) -> list[str]:
    """The address over the other scheme and with or without www; none for numbers and odd ports."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if is_numeric(host) or parts.port or "." not in host:
        return []
    other_scheme = "http" if parts.scheme == "https" else "https"
    other_host = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return [
        parts._replace(scheme=other_scheme).geturl(),
        parts._replace(netloc=other_host).geturl(),
        parts._replace(scheme=other_scheme, netloc=other_host).geturl(),
    ]


def _passed(door: Reading, further: Reading) -> Reading:
    """The page behind a door, with the door among the redirects that led to it."""
    way = (*door.fetched.redirects, door.fetched.url, *further.fetched.redirects)
    return replace(further, fetched=replace(further.fetched, requested=door.fetched.requested, redirects=way))


def _onward(reading: Reading) -> str | None:
    """Where a door leads that is no page yet: a refresh, or a script that only moves on."""
    view, fetched = reading.view, reading.fetched
    if view is None or reading.outcome is not Outcome.OK:
        return None
    links = [link for link in view.links if link.url and link.kind is not LinkKind.REFRESH]
    if len(links) > _FEW_LINKS:
        return None
    refresh = _refresh_header(fetched) or next(
        (link.url for link in view.links if link.kind is LinkKind.REFRESH and link.url), None
    )
    if refresh:
        return refresh
    return None if links else _script_move(fetched)


def _refresh_header(fetched: Fetched) -> str | None:
    match = re.search(r"url\s*=\s*['\"]?([^'\"\s]+)", fetched.answer.header("refresh"), re.IGNORECASE)
    return join(fetched.url, match.group(1)) if match else None


def _script_move(fetched: Fetched) -> str | None:
    body = fetched.answer.body
    match = _SCRIPT_MOVE.search(body) if len(body) <= _SMALL else None
    if match is None:
        return None
    return join(fetched.url, (match.group(1) or match.group(2)).decode("utf-8", "replace"))
