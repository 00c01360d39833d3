"""Several of our processes kept running as one: restarted within limits, stopped cleanly together."""

import contextlib
import signal
import subprocess
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from cli.failures import AUDITED, OUR_FAILURE, WRONG_USE
from domain.child_process import die_with_parent
from scheduler.stop_signals import on_stop_signals

_LOOK = 0.2  # seconds between two looks at the children
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds. A child that dies more than `most` times within `window` takes all others with it."""

    most: int = 5
    window: float = 600.0
    first_pause: float = 1.0  # doubled with every death within the window
    longest_pause: float = 30.0
    grace: float = 60.0  # for all of them to stop


@dataclass(slots=True)
class Child:
    """A command to be kept running. It is given SIGTERM to stop, and SIGKILL when it does not."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: deque[float] = field(default_factory=deque)
    due: float = 0.0  # moment of its next start


class Supervisor:
    """Runs the children until a signal comes or one of them cannot be kept running."""

    def __init__(self, children: Sequence[Child], limits: Limits = Limits()) -> None:
        self._children = children
        self._limits = limits
        self._told = False

    def run(self) -> int:
        """The exit status: 0 after a signal, 2 when a child refuses its options, 4 when one dies too often."""
        with on_stop_signals(self._hear):
            try:
                while not self._told:
                    for child in self._children:
                        status = self._look_after(child)
                        if status is not None:
                            return status
                    time.sleep(_LOOK)
                return AUDITED
            finally:
                self._stop_all()

    def _hear(self) -> None:
        self._told = True

    def _look_after(self, child: Child) -> int | None:
        """Starts it when it is due; a status when all must end."""
        now = time.monotonic()
        if child.process is None:
            if now >= child.due:
                self._start(child)
            return None
        ended = child.process.poll()
        if ended is None:
            return None
        child.process = None
        _log.warning("child ended", child=child.name, status=ended)
        if ended == WRONG_USE:
            return WRONG_USE
        return self._count_death(child, now)

    def _count_death(self, child: Child, now: float) -> int | None:
        child.deaths.append(now)
        while child.deaths and now - child.deaths[0] > self._limits.window:
            child.deaths.popleft()
        if len(child.deaths) > self._limits.most:
            _log.error("child dies too often", child=child.name, deaths=len(child.deaths))
            return OUR_FAILURE
        pause = self._limits.first_pause * 2 ** (len(child.deaths) - 1)
        child.due = now + min(pause, self._limits.longest_pause)
        return None

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(  # noqa: S603 - our own commands
            list(child.command),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us alone; we tell them
            preexec_fn=die_with_parent,  # noqa: PLW1509 - we have one thread
        )
        _log.info("child started", child=child.name, pid=child.process.pid)

    def _stop_all(self) -> None:
        """Tells all, waits for all, and leaves none behind."""
        alive = [child for child in self._children if child.process is not None]
        for child in alive:
            _signal(child, signal.SIGTERM)
        end = time.monotonic() + self._limits.grace
        for child in alive:
            if not _ended(child, max(0.0, end - time.monotonic())):
                _log.warning("child does not stop", child=child.name)
                _signal(child, signal.SIGKILL)
                _ended(child, 5.0)


def _signal(child: Child, number: int) -> None:
    if child.process is not None:
        with contextlib.suppress(ProcessLookupError):
            child.process.send_signal(number)


def _ended(child: Child, seconds: float) -> bool:
    if child.process is None:
        return True
    try:
        child.process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
