"""The things a command opens: database, catalogue, lexicon, registry. Each failure is one line and a status."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import typer

from checks.data_files import DataFaults
from checks.load_catalogue import DEFAULT, load_catalogue
from checks.load_lexicon import load_lexicon
from checks.requirement import Catalogue
from cli.brought_lists import read_listed
from cli.failures import OUR_FAILURE, stop
from cli.settings import Settings
from domain.harmless import one_line
from registry.faults import RegistryError, display_name
from registry.load import load_targets
from registry.locate import locate
from registry.register import Registry
from scheduler.given_lists import NationalServices
from scheduler.render_process import render_service
from scheduler.workplace import Workplace
from storage.archive.errors import ArchiveError
from storage.archive.publishing import hand_over
from storage.archive.store import ArchiveStore
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


def open_store(settings: Settings) -> ArchiveStore:
    try:
        return ArchiveStore(settings.archive, settings.store_url)
    except ArchiveError as error:
        stop(str(error))


@contextmanager
def archive_at_hand(settings: Settings, database: Database, reference: str) -> Iterator[str]:
    """An audit, or a WARC file, named so that it can be read on this machine: a file fetched from the store for as
    long as it is worked with, else `reference` itself."""
    stored = None if Path(reference).is_file() or not settings.store_url else database.get_audit(reference)
    if stored is None or not stored.archive:
        yield reference
        return
    with open_store(settings).at_hand(stored.archive) as path:
        yield str(path)


def hand_over_finished(settings: Settings, database: Database) -> None:
    """Archives of finished audits go from the spool to the store, where there is one; what cannot go now goes later."""
    if not settings.store_url:
        return
    store = open_store(settings)
    handed = hand_over(store, database.archived().keys())
    if handed.archives:
        typer.echo(one_line(f"{handed.archives} tệp đã chuyển vào kho / archives are now in {store.shown}"), err=True)
    if handed.fault:
        vi = f"{handed.waiting} tệp lưu trữ còn chờ ở {settings.archive}"
        typer.echo(one_line(f"portal-audit: {vi} / archives wait in the spool: {handed.fault}"), err=True)


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
    national = _national(settings)
    with open_database(settings) as database:
        yield Workplace(database, settings.archive, law, lexicon, national=national)


def _national(settings: Settings) -> NationalServices | None:
    if settings.national is None:
        return None
    return NationalServices(display_name(settings.national), read_listed(settings.national))


@contextmanager
def with_browser(place: Workplace, *, wanted: bool = True) -> Iterator[Workplace]:
    """The workplace with the machine's browser, for as long as it is worked at."""
    with render_service(_tell_absent, wanted=wanted) as renders:
        yield replace(place, renders=renders)


def _tell_absent(reason: str) -> None:
    vi = "kiểm tra không dùng trình duyệt, phần chỉ hiện trong trình duyệt để ngỏ"
    typer.echo(one_line(f"{vi} / checking without a browser, what needs one stays open: {reason}"), err=True)
