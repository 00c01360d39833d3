"""A report on a terminal; plain lines where the output is no terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from accuracy.report import Report
from accuracy.sheets import Sheet, plain_lines, sheets


def print_report(console: Console, report: Report) -> None:
    made = sheets(report)
    if not console.is_terminal:
        for line in plain_lines(made):
            console.out(line, highlight=False)
        return
    for sheet in made:
        console.print(Text(f"{sheet.title.vi} / {sheet.title.en}", style="bold underline"))
        console.print(_table(sheet))
        console.print()


def _table(sheet: Sheet) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for at, name in enumerate(sheet.head):
        table.add_column(name, overflow="fold", style="bold" if at == 0 else "")
    for row in sheet.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
