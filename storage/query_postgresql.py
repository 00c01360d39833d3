"""One question to PostgreSQL: a cursor in a read-only transaction with a time limit.

The extended protocol takes one statement only, and DECLARE CURSOR takes nothing but SELECT and VALUES. A read-only
transaction still lets functions reach files, settings and other sessions, or run SQL handed to them as text;
PostgreSQL marks all of those volatile, so a word of the question that names a volatile function refuses it. Words are
looked up wherever they stand, in strings and comments too: nothing can be hidden from the look-up by quoting.
"""

import re
from typing import Any

import psycopg
from sqlalchemy import Engine

from storage.errors import StorageError

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*")
_UNICODE_ESCAPE = re.compile(r"[uU]&\s*[\"']")
_VOLATILE = """
    SELECT p.proname FROM pg_catalog.pg_proc p
    WHERE p.proname = ANY(%s) AND p.provolatile = 'v' AND p.prokind <> 'a' AND p.proname <> 'random'
        AND p.prorettype NOT IN ('tsm_handler'::regtype, 'index_am_handler'::regtype)
    ORDER BY p.proname LIMIT 1
"""
_NAME = "portal_audit_question"


def ask_postgresql(engine: Engine, sql: str, limit_seconds: float, max_rows: int) -> tuple[tuple[str, ...], list[Any]]:
    """Column names and at most `max_rows` rows. Raises StorageError."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise StorageError("the connection was lost")
        try:
            return _ask(driver, sql, limit_seconds, max_rows)
        except psycopg.Error as error:
            raise StorageError(_line(error, limit_seconds)) from error
        finally:
            driver.rollback()


def _ask(
    driver: "psycopg.Connection[Any]", sql: str, limit_seconds: float, max_rows: int
) -> tuple[tuple[str, ...], list[Any]]:
    driver.rollback()
    driver.execute("SET TRANSACTION READ ONLY")
    driver.execute("SELECT set_config('statement_timeout', %s, true)", (str(max(1, int(limit_seconds * 1000))),))
    _refuse_functions(driver, sql)
    with driver.cursor(name=_NAME) as cursor:
        cursor.execute(sql.encode())
        rows = cursor.fetchmany(max_rows)
        return tuple(column.name for column in cursor.description or ()), rows


def _refuse_functions(driver: "psycopg.Connection[Any]", sql: str) -> None:
    if _UNICODE_ESCAPE.search(sql):
        raise StorageError("only reading is allowed here: escaped names (U&) are refused")
    words = sorted({word.lower() for word in _WORD.findall(sql)} | set(_WORD.findall(sql)))
    found = driver.execute(_VOLATILE, (words,)).fetchone()
    if found is not None:
        raise StorageError(f"only reading is allowed here: the function {found[0]} is refused")


def _line(error: psycopg.Error, limit_seconds: float) -> str:
    text = " ".join((error.diag.message_primary or str(error)).split())[:300]
    if isinstance(error, psycopg.errors.QueryCanceled):
        return f"the question took longer than {limit_seconds:g} s and was stopped"
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction):
        return f"only reading is allowed here: {text}"
    if "multiple commands" in text:
        return "only one SELECT is answered here, not several statements"
    return f"the question was refused: {text}"
