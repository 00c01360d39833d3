"""One job from its address to its answer: loaded, settled, written down, pictured."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Response

from crawler.renderer.extras import measure_phone, run_axe, scroll_through, take_picture, watch_motion
from crawler.renderer.job import Job, Picture, Rendered, Timings
from crawler.renderer.ledger import Ledger, mime_of
from crawler.renderer.loading import Loading, NotLoadedError
from crawler.renderer.places import find_boxes, unmark
from crawler.renderer.scripts_of import call
from crawler.renderer.seat import PageScriptError, Seat
from crawler.renderer.ways import find_ways, press_again
from domain.captures import Outcome

_MAX_ELEMENTS = 400_000
_MAX_CONSOLE = 50
_COLLECT_SECONDS = 10.0
_MAX_HEADERS = 60


@dataclass(slots=True)
class Showing:
    """Shows one page in one seat."""

    seat: Seat
    ledger: Ledger
    waited: float = 0.0
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def job(self) -> Job:
        return self.ledger.job

    async def show(self) -> Rendered:
        """The page, or why it did not come. Raises SeatLostError when the browser failed under it."""
        started = time.monotonic()
        loading = Loading(self.seat, self.ledger, self.job.limits, started + self.job.limits.page_seconds * 0.8)
        try:
            if self.job.want.assets:
                await self.seat.forget_cache()
            response = await loading.load()
            loaded = time.monotonic()
            await loading.settle()
            settled = time.monotonic()
            found = await self._collect(loading)
        except NotLoadedError as error:
            return self._account(error.outcome, str(error), started)
        rendered = self._rendered(found, response, loading, started)
        rendered = await self._extras(rendered, found, loading)
        timings = replace(rendered.timings, loaded=_ms(loaded - started), settled=_ms(settled - started))
        return replace(rendered, timings=replace(timings, total=_ms(time.monotonic() - started)))

    async def _collect(self, loading: Loading) -> dict[str, Any]:
        want, limits = self.job.want, self.job.limits
        if self.job.press and not self.seat.crashed:
            await self._press(loading)
        if want.screenshot and not loading.cut_short:
            await self._try("scroll", lambda: scroll_through(self.seat, limits.picture_height))
            await loading.settle()
        wish = {
            "dom": want.dom or want.boxes,
            "boxes": limits.boxes if want.boxes else 0,
            "chars": limits.dom_chars,
            "elements": _MAX_ELEMENTS,
            "mark": self._mark,
        }
        expression = call("collect", wish)
        for attempt in range(4):
            try:
                world = await self.seat.new_world()
                if self.seat.loader == self.seat.stale:
                    raise loading.not_loaded(Outcome.BROKEN, "the browser showed nothing")
                found = await self.seat.ask_beside(expression, _COLLECT_SECONDS, world=world)
            except PageScriptError as error:
                if attempt == 3:
                    raise NotLoadedError(Outcome.BROKEN, f"the page does not stay: {error}") from error
                await loading.settle()
                continue
            except TimeoutError:
                await loading.stop_scripts()
                continue
            if isinstance(found, dict):
                return found
        raise NotLoadedError(Outcome.TIMEOUT, "the page does not answer")

    async def _press(self, loading: Loading) -> None:
        told = await self._try("press", lambda: press_again(self.seat, self.ledger, loading, self.job.press))
        if told:
            self.missing["press"] = str(told)
        await loading.settle()

    @property
    def _mark(self) -> str:
        """An attribute's name that no page can guess."""
        return f"data-{self.seat.key}"

    def _rendered(
        self, found: Mapping[str, Any], response: Response | None, loading: Loading, started: float
    ) -> Rendered:
        url = str(found.get("url", ""))
        document = self.ledger.document
        status = document.status if document else (response.status if response else None)
        outcome = Outcome.OK if status is None or status < 400 else Outcome.HTTP_ERROR
        error = ""
        if urlsplit(url).scheme not in ("http", "https") or url.endswith(self.seat.proxy.empty_path):
            outcome, error = Outcome.BROKEN, f"the page left for {url[:100]}"
        html = str(found.get("html", ""))
        if found.get("cut"):
            self.missing["dom"] = "the DOM is too large" if not html else "the DOM was cut"
        marked = self.job.want.boxes and html
        return replace(
            self._account(outcome, error, started),
            url=url,
            status=status,
            mime=str(found.get("mime", ""))[:100],
            headers=document.headers[:_MAX_HEADERS] if document else (),
            title=str(found.get("title", ""))[:300],
            cut_short=loading.cut_short,
            boxes=find_boxes(html, self._mark, found.get("boxes", ())) if marked else (),
            dom=(unmark(html, self._mark) if marked else html).encode("utf-8", "replace") if self.job.want.dom else b"",
        )

    def _account(self, outcome: Outcome, error: str, started: float) -> Rendered:
        """What the ledger knows."""
        ledger = self.ledger
        return Rendered(
            outcome,
            ledger.goal,
            self.job.url,
            error=error[:300],
            status=ledger.document.status if ledger.document else None,
            mime=mime_of(ledger.document.headers) if ledger.document else "",
            redirects=tuple(ledger.redirects),
            timings=Timings(waited=_ms(self.waited), total=_ms(time.monotonic() - started)),
            requests=ledger.requests,
            received=ledger.received,
            refused=tuple(ledger.refused),
            refused_counts=dict(sorted(ledger.counts.items())),
            popups=self.seat.popups,
        )

    async def _extras(self, rendered: Rendered, found: Mapping[str, Any], loading: Loading) -> Rendered:
        """Whatever else is wanted; what cannot be had is named, and costs nothing else."""
        want, seat = self.job.want, self.seat
        told = await self._try("console", lambda: seat.ask_page(_told(seat.key), 2.0))
        console, dialogs, popups = _read_told(told)
        changes: dict[str, Any] = {"console": console, "dialogs": dialogs, "popups": rendered.popups + popups}
        if want.screenshot:
            changes["picture"] = await self._picture(found)
        stuck = seat.crashed
        if want.axe:
            changes["axe"] = await self._axe(stuck)
        if want.phone:
            changes["layout"] = await self._unless(stuck, "phone", lambda: measure_phone(seat))
        if want.ways:
            changes["ways"] = (await self._unless(stuck, "ways", lambda: find_ways(seat, self.ledger, loading))) or ()
        ledger = self.ledger
        return replace(
            rendered,
            **changes,
            requests=ledger.requests,
            received=ledger.received,
            refused=tuple(ledger.refused),
            refused_counts=dict(sorted(ledger.counts.items())),
            answers=tuple(ledger.answers),
            assets=tuple(ledger.assets),
            missing=dict(sorted(self.missing.items())),
        )

    async def _axe(self, stuck: bool) -> Mapping[str, Any] | None:
        """Both looks for barriers; motion that was not seen costs nothing of what axe found."""
        axe = await self._unless(stuck, "axe", lambda: run_axe(self.seat))
        moving = await self._try("motion", lambda: watch_motion(self.seat)) if axe else None
        return {**axe, **(moving or {})} if axe else None

    async def _picture(self, found: Mapping[str, Any]) -> Picture | None:
        width, height = int(found.get("width", 1)), int(found.get("height", 1))
        limit = self.job.limits.picture_height
        picture: Picture | None = await self._try("screenshot", lambda: take_picture(self.seat, width, height, limit))
        return picture

    async def _unless(self, stuck: bool, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        if stuck:
            self.missing[name] = "the page's scripts had to be stopped"
            return None
        return await self._try(name, work)

    async def _try(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        try:
            return await work()
        except (TimeoutError, PageScriptError) as error:
            self.missing[name] = str(error)[:200] or "not in time"
            return None


def _told(key: str) -> str:
    handle = f"window[Symbol.for('{key}')]"
    return f"""(() => {{ const told = {handle} ? {handle}.told() : null; return told && {{
        console: Array.from(told.console).slice(0, {_MAX_CONSOLE}).map((text) => String(text).slice(0, 300)),
        dialogs: Number(told.dialogs) || 0, popups: Number(told.popups) || 0 }}; }})()"""


def _read_told(told: Any) -> tuple[tuple[str, ...], int, int]:
    """The page's own word: taken with care."""
    if not isinstance(told, dict):
        return (), 0, 0
    lines = told.get("console")
    console = tuple(str(line)[:300] for line in lines[:_MAX_CONSOLE]) if isinstance(lines, list) else ()
    counts = [value if isinstance(value, int) else 0 for value in (told.get("dialogs"), told.get("popups"))]
    return console, min(counts[0], 10**6), min(counts[1], 10**6)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
