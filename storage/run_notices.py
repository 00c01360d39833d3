"""Messages to subscribers: made with what they tell of, sent later, each at most once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from domain.nights import Notice, NoticeState
from storage.content_rows import insert_new
from storage.run_tables import notices
from storage.storable import fit_plain, fit_text


def insert_notices(connection: Connection, made: Sequence[Notice], now: datetime) -> None:
    """One message per subscriber, run and topic; a second one is passed over."""
    rows = [
        {
            "subscriber": notice.subscriber,
            "run_id": notice.run,
            "topic": notice.topic,
            "subject": fit_text(notice.subject),
            "text": fit_text(notice.text),
            "data": fit_plain(dict(notice.data)),
            "state": NoticeState.WAITING.value,
            "attempts": 0,
            "due": now,
            "made": now,
            "error": "",
        }
        for notice in made
    ]
    if rows:
        connection.execute(insert_new(connection, notices), rows)


def due_notices(connection: Connection, now: datetime, most: int) -> tuple[Notice, ...]:
    """Waiting messages whose moment has come, oldest first."""
    rows = connection.execute(
        select(notices)
        .where(notices.c.state == NoticeState.WAITING.value, notices.c.due <= now)
        .order_by(notices.c.due, notices.c.id)
        .limit(most)
    )
    return tuple(_notice(row) for row in rows)


def begin_sending(connection: Connection, notice: Notice) -> bool:
    """waiting -> sending, committed before the first byte goes out; False when somebody else has it."""
    row = notices.c
    moved = connection.execute(
        update(notices)
        .where(row.id == notice.id, row.state == NoticeState.WAITING.value)
        .values(state=NoticeState.SENDING.value, attempts=row.attempts + 1)
    )
    return moved.rowcount == 1


def settle(connection: Connection, notice: Notice, state: NoticeState, now: datetime, **more: Any) -> None:
    """sending -> sent, failed, or waiting again (`due`), with what was said (`error`)."""
    if state is NoticeState.SENT:
        more["sent"] = now
    if "error" in more:
        more["error"] = fit_text(more["error"])[:500]
    connection.execute(
        update(notices)
        .where(notices.c.id == notice.id, notices.c.state == NoticeState.SENDING.value)
        .values(state=state.value, **more)
    )


def give_up_unsure(connection: Connection) -> int:
    """Messages whose sender died while sending: whether they went out is not known, and they are not sent again."""
    said = "the process died while sending; not sent again"
    return connection.execute(
        update(notices)
        .where(notices.c.state == NoticeState.SENDING.value)
        .values(state=NoticeState.UNSURE.value, error=said)
    ).rowcount


def count_notices(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(notices.c.state, func.count()).group_by(notices.c.state))
    return {str(state): int(count) for state, count in rows}


def _notice(row: Row[Any]) -> Notice:
    return Notice(
        row.subscriber, row.run_id, row.topic, row.subject, row.text, row.data, id=row.id, attempts=row.attempts
    )
