"""Who is served next, and by which browser: two pages at a time, a context per audit, a fresh browser now and then."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from crawler.manners import Manners
from crawler.names import Lookup, system_lookup
from crawler.renderer.engine import Engine, NoBrowserError
from crawler.renderer.gate import Policy
from crawler.renderer.job import Job, Rendered, Timings
from crawler.renderer.ledger import Ledger
from crawler.renderer.seat import Seat, SeatLostError, SeatSpentError
from crawler.renderer.showing import Showing
from domain.captures import Outcome


@dataclass(frozen=True, slots=True)
class DeskLimits:
    """When a browser is replaced, and how many contexts stay warm."""

    pages_at_once: int = 2
    pages_per_browser: int = 150
    browser_seconds: float = 1800.0
    memory_bytes: int = 1200 * 1024 * 1024  # replaced when nobody uses it
    most_memory_bytes: int = 2500 * 1024 * 1024  # killed, whoever uses it
    idle_seats: int = 4
    watch_seconds: float = 1.0


@dataclass(slots=True)
class Desk:
    """Takes jobs, gives answers. Everything that can go wrong with a browser ends here, as an answer with a name."""

    engine: Engine
    limits: DeskLimits = DeskLimits()
    lookup: Lookup = system_lookup
    manners: Manners = field(default_factory=Manners)
    pages: int = 0  # of this browser
    served: int = 0
    _places: list["_Place"] = field(default_factory=list)
    _overweight: bool = False
    _idle: dict[str, list[Seat]] = field(default_factory=dict)
    _policies: dict[str, Policy] = field(default_factory=dict)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def render(self, job: Job) -> Rendered:
        """Never raises but for cancellation."""
        started = time.monotonic()
        try:
            policy = self._policy(job)
        except ValueError as error:
            return _failed(job, Outcome.BROKEN, str(error))
        for alone in (False, True):
            place = _Place(self.limits.pages_at_once if alone else 1)
            try:
                async with self._taken(place, job, started):
                    return await self._show(job, policy, Ledger(job), time.monotonic() - started)
            except _TooLateError:
                return _failed(job, Outcome.TIMEOUT, "the site asks to be left alone", started)
            except NoBrowserError as error:
                return _failed(job, Outcome.BROKEN, f"no browser: {error}", started)
            except SeatLostError as error:
                others_fault = isinstance(error, SeatSpentError) or (place.shared and not self.engine.alive)
                if not others_fault:
                    return _failed(job, Outcome.BROKEN, f"the browser failed: {error}", started)
                # another page's fault, perhaps: once more, alone
        return _failed(job, Outcome.BROKEN, "the browser failed twice", started)

    async def close(self) -> None:
        async with self._changed:
            await self._drop_seats()
            await self.engine.close()
            await self.engine.kill()

    async def watch(self) -> None:
        """Looks after the browser's weight, for good."""
        while True:
            await asyncio.sleep(self.limits.watch_seconds)
            if not self.engine.alive:
                continue
            weight = await asyncio.to_thread(self.engine.memory)
            self._overweight = weight > self.limits.memory_bytes
            if weight > self.limits.most_memory_bytes:
                await self.engine.kill()

    def _policy(self, job: Job) -> Policy:
        known = self._policies.get(job.audit)
        if known is None or not known.fits(job):
            known = self._policies[job.audit] = Policy.of(job, self.lookup)
        while len(self._policies) > 500:
            self._policies.pop(next(iter(self._policies)))
        return known

    @asynccontextmanager
    async def _taken(self, place: "_Place", job: Job, started: float) -> AsyncIterator[None]:
        """A place before a browser that is fresh enough, when it is our turn at the site.

        Raises NoBrowserError; _TooLateError when the turn is too far off.
        """
        await self._take(place, job, started)
        try:
            yield
        finally:
            async with self._changed:
                self._places.remove(place)
                self._changed.notify_all()

    async def _take(self, place: "_Place", job: Job, started: float) -> None:
        stile = self.manners.turnstile(job.url)
        while True:
            seconds = stile.wait(job.delay)
            if seconds <= 0:
                async with self._changed:
                    await self._changed.wait_for(lambda: self._free(place.weight))
                    seconds = stile.wait(job.delay)
                    if seconds <= 0:
                        if self._stale():
                            await self._replace()
                        stile.start()
                        self._places.append(place)
                        for each in self._places:
                            each.shared = each.shared or len(self._places) > 1
                        return
            if time.monotonic() + seconds - started > job.limits.turn_seconds:
                raise _TooLateError
            await asyncio.sleep(seconds)

    def _free(self, weight: int) -> bool:
        if sum(place.weight for place in self._places) + weight > self.limits.pages_at_once:
            return False
        return not (self._places and self._stale())

    def _stale(self) -> bool:
        engine, limits = self.engine, self.limits
        worn = self.pages >= limits.pages_per_browser or engine.age > limits.browser_seconds
        return not engine.alive or worn or self._overweight

    async def _replace(self) -> None:
        await self._drop_seats()
        await self.engine.close()
        await self.engine.start()
        self.pages, self._overweight = 0, False

    async def _drop_seats(self) -> None:
        for seats in self._idle.values():
            for seat in seats:
                await seat.proxy.close()
        self._idle.clear()

    async def _show(self, job: Job, policy: Policy, ledger: Ledger, waited: float) -> Rendered:
        """Within the page's time limit; a seat that fails is closed, a browser that cannot close it is killed."""
        seat = await self._seat(job, policy)
        self.pages += 1
        self.served += 1
        good = False
        try:
            await seat.begin(ledger)
            async with asyncio.timeout(job.limits.page_seconds):
                rendered = await Showing(seat, ledger, waited).show()
            good = True
            return replace(rendered, browser=self.engine.version)
        except TimeoutError:
            return _failed(job, Outcome.TIMEOUT, f"not done within {job.limits.page_seconds:.0f} s", ledger=ledger)
        finally:
            await asyncio.shield(self._leave(seat, good=good))

    async def _seat(self, job: Job, policy: Policy) -> Seat:
        waiting = self._idle.get(job.audit, [])
        while waiting:
            seat = waiting.pop()
            if seat.usable and seat.gate.policy is policy:
                return seat
            await self._close_seat(seat)
        while sum(map(len, self._idle.values())) >= self.limits.idle_seats:
            await self._close_seat(self._oldest())
        try:
            async with asyncio.timeout(10):
                return await self.engine.open_seat(job.audit, policy, self.manners)
        except TimeoutError as error:
            await self.engine.kill()
            raise SeatLostError("the browser hangs") from error

    def _oldest(self) -> Seat:
        audit = min((audit for audit, seats in self._idle.items() if seats), key=lambda it: self._idle[it][0].last_used)
        seats = self._idle[audit]
        oldest = seats.pop(0)
        if not seats:
            del self._idle[audit]
        return oldest

    async def _leave(self, seat: Seat, *, good: bool) -> None:
        try:
            if good:
                await seat.end()
        except (SeatLostError, TimeoutError):
            good = False
        if good and seat.usable and self.engine.alive:
            self._idle.setdefault(seat.audit, []).append(seat)
        else:
            await self._close_seat(seat)

    async def _close_seat(self, seat: Seat) -> None:
        if not await seat.close() and self.engine.alive:
            await self.engine.kill()


@dataclass(slots=True, eq=False)
class _Place:
    """One job's place. `shared`: another page stood before the same browser for a while."""

    weight: int
    shared: bool = False


class _TooLateError(Exception):
    """The site does not want to be asked before our patience ends."""


def _failed(
    job: Job, outcome: Outcome, error: str, started: float | None = None, ledger: Ledger | None = None
) -> Rendered:
    spent = Timings(waited=round((time.monotonic() - started) * 1000)) if started is not None else Timings()
    rendered = Rendered(outcome, job.url, job.url, error=error[:300], timings=spent)
    if ledger is None:
        return rendered
    return replace(
        rendered,
        requests=ledger.requests,
        received=ledger.received,
        redirects=tuple(ledger.redirects),
        refused=tuple(ledger.refused),
        refused_counts=dict(sorted(ledger.counts.items())),
    )
