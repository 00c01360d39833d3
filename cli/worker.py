"""`portal-audit worker`: takes jobs from the queue and audits many portals at a time, until it is told to leave."""

from dataclasses import replace
from typing import Annotated

import structlog
import typer

from cli.failures import OUR_FAILURE, stop
from cli.settings import ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.workplace import open_registry, open_workplace
from domain.agencies import Target
from registry.faults import RegistryError
from registry.load import load_targets
from registry.locate import locate
from registry.register import Registry
from scheduler.logs import set_up_logging
from scheduler.nights_ledger import RunLedger
from scheduler.queue_open import open_queue
from scheduler.stop_signals import on_stop_signals
from scheduler.worker import Leave, Worker
from scheduler.worker_job import Desk
from scheduler.worker_place import worker_place
from scheduler.worker_settings import WorkerSettings
from storage.errors import StorageError

_log = structlog.get_logger(__name__)


def worker(
    slots: Annotated[
        int | None, typer.Option("--slots", min=1, metavar="N", help="Số cổng cùng lúc / portals at a time")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Hết việc thì dừng / leave when nothing is due")] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Không dùng trình duyệt / without a browser")
    ] = False,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Làm các việc trong hàng đợi / do the jobs of the queue."""
    set_up_logging()
    settings = read_settings(database, archive, targets)
    chosen = WorkerSettings(browser=not no_browser)
    run_worker(settings, replace(chosen, slots=slots) if slots else chosen, Leave(), once=once)


def run_worker(settings: Settings, chosen: WorkerSettings, leave: Leave, *, once: bool = False) -> None:
    """Works in the calling thread, which must be the main one: it hears the signals."""
    find = FindTargets(settings)
    try:
        with (
            on_stop_signals(leave.ask),
            open_workplace(settings) as opened,
            worker_place(opened, chosen, _tell) as place,
        ):
            queue = open_queue(place.database)
            try:
                Worker(Desk(place, queue, RunLedger(place.database), find, chosen), leave).run(once=once)
            finally:
                queue.close()
    except StorageError as error:
        stop(str(error), OUR_FAILURE)


class FindTargets:
    """Agencies by id, from the targets file as it is now; a file that cannot be used leaves the one before."""

    def __init__(self, settings: Settings) -> None:
        self._registry = open_registry(settings)
        self._source = locate(settings.targets)
        self._read = self._stamp()

    def __call__(self, agency: str) -> Target:
        """Raises LookupError."""
        return self.current().find(agency)

    def current(self) -> Registry:
        """The register as it is now."""
        stamp = self._stamp()
        if stamp != self._read:
            self._read = stamp
            try:
                self._registry = load_targets(self._source)
            except (RegistryError, OSError) as error:
                _log.error("the targets file cannot be used", reason=str(error))
        return self._registry

    def _stamp(self) -> tuple[tuple[str, int, int], ...]:
        try:
            files = [(path, path.stat()) for path in (self._source.main, *self._source.imported())]
        except OSError:
            return ()
        return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in files)


def _tell(reason: str) -> None:
    _log.warning("no browser", reason=reason)
