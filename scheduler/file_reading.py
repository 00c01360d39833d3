"""Reading the files of an audit beside its crawl: texts come back as records, and nobody waits without a limit."""

import queue
import threading
import time
from collections.abc import Iterator
from types import TracebackType

from domain.captures import Capture, CaptureKind, Outcome
from domain.clock import utc_now
from domain.codec import digest_bytes
from domain.plans import ONLY_TRIED
from extraction.drawn import Drawn, Fault
from scheduler.text_process import TextProcess

MOST_FILES = 60  # of one audit
MOST_SECONDS = 60.0  # of reading, in one audit
_IDLE_SECONDS = 10.0
_MOST_WAITING = 96 * 1024 * 1024  # bytes of files in the queue; the crawl's own pace keeps it nearly empty
_OTHER = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")
_OUTCOMES = {Fault.NONE: Outcome.OK, Fault.TOO_BIG: Outcome.TOO_LARGE, Fault.TIMEOUT: Outcome.TIMEOUT}
_PAGE_BREAK = "\f"


class FileReader:
    """One thread that hands files to the extraction process, which lives and dies with it."""

    def __init__(self, process: TextProcess | None = None) -> None:
        self._process = process or TextProcess()
        self._waiting: queue.Queue[tuple[Capture, bytes] | None] = queue.Queue()
        self._done: queue.Queue[tuple[Capture, bytes]] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._taken: set[str] = set()
        self._bytes = 0
        self._count = threading.Lock()  # of `_bytes`, which both threads change
        self._seconds = 0.0
        self._closing = False

    def take(self, capture: Capture, body: bytes) -> None:
        """A record as it came; if it is a file worth reading its text comes later out of `texts`."""
        if not self._is_worth_reading(capture, body):
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="file-texts", daemon=True)
            self._thread.start()
        self._taken.add(capture.digest)
        with self._count:
            self._bytes += len(body)
        self._waiting.put((capture, body))

    def texts(self) -> Iterator[tuple[Capture, bytes]]:
        """The records of texts that are ready."""
        while True:
            try:
                yield self._done.get_nowait()
            except queue.Empty:
                return

    def settle(self, seconds: float) -> None:
        """Waits until all files are read, or so long."""
        limit = time.monotonic() + seconds
        while self._waiting.unfinished_tasks and time.monotonic() < limit:
            time.sleep(0.02)

    def close(self) -> None:
        """Ends the thread and its process, whatever they do."""
        self._closing = True
        self._waiting.put(None)
        self._process.stop()
        if self._thread is not None:
            self._thread.join(5.0)

    def __enter__(self) -> "FileReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.close()

    def _is_worth_reading(self, capture: Capture, body: bytes) -> bool:
        if capture.kind is not CaptureKind.FILE or capture.outcome is not Outcome.OK or not body:
            return False
        if capture.mime.startswith(_OTHER) or capture.digest in self._taken or capture.notes.get("tag") == ONLY_TRIED:
            return False
        return len(self._taken) < MOST_FILES and self._bytes + len(body) <= _MOST_WAITING

    def _work(self) -> None:
        while (order := self._next()) is not None:
            capture, body = order
            if not self._closing and self._seconds < MOST_SECONDS:
                begun = time.monotonic()
                drawn = self._process.draw(body, capture.url)
                self._seconds += time.monotonic() - begun
                if not self._closing:
                    self._done.put(text_record(capture, drawn))
            with self._count:
                self._bytes -= len(body)
            self._waiting.task_done()
        self._process.close()

    def _next(self) -> tuple[Capture, bytes] | None:
        """Many audits run at a time, most without files: none holds a process that has nothing to do."""
        try:
            return self._waiting.get(timeout=_IDLE_SECONDS)
        except queue.Empty:
            self._process.rest()
            return self._waiting.get()


def text_record(file: Capture, drawn: Drawn) -> tuple[Capture, bytes]:
    """The record of a file's text (see checks.file_texts); without a body where nothing could be read."""
    body = _PAGE_BREAK.join(drawn.pages).encode() if any(drawn.pages) else b""
    notes = {
        "of": file.digest,
        "is": drawn.kind.value,
        "tool": drawn.tool,
        "pages": len(drawn.pages),
        "scan": drawn.scan,
        "cut": drawn.cut,
        **({"legacy": True} if drawn.legacy else {}),
        **({"fault": drawn.fault.value} if drawn.fault else {}),
    }
    capture = Capture(
        id=f"{file.id}-text",
        kind=CaptureKind.TEXT,
        url=file.url,
        outcome=_OUTCOMES.get(drawn.fault, Outcome.BROKEN),
        fetched_at=utc_now(),
        digest=digest_bytes(body) if body else "",
        size=len(body),
        mime="text/plain",
        charset="utf-8",
        error=drawn.error,
        notes=notes,
    )
    return capture, body
