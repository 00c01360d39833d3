"""One browser context with one page in it, behind a proxy of its own: where an audit's pages are shown, one by one."""

import asyncio
import contextlib
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from crawler.manners import Manners
from crawler.renderer.certificate import OwnTls, lenient_client_tls
from crawler.renderer.flags import VIEWPORT
from crawler.renderer.gate import Gate, Policy
from crawler.renderer.ledger import Ledger
from crawler.renderer.proxy import Proxy
from crawler.renderer.relay import Relay
from crawler.renderer.scripts_of import watch_script
from crawler.renderer.upstream import Upstream

_CLOSE_SECONDS = 3.0
_CALL_SECONDS = 10.0
_REST_AFTER = 0.25
_WORLD = "portal-audit"
#: How the browser says that the document we asked about is no longer the one that stands there.
_MOVED_ON = re.compile(
    r"target navigated|context was destroyed|find context|No frame for given id|isolated world|with given id", re.I
)


class SeatLostError(Exception):
    """The page, or the browser around it, is gone or does not answer."""


class SeatSpentError(SeatLostError):
    """The page before does not let go of its place."""


@dataclass(slots=True)
class Seat:
    """`key` names the handle of our watching script in the page."""

    audit: str
    gate: Gate
    proxy: Proxy
    context: BrowserContext
    page: Page
    session: CDPSession
    key: str
    crashed: bool = False
    cacheless: bool = False
    popups: int = 0
    pages: int = 0
    loader: str = ""  # the document we last looked into
    stale: str = ""  # the one that stood here when the present job began
    last_used: float = 0.0
    _closing: set["asyncio.Task[None]"] = field(default_factory=set)
    _resting: "asyncio.Task[None] | None" = None

    @classmethod
    async def open(
        cls, browser: Browser, audit: str, policy: Policy, manners: Manners, tls: OwnTls, key: str
    ) -> "Seat":
        gate = Gate(policy, manners)
        proxy = Proxy(tls.context, gate, Relay(gate, Upstream(policy, lenient_client_tls())), empty_path=f"/{key}")
        await proxy.start()
        try:
            context = await browser.new_context(
                user_agent=policy.user_agent,
                viewport={"width": VIEWPORT[0], "height": VIEWPORT[1]},
                locale="vi-VN",
                timezone_id="Asia/Ho_Chi_Minh",
                proxy={"server": proxy.address, "bypass": "<-loopback>"},
                ignore_https_errors=True,
                accept_downloads=False,
                service_workers="block",
                permissions=[],
                reduced_motion="reduce",
            )
            await context.add_init_script(watch_script(key))
            page = await context.new_page()
            session = await context.new_cdp_session(page)
        except PlaywrightError as error:
            await proxy.close()
            raise SeatLostError(f"no context: {_first_line(error)}") from error
        seat = cls(audit, gate, proxy, context, page, session, key)
        context.on("page", lambda popup: seat.on_popup(popup))  # noqa: PLW0108  (it would be marked, and has slots)
        page.on("crash", lambda _page: seat.on_crash())
        return seat

    @property
    def usable(self) -> bool:
        return not self.crashed and not self.page.is_closed()

    def on_popup(self, page: Page) -> None:
        """Windows of the page's own are closed at once."""
        self.popups += 1
        task = asyncio.ensure_future(_close_page(page))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def on_crash(self) -> None:
        self.crashed = True

    async def call(self, method: str, params: dict[str, Any] | None = None, seconds: float = _CALL_SECONDS) -> Any:
        """One word with the browser about the page. Raises PageScriptError, SeatLostError, TimeoutError."""
        try:
            async with asyncio.timeout(max(0.05, seconds)):
                return await self.session.send(method, params or {})
        except PlaywrightError as error:
            text = _first_line(error)
            if self.usable and _MOVED_ON.search(text):
                raise PageScriptError(text) from error
            raise SeatLostError(text) from error

    async def ask_page(self, expression: str, seconds: float) -> Any:
        """The value of an expression among the page's own scripts: what it says is the page's word."""
        return await self._evaluate({"expression": expression}, seconds)

    async def ask_beside(self, expression: str, seconds: float, *, world: int | None = None) -> Any:
        """The value of an expression in a world that the page's scripts cannot reach."""
        context = world if world is not None else await self.new_world(seconds)
        return await self._evaluate({"expression": expression, "contextId": context}, seconds)

    async def new_world(self, seconds: float = _CALL_SECONDS) -> int:
        frame = (await self.call("Page.getFrameTree", seconds=seconds))["frameTree"]["frame"]
        self.loader = str(frame["loaderId"])
        made = await self.call("Page.createIsolatedWorld", {"frameId": frame["id"], "worldName": _WORLD}, seconds)
        return int(made["executionContextId"])

    async def _evaluate(self, params: dict[str, Any], seconds: float) -> Any:
        answer = await self.call(
            "Runtime.evaluate", {**params, "awaitPromise": True, "returnByValue": True, "userGesture": False}, seconds
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            text = str(details.get("exception", {}).get("description") or details.get("text") or "error")
            raise PageScriptError(text[:300])
        return answer.get("result", {}).get("value")

    async def stop_scripts(self) -> None:
        """Ends what runs now and lets nothing start again; the page keeps its content. The seat is spent after it."""
        self.crashed = True
        for method, params in (
            ("Runtime.terminateExecution", {}),
            ("Emulation.setScriptExecutionDisabled", {"value": True}),
            ("Runtime.terminateExecution", {}),
            ("Page.stopLoading", {}),
        ):
            await self.call(method, params, 2.0)

    async def forget_cache(self) -> None:
        """For this page everything comes over the wire, where it can be kept."""
        self.cacheless = True
        await self.call("Network.enable", {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0})
        await self.call("Network.setCacheDisabled", {"cacheDisabled": True})

    async def begin(self, ledger: Ledger) -> None:
        """The next page. One that differs from the last only by its route would not be loaded anew from there."""
        await self._wake()
        if self.page.url.partition("#")[0] == ledger.job.url.partition("#")[0]:
            await self._leave_page()
        if not self.usable:
            raise SeatSpentError("the page before does not end")
        self.popups = 0
        self.pages += 1
        self.stale = self.loader
        ledger.before = self.page.url.partition("#")[0]
        self.gate.open(ledger)

    async def end(self) -> None:
        """Shuts the gate. Unless the next page comes at once, this one is left, so that it does nothing any more."""
        self.gate.shut()
        self.proxy.hang_up()
        self.last_used = time.monotonic()
        if not self.usable:
            return
        if self.cacheless:
            self.cacheless = False
            await self.call("Network.disable", seconds=_CLOSE_SECONDS)
        self._resting = asyncio.ensure_future(self._rest())

    async def _rest(self) -> None:
        await asyncio.sleep(_REST_AFTER)
        await self._leave_page()

    async def _wake(self) -> None:
        resting, self._resting = self._resting, None
        if resting is not None:
            resting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await resting

    async def _leave_page(self) -> None:
        """A page that will not be left makes the seat unusable."""
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.page.goto(self._empty_page(), wait_until="commit")
        except (PlaywrightError, TimeoutError):
            self.crashed = True

    def _empty_page(self) -> str:
        """An empty page that our proxy makes up on the portal's own site: leaving the site would cost the browser a
        process of its own each time."""
        parts = urlsplit(self.page.url)
        return f"{parts.scheme}://{parts.netloc}{self.proxy.empty_path}" if parts.netloc else "about:blank"

    async def close(self) -> bool:
        """False when the browser did not close it in time: it hangs."""
        self.gate.shut()
        await self._wake()
        await self.proxy.close()
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.context.close()
        except TimeoutError:
            return False
        except PlaywrightError:
            return True
        return True


class PageScriptError(Exception):
    """An expression threw: the page moved on, or its scripts made it fail."""


async def _close_page(page: Page) -> None:
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await page.close()
    except (PlaywrightError, TimeoutError):
        return  # it goes with its context


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:300]
