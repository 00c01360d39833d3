"""One request at a time per site, with a pause between, slower when the site slows: for the whole process.

Portals that share a host share its turnstile, so that auditing two of them is no burst against one server.
"""

import asyncio
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from domain.clock import utc_now

#: An answer slower than this makes us wait as long as it took.
_SLOW_SECONDS = 1.0
_MAX_PAUSE = 20.0
_SMOOTH = 0.5


@dataclass(slots=True)
class Turnstile:
    """The queue before one site."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    last_start: float = float("-inf")
    crawl_delay: float = 0.0  # of robots.txt: obeyed whatever it is; the wall limit bounds the audit
    slowness: float = 0.0  # smoothed seconds per answer
    not_before: float = float("-inf")  # Retry-After, in our monotonic time
    alive: bool = False  # has it ever answered anybody here?

    def pause(self, delay: float) -> float:
        """Seconds between two starts. `delay` is our own spacing."""
        slow = min(self.slowness, _MAX_PAUSE) if self.slowness > _SLOW_SECONDS else 0.0
        return max(delay, self.crawl_delay, slow)

    def wait(self, delay: float) -> float:
        """Seconds from now until the next request may start."""
        return max(0.0, self.last_start + self.pause(delay) - time.monotonic(), self.not_before - time.monotonic())

    def start(self) -> None:
        self.last_start = time.monotonic()

    def answered(self, seconds: float, *, alive: bool = True) -> None:
        self.alive = self.alive or alive
        self.slowness = seconds * _SMOOTH + self.slowness * (1 - _SMOOTH)

    def hold(self, seconds: float) -> None:
        """The site asks to be left alone for so long."""
        self.not_before = max(self.not_before, time.monotonic() + seconds)


@dataclass(slots=True)
class Manners:
    """The turnstiles of a process, by site."""

    _turnstiles: dict[str, Turnstile] = field(default_factory=dict)

    def turnstile(self, url: str) -> Turnstile:
        return self._turnstiles.setdefault(_site(url), Turnstile())


def _site(url: str) -> str:
    """http and https of a host are one server to it; another port is another one."""
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www.")


def retry_after(value: str) -> float | None:
    """Seconds a Retry-After header asks for (RFC 9110 section 10.2.3); None when it says nothing readable."""
    text = value.strip()
    if text.isdecimal():
        return float(min(int(text[:9]), 10**7))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - utc_now()).total_seconds())
