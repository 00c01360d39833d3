"""The extraction process: `python -m extraction.process`. Takes files from its standard input, one after the other.

It may be killed at any moment, costs a file when it is, opens no network, writes no file, and never outlives its
parent: it leaves when standard input ends, and the kernel kills it with the thread that started it.
"""

import json
import os
import resource
import warnings
from multiprocessing.connection import Connection

from domain.child_process import die_with_parent
from domain.codec import canonical_json, from_plain
from extraction.draw import draw
from extraction.drawn import MIB, Bounds

_MAX_ORDER = 64 * 1024
_MAX_BODY = 64 * MIB
_FILES = 64  # open at once


def main() -> None:
    """Works until its standard input ends."""
    die_with_parent()
    asked = Connection(_take_over_stdin())
    bounds = from_plain(Bounds, json.loads(asked.recv_bytes(_MAX_ORDER)))
    confine(bounds)
    warnings.simplefilter("ignore")  # what a file is told for belongs to the file
    while True:
        try:
            url = asked.recv_bytes(_MAX_ORDER).decode()
            body = asked.recv_bytes(_MAX_BODY)
        except EOFError:
            return
        asked.send_bytes(canonical_json(draw(body, url, bounds)).encode())


def confine(bounds: Bounds) -> None:
    """Limits that the kernel holds: memory, no writing of files, few open ones."""
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _take_over_stdin() -> int:
    """The socket, moved away from where a library might read."""
    place = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    return place


if __name__ == "__main__":
    main()
