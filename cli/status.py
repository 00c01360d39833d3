"""`portal-audit status`: what is running, queued, failed; how far the night is."""

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.failures import OUR_FAILURE, stop
from cli.settings import ArchiveOption, DatabaseOption, TargetsOption, read_settings
from cli.workplace import open_database
from domain.clock import on_screen, utc_now
from domain.codec import canonical_json, to_plain
from domain.harmless import one_line
from scheduler.nights_status import RunStatus, Status, read_status
from storage.errors import StorageError

_MOST = 20


def status(
    json: Annotated[bool, typer.Option("--json", help="JSON")] = False,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Đang chạy, đang chờ, lỗi; đợt đêm đến đâu / running, queued, failed; how far the night is."""
    settings = read_settings(database, archive, targets)
    with open_database(settings) as opened:
        try:
            found = read_status(opened, utc_now())
        except StorageError as error:
            stop(str(error), OUR_FAILURE)
    if json:
        sys.stdout.write(canonical_json(to_plain(found)) + "\n")
    else:
        _show(found)


def _show(found: Status) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    for process in found.processes:
        said = "đang chạy / alive" if process.alive else f"im lặng từ / silent since {on_screen(process.beat)}"
        _say(console, f"{process.name}: {said}")
    if not found.processes:
        _say(console, "Chưa có tiến trình nào / no process was ever heard of")
    for run in found.runs:
        _show_run(console, run)
    if not found.runs:
        _say(console, "Chưa có đợt nào / no run yet")
    _table(
        console,
        "Hàng đợi / queue",
        ("lane", "state", "jobs", "due since"),
        [(each.lane, each.state, each.jobs, on_screen(each.oldest)) for each in found.queue],
    )
    _table(
        console,
        "Đang kiểm tra / running",
        ("agency", "audit", "trigger", "since"),
        [(each.agency, each.audit, each.trigger, on_screen(each.started)) for each in found.running[:_MOST]],
    )
    _table(
        console, "Lỗi / failed", ("run", "agency", "cause"), [(each.run, each.what, each.why) for each in found.failed]
    )
    if found.notices:
        counted = ", ".join(f"{state} {count}" for state, count in sorted(found.notices.items()))
        _say(console, f"Thông báo / notices: {counted}")
    _table(
        console,
        "Chưa gửi được / not sent",
        ("run", "subscriber", "why"),
        [(each.run, each.what, each.why) for each in found.unsent],
    )


def _show_run(console: Console, run: RunStatus) -> None:
    counted = ", ".join(f"{name} {count}" for name, count in run.standings.items() if count)
    held = " (chờ kiểm tra thử / waits for its canaries)" if run.state == "open" and run.released is None else ""
    mark = f" [{run.mark}]" if run.mark else ""
    _say(
        console,
        f"{run.id}{mark}: {run.state}{held}, {run.done:.0%} / {run.agencies}; {counted}; "
        f"{on_screen(run.opens)} - {on_screen(run.closes)}",
    )
    for gate in run.gates:
        value = "-" if gate.value is None else f"{gate.value:g}"
        _say(console, f"- {gate.gate}: {gate.verdict} ({value}; {gate.threshold:g})")


def _table(console: Console, title: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    if not rows:
        return
    _say(console, title)
    table = Table(*columns, box=None, pad_edge=True)
    for row in rows:
        table.add_row(*(Text(one_line(str(value))) for value in row))
    console.print(table)


def _say(console: Console, line: str) -> None:
    console.print(Text(one_line(line, 500)))
