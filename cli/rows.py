"""Rows on standard output: a table for people, CSV for spreadsheets, JSON for programs."""

import csv
import json as json_module
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.harmless import one_line
from reports.cells import harmless_cell


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="Dạng in ra / output")]


def print_rows(form: Format, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    _PRINT[form](columns, rows)


def _as_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 240)
    table = Table(*columns, box=None if not sys.stdout.isatty() else Table().box)
    for row in rows:
        table.add_row(*(Text(one_line("" if value is None else str(value))) for value in row))
    console.print(table)


def _as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless_cell(value) for value in row] for row in rows)


def _as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    sys.stdout.write(json_module.dumps(records, ensure_ascii=False, indent=2, default=str) + "\n")


_PRINT = {Format.TABLE: _as_table, Format.CSV: _as_csv, Format.JSON: _as_json}
