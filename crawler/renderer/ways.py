"""Links that only a browser has: found by pressing what may be pressed, while the proxy lets nothing navigate.

A navigation that a press starts is written down and answered with nothing, so the portal is not asked and the page
stays. A route change is written down and taken back. What a page loads by itself (GET only) is let through, so that
"Xem thêm" and numbered pagers show what they have; where that is a piece of HTML, its address is a way too.
"""

import time
from dataclasses import dataclass, field
from typing import Any

from crawler.renderer.job import Way
from crawler.renderer.ledger import Ledger
from crawler.renderer.loading import Loading
from crawler.renderer.presses import Press, Pressable, choose, press_of
from crawler.renderer.scripts_of import call
from crawler.renderer.seat import PageScriptError, Seat
from domain.codec import from_plain
from domain.urls import join

_LIMITS = {Press.MENU: 25, Press.MORE: 3, Press.PAGER: 3, Press.LINK: 25}
_TURNS = frozenset({Press.MORE.value, Press.PAGER.value})
_WISH = {"most": 400, "links": 200}
_SECONDS = 12.0
_CALL_SECONDS = 3.0
_SETTLE_SECONDS = 1.5
_MAX_WAYS = 200


class SpentError(Exception):
    """The page cannot be brought back to where it was."""


@dataclass(slots=True)
class Scout:
    """Looks for ways on one page that has been loaded."""

    seat: Seat
    ledger: Ledger
    loading: Loading
    world: int = 0
    home: str = ""
    ways: list[Way] = field(default_factory=list)
    _opened: int = 0
    _fragments: int = 0

    async def look(self) -> tuple[Way, ...]:
        """Presses within the time that is left; what was found until then counts."""
        ends = time.monotonic() + min(_SECONDS, max(0.0, self.loading.left))
        self.world = await self.seat.new_world()
        start = await self.ask(call("scout", _WISH))
        self.home = str(start["url"])
        pressables = [_pressable(entry) for entry in start["found"]]
        self._opened = len(await self._windows())
        self._fragments = len(self.ledger.fragments)
        self.seat.gate.scouts = []
        try:
            for press, element in choose([entry for entry in pressables if entry], _LIMITS):
                if time.monotonic() > ends or len(self.ways) >= _MAX_WAYS:
                    break
                await self._try(press, element)
        except (SpentError, PageScriptError, TimeoutError):
            pass  # what was found stands
        finally:
            self.seat.gate.scouts = None
        return tuple(self.ways[:_MAX_WAYS])

    async def _try(self, press: Press, element: Pressable) -> None:
        if press is Press.MENU:
            await self.ask(f"scout.hover({element.number})")
            if await self._gather("hover", element):
                return
        await self.ask(f"scout.press({element.number})")
        await self._gather("click" if press in (Press.MENU, Press.LINK) else press.value, element)

    async def _gather(self, action: str, element: Pressable) -> bool:
        """What the last movement brought: addresses it wanted to go to, routes, windows, new links."""
        await self.settle()
        state = await self.ask("scout.state()")
        before = len(self.ways)
        scouts, self.seat.gate.scouts = self.seat.gate.scouts or [], []
        windows = await self._windows()
        fragments = self.ledger.fragments[self._fragments :] if action in _TURNS else []
        for url in (*scouts, *windows[self._opened :], *fragments):
            self._add(url, action, element)
        self._fragments = len(self.ledger.fragments)
        self._opened = len(windows)
        links = tuple((url, label) for url, label in _links(state, self.home))
        if links:
            self.ways.append(Way(self.home, element.label, action, element.path, links))
        if state["url"] != self.home:
            self._add(str(state["url"]), "route", element)
            await self._back()
        return len(self.ways) > before

    def _add(self, url: str, action: str, element: Pressable) -> None:
        address = join(self.home, url)
        if address is not None and address != self.home:
            self.ways.append(Way(address, element.label, action, element.path))

    async def _back(self) -> None:
        await self.ask("history.back()")
        await self.settle()
        if str(await self.ask("location.href")) != self.home:
            raise SpentError

    async def _windows(self) -> list[str]:
        """Addresses that the page tried to open in windows of their own: its own word."""
        handle = f"window[Symbol.for('{self.seat.key}')]"
        asked = (
            f"{handle} ? Array.from({handle}.told().opened).slice(0, 100).map((it) => String(it).slice(0, 2000)) : []"
        )
        found = await self.seat.ask_page(asked, _CALL_SECONDS)
        return [str(url) for url in found] if isinstance(found, list) else []

    async def settle(self) -> None:
        handle = f"window[Symbol.for('{self.seat.key}')]"
        most = int(_SETTLE_SECONDS * 1000)
        await self.seat.ask_page(f"{handle} && {handle}.settle({most}, 300).then(() => 0)", _SETTLE_SECONDS + 1.5)
        await self.ledger.idle(_SETTLE_SECONDS)

    async def ask(self, expression: str) -> Any:
        return await self.seat.ask_beside(expression, _CALL_SECONDS, world=self.world)


async def find_ways(seat: Seat, ledger: Ledger, loading: Loading) -> tuple[Way, ...]:
    """What pressing brings on this page. It is no longer as it was afterwards."""
    return await Scout(seat, ledger, loading).look()


async def press_again(seat: Seat, ledger: Ledger, loading: Loading, paths: tuple[str, ...]) -> str:
    """Goes ways that an earlier look found, one after the other; says what could not be pressed, or ""."""
    scout = Scout(seat, ledger, loading)
    scout.world = await seat.new_world()
    await scout.ask(call("scout", _WISH))
    for path in paths:
        element = _pressable(await scout.ask(f"scout.at({path!r})"))
        if element is None or press_of(element) is None:
            return f"nothing to press at {path[:200]}"
        await scout.ask(f"scout.press({element.number})")
        await scout.settle()
    return ""


def _pressable(entry: Any) -> Pressable | None:
    try:
        return from_plain(Pressable, entry)
    except (TypeError, ValueError):
        return None


def _links(state: Any, home: str) -> list[tuple[str, str]]:
    found = []
    for url, label in state.get("links", ()):
        address = join(home, str(url))
        if address is not None:
            found.append((address, str(label)[:200]))
    return found
