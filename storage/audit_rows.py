"""Audits: begun, alive, finished or interrupted, and the index of what they archived."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from domain.audits import Audit
from domain.captures import Capture, Ending
from domain.codec import from_plain, to_plain
from storage.archive.places import IndexEntry
from storage.content_rows import insert_all
from storage.errors import StorageError
from storage.storable import fit_number, fit_text, storable
from storage.tables import audits, captures, targets
from storage.target_rows import read_target, save_visited
from storage.workers import Worker

_FOUND_AT_MOST = 2


class State(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class RunningAudit:
    audit: Audit
    worker: Worker
    heartbeat: datetime


def insert_running(connection: Connection, audit: Audit, worker: Worker, now: datetime) -> None:
    target_id = save_visited(connection, audit.target)
    row = {
        **_columns(audit),
        "id": audit.id,
        "agency_id": storable(type(audit.target), audit.target).agency.id,
        "target_id": target_id,
        "state": State.RUNNING.value,
        "readable_pages": 0,
        "worker": to_plain(worker),
        "heartbeat": now,
    }
    connection.execute(insert(audits), row)


def touch(connection: Connection, audit_id: str, now: datetime) -> None:
    connection.execute(update(audits).where(audits.c.id == audit_id).values(heartbeat=now))


def mark_finished(connection: Connection, audit: Audit, readable_pages: int, now: datetime) -> int:
    """The audit's key. Raises StorageError when it was not begun, or is finished already."""
    found = connection.execute(
        select(audits.c.key, audits.c.state).where(audits.c.id == audit.id).with_for_update()
    ).first()
    if found is None:
        raise StorageError(f"audit {audit.id} was not begun")
    if found.state == State.FINISHED:
        raise StorageError(f"audit {audit.id} is finished already; a recheck adds an evaluation")
    connection.execute(
        update(audits)
        .where(audits.c.key == found.key)
        .values(**_columns(audit), state=State.FINISHED.value, readable_pages=readable_pages, heartbeat=now)
    )
    key: int = found.key
    return key


def mark_interrupted(connection: Connection, is_alive: Callable[[Worker, datetime], bool]) -> tuple[str, ...]:
    """Ids of the audits whose worker is gone; each ended when it was last heard of."""
    lost = [run for run in read_running(connection) if not is_alive(run.worker, run.heartbeat)]
    for run in lost:
        connection.execute(
            update(audits)
            .where(audits.c.id == run.audit.id, audits.c.state == State.RUNNING)
            .values(state=State.INTERRUPTED.value, ending=Ending.INTERRUPTED.value, finished=run.heartbeat)
        )
    return tuple(run.audit.id for run in lost)


def touch_own(
    connection: Connection, worker: Worker, working: Callable[[], Sequence[str]], now: datetime
) -> tuple[str, ...]:
    """A heartbeat for the worker's audits; those of its running ones that are not alive end now, and are returned."""
    running = connection.execute(
        select(audits.c.id, audits.c.worker).where(audits.c.state == State.RUNNING).order_by(audits.c.id)
    ).all()
    own = [row.id for row in running if from_plain(Worker, row.worker) == worker]
    alive = set(working())  # asked for after the rows: what is begun meanwhile is in none of them
    kept = [each for each in own if each in alive]
    if kept:
        connection.execute(update(audits).where(audits.c.id.in_(kept)).values(heartbeat=now))
    dropped = tuple(each for each in own if each not in alive)
    for each in dropped:
        mark_dropped(connection, each, "dropped by its worker", now)
    return dropped


def is_finished(connection: Connection, audit_id: str) -> bool:
    state = connection.execute(select(audits.c.state).where(audits.c.id == audit_id)).scalar()
    return state == State.FINISHED


def mark_dropped(connection: Connection, audit_id: str, error: str, now: datetime) -> None:
    """A running audit that its own worker drops; a finished one stays."""
    connection.execute(
        update(audits)
        .where(audits.c.id == audit_id, audits.c.state == State.RUNNING)
        .values(
            state=State.INTERRUPTED.value, ending=Ending.INTERRUPTED.value, finished=now, error=fit_text(error[:300])
        )
    )


