"""Rows that are stored once by digest: writing what is new, and finding the keys of all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

#: Values per IN list; SQLite and PostgreSQL take many more, but plans stay small.
_CHUNK = 500


def insert_new(connection: Connection, table: Table) -> Insert:
    """An INSERT that passes over rows which are there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def upsert(
    connection: Connection,
    table: Table,
    key: str | Sequence[str],
    columns: Sequence[str],
    only: ColumnElement[bool] | None = None,
) -> Insert:
    """An INSERT that brings `columns` of rows which are there already up to date, or of those where `only` holds."""
    keys = [key] if isinstance(key, str) else list(key)
    if connection.dialect.name == "postgresql":
        fresh = postgresql.insert(table)
        changes = {name: fresh.excluded[name] for name in columns}
        return fresh.on_conflict_do_update(index_elements=keys, set_=changes, where=only)
    other = sqlite.insert(table)
    changes = {name: other.excluded[name] for name in columns}
    return other.on_conflict_do_update(index_elements=keys, set_=changes, where=only)


def store_once(
    connection: Connection, table: Table, rows: Mapping[str, Mapping[str, Any]], by: str = "digest"
) -> dict[str, int]:
    """Keys of all rows, after adding those that are not there yet. `rows` maps the column `by` to the other columns."""
    known = keys_of(connection, table, rows, by)
    missing = [{by: value, **rows[value]} for value in sorted(rows.keys() - known.keys())]
    if missing:
        # Sorted, so that two workers who bring the same rows wait for each other in one order.
        connection.execute(insert_new(connection, table), missing)
        known |= keys_of(connection, table, [row[by] for row in missing], by)
    return known


def keys_of(connection: Connection, table: Table, values: Iterable[str], by: str = "digest") -> dict[str, int]:
    """Keys of the rows whose column `by` has one of the values."""
    wanted = sorted(values)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        for value, key in connection.execute(select(table.c[by], table.c.id).where(table.c[by].in_(chunk))):
            found[value] = key
    return found


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))
