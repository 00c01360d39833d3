"""What a person sees while an audit runs: pages of budget, the current page, what was found, what it waits for."""

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.text import Text

from domain.harmless import one_line
from scheduler.workplace import Progress

_PLAIN_EVERY = 10.0


class LiveProgress:
    """On a terminal one moving line; elsewhere a line now and then. Writes to standard error only."""

    def __init__(self, agency: str, quiet: bool = False) -> None:
        self._agency = one_line(agency)
        self._quiet = quiet
        self._console = Console(file=sys.stderr, highlight=False)
        self._live = Live(console=self._console, refresh_per_second=4, transient=True)
        self._moving = self._console.is_terminal and not quiet
        self._last = 0.0

    def __enter__(self) -> "LiveProgress":
        if self._moving:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._moving:
            self._live.stop()

    def show(self, progress: Progress) -> None:
        if self._moving:
            self._live.update(Text(self._line(progress), no_wrap=True, overflow="ellipsis"))
        elif not self._quiet and time.monotonic() - self._last > _PLAIN_EVERY:
            self._last = time.monotonic()
            self._console.print(Text(self._line(progress)))

    def _line(self, progress: Progress) -> str:
        parts = [
            self._agency,
            f"trang/pages {progress.pages}/{progress.max_pages}",
            f"yêu cầu/requests {progress.requests}",
        ]
        if progress.provisional is not None:
            parts.append(f"tạm thấy/found so far {progress.found}")
        if progress.waiting:
            parts.append(f"chờ/waiting {one_line(progress.waiting)}")
        if progress.current:
            parts.append(one_line(progress.current))
        return " · ".join(parts)
