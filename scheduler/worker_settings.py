"""Every number of a worker."""

import os
from dataclasses import dataclass, field

from scheduler.queue_policy import RetryPolicy

_VIEWS_SHARE = 0.3  # of the machine's memory


def _machine_memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Seconds unless named otherwise."""

    slots: int = 100  # audits at a time; one more is kept for auditors
    judges: int = field(default_factory=lambda: os.cpu_count() or 1)
    views_bytes: int = field(default_factory=lambda: int(_machine_memory() * _VIEWS_SHARE))
    browser: bool = True
    poll: float = 0.5
    beat: float = 5.0
    recover: float = 15.0
    grace: float = 30.0  # after the first signal; then what still runs is handed back
    leave: float = 10.0  # for audits that were told to drop everything
    least_left: float = 60.0  # of a window: less is not worth beginning an audit
    patience: float = 1800.0  # of a crawl for its judge
    store_pauses: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 15.0)
    settle_pauses: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)
    policy: RetryPolicy = RetryPolicy()
