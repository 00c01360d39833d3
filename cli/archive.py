"""`portal-audit archive verify|export`: is the proof intact, and hand it over."""

from pathlib import Path
from typing import Annotated

import typer

from checks.load_catalogue import DEFAULT
from cli.failures import OUR_FAILURE, stop
from cli.settings import ArchiveOption, DatabaseOption, Settings, TargetsOption, read_settings
from cli.workplace import open_database, open_workplace
from domain.audits import Audit
from reports.document import check_document
from storage.archive.errors import ArchiveError
from storage.archive.export import export_archive
from storage.archive.verify import verify_archive
from storage.database import Database

archive_app = typer.Typer(no_args_is_help=True, help="Kho WARC / the archive")

AuditArgument = Annotated[str | None, typer.Argument(metavar="[AUDIT|WARC]", help="Bỏ trống: tất cả / empty: all")]


@archive_app.command()
def verify(
    audit: AuditArgument = None,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """So từng bản ghi với mã băm / compare every record with its digest."""
    settings = read_settings(database, archive, targets)
    faults = 0
    with open_database(settings) as opened:
        paths = _paths(settings, opened, audit)
        indexes = {path: opened.capture_index(path.name.removesuffix(".warc.gz")) for path in paths}
    for path in paths:
        problems = verify_archive(path, indexes[path] or None)
        faults += len(problems)
        for problem in problems:
            typer.echo(f"{path}: {problem}")
    typer.echo(f"{len(paths)} tệp / files, {faults} lỗi / faults")
    if faults:
        raise typer.Exit(OUR_FAILURE)


@archive_app.command()
def export(
    audit: Annotated[str, typer.Argument(metavar="AUDIT", help="Mã lần kiểm tra / audit id")],
    to: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục nhận / folder to write to")],
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Trao hồ sơ một lần kiểm tra: WARC, chỉ mục, kết quả / hand over one audit: WARC, index, findings."""
    settings = read_settings(database, archive, targets)
    with open_workplace(settings, DEFAULT) as place:
        stored = _stored(place.database, audit)
        evaluation = place.database.get_evaluation(stored.id)
        if evaluation is None:
            stop(f"audit {stored.id} has no findings yet")
        document = check_document(stored, evaluation, place.catalogue)
        try:
            written = export_archive(settings.archive / stored.archive, to, document)
        except (ArchiveError, OSError) as error:
            stop(str(error), OUR_FAILURE)
    for path in written:
        typer.echo(str(path))


def _paths(settings: Settings, database: Database, audit: str | None) -> list[Path]:
    if audit is None:
        return sorted(settings.archive.rglob("*.warc.gz"))
    if Path(audit).is_file():
        return [Path(audit)]
    return [settings.archive / _stored(database, audit).archive]


def _stored(database: Database, audit: str) -> Audit:
    stored = database.get_audit(audit)
    if stored is None or not stored.archive:
        stop(f"no stored audit is called {audit!r}")
    return stored
