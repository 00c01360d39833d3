"""Service lists: each list and each entry once by digest; what an agency offers by its latest list."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, func, select

from domain.captures import Ending
from domain.codec import digest_of, from_plain, to_plain
from domain.findings import Service, ServiceProblem, ServiceStep, ServiceSummary
from domain.procedures import name_key, service_key
from storage.content_rows import insert_new, keys_of, store_once
from storage.tables import audits, evaluations, service_entries, service_list_items, service_lists

_NOT_READ = (Ending.INTERRUPTED.value, Ending.FAILED.value)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What an agency offers, by the latest of its audits that could read a list."""

    audit: str
    started: datetime  # aware UTC
    services: ServiceSummary


def store_services(connection: Connection, summary: ServiceSummary) -> int:
    """The key of the list; its items are written only when the list is new."""
    digest = digest_of(summary)
    known = keys_of(connection, service_lists, [digest])
    if known:
        return known[digest]
    row = {"total": len(summary.items), "claimed_total": summary.claimed_total, "cut": summary.cut}
    list_id = store_once(connection, service_lists, {digest: row})[digest]
    digests = [digest_of(item) for item in summary.items]
    rows = {name: _entry_row(item) for name, item in zip(digests, summary.items, strict=True)}
    keys = store_once(connection, service_entries, rows)
    items = [
        {"list_id": list_id, "position": position, "service_id": keys[name]} for position, name in enumerate(digests)
    ]
    if items:
        connection.execute(insert_new(connection, service_list_items), items)
    return list_id


def read_services(connection: Connection, list_id: int) -> tuple[Service, ...]:
    """The entries of a stored list, in its order."""
    rows = connection.execute(
        select(service_entries)
        .join(service_list_items, service_list_items.c.service_id == service_entries.c.id)
        .where(service_list_items.c.list_id == list_id)
        .order_by(service_list_items.c.position)
    )
    return tuple(
        Service(
            code=row.code,
            name=row.name,
            field=row.field,
            claimed_level=row.claimed_level,
            observed_level=row.observed_level,
            url=row.url,
            problem=ServiceProblem(row.problem) if row.problem else None,
            admin_level=row.admin_level,
            agency=row.agency,
            steps=tuple(from_plain(ServiceStep, step) for step in row.steps),
        )
        for row in rows
    )


def read_inventory(connection: Connection, agency_id: str) -> Inventory | None:
    """The list that the view `services` shows of the agency; None when none was ever read."""
    row = connection.execute(
        select(
            audits.c.id.label("audit"),
            audits.c.started,
            service_lists.c.id.label("list_id"),
            service_lists.c.claimed_total,
            service_lists.c.cut,
        )
        .join(evaluations, evaluations.c.audit_key == audits.c.key)
        .join(service_lists, service_lists.c.id == evaluations.c.service_list_id)
        .where(
            audits.c.agency_id == agency_id,
            audits.c.state == "finished",
            audits.c.ending.not_in(_NOT_READ),
            audits.c.readable_pages > 0,
            service_lists.c.total > 0,
            evaluations.c.number == _latest_number(),
        )
        .order_by(audits.c.started.desc(), audits.c.key.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    listed = ServiceSummary(read_services(connection, row.list_id), row.claimed_total, row.cut)
    return Inventory(row.audit, row.started, listed)


def _latest_number() -> ScalarSelect[int]:
    """The number of an audit's latest evaluation: what an older one read of its list holds no more."""
    later = evaluations.alias()
    return select(func.max(later.c.number)).where(later.c.audit_key == audits.c.key).scalar_subquery()


def _entry_row(service: Service) -> dict[str, Any]:
    return {
        **to_plain(service),
        "service_key": service_key(service.code, service.name, service.agency, service.field),
        "name_key": name_key(service.name),
    }
