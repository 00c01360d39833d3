"""What the worker may say to a running crawl: what comes next, or that it ends now."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import TypeVar

from crawler.budget import CrawlOverError
from crawler.protocol import WantedOrder
from domain.captures import Ending

T = TypeVar("T")


@dataclass(slots=True)
class Orders:
    """One audit's orders. `closed` is set by the crawl once it has said how it ended."""

    rounds: "asyncio.Queue[WantedOrder]" = field(default_factory=asyncio.Queue)
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)
    _over: CrawlOverError = field(default_factory=lambda: CrawlOverError(None))

    def finish(self) -> None:
        """The worker has seen enough: the end has whatever name the crawl's standing gives it."""
        self._end(None, "")

    def interrupt(self, error: str) -> None:
        self._end(Ending.INTERRUPTED, error)

    def close(self) -> None:
        """The crawl has said how it ended."""
        self.closed.set()

    def _end(self, ending: Ending | None, error: str) -> None:
        if not self._ended.is_set():
            self._over = CrawlOverError(ending, error)
            self._ended.set()

    async def unless_ended(self, work: Awaitable[T]) -> T:
        """The work's result, or CrawlOverError as soon as the end is ordered."""
        task = asyncio.ensure_future(work)
        order = asyncio.ensure_future(self._ended.wait())
        try:
            await asyncio.wait({task, order}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            order.cancel()
            if not task.done():
                task.cancel()
        if self._ended.is_set():
            raise self._over
        return task.result()
