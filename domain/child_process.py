"""What every child process of ours has in common: a bare environment, and that it never outlives who started it."""

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")


def bare_environment(*further: str) -> dict[str, str]:
    """What a child that runs a module of ours needs of our environment, and what more of it it is to see."""
    kept = {name: os.environ[name] for name in (*_KEPT, *further) if name in os.environ}
    root = str(Path(__file__).resolve().parent.parent)
    return kept | {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8"}


def die_with_parent() -> None:
    """Linux: SIGKILL for us when the thread that started us ends. Elsewhere the end of standard input must do."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
