"""The worker's end of the render process: started when an audit first wants it, looked after, ended with the worker."""

import os
import shutil
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.renderer.launch import start_renderer, stop_renderer

_MOST_STARTS = 5  # within so many seconds:
_STARTS_WITHIN = 600.0
_LEAST_APART = 2.0  # seconds between two starts
#: Named for its owner: a render process clears the folders of owners that are gone.
_PREFIX = "portal-audit-render-"
_NOT_WANTED = "--no-browser"


class RenderService:
    """The machine's one render process, for all audits of this worker. Without a browser there is none, and `tell`
    hears so once.

    It ends with the thread that started it, so one thread calls `socket` and `look_after`.
    """

    def __init__(self, tell: Callable[[str], None], *, wanted: bool = True, chromium: str = "") -> None:
        self._tell = tell
        self._chromium = chromium
        self._absent = "" if wanted else _NOT_WANTED
        self._told = False
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._starts: deque[float] = deque(maxlen=_MOST_STARTS)

    def socket(self) -> str:
        """The address to ask at; "" when nothing can be rendered."""
        if self._process is None and not self._absent:
            self._start()
        if self._absent:
            self._say_absent()
            return ""
        return str(self._place)

    def look_after(self) -> None:
        """Starts it again when it went away, at most so often in ten minutes. Cheap: call it often."""
        process = self._process
        if process is None or process.poll() is None or self._absent:
            return
        if self._may_start(time.monotonic()):
            stop_renderer(process)
            self._start()

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            stop_renderer(process)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    @property
    def _place(self) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        return self._folder / "socket"

    def _start(self) -> None:
        self._starts.append(time.monotonic())
        launch = start_renderer(str(self._place), self._chromium)
        self._process = launch.process
        if launch.process is None:
            self._absent = launch.reason

    def _may_start(self, now: float) -> bool:
        if self._starts and now - self._starts[-1] <= _LEAST_APART:
            return False
        return len(self._starts) < _MOST_STARTS or now - self._starts[0] > _STARTS_WITHIN

    def _say_absent(self) -> None:
        if not self._told:
            self._told = True
            self._tell(self._absent)


@contextmanager
def render_service(tell: Callable[[str], None], *, wanted: bool = True, chromium: str = "") -> Iterator[RenderService]:
    """One for a whole run of audits; nothing of it is left when the run ends."""
    service = RenderService(tell, wanted=wanted, chromium=chromium)
    try:
        yield service
    finally:
        service.close()
