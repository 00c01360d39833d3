"""Jobs of other layers, registered with the clock at start. The clock knows none of them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import structlog

from cli.settings import Settings
from cli.workplace import hand_over_finished, open_store
from domain.clock import utc_now
from scheduler.clock import ScheduledJob, daily, every
from storage.database import Database
from storage.errors import StorageError
from storage.pruning import prune
from storage.retention import load_policy

Maker = Callable[[Settings, Database | None], Iterable[ScheduledJob]]

_HAND_OVER = timedelta(minutes=10)
_RETENTION = "03:30"
_log = structlog.get_logger(__name__)


def _retention(settings: Settings, database: Database | None) -> Iterator[ScheduledJob]:
    """What the policy no longer keeps goes every day; the proof of published and contested findings stays."""

    def act() -> None:
        if database is None:
            raise StorageError("retention was listed, not started: there is no database")
        done = prune(database, open_store(settings), load_policy(), utc_now())
        _log.info("retention", archives=done.archives, records=done.records, bytes=done.bytes, faults=done.faults)

    yield ScheduledJob("retention", daily(_RETENTION), act, "bỏ bản ghi hết hạn lưu trữ / drop what is kept no longer")


def _hand_over(settings: Settings, database: Database | None) -> Iterator[ScheduledJob]:
    """Archives that workers left in the spool go to the store, where there is one."""

    def act() -> None:
        if database is None:
            raise StorageError("handing over was listed, not started: there is no database")
        hand_over_finished(settings, database)

    if settings.store_url:
        yield ScheduledJob("hand-over", every(_HAND_OVER), act, "chuyển tệp vào kho / archives to the store")


#: Each makes its jobs. The database is None where they are only to be listed: it must not be needed before a job acts.
MAKERS: tuple[Maker, ...] = (_retention, _hand_over)


def other_jobs(settings: Settings, database: Database | None) -> tuple[ScheduledJob, ...]:
    """By the order of MAKERS."""
    return tuple(job for make in MAKERS for job in make(settings, database))
