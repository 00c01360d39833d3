"""`portal-audit demo`: the main job on made-up portals served on loopback."""

import time
from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from checks.requirement import Catalogue
from cli.failures import AUDITED, OUR_FAILURE, stop
from cli.live import LiveProgress
from cli.settings import ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.show import write_report
from cli.workplace import hand_over_finished, open_workplace, with_browser
from demo.portals import DemoPortal, all_portals
from demo.register import targets_yaml
from demo.server import Serving, serve
from domain.captures import Ending
from domain.clock import VIETNAM
from domain.plans import Limits
from reports.summary_page import render_summary_page
from reports.table import print_summary
from scheduler.audit_agency import audit_agency
from scheduler.workplace import AuditOptions, AuditResult, Workplace
from storage.archive.errors import ArchiveError
from storage.errors import StorageError

_LIMITS = replace(Limits(), delay=0.0, max_pages=150, wall_seconds=180.0, silent_seconds=10.0)


def demo(
    serve_only: Annotated[bool, typer.Option("--serve", help="Chỉ chạy các cổng mẫu / only serve the portals")] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Cổng TCP / TCP port, 0: any")] = 0,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Chạy thử trên các cổng tự tạo / audit the made-up portals."""
    settings = read_settings(database, archive, targets)
    portals = all_portals(datetime.now(VIETNAM).date())
    with serve(portals, port=port) as server:
        if serve_only:
            _keep_serving(settings, server, portals)
            return
        status = _audit_all(settings, server, portals)
    raise typer.Exit(status)


def _keep_serving(settings: Settings, server: Serving, portals: tuple[DemoPortal, ...]) -> None:
    for portal in portals:
        typer.echo(f"{portal.id:24} {portal.target(server.port).portal:44} {portal.name}")
    register = settings.archive.parent / "demo-targets.yaml"
    register.parent.mkdir(parents=True, exist_ok=True)
    register.write_text(targets_yaml(portal.target(server.port) for portal in portals), encoding="utf-8")
    typer.echo(f"portal-audit check {portals[0].id} --targets {register} --allow-private")
    typer.echo(f"127.0.0.1:{server.port}; Ctrl-C dừng / stops")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return


def _audit_all(settings: Settings, server: Serving, portals: tuple[DemoPortal, ...]) -> int:
    results: list[AuditResult] = []
    with open_workplace(settings) as opened, with_browser(opened) as place:
        for portal in portals:
            try:
                results.append(_audit_one(portal, server.port, place))
            except (StorageError, ArchiveError) as error:
                stop(str(error), OUR_FAILURE)
            result = results[-1]
            write_report(settings.reports, result.audit, result.evaluation, place.catalogue, result.archive)
        _show(settings, results, place.catalogue)
        hand_over_finished(settings, place.database)
    failed = any(result.audit.ending in (Ending.FAILED, Ending.INTERRUPTED) for result in results)
    return OUR_FAILURE if failed else AUDITED


def _audit_one(portal: DemoPortal, port: int, place: Workplace) -> AuditResult:
    options = AuditOptions(trigger="demo", limits=_LIMITS, allow_private=True)
    with LiveProgress(portal.name) as live:
        return audit_agency(portal.target(port), options, place, live.show)


def _show(settings: Settings, results: list[AuditResult], catalogue: Catalogue) -> None:
    pairs = [(result.audit, result.evaluation) for result in results]
    page = settings.reports / "index.html"
    page.write_text(render_summary_page(pairs, catalogue), encoding="utf-8")
    print_summary(Console(highlight=False), pairs, catalogue, report=page)
