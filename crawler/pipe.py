"""The crawl process's ends of the pipe: orders in, frames out, each in a thread, so that neither can stall a crawl."""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import BinaryIO

from crawler.protocol import FrameError, Header, Order, encode_frame, parse_order, read_frame

_MAX_WAITING = 64 * 1024 * 1024


class FramesOut:
    """Sends frames in order. A worker that reads slowly holds the crawl up only when much waits."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._changed = threading.Condition()
        threading.Thread(target=self._write, name="frames-out", daemon=True).start()

    def send(self, header: Header, body: bytes = b"") -> None:
        frame = encode_frame(header, body)
        with self._changed:
            self._changed.wait_for(lambda: self._size < _MAX_WAITING)
            self._waiting.append(frame)
            self._size += len(frame)
            self._changed.notify_all()

    def drain(self, seconds: float) -> bool:
        """Waits until everything is written; False when that takes too long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._size, seconds)

    def _write(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting))
                frame = self._waiting.popleft()
            try:
                self._stream.write(frame)
                self._stream.flush()
            except OSError:  # the worker is gone
                os._exit(1)
            with self._changed:
                self._size -= len(frame)
                self._changed.notify_all()


def read_orders(stream: BinaryIO, obey: Callable[[Order], None]) -> None:
    """Starts a thread that hands each order to `obey`, and ends the process at once when the stream ends."""

    def read() -> None:
        try:
            while (frame := read_frame(stream)) is not None:
                obey(parse_order(frame[0]))
        except (FrameError, OSError) as error:
            sys.stderr.write(f"crawl: the worker's stream broke: {error}\n")
        os._exit(0)

    threading.Thread(target=read, name="orders", daemon=True).start()


def take_over_stdio() -> tuple[BinaryIO, BinaryIO]:
    """Private copies of standard input and output; whatever prints now prints to standard error."""
    orders = os.fdopen(os.dup(0), "rb")
    frames = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)
    os.dup2(2, 1)
    return orders, frames
