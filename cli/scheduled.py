"""Jobs of other layers, registered with the clock at start. The clock knows none of them."""

from collections.abc import Callable, Iterable

from cli.settings import Settings
from scheduler.clock import ScheduledJob
from storage.database import Database

Maker = Callable[[Settings, Database | None], Iterable[ScheduledJob]]

#: Each makes its jobs. The database is None where they are only to be listed: it must not be needed before a job acts.
MAKERS: tuple[Maker, ...] = ()


def other_jobs(settings: Settings, database: Database | None) -> tuple[ScheduledJob, ...]:
    """By the order of MAKERS."""
    return tuple(job for make in MAKERS for job in make(settings, database))
