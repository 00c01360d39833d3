"""The command line: one place where the commands are named (DESIGN.md section 6)."""

import sys

import typer

from cli.accuracy import accuracy
from cli.archive import archive_app
from cli.check import check
from cli.demo import demo
from cli.explain import explain
from cli.query import query
from cli.recheck import recheck
from cli.rules import rules_app
from cli.schedule import schedule
from cli.serve import serve
from cli.services import services_app
from cli.status import status
from cli.targets import targets_app
from cli.up import up
from cli.worker import worker
from domain.garbage import collect_seldom

app = typer.Typer(
    name="portal-audit",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Kiểm tra cổng thông tin điện tử của cơ quan nhà nước theo Nghị định 43/2011/NĐ-CP. / "
    "Audits state agencies' portals against Decree 43/2011/NĐ-CP.",
)
app.command()(check)
app.command()(recheck)
app.command()(explain)
app.command()(demo)
app.command()(accuracy)
app.command()(query)
app.command()(schedule)
app.command()(worker)
app.command()(serve)
app.command()(up)
app.command()(status)
app.add_typer(rules_app, name="rules")
app.add_typer(targets_app, name="targets")
app.add_typer(services_app, name="services")
app.add_typer(archive_app, name="archive")


def main() -> None:
    """Entry point. Output may go to a pipe that closes early, and to terminals that are not UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    collect_seldom()
    app()


if __name__ == "__main__":
    main()
