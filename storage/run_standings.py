"""Where every agency stands in a run. Rows change while the run is open, and never after."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select, update

from domain.captures import Ending
from domain.work import UNDECIDED, Cause, RunRow, RunState, Standing
from storage.run_tables import run_agencies, runs
from storage.tables import agencies, audits

_UNDECIDED = tuple(standing.value for standing in UNDECIDED)
_WORSE = (Standing.GIVEN_UP, Standing.NOT_REACHED)


def mark_begun(connection: Connection, run: str, agency: str, audit: str, attempt: int, now: datetime) -> None:
    """The agency is being audited. Saying so twice of one audit changes nothing the second time."""
    row = run_agencies.c
    connection.execute(
        update(run_agencies)
        .where(_of(run, agency), row.current != audit)
        .values(
            standing=Standing.RUNNING.value,
            current=audit,
            attempts=case((row.attempts + 1 > attempt, row.attempts + 1), else_=attempt),
            changed=now,
        )
    )


def mark_ended(
    connection: Connection, run: str, agency: str, standing: Standing, audit: str, cause: Cause | None, now: datetime
) -> None:
    """How the latest attempt ended. An audit that was finished is never taken back: an agency that has one and whose
    later attempt came to nothing stands `audited`."""
    row = run_agencies.c
    kept: Any = standing.value
    if standing in _WORSE:
        kept = Standing.AUDITED.value if audit else case((row.audit != "", Standing.AUDITED.value), else_=kept)
    values: dict[str, Any] = {"standing": kept, "cause": cause.value if cause else None, "changed": now}
    if audit:
        values["audit"] = audit
    connection.execute(update(run_agencies).where(_of(run, agency)).values(**values))


def wait_again(connection: Connection, run: str, chosen: Sequence[str], now: datetime) -> None:
    """Agencies that the second pass visits again, whatever they have so far."""
    for agency in chosen:
        connection.execute(
            update(run_agencies)
            .where(_of(run, agency), run_agencies.c.standing.not_in(_UNDECIDED))
            .values(standing=Standing.WAITING.value, changed=now)
        )


def add_missing(connection: Connection, run: str, members: Sequence[str], now: datetime) -> int:
    """Rows for agencies that joined the group after the opening; their turn did not come."""
    known = {row.agency for row in read_rows(connection, run)}
    new = [agency for agency in members if agency not in known]
    for agency in new:
        connection.execute(
            run_agencies.insert().values(
                run_id=run,
                agency_id=agency,
                standing=Standing.NOT_REACHED.value,
                attempts=0,
                audit="",
                current="",
                changed=now,
            )
        )
    return len(new)


def read_rows(connection: Connection, run: str) -> tuple[RunRow, ...]:
    """By agency."""
    rows = connection.execute(
        select(run_agencies).where(run_agencies.c.run_id == run).order_by(run_agencies.c.agency_id)
    )
    return tuple(
        RunRow(
            row.run_id,
            row.agency_id,
            Standing(row.standing),
            row.attempts,
            row.audit,
            Cause(row.cause) if row.cause else None,
        )
        for row in rows
    )


def count_standings(connection: Connection, run: str) -> dict[Standing, int]:
    rows = connection.execute(
        select(run_agencies.c.standing, func.count())
        .where(run_agencies.c.run_id == run)
        .group_by(run_agencies.c.standing)
    )
    return {Standing(standing): count for standing, count in rows}


def undecided(connection: Connection, run: str, *, running_only: bool = False) -> int:
    """How many agencies are waiting or being audited."""
    wanted = (Standing.RUNNING.value,) if running_only else _UNDECIDED
    return connection.execute(
        select(func.count()).where(run_agencies.c.run_id == run, run_agencies.c.standing.in_(wanted))
    ).scalar_one()


def for_second_pass(connection: Connection, run: str) -> tuple[str, ...]:
    """Decided agencies that nobody answered for, or whose worker was lost: another hour may bring more. Blocked ones
    wait for the next night, and our own errors are not repeated."""
    row = run_agencies.c
    again = (Cause.UNREACHABLE.value, Cause.WORKER_LOST.value)
    found = connection.execute(
        select(row.agency_id)
        .outerjoin(audits, audits.c.id == row.audit)
        .where(
            row.run_id == run,
            row.standing.not_in(_UNDECIDED),
            (audits.c.ending == Ending.UNREACHABLE.value)
            | ((row.standing == Standing.GIVEN_UP.value) & row.cause.in_(again)),
        )
        .order_by(row.agency_id)
    )
    return tuple(found.scalars())


def registered(connection: Connection) -> frozenset[str]:
    """Ids of the agencies in the targets file as it was last saved."""
    return frozenset(connection.execute(select(agencies.c.id).where(agencies.c.registered)).scalars())


def _of(run: str, agency: str) -> ColumnElement[bool]:
    open_run = select(runs.c.id).where(runs.c.id == run, runs.c.state == RunState.OPEN.value).exists()
    return (run_agencies.c.run_id == run) & (run_agencies.c.agency_id == agency) & open_run
