"""The worker's end of a crawl process with many plans: start it, feed it, hear it, never wait without a limit."""

import queue
import threading
import time
from collections.abc import Iterator
from functools import partial
from types import TracebackType
from typing import Any

from crawler.launch import start_crawl
from domain.codec import to_plain
from domain.plans import CrawlPlan, Wanted
from scheduler.line import Frame, Line

_GRACE = 20.0  # seconds beyond the wall limit before an audit is given up
_QUIET = 0.25
_SILENT = 90.0  # of the whole process, which tells every second how each of its crawls stands
_MOST_WAITING = 128 * 1024 * 1024  # bytes of one audit's frames that nobody has taken yet
_MOST_PROGRESS = 8


class CrawlLostError(Exception):
    """The crawl went away, or had to be given up, before it said how it ended."""


class CrawlProcess:
    """One crawl process for any number of audits at once. Frames are handed to the audits they belong to; one that
    does not keep up costs itself, never the others."""

    def __init__(self, *, again: bool = True, nice: int = 0) -> None:
        """`again`: another process is started for later audits when one died. `nice`: of the process."""
        self._crawls: dict[str, Crawl] = {}
        self._changing = threading.Lock()
        self._line = Line("crawl-frames", partial(start_crawl, nice=nice), self._hear, self._lost, again=again)

    @classmethod
    def started(cls) -> "CrawlProcess":
        """One for a single audit, which starts while its caller still gets ready."""
        made = cls(again=False)
        made._line.want()
        return made

    def __enter__(self) -> "CrawlProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        return self._line.pid

    def close(self) -> None:
        self._line.close()

    def crawl(self, plan: CrawlPlan) -> "Crawl":
        """A crawl by this plan, begun when it is entered."""
        return Crawl(self, plan)

    def begin(self, crawl: "Crawl") -> None:
        with self._changing:
            self._crawls[crawl.audit] = crawl
        if not self._line.send({"type": "plan", "plan": to_plain(crawl.plan)}):
            crawl.lose("the crawl process ended early")

    def end(self, crawl: "Crawl") -> None:
        with self._changing:
            self._crawls.pop(crawl.audit, None)
        if not crawl.ended:
            self.say({"type": "finish", "audit": crawl.audit})

    def say(self, header: dict[str, Any]) -> None:
        """To a process that is there; when it died, the crawl's own events say so."""
        if self._line.pid:
            self._line.send(header)

    def look_after(self) -> None:
        """A process that says nothing at all while it crawls hangs: it is killed, and the next plan starts another."""
        with self._changing:
            busy = bool(self._crawls)
        self._line.look_after(_SILENT if busy else float("inf"))

    def _hear(self, frame: Frame) -> None:
        with self._changing:
            crawl = self._crawls.get(str(frame[0].get("audit")))
        if crawl is not None:
            crawl.hear(frame)

    def _lost(self, reason: str) -> None:
        with self._changing:
            crawls = tuple(self._crawls.values())
        for crawl in crawls:
            crawl.lose(f"the crawl process ended early{f' ({reason})' if reason else ''}")


class Crawl:
    """One audit's crawl."""

    def __init__(self, process: CrawlProcess, plan: CrawlPlan) -> None:
        self.plan = plan
        self.audit = plan.audit
        self.ended = False
        self._process = process
        self._deadline = time.monotonic() + plan.limits.wall_seconds + _GRACE
        self._frames: queue.SimpleQueue[Frame | str] = queue.SimpleQueue()
        self._waiting = 0
        self._counting = threading.Lock()

    def __enter__(self) -> "Crawl":
        self._process.begin(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._process.end(self)

    @property
    def pid(self) -> int:
        return self._process.pid

    def events(self) -> Iterator[Frame | None]:
        """Frames as they come; None about every quarter second of silence. Ends after the `end` frame.

        Raises CrawlLostError when the process ends without one, or the crawl outlives its limit.
        """
        while True:
            if time.monotonic() > self._deadline:
                raise CrawlLostError("the crawl outlived its time limit and was given up")
            try:
                frame = self._frames.get(timeout=_QUIET)
            except queue.Empty:
                self._process.look_after()
                yield None
                continue
            if isinstance(frame, str):
                raise CrawlLostError(frame)
            with self._counting:
                self._waiting -= len(frame[1])
            self.ended = frame[0].get("type") == "end"
            yield frame
            if self.ended:
                return

    def next_round(self, wanted: Wanted, pages: int) -> None:
        self._process.say({"type": "wanted", "audit": self.audit, "wanted": to_plain(wanted), "pages": pages})

    def finish(self) -> None:
        self._process.say({"type": "finish", "audit": self.audit})

    def hear(self, frame: Frame) -> None:
        """Never blocks: what is only news of progress is left out when much waits, and too much ends the crawl."""
        if frame[0].get("type") == "progress" and self._frames.qsize() > _MOST_PROGRESS:
            return
        with self._counting:
            self._waiting += len(frame[1])
            full = self._waiting > _MOST_WAITING
        if full:
            self.lose("the audit did not keep up with its crawl")
        else:
            self._frames.put(frame)

    def lose(self, reason: str) -> None:
        self._frames.put(reason)
