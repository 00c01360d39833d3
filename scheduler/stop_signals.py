"""SIGTERM and SIGINT: how a long-running process is asked to end."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def on_stop_signals(ask: Callable[[], None]) -> Iterator[None]:
    """Each of them asks, while this is open: open it before anything that has to be given back. In the main thread
    only."""

    def hear(_number: int, _frame: FrameType | None) -> None:
        ask()

    before = {number: signal.signal(number, hear) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
