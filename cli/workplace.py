"""The things a command opens: database, catalogue, lexicon, registry. Each failure is one line and a status."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import typer

from checks.data_files import DataFaults
from checks.load_catalogue import DEFAULT, load_catalogue
from checks.load_lexicon import load_lexicon
from checks.requirement import Catalogue
from cli.failures import OUR_FAILURE, stop
from cli.settings import Settings
from registry.faults import RegistryError
from registry.load import load_targets
from registry.locate import locate
from registry.register import Registry
from reports.harmless import one_line
from scheduler.audit_agency import Workplace
from scheduler.render_process import render_service
from storage.database import Database
from storage.errors import StorageError


def open_registry(settings: Settings) -> Registry:
    try:
        return load_targets(locate(settings.targets))
    except (RegistryError, OSError) as error:
        stop(f"the targets file cannot be used:\n{error}")


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    try:
        database = Database.open(settings.database_url)
    except StorageError as error:
        stop(str(error), OUR_FAILURE)
    try:
        yield database
    finally:
        database.close()


def open_catalogue(name: str) -> Catalogue:
    try:
        return load_catalogue(name)
    except DataFaults as error:
        stop(str(error), OUR_FAILURE)
    except LookupError as error:
        stop(str(error.args[0]))


@contextmanager
def open_workplace(settings: Settings, catalogue: str = DEFAULT) -> Iterator[Workplace]:
    law = open_catalogue(catalogue)
    lexicon = load_lexicon()
    with open_database(settings) as database:
        yield Workplace(database, settings.archive, law, lexicon)


@contextmanager
def with_browser(place: Workplace, *, wanted: bool = True) -> Iterator[Workplace]:
    """The workplace with the machine's browser, for as long as it is worked at."""
    with render_service(_tell_absent, wanted=wanted) as renders:
        yield replace(place, renders=renders)


def _tell_absent(reason: str) -> None:
    vi = "kiểm tra không dùng trình duyệt, phần chỉ hiện trong trình duyệt để ngỏ"
    typer.echo(one_line(f"{vi} / checking without a browser, what needs one stays open: {reason}"), err=True)
