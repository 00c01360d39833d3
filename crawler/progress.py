"""Telling the worker, at least once a second, how far the crawl is and what it waits for."""

import asyncio
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from crawler.budget import Budget
from crawler.journal import Journal
from crawler.protocol import Standing

_EVERY = 0.8


@dataclass(slots=True)
class Ticker:
    """Sends the standing on a clock of its own while it is open."""

    journal: Journal
    budget: Budget
    _current: str = ""
    _waiting: str = ""
    _task: "asyncio.Task[None] | None" = field(default=None)

    def now(self, current: str, waiting: str) -> None:
        self._current, self._waiting = current, waiting

    def tell(self) -> None:
        self.journal.tell(
            Standing(
                self.budget.pages, self.budget.limits.max_pages, self.budget.requests, self._current, self._waiting
            )
        )

    async def _tick(self) -> None:
        while True:
            self.tell()
            await asyncio.sleep(_EVERY)

    def __enter__(self) -> Self:
        self._task = asyncio.ensure_future(self._tick())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
