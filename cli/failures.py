"""Exit statuses of docs/judging.md 12, and errors as one clear line."""

from typing import NoReturn

import typer

AUDITED = 0
FELL = 1  # `accuracy --floors`: a published figure does not hold any more
WRONG_USE = 2
NOTHING_READ = 3
OUR_FAILURE = 4


def stop(message: str, status: int = WRONG_USE) -> NoReturn:
    """End the command with one line on standard error."""
    typer.echo(f"portal-audit: {message}", err=True)
    raise typer.Exit(status)
