"""Starting an extraction process: its own process group, a bare environment, a socket for files and texts."""

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Child:
    """A running extraction process and the line to it: an address and a body go in, a Drawn as JSON comes back."""

    process: "subprocess.Popen[bytes]"
    line: Connection


def start_extraction() -> Child:
    """A child that waits to be told its bounds. It ends when its line is closed, and with the thread that started it:
    start it from one that stays."""
    ours, theirs = socket.socketpair()
    root = str(Path(__file__).resolve().parent.parent)
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "extraction.process"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
    return Child(process, Connection(ours.detach()))
