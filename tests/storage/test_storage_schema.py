"""The tables on both databases: made by migrations, the same as the code says, by whoever opens first."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from storage import migrations
from storage.database import Database
from storage.engine import make_engine, parse_url, writing
from storage.errors import StorageError
from storage.query import run_query
from storage.schema import ensure_schema, run_migrations
from storage.tables import metadata
from storage.views import VIEWS


def _differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def _names(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        inspector = inspect(connection)
        return {*inspector.get_table_names(), *inspector.get_view_names()}


def test_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    assert _differences(database.engine) == []
    assert _names(database.engine) == {*metadata.tables, *VIEWS, "alembic_version"}


def test_views_are_those_of_the_code(database: Database) -> None:
    postgresql = database.engine.dialect.name == "postgresql"
    with database.engine.connect() as connection:
        for view in VIEWS.values():
            if postgresql:
                stored = connection.execute(text(f"SELECT pg_get_viewdef('{view.name}'::regclass)")).scalar()
                connection.execute(text(f"CREATE TEMP VIEW code_{view.name} AS {view.sql}"))
                wanted = connection.execute(text(f"SELECT pg_get_viewdef('code_{view.name}'::regclass)")).scalar()
            else:
                query = text("SELECT sql FROM sqlite_master WHERE name = :name")
                stored = connection.execute(query, {"name": view.name}).scalar()
                wanted = f"CREATE VIEW {view.name} AS {view.sql}"
            assert stored == wanted
            assert list(connection.execute(text(f"SELECT * FROM {view.name}")).keys()) == list(view.columns)


def test_the_newest_revision_is_the_one_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_down_and_up_again(url: str) -> None:
    engine = make_engine(parse_url(url))
    ensure_schema(engine)
    with writing(engine) as connection:
        run_migrations(connection, "base")
    assert _names(engine) == {"alembic_version"}
    with writing(engine) as connection:
        run_migrations(connection, migrations.HEAD)
    assert _differences(engine) == []
    assert set(VIEWS) <= _names(engine)
    engine.dispose()


_OPEN = """
import sys
from storage.database import Database
from storage.query import run_query
sys.stdin.readline()
with Database.open(sys.argv[1]) as database:
    print(len(run_query(database, "latest_findings").rows))
"""


def test_processes_that_open_a_new_database_at_once_take_turns(url: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    openers = [
        subprocess.Popen(
            [sys.executable, "-c", _OPEN, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
        )
        for _ in range(4)
    ]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    results = [opener.communicate(timeout=60) for opener in openers]
    assert results == [("0\n", "")] * 4


def test_a_database_of_a_newer_program_is_refused(url: str) -> None:
    Database.open(url).close()
    engine = make_engine(parse_url(url))
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match=r"newer program \(revision 9999") as caught:
        Database.open(url)
    assert "\n" not in str(caught.value)


def test_another_programs_sqlite_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StorageError, match=r"other\.db: belongs to another program"):
        Database.open(str(path))
    with sqlite3.connect(path) as other:
        assert [row[0] for row in other.execute("SELECT name FROM sqlite_master")] == ["bookmarks"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://root@localhost/x", "no such kind of database: mysql"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("://", "not a database URL"),
        ("", "needs a file"),
        ("postgresql://user:geheim@127.0.0.1:1/x", r"postgresql\+psycopg://user:\*\*\*@127\.0\.0\.1:1/x: "),
        ("postgresql://[broken", "broken"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_line_without_its_password(url: str, said: str) -> None:
    with pytest.raises(StorageError, match=said) as caught:
        Database.open(url)
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_sqlite_files_that_cannot_be_used_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("this is a text file, not a database at all" * 100)
    for path in (tmp_path / "text", tmp_path / "text" / "under.db", tmp_path):
        with pytest.raises(StorageError, match=str(tmp_path)) as caught:
            Database.open(str(path))
        assert "\n" not in str(caught.value)


def test_sqlite_is_set_up_for_one_writer_and_many_readers(tmp_path: Path) -> None:
    with Database.open(f"sqlite:///{tmp_path}/new/folder/a.db") as database, database.engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "busy_timeout": 30_000}


def test_opening_again_changes_nothing(url: str) -> None:
    for _ in range(2):
        with Database.open(url) as database:
            assert run_query(database, "audits_overview").rows == ()
