"""Bringing a database to this program's version, once, whoever opens it first."""

from pathlib import Path

from sqlalchemy import Connection, Engine, Select, String, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

import storage.run_tables  # noqa: F401 - its tables belong to the metadata that migrations are compared with
from storage.engine import failures, shown, writing
from storage.errors import StorageError
from storage.migrations import HEAD

_VERSION_TABLE = "alembic_version"
_SELECT_REVISION: Select[str] = select(column("version_num", String)).select_from(table(_VERSION_TABLE))
#: Names the lock under which PostgreSQL databases are migrated.
_LOCK = 4_320_110_306
_MIGRATIONS = Path(__file__).parent / "migrations"


def ensure_schema(engine: Engine) -> None:
    """Creates or upgrades the tables; two processes that open at once take turns.

    Raises StorageError for a database of a newer program, and for a SQLite file of another one.
    """
    with failures(engine.url):
        if _current(engine) == HEAD:
            return
    if engine.dialect.name == "sqlite":
        _upgrade_sqlite(engine)
    else:
        with writing(engine) as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            _upgrade(connection)


def run_migrations(connection: Connection, revision: str) -> None:
    """To a revision, upwards or downwards, inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415  (slow to load, and rarely needed)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", _MIGRATIONS.as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    if revision == "base" or revision < (_revision(connection) or ""):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def _upgrade_sqlite(engine: Engine) -> None:
    """Tables are rebuilt by copying, which foreign keys must not notice; they are checked afterwards."""
    with failures(engine.url), engine.connect().execution_options(writes=True) as connection:
        driver = connection.connection.dbapi_connection
        if driver is None:
            raise StorageError(f"database {shown(engine.url)}: the connection was lost")
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _upgrade(connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StorageError(
                        f"database {shown(engine.url)}: the upgrade would break references; left as it was"
                    )
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _upgrade(connection: Connection) -> None:
    revision = _revision(connection)
    if revision == HEAD:
        return  # another process was faster
    if revision is not None and revision > HEAD:
        raise StorageError(
            f"database {shown(connection.engine.url)}: was written by a newer program "
            f"(revision {revision}, this one knows {HEAD})"
        )
    if revision is None and connection.dialect.name == "sqlite" and inspect(connection).get_table_names():
        raise StorageError(f"database {shown(connection.engine.url)}: belongs to another program")
    run_migrations(connection, HEAD)


def _current(engine: Engine) -> str | None:
    """The revision without a lock; None when there is none yet."""
    with engine.connect() as connection:
        try:
            return connection.execute(_SELECT_REVISION).scalar()
        except DBAPIError:
            return None


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    return connection.execute(_SELECT_REVISION).scalar()
