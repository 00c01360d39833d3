"""A line to a process of ours that is started when first wanted and begun anew after it went away."""

import contextlib
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

from crawler.protocol import read_frame, write_frame

Frame = tuple[dict[str, Any], bytes]
Start = Callable[[], "subprocess.Popen[bytes]"]

_START_SECONDS = 20.0
_LEAVE_SECONDS = 2.0
_STUCK_SECONDS = 60.0
_LEAST_APART = 1.0  # seconds between two starts


class Line:
    """Frames go out by `send` and come in through `hear`; `lost` is told in one word when the process went away.

    One thread starts the process, reads it and waits for it, because a process of ours ends with the thread that
    started it. `hear` and `lost` are called in that thread and must not block. Without `again` it is started once only.
    """

    def __init__(
        self,
        name: str,
        start: Start,
        hear: Callable[[Frame], None],
        lost: Callable[[str], None],
        *,
        again: bool = True,
    ) -> None:
        self._start = start
        self._hear = hear
        self._lost = lost
        self._again = again
        self._process: subprocess.Popen[bytes] | None = None
        self._state = threading.Condition()
        self._wanted = False
        self._closing = False
        self._writing = threading.Lock()
        self._last_heard = time.monotonic()
        self._write_began = float("inf")
        self._thread = threading.Thread(target=self._keep, name=name, daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        process = self._process
        return process.pid if process is not None else 0

    def send(self, header: dict[str, Any]) -> bool:
        """Starts the process if need be; False when it is not there."""
        process = self._running()
        if process is None or process.stdin is None:
            return False
        try:
            with self._writing:
                self._write_began = time.monotonic()
                write_frame(process.stdin, header)
        except (OSError, ValueError):  # it died, or is being closed; `lost` says so
            return False
        finally:
            self._write_began = float("inf")
        return True

    def look_after(self, silent: float = float("inf")) -> None:
        """Kills a process that hangs: it takes nothing for a minute, or has said nothing for so many seconds. It is
        begun anew when it is wanted."""
        now = time.monotonic()
        if now - self._write_began > _STUCK_SECONDS or now - self._last_heard > silent:
            self.kill()

    def want(self) -> None:
        """Starts the process if need be, without waiting for it."""
        with self._state:
            self._wanted = True
            self._state.notify_all()

    def kill(self) -> None:
        """For a process that does nothing any more: it is begun anew."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Asks it to leave by ending its input, and makes sure that it did."""
        with self._state:
            self._closing = True
            self._state.notify_all()
            process = self._process
        if process is not None:
            _leave(process)
        self._thread.join(_LEAVE_SECONDS + 1.0)

    def _running(self) -> "subprocess.Popen[bytes] | None":
        with self._state:
            self._wanted = True
            self._state.notify_all()
            self._state.wait_for(lambda: self._process is not None or self._closing, _START_SECONDS)
            return None if self._closing else self._process

    def _keep(self) -> None:
        last = float("-inf")
        while self._is_wanted():
            time.sleep(max(0.0, last + _LEAST_APART - time.monotonic()))
            last = self._last_heard = time.monotonic()
            try:
                process = self._start()
            except OSError as error:
                with self._state:
                    self._closing = self._closing or not self._again
                    self._state.notify_all()
                self._lost(f"it could not be started: {error.strerror}")
                continue
            with self._state:
                self._process, self._wanted = process, False
                self._state.notify_all()
            self._listen(process)
            with self._state:
                self._process = None
                self._closing = self._closing or not self._again
                self._state.notify_all()
            self._lost(_reap(process))

    def _is_wanted(self) -> bool:
        with self._state:
            self._state.wait_for(lambda: self._wanted or self._closing)
            return not self._closing

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        if process.stdout is None:
            return
        with contextlib.suppress(ValueError, OSError):  # a torn frame: the process died while writing
            while (frame := read_frame(process.stdout)) is not None:
                self._last_heard = time.monotonic()
                self._hear(frame)


def _leave(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        with contextlib.suppress(OSError):  # it is gone already, with words of ours unread
            process.stdin.close()
    try:
        process.wait(timeout=_LEAVE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _reap(process: "subprocess.Popen[bytes]") -> str:
    """Whatever it does now, it is gone afterwards; how it went."""
    try:
        code = process.wait(timeout=_LEAVE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    return f"status {code}" if code else ""
