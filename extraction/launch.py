"""Starting an extraction process: its own process group, a bare environment, a socket for files and texts."""

import socket
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection

from domain.child_process import bare_environment


@dataclass(frozen=True, slots=True)
class Child:
    """A running extraction process and the line to it: an address and a body go in, a Drawn as JSON comes back."""

    process: "subprocess.Popen[bytes]"
    line: Connection


def start_extraction() -> Child:
    """A child that waits to be told its bounds. It ends when its line is closed, and with the thread that started it:
    start it from one that stays."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "extraction.process"],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            env=bare_environment() | {"PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
    return Child(process, Connection(ours.detach()))
