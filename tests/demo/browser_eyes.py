"""A real Chromium that looks at what the demo serves, as a visitor would."""

import asyncio
import re
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from playwright.async_api import Browser, Page, async_playwright

from crawler.renderer.find_chromium import find_chromium

T = TypeVar("T")


@dataclass(frozen=True)
class Eyes:
    """One browser for a file of tests. Without Chromium these tests fail, they never skip."""

    runner: asyncio.Runner
    browser: Browser

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def new_page(self) -> Page:
        return self.run(self.browser.new_page())


@contextmanager
def open_eyes(port: int, names: str = "*") -> Iterator[Eyes]:
    """A browser in which `names` lead to the demo server."""
    search = find_chromium()
    assert search.chromium is not None, search.reason
    flags = ["--no-sandbox", f"--host-resolver-rules=MAP {names} 127.0.0.1:{port}"]
    with asyncio.Runner() as runner:
        playwright = runner.run(async_playwright().start())
        browser = runner.run(playwright.chromium.launch(executable_path=search.chromium.path, args=flags))
        yield Eyes(runner, browser)
        runner.run(browser.close())
        runner.run(playwright.stop())


async def text_of(page: Page) -> str:
    """What stands on the screen, and what menus and folded parts hold, as one line."""
    return one_line(await page.evaluate("document.body.textContent"))


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
