"""`portal-audit query`: read-only questions to the findings."""

from typing import Annotated

import typer

from cli.failures import stop
from cli.rows import Format, FormatOption, print_rows
from cli.settings import ArchiveOption, DatabaseOption, TargetsOption, read_settings
from cli.workplace import open_database
from storage.errors import StorageError
from storage.query import run_query
from storage.views import VIEWS


def query(
    question: Annotated[
        str, typer.Argument(metavar="VIEW|SQL", help="Tên khung nhìn hoặc câu SELECT / view or SELECT")
    ],
    form: FormatOption = Format.TABLE,
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
    print_rows(form, result.columns, result.rows)
    if result.truncated:
        typer.echo(f"portal-audit: cut at {max_rows} rows; raise --max-rows for more", err=True)
