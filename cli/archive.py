"""`portal-audit archive verify|export|prune`: is the proof intact, hand it over, keep what the policy keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from checks.load_catalogue import DEFAULT
from cli.failures import OUR_FAILURE, stop
from cli.settings import ArchiveOption, DatabaseOption, TargetsOption, read_settings
from cli.workplace import open_database, open_store, open_workplace
from domain.audits import Audit
from domain.clock import utc_now
from reports.document import check_document
from storage.archive.errors import ArchiveError
from storage.archive.export import export_archive
from storage.archive.store import ArchiveStore
from storage.archive.verify import Problem, verify_archive
from storage.database import Database
from storage.errors import StorageError
from storage.pruning import Pruned
from storage.pruning import prune as prune_archives
from storage.retention import DEFAULT_POLICY, load_policy

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
    store = open_store(settings)
    files = faults = 0
    with open_database(settings) as opened, _failures():
        thinned = {row.archive: row for row in opened.pruned()}
        for place, problems in _verified(store, opened, audit, frozenset(thinned)):
            files += 1
            faults += len(problems)
            for problem in problems:
                typer.echo(f"{place}: {problem}")
    typer.echo(f"{files} tệp / files, {faults} lỗi / faults")
    if thinned and audit is None:
        records, freed = (sum(getattr(row, name) for row in thinned.values()) for name in ("records", "bytes"))
        vi = f"{records} bản ghi của {len(thinned)} tệp đã bỏ theo chính sách lưu trữ"
        typer.echo(f"{vi} / records dropped by policy, {_size(freed)}: no faults")
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
    with open_workplace(settings, DEFAULT) as place, _failures():
        stored = _stored(place.database, audit)
        evaluation = place.database.get_evaluation(stored.id)
        if evaluation is None:
            stop(f"audit {stored.id} has no findings yet")
        document = check_document(stored, evaluation, place.catalogue)
        with open_store(settings).at_hand(stored.archive) as path:
            written = export_archive(path, to, document)
    for path in written:
        typer.echo(str(path))


@archive_app.command()
def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ đếm, không bỏ gì / count, drop nothing")] = False,
    policy: Annotated[
        Path, typer.Option("--policy", metavar="FILE", help="Chính sách lưu trữ / retention policy")
    ] = DEFAULT_POLICY,
    database: DatabaseOption = None,
    archive: ArchiveOption = None,
    targets: TargetsOption = None,
) -> None:
    """Bỏ những bản ghi đã hết thời hạn lưu trữ / drop what the retention policy no longer keeps."""
    settings = read_settings(database, archive, targets)
    store = open_store(settings)
    with open_database(settings) as opened, _failures():
        chosen = load_policy(policy)
        done = prune_archives(opened, store, chosen, utc_now(), dry_run=dry_run)
    _tell(done, chosen.label, dry_run=dry_run)
    if done.faults:
        raise typer.Exit(OUR_FAILURE)


def _tell(done: Pruned, policy: str, *, dry_run: bool) -> None:
    for fault in done.faults:
        typer.echo(fault)
    vi, en = ("sẽ bỏ", "would drop") if dry_run else ("đã bỏ", "dropped")
    rules = ", ".join(f"{rule} {count}" for rule, count in done.by_rule.items()) or "-"
    typer.echo(f"{policy}: {done.looked_at} tệp đã xem / archives looked at, {len(done.faults)} lỗi / faults")
    typer.echo(f"{vi} / {en}: {done.records} bản ghi / records ({rules}) of {done.archives} tệp / archives")
    typer.echo(_size(done.bytes))


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB ({count:,} bytes)"


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except (ArchiveError, StorageError, OSError) as error:
        stop(str(error), OUR_FAILURE)


def _verified(
    store: ArchiveStore, database: Database, audit: str | None, thinned: frozenset[str]
) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """Each archive asked for, with what is wrong with it; those of finished audits that are not there at all, too."""
    if audit is not None and Path(audit).is_file():
        path = Path(audit)
        yield str(path), verify_archive(path, database.capture_index(path.name.removesuffix(".warc.gz")) or None)
        return
    known = database.archived()
    names = sorted({*store.names(), *known}) if audit is None else [_stored(database, audit).archive]
    for name in names:
        place = f"{store.shown}/{name}"
        index = database.capture_index(known[name]) if name in known else None
        try:
            with store.at_hand(name) as path:
                yield place, verify_archive(path, index or None, name in thinned if name in known else None)
        except ArchiveError as error:
            yield place, (Problem(Path(name), error.offset, error.what),)


def _stored(database: Database, audit: str) -> Audit:
    stored = database.get_audit(audit)
    if stored is None or not stored.archive:
        stop(f"no stored audit is called {audit!r}")
    return stored
