"""Back up and restore everything that cannot be made again: the database and the archives.

    python deploy/backup.py dump    [--database URL] --archive DIR|URL --to FOLDER
    python deploy/backup.py restore FOLDER [--dump NAME] [--database URL] --archive DIR
    python deploy/backup.py verify  [--database URL] --archive DIR|URL [--against FOLDER [--dump NAME]]

A folder takes many dumps: FOLDER/<moment>/ holds one of the database with a manifest, FOLDER/archive/ the archives of
all of them; an archive never changes, so each is copied once. It runs while audits run: SQLite by its own online
backup, PostgreSQL by pg_dump. Restoring asks for an empty database; an older dump is upgraded when it is opened.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import URL

from cli.settings import DATABASE_VARIABLE, read_settings
from domain.clock import to_iso, utc_now
from storage.archive.errors import ArchiveError
from storage.archive.store import ArchiveStore
from storage.archive.verify import verify_archive
from storage.database import Database
from storage.engine import make_engine, parse_url, reading
from storage.errors import StorageError
from storage.pruning_rows import read_archived

_MANIFEST = "manifest.json"
_ARCHIVE = "archive"
_DUMPS = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
_SECONDS = 6 * 3600
_ATTEMPTS = 3


class BackupError(Exception):
    """One line that says what could not be done."""


def dump(url: str, store: ArchiveStore, to: Path) -> Path:
    """One dump; returns its folder, which appears under its name when it is complete."""
    name = utc_now().strftime("%Y%m%dT%H%M%S%fZ")
    part, goal = to / f"{name}.part", to / name
    for attempt in range(1, _ATTEMPTS + 1):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        manifest = _dump_database(parse_url(url), part)
        try:
            _copy_archives(store, manifest["archives"], to / _ARCHIVE)
        except ArchiveError:
            if attempt == _ATTEMPTS:  # not retention, which replaces an archive by a thinner one, but a loss
                raise
        else:
            break
    (part / _MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    part.rename(goal)
    return goal


def restore(folder: Path, name: str | None, url: str, archive: Path) -> Path:
    """Database and archives as they were; returns the dump that was taken. Both goals must be empty."""
    chosen = _chosen(folder, name)
    manifest = json.loads((chosen / _MANIFEST).read_text(encoding="utf-8"))
    goal = parse_url(url)
    if manifest["kind"] != goal.get_backend_name():
        raise BackupError(f"the dump is of {manifest['kind']}, {goal.get_backend_name()} was asked for")
    if archive.exists() and any(archive.iterdir()):
        raise BackupError(f"{archive} is not empty; nothing was restored")
    _restore_database(goal, chosen / _DUMPS[manifest["kind"]])
    for each in manifest["archives"]:
        (archive / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / _ARCHIVE / each, archive / each)
    return chosen


def verify(url: str, store: ArchiveStore, manifest: Mapping[str, Any] | None) -> list[str]:
    """What is wrong: rows that are missing, archives that are not there or not what the database says of them."""
    found: list[str] = []
    with Database.open(url) as database:
        if database.engine.dialect.name == "sqlite":
            with database.engine.connect() as connection:
                answers = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            found += [f"integrity: {answer}" for answer in answers if answer != "ok"]
        thinned = {row.archive for row in database.pruned()}
        for name, audit in sorted(database.archived().items()):
            try:
                with store.at_hand(name) as path:
                    problems = verify_archive(path, database.capture_index(audit), name in thinned)
            except ArchiveError as error:
                found.append(str(error))
            else:
                found += [f"{name}: {problem}" for problem in problems]
        if manifest is not None:
            with reading(database.engine) as connection:
                counted = _rows(connection)
            found += [
                f"table {table}: {counted.get(table, 0)} rows, {count} when it was dumped"
                for table, count in manifest["rows"].items()
                if counted.get(table, 0) != count
            ]
    return found


def _dump_database(url: URL, to: Path) -> dict[str, Any]:
    """The dump, and what it holds: read from the dump itself, or in the transaction that pg_dump sees."""
    if url.get_backend_name() == "sqlite":
        copy = to / _DUMPS["sqlite"]
        _copy_sqlite(Path(url.database or ""), copy)
        with Database(make_engine(parse_url(str(copy)))) as database, reading(database.engine) as connection:
            return _manifest(connection)  # as it is, not upgraded
    with Database(make_engine(url)) as database, reading(database.engine) as connection:
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        manifest = _manifest(connection)
        _run(url, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={to / _DUMPS['postgresql']}")
    return manifest


def _manifest(connection: Connection) -> dict[str, Any]:
    """Of the whole database at the connection's moment."""
    return {
        "made": to_iso(utc_now()),
        "kind": connection.dialect.name,
        "revision": connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one(),
        "rows": _rows(connection),
        "archives": sorted(read_archived(connection)),
    }


