"""Which processes were alive when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from domain.nights import Heartbeat
from storage.content_rows import upsert
from storage.run_tables import heartbeats


def beat(connection: Connection, name: str, now: datetime, detail: Mapping[str, Any] | None = None) -> None:
    row = {"name": name, "beat": now, "detail": dict(detail or {})}
    connection.execute(upsert(connection, heartbeats, "name", ("beat", "detail")), row)


def read_heartbeats(connection: Connection) -> tuple[Heartbeat, ...]:
    """By name."""
    rows = connection.execute(select(heartbeats).order_by(heartbeats.c.name))
    return tuple(Heartbeat(row.name, row.beat, row.detail) for row in rows)


def stop_beating(connection: Connection, name: str) -> None:
    """The process went of its own will."""
    connection.execute(delete(heartbeats).where(heartbeats.c.name == name))


def forget(connection: Connection, kind: str, before: datetime) -> None:
    """Processes of a kind that were last heard of before a moment and never said that they went."""
    stale = heartbeats.c.name.startswith(f"{kind} ", autoescape=True) & (heartbeats.c.beat < before)
    connection.execute(delete(heartbeats).where(stale))
