"""Bringing an address to the screen, and waiting until what was to come has come."""

import asyncio
import re
import time
from dataclasses import dataclass

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Response
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from crawler.renderer.job import RenderLimits
from crawler.renderer.ledger import Ledger
from crawler.renderer.seat import PageScriptError, Seat, SeatLostError, SeatSpentError
from domain.captures import Outcome
from pages.hosts import in_scope

_QUIET_MS = 500
_MAX_MOVES = 4
_STALLED_SECONDS = 5.0
_MOVED = re.compile(r"interrupted by another navigation|ERR_ABORTED", re.IGNORECASE)
_STUCK = "endless script"


class NotLoadedError(Exception):
    """There is nothing to show."""

    def __init__(self, outcome: Outcome, text: str) -> None:
        super().__init__(text)
        self.outcome = outcome


@dataclass(slots=True)
class Loading:
    """One page's way to the screen. `cut_short` says what was not waited for."""

    seat: Seat
    ledger: Ledger
    limits: RenderLimits
    ends: float  # monotonic
    cut_short: str = ""

    @property
    def left(self) -> float:
        return max(0.0, self.ends - time.monotonic())

    async def load(self) -> Response | None:
        """To the load event, or to our patience's end with a document. Raises NotLoadedError, SeatLostError."""
        seconds = min(self.limits.load_seconds, self.left)
        going = asyncio.ensure_future(
            self.seat.page.goto(self.ledger.job.url, wait_until="load", timeout=seconds * 1000)
        )
        stalled = asyncio.ensure_future(self._stalled())
        try:
            await asyncio.wait({going, stalled}, return_when=asyncio.FIRST_COMPLETED)
            if not going.done():
                raise PlaywrightTimeoutError("nothing more comes")
            return await going
        except PlaywrightTimeoutError:
            if self._page_before_stands():
                raise SeatSpentError("the page before does not end") from None
            if self.ledger.document is None:
                raise self.not_loaded(Outcome.TIMEOUT, f"no answer within {seconds:.0f} s") from None
            await self._cut("load")
        except PlaywrightError as error:
            await self._judge(error)
        finally:
            for task in (going, stalled):
                task.cancel()
            await asyncio.gather(going, stalled, return_exceptions=True)
        return None

    async def _stalled(self) -> None:
        """Ends when the document is here, nothing is on its way, and still the page is not loaded after a while: its
        scripts do not end, or it sent itself to where nobody goes."""
        since = time.monotonic()
        while time.monotonic() - since < _STALLED_SECONDS:
            if self.ledger.document is None or self.ledger.flying:
                since = time.monotonic()
            await asyncio.sleep(0.25)

    def _page_before_stands(self) -> bool:
        """Its scripts keep the browser from asking for the new one, or from showing it."""
        came = self.ledger.document is not None or not self.ledger.requests
        return came and self.ledger.failure is None and self.seat.page.url.partition("#")[0] == self.ledger.before

    async def _judge(self, error: PlaywrightError) -> None:
        """The navigation ended early: refused by the proxy, failed, or overtaken by the page's own scripts."""
        text = (str(error).splitlines() or [""])[0][:300]
        if not self.seat.usable or "closed" in text or "crashed" in text.lower():
            raise SeatLostError(text)
        if self.ledger.document is None or not _MOVED.search(text):
            raise self.not_loaded(Outcome.BROKEN, text)
        try:
            await self.seat.page.wait_for_load_state("load", timeout=min(self.limits.load_seconds, self.left) * 1000)
        except PlaywrightTimeoutError:
            await self._cut("load")
        except PlaywrightError as lost:
            raise SeatLostError(str(lost)[:300]) from lost
        if self.seat.page.url == "about:blank":
            raise self.not_loaded(Outcome.BROKEN, text)

    def not_loaded(self, outcome: Outcome, text: str) -> NotLoadedError:
        """What the proxy knows of it counts for more than what the browser says."""
        if self.ledger.failure is not None:
            return NotLoadedError(*self.ledger.failure)
        if self.ledger.redirects and not in_scope(self.ledger.goal, self.ledger.job.target):
            return NotLoadedError(Outcome.GUARDED, f"scope: the browser did not follow to {self.ledger.goal[:200]}")
        return NotLoadedError(outcome, text)

    async def _cut(self, why: str) -> None:
        """Takes the page as it stands."""
        self.cut_short = self.cut_short or why
        try:
            await self.seat.call("Page.stopLoading", seconds=1.0)
            await self.seat.ask_page("0", 1.0)
        except PageScriptError:
            return
        except TimeoutError:
            await self.stop_scripts()

    async def stop_scripts(self) -> None:
        """The page's scripts never end by themselves."""
        self.cut_short = _STUCK
        try:
            await self.seat.stop_scripts()
        except TimeoutError as error:
            raise self.not_loaded(Outcome.TIMEOUT, "the page does not answer") from error

    async def settle(self) -> None:
        """Until nothing is to come any more, nothing changes any more, or our patience ends."""
        if self.cut_short == _STUCK:
            return
        ends = time.monotonic() + min(self.limits.settle_seconds, self.left)
        moves = 0
        while (left := ends - time.monotonic()) > 0:
            try:
                state = await self._ask_settled(left)
            except PageScriptError:  # the page moved to another one
                moves += 1
                if moves > _MAX_MOVES:
                    break
                await self._await_load(left)
                continue
            except TimeoutError:
                await self.stop_scripts()
                return
            if state == "late":
                break
            if not self.ledger.flying:
                return
            await self.ledger.idle(min(ends - time.monotonic(), 1.0))
        self.cut_short = self.cut_short or "settle"

    async def _ask_settled(self, seconds: float) -> str:
        most, quiet = int(seconds * 1000), _QUIET_MS
        handle = f"window[Symbol.for('{self.seat.key}')]"
        asked = f"{handle} ? {handle}.settle({most}, {quiet}).then((word) => String(word).slice(0, 10)) : 'none'"
        return str(await self.seat.ask_page(asked, seconds + 1.5))

    async def _await_load(self, seconds: float) -> None:
        try:
            await self.seat.page.wait_for_load_state("load", timeout=max(0.1, seconds) * 1000)
        except PlaywrightTimeoutError:
            return
        except PlaywrightError as error:
            raise SeatLostError(str(error)[:300]) from error
