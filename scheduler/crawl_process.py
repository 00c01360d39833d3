"""The worker's end of a crawl process: start it, feed it, hear it, and never wait for it without a limit."""

import contextlib
import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from crawler.launch import start_crawl
from crawler.protocol import read_frame, write_frame
from domain.codec import to_plain
from domain.plans import CrawlPlan, Wanted

_GRACE = 20.0  # seconds beyond the wall limit before the process is killed
_QUIET = 0.25

Frame = tuple[dict[str, Any], bytes]


class CrawlLostError(Exception):
    """The crawl process went away, or had to be killed, before it said how it ended."""


class CrawlProcess:
    """One crawl process with one plan. Frames are read by a thread, so that every wait here has a limit."""

    def __init__(self, plan: CrawlPlan) -> None:
        self._plan = plan
        self._deadline = time.monotonic() + plan.limits.wall_seconds + _GRACE
        self._frames: queue.Queue[Frame | None] = queue.Queue(maxsize=64)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "CrawlProcess":
        self._process = start_crawl()
        threading.Thread(target=self._listen, name="crawl-frames", daemon=True).start()
        self._send({"type": "plan", "plan": to_plain(self._plan)})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError):  # it is gone already, with words of ours unread
                process.stdin.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def events(self) -> Iterator[Frame | None]:
        """Frames as they come; None about every quarter second of silence. Ends after the `end` frame.

        Raises CrawlLostError when the process ends without one or outlives its limit.
        """
        while True:
            if time.monotonic() > self._deadline:
                raise CrawlLostError("the crawl process outlived its time limit and was killed")
            try:
                frame = self._frames.get(timeout=_QUIET)
            except queue.Empty:
                yield None
                continue
            if frame is None:
                raise CrawlLostError(f"the crawl process ended early{self._exit_word()}")
            yield frame
            if frame[0].get("type") == "end":
                return

    def next_round(self, wanted: Wanted, pages: int) -> None:
        self._send({"type": "wanted", "audit": self._plan.audit, "wanted": to_plain(wanted), "pages": pages})

    def finish(self) -> None:
        self._send({"type": "finish", "audit": self._plan.audit})

    def _send(self, header: dict[str, Any]) -> None:
        process = self._process
        if process is None or process.stdin is None:
            return
        try:
            write_frame(process.stdin, header)
        except OSError:  # it died; `events` says so
            return

    def _listen(self) -> None:
        process = self._process
        if process is None or process.stdout is None:
            return
        with contextlib.suppress(ValueError, OSError):  # a torn frame: the process died while writing
            while (frame := read_frame(process.stdout)) is not None:
                self._frames.put(frame)
        self._frames.put(None)

    def _exit_word(self) -> str:
        code = self._process.wait(timeout=5) if self._process else None
        return f" (status {code})" if code else ""
