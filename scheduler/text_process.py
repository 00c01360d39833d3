"""The worker's end of an extraction process: hand it a file, never wait without a limit, start it anew when it went."""

import json
import os
import signal
import subprocess
import threading
from contextlib import suppress

from domain.codec import canonical_json, from_plain
from extraction.drawn import Bounds, Drawn, Fault, FileKind
from extraction.launch import Child, start_extraction

_MOST_STARTS = 12  # of one audit: a portal whose files all kill the child gets no more
_START_SECONDS = 5.0  # what a new child may take beyond the file's own time
_MAX_ANSWER = 64 * 1024 * 1024


class TextProcess:
    """One audit's extraction process, started at the first file. All calls but `stop` come from one thread, with which
    the child ends."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._child: Child | None = None
        self._starts = 0
        self._stopped = False

    def draw(self, body: bytes, url: str) -> Drawn:
        """The text of one file; a file that hangs or kills the child costs its own text only."""
        limit = self._bounds.seconds
        if self._child is None:
            if self._stopped or self._starts >= _MOST_STARTS:
                why = "stopped" if self._stopped else "too many files killed the process"
                return Drawn(FileKind.UNKNOWN, fault=Fault.DIED, error=f"not tried: {why}")
            limit += _START_SECONDS
        late = threading.Event()
        watch = threading.Timer(limit, self._kill_late, (late,))
        watch.start()
        try:
            return self._ask(body, url)
        except (EOFError, OSError):
            self.close()
            fault = Fault.TIMEOUT if late.is_set() else Fault.DIED
            return Drawn(FileKind.UNKNOWN, fault=fault, error=f"{limit:.0f} s" if late.is_set() else "")
        finally:
            watch.cancel()

    def stop(self) -> None:
        """From another thread: whatever is being read ends now, and nothing is begun any more."""
        self._stopped = True
        self._kill()

    def rest(self) -> None:
        """Nothing to read for a while: the process goes, and comes back with the next file."""
        if self._child is not None:
            self._starts -= 1
            self.close()

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.line.close()
            _kill(child.process)
            child.process.wait()

    @property
    def pid(self) -> int:
        return self._child.process.pid if self._child else 0

    def _ask(self, body: bytes, url: str) -> Drawn:
        if self._child is None:
            self._starts += 1
            self._child = start_extraction()
            if self._stopped:
                raise EOFError
            self._child.line.send_bytes(canonical_json(self._bounds).encode())
        line = self._child.line
        line.send_bytes(url.encode("utf-8", "replace")[:4096])
        line.send_bytes(body)
        return from_plain(Drawn, json.loads(line.recv_bytes(_MAX_ANSWER)))

    def _kill_late(self, late: threading.Event) -> None:
        late.set()
        self._kill()

    def _kill(self) -> None:
        """The line breaks, so whoever waits on it wakes up."""
        child = self._child
        if child is not None:
            _kill(child.process)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """The whole group; its first process is not waited for elsewhere, so its number is still its own."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