def insert_index(connection: Connection, key: int, index: Sequence[tuple[Capture, IndexEntry]]) -> None:
    insert_all(connection, captures, [_capture_row(key, capture, entry) for capture, entry in index])


def read_index(connection: Connection, audit_id: str) -> Mapping[str, tuple[str, IndexEntry]]:
    """Capture ids of a finished audit with digest and place in the archive."""
    rows = connection.execute(
        select(captures.c.capture, captures.c.digest, captures.c.record_offset, captures.c.record_length)
        .join(audits, audits.c.key == captures.c.audit_key)
        .where(audits.c.id == audit_id)
        .order_by(captures.c.capture)
    )
    return {row.capture: (row.digest, IndexEntry(row.record_offset, row.record_length)) for row in rows}


def read_running(connection: Connection) -> tuple[RunningAudit, ...]:
    rows = connection.execute(_select().where(audits.c.state == State.RUNNING).order_by(audits.c.started, audits.c.key))
    return tuple(RunningAudit(_audit(row), from_plain(Worker, row.worker), row.heartbeat) for row in rows)


def read_audit(connection: Connection, reference: str) -> Audit | None:
    """By id, or by the beginning of one. Raises StorageError when several begin so."""
    exact = connection.execute(_select().where(audits.c.id == reference)).first()
    if exact is not None:
        return _audit(exact)
    if not reference:
        return None
    alike = connection.execute(
        _select()
        .where(func.substr(audits.c.id, 1, len(reference)) == reference)
        .order_by(audits.c.id)
        .limit(_FOUND_AT_MOST)
    ).all()
    if len(alike) > 1:
        raise StorageError(f"several audits begin with {reference!r}: {', '.join(row.id for row in alike)}, …")
    return _audit(alike[0]) if alike else None


def read_latest(connection: Connection, agency_id: str) -> Audit | None:
    """The agency's latest finished audit, whatever its ending, unless somebody interrupted it."""
    row = connection.execute(
        _select()
        .where(
            audits.c.agency_id == agency_id,
            audits.c.state == State.FINISHED,
            audits.c.ending != Ending.INTERRUPTED.value,
        )
        .order_by(audits.c.started.desc(), audits.c.key.desc())
        .limit(1)
    ).first()
    return _audit(row) if row is not None else None


def read_key(connection: Connection, audit_id: str) -> int:
    """Raises StorageError unless the audit is finished."""
    row = connection.execute(
        select(audits.c.key, audits.c.state).where(audits.c.id == audit_id).with_for_update()
    ).first()
    if row is None or row.state != State.FINISHED:
        raise StorageError(f"audit {audit_id} is not finished")
    key: int = row.key
    return key


def _select() -> Select[Any]:
    return select(audits, targets.c.target).join(targets, targets.c.id == audits.c.target_id)


def _columns(audit: Audit) -> dict[str, Any]:
    return {
        "trigger": fit_text(audit.trigger),
        "ending": audit.ending.value if audit.ending else None,
        "started": audit.started,
        "finished": audit.finished,
        "pages": audit.pages,
        "rendered": audit.rendered,
        "requests": audit.requests,
        "archive": fit_text(audit.archive),
        "error": fit_text(audit.error),
    }


def _capture_row(key: int, capture: Capture, entry: IndexEntry) -> dict[str, Any]:
    return {
        "audit_key": key,
        "capture": capture.id,
        "kind": capture.kind.value,
        "url": fit_text(capture.url),
        "outcome": capture.outcome.value,
        "status": None if capture.status is None else fit_number(capture.status),
        "digest": capture.digest,
        "size": capture.size,
        "mime": fit_text(capture.mime),
        "fetched_at": capture.fetched_at,
        "record_offset": entry.offset,
        "record_length": entry.length,
    }


def _audit(row: Row[Any]) -> Audit:
    return Audit(
        id=row.id,
        target=read_target(row.target),
        trigger=row.trigger,
        started=row.started,
        finished=row.finished,
        ending=Ending(row.ending) if row.ending else None,
        pages=row.pages,
        rendered=row.rendered,
        requests=row.requests,
        archive=row.archive,
        error=row.error,
    )
