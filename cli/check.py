"""`portal-audit check`: visit one portal now, judge it, store it, show it."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cli.choose import choose_target
from cli.failures import AUDITED, NOTHING_READ, OUR_FAILURE, stop
from cli.live import LiveProgress
from cli.settings import NATIONAL_VARIABLE, ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.show import show_result, write_json, write_report
from cli.workplace import hand_over_finished, open_registry, open_workplace, with_browser
from domain.agencies import Target
from domain.captures import Ending
from domain.plans import Limits
from scheduler.audit_agency import audit_agency
from scheduler.claim import PortalBusyError, claimed
from scheduler.crawl_process import CrawlProcess
from scheduler.custody import DroppedError
from scheduler.queue import JobLostError
from scheduler.workplace import AuditOptions, AuditResult
from storage.archive.errors import ArchiveError
from storage.errors import StorageError

_STILL_BUSY = "another process is still auditing this portal; ask again later / cổng vẫn đang được kiểm tra"


def check(
    agency: Annotated[str, typer.Argument(metavar="AGENCY|URL", help="Mã, tên hoặc địa chỉ / id, name or address")],
    kind: Annotated[str | None, typer.Option("--as", metavar="KIND", help="Loại cơ quan / kind of agency")] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Tên cơ quan / name of the agency")] = None,
    json: Annotated[str | None, typer.Option("--json", metavar="FILE|-", help="Kết quả JSON / JSON result")] = None,
    allow_private: Annotated[
        bool,
        typer.Option("--allow-private", help="Cho phép địa chỉ nội bộ của chính cổng này / the target's own origins"),
    ] = False,
    max_pages: Annotated[int | None, typer.Option("--max-pages", min=1, metavar="N", help="Số trang / pages")] = None,
    delay: Annotated[
        float | None, typer.Option("--delay", min=0.0, metavar="SECONDS", help="Giãn cách / spacing")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Không dùng trình duyệt / without a browser")
    ] = False,
    national: Annotated[
        Path | None,
        typer.Option(
            "--national-services",
            metavar="FILE",
            help=f"Danh mục thủ tục quốc gia để đối chiếu / national list of procedures [{NATIONAL_VARIABLE}]",
        ),
    ] = None,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Kiểm tra một cổng thông tin / audit one portal."""
    settings = read_settings(database, archive, targets)
    settings = replace(settings, national=national or settings.national)
    target = choose_target(open_registry(settings), agency, kind, name)
    options = AuditOptions(
        trigger="auditor", limits=limits(max_pages, delay), allow_private=allow_private, browser=not no_browser
    )
    raise typer.Exit(run_check(settings, target, options, json))


def limits(max_pages: int | None, delay: float | None) -> Limits:
    default = Limits()
    pages = default.max_pages if max_pages is None else max_pages
    return Limits(
        max_pages=pages,
        portal_pages=min(default.portal_pages, pages) if max_pages is None else pages,
        delay=default.delay if delay is None else delay,
    )


def run_check(settings: Settings, target: Target, options: AuditOptions, json: str | None) -> int:
    """One audit from start to screen; the exit status."""
    with (
        CrawlProcess.started() as crawls,  # gets ready while we read the law
        open_workplace(settings) as opened,
        with_browser(opened, wanted=options.browser) as shown,
    ):
        place = replace(shown, crawls=crawls)
        try:
            if target.known:
                place.database.save_targets((target,))
            with (
                LiveProgress(target.agency.name or target.portal) as live,
                claimed(place.database, target.agency.id, _tell_busy) as custody,
            ):
                result = audit_agency(target, options, place, live.show, custody)
        except PortalBusyError:
            stop(_STILL_BUSY, OUR_FAILURE)
        except (StorageError, ArchiveError, DroppedError, JobLostError) as error:
            stop(str(error), OUR_FAILURE)
        report = write_report(settings.reports, result.audit, result.evaluation, place.catalogue, result.archive)
        if json is not None:
            write_json(json, result.audit, result.evaluation, place.catalogue)
        if json != "-":
            show_result(result.audit, result.evaluation, place.catalogue, report, Path(result.archive))
        hand_over_finished(settings, place.database)
    return status_of(result)


def _tell_busy() -> None:
    vi = "cổng này đang được kiểm tra bởi tiến trình khác, chờ đến lượt"
    typer.echo(f"{vi} / this portal is being audited by another process, waiting for our turn", err=True)


def status_of(result: AuditResult) -> int:
    if result.audit.ending in (Ending.FAILED, Ending.INTERRUPTED):
        return OUR_FAILURE
    return NOTHING_READ if result.nothing_read else AUDITED
