"""Starting the machine's render process: its own session, a bare environment, a socket for who asks."""

import os
import select
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import IO

from crawler.renderer.find_chromium import SETTING, find_chromium
from domain.child_process import bare_environment

#: What a browser needs of the caller's environment. No proxy variables: it has its own proxy and no other.
_KEPT = ("RES_OPTIONS", "PLAYWRIGHT_BROWSERS_PATH", SETTING)
_START_SECONDS = 20.0
READY = b"ready\n"  # what it writes once it listens


@dataclass(frozen=True, slots=True)
class Launch:
    """A render process that serves its socket, or one line that says why there is none."""

    process: "subprocess.Popen[bytes] | None"
    reason: str = ""


def start_renderer(socket_path: str, chromium: str = "", errors: int | IO[bytes] | None = None) -> Launch:
    """Starts it and waits until it listens. It ends when its standard input is closed, on SIGTERM, and with the
    thread that started it (see crawler.launch). `chromium` is the operator's own choice of executable.
    """
    search = find_chromium(chromium)
    if search.chromium is None:
        return Launch(None, search.reason)
    wanted = ["--chromium", chromium] if chromium else []
    process = subprocess.Popen(  # noqa: S603  (our own program; the executable is the operator's)
        [sys.executable, "-P", "-m", "crawler.renderer.process", socket_path, *wanted],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=bare_environment(*_KEPT) | {"NO_PROXY": "*"},
        start_new_session=True,
    )
    if _is_ready(process):
        return Launch(process)
    stop_renderer(process)
    return Launch(None, f"the render process did not start (status {process.returncode})")


def _is_ready(process: "subprocess.Popen[bytes]") -> bool:
    assert process.stdout is not None  # noqa: S101  (a pipe was asked for)
    ends = time.monotonic() + _START_SECONDS
    told = b""
    while READY not in told:
        readable, _, _ = select.select([process.stdout], [], [], max(0.0, ends - time.monotonic()))
        part = os.read(process.stdout.fileno(), 100) if readable else b""
        if not part:
            return False
        told += part
    return True


def stop_renderer(process: "subprocess.Popen[bytes]", seconds: float = 10.0) -> None:
    """Asks it to leave and makes sure that it did."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
