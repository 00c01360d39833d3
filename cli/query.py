"""`portal-audit query`: read-only questions to the findings."""

import csv
import json as json_module
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.failures import stop
from cli.settings import ArchiveOption, DatabaseOption, TargetsOption, read_settings
from cli.workplace import open_database
from reports.cells import harmless_cell
from reports.harmless import one_line
from storage.errors import StorageError
from storage.query import run_query
from storage.views import VIEWS


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    question: Annotated[
        str, typer.Argument(metavar="VIEW|SQL", help="Tên khung nhìn hoặc câu SELECT / view or SELECT")
    ],
    form: Annotated[Format, typer.Option("--format", help="Dạng in ra / output")] = Format.TABLE,
    limit_seconds: Annotated[float, typer.Option("--time-limit", min=0.1, metavar="SECONDS")] = 10.0,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, metavar="N")] = 10_000,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Tra cứu kết quả, chỉ đọc / read-only query of the findings."""
    settings = read_settings(database, archive, targets)
    with open_database(settings) as opened:
        try:
            result = run_query(opened, question, limit_seconds=limit_seconds, max_rows=max_rows)
        except StorageError as error:
            stop(f"{error}\nviews: {', '.join(sorted(VIEWS))}")
    _PRINT[form](list(result.columns), [list(row) for row in result.rows])
    if result.truncated:
        typer.echo(f"portal-audit: cut at {max_rows} rows; raise --max-rows for more", err=True)


def _as_table(columns: list[str], rows: list[list[Any]]) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 240)
    table = Table(*columns, box=None if not sys.stdout.isatty() else Table().box)
    for row in rows:
        table.add_row(*(Text(one_line("" if value is None else str(value))) for value in row))
    console.print(table)


def _as_csv(columns: list[str], rows: list[list[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless_cell(value) for value in row] for row in rows)


def _as_json(columns: list[str], rows: list[list[Any]]) -> None:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    sys.stdout.write(json_module.dumps(records, ensure_ascii=False, indent=2, default=str) + "\n")


_PRINT = {Format.TABLE: _as_table, Format.CSV: _as_csv, Format.JSON: _as_json}
