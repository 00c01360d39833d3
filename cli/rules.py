"""`portal-audit rules list|lint|coverage`: the law as data, and whether it is in order."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.coverage import coverage_rows
from checks.lint_rules import lint_rules
from checks.load_catalogue import DEFAULT
from cli.workplace import open_catalogue

rules_app = typer.Typer(no_args_is_help=True, help="Bộ yêu cầu / the catalogue")

CatalogueOption = Annotated[str, typer.Option("--catalogue", metavar="NAME", help="Bộ yêu cầu / catalogue")]


def _print(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(highlight=False)
    console.print(table, soft_wrap=not console.is_terminal)


@rules_app.command("list")
def list_rules(catalogue: CatalogueOption = DEFAULT) -> None:
    """Mọi yêu cầu với căn cứ và điểm / every requirement with clause and points."""
    rows = [
        (
            item.id,
            item.citation,
            " ".join(kind.letter for kind in item.applies_to),
            item.group,
            f"{item.points:g}",
            item.title.vi,
        )
        for item in open_catalogue(catalogue).requirements
    ]
    _print(("id", "căn cứ / clause", "loại / kinds", "nhóm / group", "điểm / points", "tên / title"), rows)


@rules_app.command()
def lint(catalogue: CatalogueOption = DEFAULT) -> None:
    """Mọi lỗi trong bộ yêu cầu và từ vựng / every fault of catalogue and lexicon."""
    faults = lint_rules(catalogue)
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        raise typer.Exit(2)
    typer.echo("không có lỗi / no faults")


@rules_app.command()
def coverage(catalogue: CatalogueOption = DEFAULT) -> None:
    """Yêu cầu nào có đầu dò nào / which requirement has which probe."""
    rows = [
        (row.requirement, row.group, f"{row.points:g}", ", ".join(row.probes) or "—", row.lifecycle, str(row.cases))
        for row in coverage_rows(open_catalogue(catalogue))
    ]
    _print(("id", "nhóm / group", "điểm / points", "đầu dò / probes", "lifecycle", "ca thử / cases"), rows)
