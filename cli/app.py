"""The command line: one place where the commands are named (docs/judging.md 12)."""

import sys
from collections.abc import Iterable
from importlib import import_module

import typer

from domain.garbage import collect_seldom

#: Commands and groups of commands, and the modules where they stand. A module is loaded when its command is asked for:
#: an auditor's check must begin at once, beside a night's crawl too.
COMMANDS = {
    "check": "cli.check",
    "recheck": "cli.recheck",
    "explain": "cli.explain",
    "demo": "cli.demo",
    "accuracy": "cli.accuracy",
    "query": "cli.query",
    "schedule": "cli.schedule",
    "worker": "cli.worker",
    "serve": "cli.serve",
    "up": "cli.up",
    "status": "cli.status",
}
GROUPS = {
    "rules": "cli.rules",
    "targets": "cli.targets",
    "services": "cli.services",
    "archive": "cli.archive",
}


def command_line(names: Iterable[str] = (*COMMANDS, *GROUPS)) -> typer.Typer:
    """The commands of these names. A module's command has its name; a group of commands is called `NAME_app`."""
    app = typer.Typer(
        name="portal-audit",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help="Kiểm tra cổng thông tin điện tử của cơ quan nhà nước theo Nghị định 43/2011/NĐ-CP. / "
        "Audits state agencies' portals against Decree 43/2011/NĐ-CP.",
    )
    app.callback()(_one_command_is_named_too)
    for name in names:
        if name in COMMANDS:
            app.command(name)(getattr(import_module(COMMANDS[name]), name))
        else:
            app.add_typer(getattr(import_module(GROUPS[name]), f"{name}_app"), name=name)
    return app


def _one_command_is_named_too() -> None:
    """With a callback, an application of a single command still wants the command's name."""


def main() -> None:
    """Entry point. Output may go to a pipe that closes early, and to terminals that are not UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    collect_seldom()
    asked = sys.argv[1:2]
    known = asked and asked[0] in COMMANDS.keys() | GROUPS.keys()
    (command_line(asked) if known else command_line())()


if __name__ == "__main__":
    main()
