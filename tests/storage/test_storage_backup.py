"""Backup and restore by the script that operators run: dump while audits run, restore elsewhere, verify."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from archived_nights import PAGES, changed, night
from sqlalchemy import text
from storage_samples import STARTED

from storage.archive.publishing import hand_over
from storage.archive.store import ArchiveStore
from storage.database import Database
from storage.engine import make_engine, parse_url, writing
from storage.pruning import prune
from storage.query import run_query
from storage.retention import load_policy
from storage.schema import run_migrations

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "deploy" / "backup.py"


def _run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, cwd=ROOT, env=_environment()
    )


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture(params=["folder", "store"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "archive") if request.param == "folder" else f"file://{tmp_path}/store"


def test_what_is_dumped_is_restored_and_verified(databases, url: str, archive: str, tmp_path: Path) -> None:
    store = ArchiveStore(tmp_path / ("spool" if "://" in archive else "archive"), archive if "://" in archive else "")
    with Database.open(url) as database:
        night(database, store, 400, before=STARTED)
        latest = night(database, store, 1, changed(*PAGES))
        hand_over(store, database.archived().keys())
        prune(database, store, load_policy(), STARTED)
        wanted = {view: run_query(database, view).rows for view in ("latest_findings", "changes", "audits_overview")}
        dumped = _run("dump", "--database", url, "--archive", archive, "--to", tmp_path / "backup")
        assert dumped.returncode == 0, dumped.stderr
        # What comes after the dump is not in it, and a second dump copies no archive again.
        night(database, store, 0.5, changed(*PAGES, mark="z"))
        hand_over(store, database.archived().keys())
    first = {path: path.stat().st_mtime_ns for path in (tmp_path / "backup" / "archive").rglob("*.warc.gz")}
    again = _run("dump", "--database", url, "--archive", archive, "--to", tmp_path / "backup")
    assert again.returncode == 0, again.stderr
    copies = {path: path.stat().st_mtime_ns for path in (tmp_path / "backup" / "archive").rglob("*.warc.gz")}
    assert len(copies) == len(first) + 1
    assert copies.items() > first.items()
    goal, folder = databases.new(), tmp_path / "restored"
    name = Path(dumped.stdout.strip()).name
    place = ("--database", goal, "--archive", folder)
    restored = _run("restore", tmp_path / "backup", "--dump", name, *place)
    assert restored.returncode == 0, restored.stderr
    verified = _run("verify", *place, "--against", tmp_path / "backup", "--dump", name)
    assert (verified.returncode, verified.stdout) == (0, "0 faults\n"), verified.stderr
    with Database.open(goal) as database:
        assert {view: run_query(database, view).rows for view in wanted} == wanted
        more = night(database, ArchiveStore(folder), 0.2, changed(*PAGES, mark="w"))  # work goes on
        assert latest != more
    # A second restore into the same place is refused.
    assert _run("restore", tmp_path / "backup", *place).returncode == 4
    # A lost archive and a lost row are told.
    next(folder.rglob("*.warc.gz")).unlink()
    with Database.open(goal) as database, writing(database.engine) as connection:
        connection.execute(text("DELETE FROM scores"))
    told = _run("verify", *place, "--against", tmp_path / "backup", "--dump", name)
    assert told.returncode == 4
    assert "there is no such archive" in told.stdout
    assert "table scores: 0 rows, 4 when it was dumped" in told.stdout


def test_a_dump_takes_what_still_waits_in_the_spool(tmp_path: Path) -> None:
    url, place = f"sqlite:///{tmp_path}/audits.db", f"file://{tmp_path}/store"
    with Database.open(url) as database:
        night(database, ArchiveStore(tmp_path / "spool", place), 1, changed(*PAGES))
        waiting = set(database.archived())
    dumped = _run("dump", "--database", url, "--archive", place, "--to", tmp_path / "backup")
    assert dumped.returncode == 0, dumped.stderr
    copied = tmp_path / "backup" / "archive"
    assert {path.relative_to(copied).as_posix() for path in copied.rglob("*.warc.gz")} == waiting


def test_a_dump_of_an_older_program_is_upgraded_when_it_is_restored(databases, url: str, tmp_path: Path) -> None:
    store = ArchiveStore(tmp_path / "archive")
    with Database.open(url) as database:
        night(database, store, 2)
        night(database, store, 1, changed(*PAGES))
        wanted = run_query(database, "latest_findings").rows
    engine = make_engine(parse_url(url))
    with writing(engine) as connection:
        run_migrations(connection, "0001")
    engine.dispose()
    dumped = _script().dump(url, store, tmp_path / "backup")
    assert '"revision": "0001"' in (dumped / "manifest.json").read_text()
    goal = databases.new()
    _script().restore(tmp_path / "backup", None, goal, tmp_path / "restored")
    with Database.open(goal) as database:
        assert run_query(database, "latest_findings").rows == wanted
    assert _script().verify(goal, ArchiveStore(tmp_path / "restored"), None) == []


def _script():
    spec = importlib.util.spec_from_file_location("deploy_backup", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dump", "--database", "{0}/none.sqlite", "--archive", "{0}", "--to", "{0}/b"), "there is no database"),
        (("restore", "{0}", "--database", "{0}/a.sqlite", "--archive", "{0}/r"), "holds no complete dump"),
        (("dump", "--database", "mysql://x", "--archive", "{0}", "--to", "{0}/b"), "no such kind of database"),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = _run(*(argument.format(tmp_path) for argument in arguments))
    assert ran.returncode == 4
    assert said in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "b").exists() or not any(p.suffix != ".part" for p in (tmp_path / "b").iterdir())
