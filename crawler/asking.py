"""Asking a site for one address: our turn, our pace, our patience, our budget."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from crawler.budget import Budget
from crawler.exchange import Answer, Downloads, exchange
from crawler.manners import Manners, Turnstile, retry_after
from crawler.orders import Orders
from domain.captures import Outcome

T = TypeVar("T")
_TELL_ABOVE = 1.5  # seconds of waiting that are worth a word on the screen
_BACK_OFF = (2.0, 5.0)  # seconds before a second and third try where the site named none
_TOO_BUSY = frozenset({429, 503})
_WORTH_ANOTHER = frozenset({Outcome.TIMEOUT, Outcome.CONNECT_ERROR, Outcome.DNS_ERROR, Outcome.BROKEN})


@dataclass(slots=True)
class Asker:
    """One audit's voice on the wire."""

    engine: Downloads
    manners: Manners
    budget: Budget
    orders: Orders
    tell: Callable[[str, str], None]  # (current address, what we wait for)

    async def ask(self, url: str, seconds: float | None = None, method: str = "GET") -> Answer:
        """One request in its turn. Raises CrawlOverError when the budget, the wall limit or an order ends the crawl."""
        queued = time.monotonic()
        async with self._turn(url) as stile:
            await self._wait(url, stile)
            if stile.alive:
                self.budget.excused += time.monotonic() - queued
            self.budget.check()
            self.budget.requests += 1
            self.tell(url, "")
            limit = min(seconds or self.budget.limits.request_seconds, max(0.1, self.budget.seconds_left()))
            answer = await self._exchange(url, limit, method, stile)
        if answer.answered:
            self.budget.answered = True
        return answer

    async def take_turn(self, url: str, work: Callable[[float, float], Awaitable[T]]) -> T:
        """One document in its turn by other means than ours; it counts as one request. `work` is told our spacing at
        this site and how many seconds are left. Raises CrawlOverError.
        """
        async with self._turn(url) as stile:
            await self._wait(url, stile)
            self.budget.check()
            self.budget.requests += 1
            self.tell(url, "")
            stile.start()
            pause = stile.pause(self.budget.limits.delay)
            return await self.orders.unless_ended(work(pause, self.budget.seconds_left()))

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[Turnstile]:
        """Holds the site's only place; another audit of this process may have it for a while."""
        stile = self.manners.turnstile(url)
        taking = asyncio.ensure_future(stile.lock.acquire())
        try:
            await self._queue(taking, stile)
            yield stile
        finally:
            if not taking.done():
                taking.cancel()
            elif not taking.cancelled():
                stile.lock.release()

    async def _queue(self, taking: "asyncio.Future[Any]", stile: Turnstile) -> None:
        try:
            await self.orders.unless_ended(asyncio.wait_for(asyncio.shield(taking), self._patience(stile)))
        except TimeoutError:
            raise self.budget.out_of_time() from None

    def _patience(self, stile: Turnstile) -> float:
        """How long a turn may be waited for: before a site that never answered anybody, the silent limit counts on."""
        return max(0.0, self.budget.wall_left() if stile.alive else self.budget.seconds_left())

    async def _exchange(self, url: str, limit: float, method: str, stile: Turnstile) -> Answer:
        stile.start()
        found = await self.orders.unless_ended(exchange(self.engine, url, limit, method))
        stile.answered(found.elapsed_ms / 1000, alive=found.answered)
        if found.status in _TOO_BUSY:
            asked = retry_after(found.header("retry-after"))
            if asked:
                stile.hold(asked)
        return found

    async def _wait(self, url: str, stile: Turnstile) -> None:
        seconds = stile.wait(self.budget.limits.delay)
        if seconds <= 0:
            return
        if seconds >= self._patience(stile):
            raise self.budget.out_of_time(f"the site wants a pause of {seconds:.0f} s" if stile.alive else "")
        if seconds > _TELL_ABOVE:
            self.tell(url, f"{seconds:.0f}")
        await self.orders.unless_ended(asyncio.sleep(seconds))

    async def ask_patiently(self, url: str, tries: int = 2, seconds: float | None = None) -> Answer:
        """Asks again, a bounded number of times, where the site was busy, torn or silent."""
        answer = await self.ask(url, seconds)
        for number in range(1, tries):
            if not worth_another_try(answer):
                break
            if not retry_after(answer.header("retry-after")):
                self.back_off(url, number)
            answer = await self.ask(url, seconds)
        if answer.status == 429:
            return replace(answer, outcome=Outcome.BLOCKED, error="429 for good")
        return answer

    def back_off(self, url: str, number: int = 1) -> None:
        """Leaves the site alone for a while, in proportion to our own spacing."""
        step = _BACK_OFF[min(number, len(_BACK_OFF)) - 1]
        self.manners.turnstile(url).hold(min(step, step * 4 * self.budget.limits.delay))


def worth_another_try(answer: Answer) -> bool:
    if answer.status is not None and (answer.status >= 500 or answer.status == 429):
        return True
    return answer.outcome in _WORTH_ANOTHER
