"""Visits of canaries, in rounds: before a run is released and while it is on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from domain.nights import CanaryResult
from storage.content_rows import insert_new
from storage.run_tables import run_canaries


def insert_round(connection: Connection, run: str, number: int, canaries: Sequence[str], now: datetime) -> None:
    """A further round; what is there already stays."""
    rows: list[dict[str, Any]] = [
        {
            "run_id": run,
            "round": number,
            "canary": canary,
            "ordered": now,
            "ended": False,
            "audit": "",
            "passed": None,
            "faults": [],
        }
        for canary in canaries
    ]
    if rows:
        connection.execute(insert_new(connection, run_canaries), rows)


def latest_round(connection: Connection, run: str) -> tuple[CanaryResult, ...]:
    """The canaries of the run's last round, by name; empty while there was none."""
    newest = select(func.max(run_canaries.c.round)).where(run_canaries.c.run_id == run).scalar_subquery()
    rows = connection.execute(
        select(run_canaries)
        .where(run_canaries.c.run_id == run, run_canaries.c.round == newest)
        .order_by(run_canaries.c.canary)
    )
    return tuple(_result(row) for row in rows)


def unjudged(connection: Connection) -> tuple[tuple[str, CanaryResult, bool], ...]:
    """Visits without a verdict: their run, what is known, and whether their job has ended; oldest first."""
    rows = connection.execute(
        select(run_canaries).where(run_canaries.c.passed.is_(None)).order_by(run_canaries.c.ordered)
    )
    return tuple((row.run_id, _result(row), bool(row.ended)) for row in rows)


def mark_ended(connection: Connection, run: str, number: int, canary: str, audit: str) -> None:
    """Its job was settled; `audit` is "" where none was finished."""
    connection.execute(update(run_canaries).where(_of(run, number, canary)).values(ended=True, audit=audit))


def judge(connection: Connection, run: str, visit: CanaryResult, faults: Sequence[str]) -> None:
    """Passed without faults. A verdict that is there already stays."""
    connection.execute(
        update(run_canaries)
        .where(_of(run, visit.round, visit.canary), run_canaries.c.passed.is_(None))
        .values(passed=not faults, faults=list(faults))
    )


def _of(run: str, number: int, canary: str) -> Any:
    row = run_canaries.c
    return (row.run_id == run) & (row.round == number) & (row.canary == canary)


def _result(row: Row[Any]) -> CanaryResult:
    passed = None if row.passed is None else bool(row.passed)
    return CanaryResult(row.canary, row.round, row.ordered, passed, row.audit, tuple(row.faults))
