"""Both signals ask, as often as they come, and what was there before is there again."""

import signal

import pytest

from scheduler.stop_signals import on_stop_signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks(number: signal.Signals) -> None:
    asked: list[int] = []
    before = signal.getsignal(number)
    with on_stop_signals(lambda: asked.append(1)):
        signal.raise_signal(number)
        signal.raise_signal(number)
        assert asked == [1, 1]
    assert signal.getsignal(number) is before
