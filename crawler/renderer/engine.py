"""Chromium and its driver: started, counted, ended, killed. At most one of each at a time."""

import asyncio
import os
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from crawler.manners import Manners
from crawler.renderer.certificate import OwnTls
from crawler.renderer.find_chromium import Chromium, ChromiumKind
from crawler.renderer.flags import launch_flags, sandboxed
from crawler.renderer.gate import Policy
from crawler.renderer.process_tree import descendants, kill_descendants, memory_bytes
from crawler.renderer.proxy import Proxy
from crawler.renderer.seat import Seat

_START_SECONDS = 20.0
_CLOSE_SECONDS = 5.0


class NoBrowserError(Exception):
    """Chromium does not start."""


@dataclass(slots=True)
class Engine:
    """The one browser of the process. `dead_end` is where the browser's own traffic ends."""

    chromium: Chromium
    folder: Path
    tls: OwnTls
    dead_end: Proxy
    version: str = ""
    started: float = 0.0
    launches: int = 0
    _playwright: Playwright | None = None
    _browser: Browser | None = None
    _closing: set["asyncio.Task[None]"] = field(default_factory=set)

    @property
    def alive(self) -> bool:
        return self._browser is not None and self._browser.is_connected()

    @property
    def age(self) -> float:
        return time.monotonic() - self.started

    async def start(self) -> None:
        """A fresh browser. Raises NoBrowserError, and leaves no process behind then."""
        try:
            async with asyncio.timeout(_START_SECONDS):
                await self._start()
        except (PlaywrightError, TimeoutError, OSError) as error:
            lines = [line.strip() for line in str(error).splitlines() if line.strip()]
            await self.kill()
            raise NoBrowserError(" ".join(lines[:2])[:300] or "Chromium did not start in time") from error
        self.started = time.monotonic()
        self.launches += 1

    async def _start(self) -> None:
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        whole = self.chromium.kind is ChromiumKind.WHOLE
        self._browser = await self._playwright.chromium.launch(
            executable_path=self.chromium.path,
            args=launch_flags(self.chromium, self.tls.key_digest),
            chromium_sandbox=sandboxed(),
            headless=True,
            ignore_default_args=["--headless", "--headless=old"] if whole else None,
            proxy={"server": self.dead_end.address, "bypass": "<-loopback>"},
            downloads_path=str(self.folder),
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            env={**os.environ, "TMPDIR": str(self.folder), "HOME": str(self.folder)},
            timeout=_START_SECONDS * 1000,
        )
        self.version = self._browser.version

    async def open_seat(self, audit: str, policy: Policy, manners: Manners) -> Seat:
        """Raises SeatLostError, NoBrowserError."""
        if self._browser is None:
            raise NoBrowserError("the browser is gone")
        return await Seat.open(self._browser, audit, policy, manners, self.tls, secrets.token_hex(8))

    async def close(self) -> None:
        """Politely, and by force when that takes too long."""
        browser, self._browser = self._browser, None
        if browser is None:
            return
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await browser.close()
        except (PlaywrightError, TimeoutError):
            await self.kill()

    async def kill(self) -> None:
        """Every process below ours, driver and browser, at once."""
        playwright, self._playwright, self._browser = self._playwright, None, None
        kill_descendants(os.getpid())
        if playwright is not None:
            try:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await playwright.stop()
            except (PlaywrightError, TimeoutError, OSError):
                return

    def memory(self) -> int:
        """Bytes that driver and browser hold."""
        return memory_bytes(descendants(os.getpid()))
