"""Agencies and the history of their targets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from domain.agencies import Target
from domain.codec import digest_of, from_plain, to_plain
from storage.content_rows import insert_all, store_once, upsert
from storage.latest_rows import follow_kinds
from storage.storable import storable
from storage.tables import agencies, agency_targets, targets

_COLUMNS = ("name", "name_en", "kind", "block", "parent", "valid_from", "valid_until", "portal", "registered")


def save_registered(connection: Connection, listed: Sequence[Target], now: datetime) -> int:
    """What the targets file says now: agencies up to date, a history row per changed copy; returns how many changed.

    Agencies that left the file keep their rows and history, and are no longer marked as registered.
    """
    copies = {target.agency.id: storable(Target, target) for target in sorted(listed, key=lambda each: each.agency.id)}
    connection.execute(update(agencies).values(registered=False))
    if not copies:
        return 0
    connection.execute(
        upsert(connection, agencies, "id", _COLUMNS), [_agency_row(copy, registered=True) for copy in copies.values()]
    )
    follow_kinds(connection)
    keys = _store_copies(connection, list(copies.values()))
    latest = _latest_copies(connection)
    changed = [
        {"agency_id": agency, "valid_from": now, "target_id": keys[digest_of(copy)]}
        for agency, copy in sorted(copies.items())
        if latest.get(agency) != keys[digest_of(copy)]
    ]
    insert_all(connection, agency_targets, changed)
    return len(changed)


def save_visited(connection: Connection, target: Target) -> int:
    """The copy of the target that an audit visits; returns its key. Of registered agencies the targets file decides."""
    copy = storable(Target, target)
    unregistered = upsert(connection, agencies, "id", _COLUMNS, only=agencies.c.registered.is_(False))
    connection.execute(unregistered, [_agency_row(copy, registered=False)])
    follow_kinds(connection)
    return _store_copies(connection, [copy])[digest_of(copy)]


def read_target(plain: Any) -> Target:
    return from_plain(Target, plain)


def read_history(connection: Connection, agency_id: str) -> tuple[tuple[datetime, Target], ...]:
    """An agency's targets with the moment from which each was valid, oldest first."""
    rows = connection.execute(
        select(agency_targets.c.valid_from, targets.c.target)
        .join(targets, targets.c.id == agency_targets.c.target_id)
        .where(agency_targets.c.agency_id == agency_id)
        .order_by(agency_targets.c.valid_from)
    )
    return tuple((valid_from, read_target(plain)) for valid_from, plain in rows)


def _store_copies(connection: Connection, copies: Sequence[Target]) -> dict[str, int]:
    return store_once(connection, targets, {digest_of(copy): {"target": to_plain(copy)} for copy in copies})


def _latest_copies(connection: Connection) -> dict[str, int]:
    newest = (
        select(agency_targets.c.agency_id, func.max(agency_targets.c.valid_from).label("valid_from"))
        .group_by(agency_targets.c.agency_id)
        .subquery()
    )
    rows = connection.execute(
        select(agency_targets.c.agency_id, agency_targets.c.target_id).join(
            newest,
            (newest.c.agency_id == agency_targets.c.agency_id) & (newest.c.valid_from == agency_targets.c.valid_from),
        )
    )
    return {row.agency_id: row.target_id for row in rows}


def _agency_row(target: Target, *, registered: bool) -> dict[str, Any]:
    agency = target.agency
    return {
        "id": agency.id,
        "name": agency.name,
        "name_en": agency.name_en,
        "kind": agency.kind.value,
        "block": agency.block,
        "parent": agency.parent,
        "valid_from": agency.valid_from,
        "valid_until": agency.valid_until,
        "portal": target.portal,
        "registered": registered,
    }
