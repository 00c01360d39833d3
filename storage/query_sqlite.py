"""One question to SQLite: the file opened read-only, and SQLite's own authorizer asked for every step."""

import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine

from storage.engine import BUSY_SECONDS
from storage.errors import StorageError

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_REFUSED_FUNCTIONS = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})
_STEPS = 2000
_LONGEST_VALUE = 10_000_000
_LONGEST_PATTERN = 1000


def ask_sqlite(engine: Engine, sql: str, limit_seconds: float, max_rows: int) -> tuple[tuple[str, ...], list[Any]]:
    """Column names and at most `max_rows` rows. Raises StorageError."""
    path = Path(engine.url.database or "").absolute()
    deadline = time.monotonic() + limit_seconds
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode=ro", uri=True, timeout=min(BUSY_SECONDS, limit_seconds)
        )
    except sqlite3.Error as error:
        raise StorageError(f"database {path}: {error}") from error
    try:
        connection.execute("PRAGMA query_only=ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, _LONGEST_PATTERN)
        connection.set_authorizer(_authorize)
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS)
        cursor = connection.execute(sql)
        rows = cursor.fetchmany(max_rows)
        return tuple(column[0] for column in cursor.description or ()), rows
    except (sqlite3.Error, sqlite3.Warning, OverflowError) as error:
        raise StorageError(_line(error, limit_seconds)) from error
    finally:
        connection.close()


def _authorize(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action not in _ALLOWED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or first or "").lower() in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _line(error: Exception, limit_seconds: float) -> str:
    text = " ".join(str(error).split())[:300]
    if "interrupted" in text:
        return f"the question took longer than {limit_seconds:g} s and was stopped"
    if "not authorized" in text or "prohibited" in text:
        return f"only reading is allowed here: {text}"
    if "one statement" in text:
        return "only one SELECT is answered here, not several statements"
    return f"the question was refused: {text}"
