"""`portal-audit targets list|lint|import`: the register an operator edits."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.failures import WRONG_USE, stop
from cli.settings import ArchiveOption, DatabaseOption, TargetsOption, read_settings
from cli.workplace import open_registry
from domain.agencies import parse_kind
from domain.clock import VIETNAM
from registry.faults import RegistryError, Severity
from registry.import_sheet import import_sheet
from registry.lint import lint as lint_targets
from registry.locate import locate

targets_app = typer.Typer(no_args_is_help=True, help="Danh mục cơ quan / the agencies and their portals")


@targets_app.command("list")
def list_targets(
    everything: Annotated[
        bool, typer.Option("--all", help="Cả cơ quan đã kết thúc / also agencies that ended")
    ] = False,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Các cơ quan và cổng / agencies and portals."""
    registry = open_registry(read_settings(database, archive, targets))
    shown = registry.targets if everything else registry.on(datetime.now(VIETNAM).date())
    table = Table("id", "loại / kind", "cổng / portal", "tên / name", box=None, pad_edge=False)
    for target in shown:
        table.add_row(
            *(Text(cell) for cell in (target.agency.id, target.agency.kind, target.portal, target.agency.name))
        )
    console = Console(highlight=False)
    console.print(table, soft_wrap=not console.is_terminal)


@targets_app.command("lint")
def lint(
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Mọi lỗi của tệp cùng lúc / every fault of the file at once."""
    settings = read_settings(database, archive, targets)
    try:
        faults = lint_targets(locate(settings.targets))
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}")
    for fault in faults:
        typer.echo(str(fault))
    errors = sum(1 for fault in faults if fault.severity is Severity.ERROR)
    typer.echo(f"{errors} lỗi / errors, {len(faults) - errors} lưu ý / warnings")
    if errors:
        raise typer.Exit(WRONG_USE)


@targets_app.command("import")
def import_targets(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help="Bảng .xlsx hoặc .csv / spreadsheet")],
    kind: Annotated[
        str | None, typer.Option("--as", metavar="KIND", help="Loại nếu bảng không ghi / default kind")
    ] = None,
    parent: Annotated[
        str | None, typer.Option("--parent", metavar="ID", help="Cơ quan cấp trên / default parent")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Bỏ cơ quan không còn trong bảng / drop what is gone")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ kiểm tra / only check")] = False,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Nhập sở, huyện, xã từ bảng tính / departments, districts and communes from a spreadsheet."""
    settings = read_settings(database, archive, targets)
    try:
        result = import_sheet(
            sheet,
            locate(settings.targets),
            kind=parse_kind(kind) if kind else None,
            parent=parent,
            replace_all=replace,
            dry_run=dry_run,
        )
    except RegistryError as error:
        stop(f"nothing was imported:\n{error}")
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}")
    except ValueError as error:
        stop(str(error))
    for fault in result.faults:
        typer.echo(str(fault), err=True)
    if result.faults:
        stop(f"nothing was imported: {len(result.faults)} faults in {result.rows} rows")
    for skipped in result.skipped:
        typer.echo(f"bỏ qua / skipped: {skipped}")
    typer.echo(
        f"{result.file}: {len(result.added)} thêm / added, {len(result.changed)} đổi / changed, "
        f"{len(result.removed)} bỏ / removed, {result.unchanged} giữ nguyên / unchanged"
    )
