"""Questions to the database: a named view or one SELECT, read-only for real, with a time limit."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from domain.clock import to_iso
from storage.column_types import dump
from storage.database import Database
from storage.engine import failures
from storage.errors import StorageError
from storage.query_postgresql import ask_postgresql
from storage.query_sqlite import ask_sqlite
from storage.storable import MAX_TEXT, fit_text
from storage.views import VIEWS

_READS = re.compile(r"(?>\s+|/\*.*?\*/|--[^\n]*(?:\n|$)|\()*+(select|with|values)\b", re.IGNORECASE | re.DOTALL)
DEFAULT_SECONDS = 10.0
DEFAULT_ROWS = 10_000


class QueryResult(NamedTuple):
    """Moments as UTC text, JSON as text. `truncated`: there were more than `max_rows` rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


def run_query(
    database: Database,
    view_or_sql: str,
    limit_seconds: float = DEFAULT_SECONDS,
    max_rows: int = DEFAULT_ROWS,
) -> QueryResult:
    """The rows of a named view in its order, or of one SELECT.

    Raises StorageError in one line for anything that would write, attach, change settings or read files, for a
    second statement, for wrong SQL, and when the time limit is over.
    """
    sql = _sql(view_or_sql, max_rows + 1)
    ask = ask_sqlite if database.engine.dialect.name == "sqlite" else ask_postgresql
    with failures(database.engine.url):
        columns, rows = ask(database.engine, sql, limit_seconds, max_rows + 1)
    return QueryResult(columns, tuple(_plain_row(row) for row in rows[:max_rows]), len(rows) > max_rows)


def _sql(view_or_sql: str, most: int) -> str:
    """Of a named view the first rows alone: databases find those without putting all in order."""
    text = view_or_sql.strip().rstrip(";").rstrip()
    view = VIEWS.get(text.lower())
    if view is not None:
        columns = ", ".join(view.columns)
        return f"SELECT {columns} FROM {view.name} ORDER BY {view.order} LIMIT {most}"  # noqa: S608  (our own words)
    if re.fullmatch(r"\w*", text):
        raise StorageError(f"no view is called {text!r}; there are: {', '.join(VIEWS)}")
    if len(text) > MAX_TEXT or fit_text(text) != text:
        raise StorageError("the question is too long, or holds characters that no database takes")
    if not _READS.match(text):
        raise StorageError("only one SELECT is answered here; nothing is written or changed")
    return text


def _plain_row(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(_plain(value) for value in row)


def _plain(value: Any) -> Any:
    """The same value from both databases."""
    for kinds, convert in _CONVERSIONS:
        if isinstance(value, kinds):
            return convert(value)
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


_CONVERSIONS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (datetime, lambda value: to_iso(value) if value.tzinfo else value.isoformat()),
    (date, date.isoformat),
    (Decimal, _number),
    ((dict, list), dump),
    ((bytes, memoryview), lambda value: bytes(value).hex()),
)
