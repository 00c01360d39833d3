"""Runs: opened once per night and group, released, closed, published or held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, select, update

from domain.work import UNDECIDED, Run, RunState, Standing
from storage.content_rows import insert_all, insert_new
from storage.run_standings import count_standings
from storage.run_tables import run_agencies, run_gates, runs

MISSED = "missed"  # nothing was running in the run's window
CANARY = "canary"  # a canary failed while the run was on


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run with what its own words do not say: how far its work was given out, and how it was marked."""

    run: Run
    night: date
    mark: str = ""
    released: datetime | None = None
    second_pass: datetime | None = None
    finished: datetime | None = None


def insert_run(
    connection: Connection, run: Run, night: date, agencies: Sequence[str], now: datetime, mark: str = ""
) -> bool:
    """Opens the run with a waiting row for each agency; False when that night of that group is open already."""
    row = {
        "id": run.id,
        "group_name": run.group,
        "night": night,
        "opens": run.opens,
        "closes": run.closes,
        "state": run.state.value,
        "mark": mark,
        "agencies": len(agencies),
        "audited": 0,
        "given_up": 0,
        "not_reached": 0,
    }
    if connection.execute(insert_new(connection, runs).values(**row).returning(runs.c.id)).first() is None:
        return False
    blank = {"standing": Standing.WAITING.value, "attempts": 0, "audit": "", "current": "", "changed": now}
    insert_all(
        connection, run_agencies, [{"run_id": run.id, "agency_id": agency, **blank} for agency in sorted(agencies)]
    )
    return True


def read_run(connection: Connection, run: str) -> StoredRun | None:
    row = connection.execute(select(runs).where(runs.c.id == run)).first()
    return _stored(row) if row is not None else None


def read_unfinished(connection: Connection) -> tuple[StoredRun, ...]:
    """Open and closing runs, oldest first."""
    wanted = (RunState.OPEN.value, RunState.CLOSING.value)
    rows = connection.execute(select(runs).where(runs.c.state.in_(wanted)).order_by(runs.c.opens, runs.c.id))
    return tuple(_stored(row) for row in rows)


def read_latest(connection: Connection, group: str, before: datetime | None = None) -> StoredRun | None:
    """The group's latest run, or the latest that opened before a moment; one that was missed counts only for the
    first question."""
    query = select(runs).where(runs.c.group_name == group)
    if before is not None:
        query = query.where(runs.c.opens < before, runs.c.mark != MISSED)
    row = connection.execute(query.order_by(runs.c.opens.desc()).limit(1)).first()
    return _stored(row) if row is not None else None


def read_latest_of_each(connection: Connection) -> tuple[StoredRun, ...]:
    """The latest run of each group, by group."""
    newest = select(runs.c.group_name, func.max(runs.c.opens).label("opens")).group_by(runs.c.group_name).subquery()
    joined = select(runs).join(newest, (newest.c.group_name == runs.c.group_name) & (newest.c.opens == runs.c.opens))
    return tuple(_stored(row) for row in connection.execute(joined.order_by(runs.c.group_name)))


def last_published(connection: Connection) -> dict[str, datetime]:
    """When a run of each group was last published."""
    rows = connection.execute(
        select(runs.c.group_name, func.max(runs.c.finished).label("finished"))
        .where(runs.c.state == RunState.PUBLISHED.value)
        .group_by(runs.c.group_name)
    )
    return {row.group_name: row.finished for row in rows}


def set_released(connection: Connection, run: str, now: datetime) -> None:
    connection.execute(update(runs).where(runs.c.id == run, runs.c.released.is_(None)).values(released=now))


def set_second_pass(connection: Connection, run: str, now: datetime) -> None:
    connection.execute(update(runs).where(runs.c.id == run, runs.c.second_pass.is_(None)).values(second_pass=now))


def set_mark(connection: Connection, run: str, mark: str) -> bool:
    """False when it bears a mark already."""
    return connection.execute(update(runs).where(runs.c.id == run, runs.c.mark == "").values(mark=mark)).rowcount == 1


def begin_closing(connection: Connection, run: str, now: datetime) -> bool:
    """open -> closing. From then on its rows are fixed: what never had its turn is not_reached, what was being tried
    again keeps the audit it has. False when somebody else was faster."""
    moved = connection.execute(
        update(runs).where(runs.c.id == run, runs.c.state == RunState.OPEN.value).values(state=RunState.CLOSING.value)
    )
    if moved.rowcount != 1:
        return False
    undecided = [standing.value for standing in UNDECIDED]
    connection.execute(
        update(run_agencies)
        .where(run_agencies.c.run_id == run, run_agencies.c.standing.in_(undecided))
        .values(
            standing=case((run_agencies.c.audit != "", Standing.AUDITED.value), else_=Standing.NOT_REACHED.value),
            changed=now,
        )
    )
    return True


def finish(connection: Connection, run: str, state: RunState, now: datetime) -> bool:
    """closing -> published or held, with its figures. False when somebody else was faster: then nothing may be
    written with it."""
    counted = count_standings(connection, run)
    done = connection.execute(
        update(runs)
        .where(runs.c.id == run, runs.c.state == RunState.CLOSING.value)
        .values(
            state=state.value,
            finished=now,
            agencies=sum(counted.values()),
            audited=counted.get(Standing.AUDITED, 0),
            given_up=counted.get(Standing.GIVEN_UP, 0),
            not_reached=counted.get(Standing.NOT_REACHED, 0),
        )
    )
    return done.rowcount == 1


def insert_gates(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    insert_all(connection, run_gates, rows)


def read_gates(connection: Connection, run: str) -> tuple[Row[Any], ...]:
    """Rows of `run_gates`, by gate."""
    return tuple(connection.execute(select(run_gates).where(run_gates.c.run_id == run).order_by(run_gates.c.gate)))


def _stored(row: Row[Any]) -> StoredRun:
    return StoredRun(
        Run(row.id, row.group_name, row.opens, row.closes, RunState(row.state)),
        row.night,
        row.mark,
        row.released,
        row.second_pass,
        row.finished,
    )
