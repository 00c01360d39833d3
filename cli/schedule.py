"""`portal-audit schedule`: the only clock."""

import os
import threading
from datetime import datetime, timedelta
from typing import Annotated

import structlog
import typer

from cli.failures import OUR_FAILURE, stop
from cli.night_place import (
    NightSettingsOption,
    canaries_of,
    open_night_settings,
    without_demo_canaries,
)
from cli.rows import Format, FormatOption, print_rows
from cli.scheduled import other_jobs
from cli.settings import ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.worker import FindTargets
from cli.workplace import open_database
from domain.clock import VIETNAM, utc_now
from registry.register import Registry, exists_on
from scheduler.clock import TICK, Clock, ScheduledJob, coming, every, night_jobs
from scheduler.clock_process import AnotherClockError, Pulse, remembered
from scheduler.logs import set_up_logging
from scheduler.nights import Nights
from scheduler.nights_settings import NightSettings
from scheduler.notices_send import Courier
from scheduler.queue_open import open_queue
from scheduler.stop_signals import on_stop_signals
from storage.errors import StorageError

_WAIT = 3600.0  # seconds between two looks at whether it is to end; a signal wakes it
_log = structlog.get_logger(__name__)


def schedule(
    list_only: Annotated[
        bool, typer.Option("--list", help="Liệt kê việc sắp chạy / what will run when, and nothing else")
    ] = False,
    hours: Annotated[
        int, typer.Option("--hours", min=1, max=24 * 31, metavar="N", help="--list: giờ tới / ahead")
    ] = 48,
    beside_worker: Annotated[
        bool,
        typer.Option(
            "--beside-worker",
            help="Bộ kiểm tra chạy cùng máy: dùng cổng mẫu để kiểm tra thử / the worker runs on this machine and can "
            "reach made-up portals on its loopback: they serve as canaries",
        ),
    ] = False,
    settings_file: NightSettingsOption = None,
    form: FormatOption = Format.TABLE,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Đồng hồ của các đợt kiểm tra đêm / the clock of nightly runs."""
    settings = read_settings(database, archive, targets)
    nights = open_night_settings(settings_file)
    if not beside_worker:
        nights = without_demo_canaries(nights)
    find = FindTargets(settings)
    if list_only:
        _list(nights, find.current(), other_jobs(settings, None), hours, form)
        return
    set_up_logging()
    try:
        _run(settings, nights, find)
    except AnotherClockError as error:
        stop(str(error))
    except StorageError as error:
        stop(str(error), OUR_FAILURE)


def _run(settings: Settings, chosen: NightSettings, find: FindTargets) -> None:
    over = threading.Event()
    with (
        on_stop_signals(over.set),
        open_database(settings) as database,
        canaries_of(chosen, find.current()) as canaries,
    ):
        pulse = Pulse(database)
        pulse.claim()
        queue = open_queue(database)
        courier = Courier(database, chosen.notices, os.environ)
        courier.give_up_unsure()
        nights = Nights(database, queue, chosen, lambda: find.current().targets, canaries)
        jobs = (
            *(pulse.watching(job) for job in night_jobs(chosen, nights.tick)),
            pulse.job(),
            ScheduledJob("notices", every(TICK), courier.deliver, "gửi thông báo / sends notices", shown=False),
            *remembered(database, other_jobs(settings, database)),
        )
        clock = Clock(jobs)
        clock.start()
        _log.info("clock started", groups=[group.name for group in chosen.groups], canaries=len(canaries))
        while not over.wait(_WAIT):
            pass
        _log.info("clock stops")
        clock.stop()
        queue.close()
        pulse.release()


def _list(
    nights: NightSettings, registry: Registry, others: tuple[ScheduledJob, ...], hours: int, form: Format
) -> None:
    now = utc_now()
    today = now.astimezone(VIETNAM).date()
    agencies = [target.agency for target in registry.targets if exists_on(target.agency, today)]
    members = {group.name: len(nights.members(group.name, agencies)) for group in nights.groups}
    jobs = [job for job in (*night_jobs(nights, _nothing), *others) if job.shown]
    rows = [
        (_local(moment), job.name, members.get(job.name.partition(":")[2], ""), job.about)
        for moment, job in coming(jobs, now, now + timedelta(hours=hours))
    ]
    print_rows(form, ("when", "job", "agencies", "about"), rows)
    left = nights.ungrouped(agencies)
    if left:
        shown = ", ".join(left[:5]) + (", …" if len(left) > 5 else "")
        typer.echo(f"portal-audit: {len(left)} cơ quan không thuộc nhóm nào / agencies in no group: {shown}", err=True)


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM).isoformat(sep=' ', timespec='seconds')} {VIETNAM.key}"


def _nothing() -> None:
    """Listed, not done."""