def _rows(connection: Connection) -> dict[str, int]:
    tables = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    return {
        table: connection.execute(text(f'SELECT COUNT(*) FROM "{table}"')).scalar_one()  # noqa: S608  (names of tables)
        for table in tables
    }


def _copy_sqlite(source: Path, copy: Path) -> None:
    if not source.is_file():
        raise BackupError(f"there is no database {source}")
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reader, closing(sqlite3.connect(copy)) as to:
        reader.backup(to, pages=4096, sleep=0.01)


def _copy_archives(store: ArchiveStore, names: list[str], to: Path) -> None:
    for name in names:
        goal = to / name
        if goal.is_file():
            continue  # an archive never changes under its name
        goal.parent.mkdir(parents=True, exist_ok=True)
        part = goal.with_name(goal.name + ".part")
        with store.at_hand(name) as path:
            try:
                shutil.copyfile(path, part)
            except FileNotFoundError as error:
                raise ArchiveError(path, None, "there is no such archive") from error
        part.replace(goal)


def _restore_database(url: URL, dumped: Path) -> None:
    if url.get_backend_name() == "sqlite":
        goal = Path(url.database or "")
        if goal.exists():
            raise BackupError(f"{goal} exists already; nothing was restored")
        goal.parent.mkdir(parents=True, exist_ok=True)
        _copy_sqlite(dumped, goal)
        return
    with Database(make_engine(url)) as database, reading(database.engine) as connection:
        tables = inspect(connection).get_table_names()
    if tables:
        raise BackupError(f"the database is not empty ({len(tables)} tables); nothing was restored")
    _run(url, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(dumped))


def _run(url: URL, program: str, *arguments: str) -> None:
    """A program of PostgreSQL's; the password goes by the environment, which other users cannot read."""
    place = url.set(drivername="postgresql", password=None).render_as_string()
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    command = [program, f"--dbname={place}", *arguments]
    try:
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603  (our own words)
    except FileNotFoundError as error:
        raise BackupError(f"{program} was not found: install PostgreSQL's client programs") from error
    if ran.returncode:
        raise BackupError(f"{program}: {' '.join(ran.stderr.split())[:300]}")


def _chosen(folder: Path, name: str | None) -> Path:
    """The dump of that name, or the newest complete one."""
    complete = sorted(path.parent for path in folder.glob(f"*/{_MANIFEST}") if not path.parent.name.endswith(".part"))
    found = [path for path in complete if name in (None, path.name)]
    if not found:
        raise BackupError(f"{folder} holds no complete dump{f' called {name}' if name else ''}")
    return found[-1]


def _store(chosen: argparse.Namespace) -> ArchiveStore:
    """As the program itself finds it: with a store's URL, also what waits in the spool."""
    settings = read_settings(chosen.database, chosen.archive, None)
    return ArchiveStore(settings.archive, settings.store_url)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("dump", "restore", "verify"):
        command = commands.add_parser(name)
        command.add_argument(
            "--database", metavar="URL", help=f"default: {DATABASE_VARIABLE}, which keeps passwords out of ps"
        )
        command.add_argument("--archive", required=True, metavar="DIR|URL")
        command.add_argument("--dump", metavar="NAME", help="not the newest one")
        if name == "dump":
            command.add_argument("--to", required=True, type=Path, metavar="FOLDER")
        elif name == "restore":
            command.add_argument("folder", type=Path)
        else:
            command.add_argument("--against", type=Path, metavar="FOLDER")
    chosen = parser.parse_args(arguments)
    chosen.database = chosen.database or os.environ.get(DATABASE_VARIABLE)
    if not chosen.database:
        parser.error(f"--database or {DATABASE_VARIABLE} is needed")
    try:
        return _do(chosen)
    except (BackupError, StorageError, ArchiveError, OSError, sqlite3.Error) as error:
        print(f"backup: {error}", file=sys.stderr)
        return 4


def _do(chosen: argparse.Namespace) -> int:
    if chosen.command == "dump":
        print(dump(chosen.database, _store(chosen), chosen.to))
        return 0
    if chosen.command == "restore":
        print(restore(chosen.folder, chosen.dump, chosen.database, Path(chosen.archive)))
        return 0
    manifest = None
    if chosen.against is not None:
        manifest = json.loads((_chosen(chosen.against, chosen.dump) / _MANIFEST).read_text(encoding="utf-8"))
    found = verify(chosen.database, _store(chosen), manifest)
    for line in found:
        print(line)
    print(f"{len(found)} faults")
    return 4 if found else 0


if __name__ == "__main__":
    sys.exit(main())
