"""What the database knows of archives: which audit each belongs to, what findings rest on, what retention took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, exists, or_, select, tuple_, update

from domain.captures import Ending
from storage.archive.places import IndexEntry
from storage.audit_rows import State
from storage.content_rows import upsert
from storage.errors import StorageError
from storage.pruning_plan import AuditFacts, IndexedCapture, Rested
from storage.tables import (
    audits,
    captures,
    evaluation_findings,
    evaluations,
    findings,
    latest_judged,
    pruned_archives,
)

_CHUNK = 500
_NOT_READ = (Ending.INTERRUPTED.value, Ending.FAILED.value)


@dataclass(frozen=True, slots=True)
class PrunedArchive:
    """What retention took from an audit's archive in all."""

    audit: str
    archive: str
    times: int
    pruned: datetime
    policy: str
    records: int
    bytes: int


def read_archived(connection: Connection) -> dict[str, str]:
    """Archives of finished audits, by name, with the audit's id."""
    rows = connection.execute(
        select(audits.c.archive, audits.c.id).where(audits.c.state == State.FINISHED, audits.c.archive != "")
    )
    return {row.archive: row.id for row in rows}


def read_pruned(connection: Connection) -> tuple[PrunedArchive, ...]:
    """The archives that records were taken from, oldest audit first."""
    rows = connection.execute(
        select(pruned_archives, audits.c.id, audits.c.archive)
        .join(audits, audits.c.key == pruned_archives.c.audit_key)
        .where(pruned_archives.c.records > 0)
        .order_by(audits.c.started, audits.c.key)
    )
    return tuple(
        PrunedArchive(row.id, row.archive, row.times, row.pruned, row.policy, row.records, row.bytes) for row in rows
    )


def read_left_behind(connection: Connection) -> tuple[tuple[int, str], ...]:
    """Files that were replaced and are still to be removed: audit key and name."""
    rows = connection.execute(
        select(pruned_archives.c.audit_key, pruned_archives.c.replaced).where(pruned_archives.c.replaced != "")
    )
    return tuple((row.audit_key, row.replaced) for row in rows)


def forget_left_behind(connection: Connection, key: int) -> None:
    connection.execute(update(pruned_archives).where(pruned_archives.c.audit_key == key).values(replaced=""))


def read_candidates(connection: Connection, before: datetime, policy: str, now: datetime, limit: int) -> list[int]:
    """Keys of finished audits that began before a moment and that this policy may take something from, oldest first."""
    gone_through = pruned_archives.c
    rows = connection.execute(
        select(audits.c.key)
        .outerjoin(pruned_archives, gone_through.audit_key == audits.c.key)
        .where(
            audits.c.state == State.FINISHED,
            audits.c.archive != "",
            audits.c.started <= before,
            or_(gone_through.audit_key.is_(None), gone_through.policy != policy, gone_through.due <= now),
        )
        .order_by(audits.c.started, audits.c.key)
        .limit(limit)
    )
    return list(rows.scalars())


def read_facts(connection: Connection, key: int) -> AuditFacts:
    row = connection.execute(
        select(audits, pruned_archives.c.times)
        .outerjoin(pruned_archives, pruned_archives.c.audit_key == audits.c.key)
        .where(audits.c.key == key)
    ).one()
    newest = connection.execute(select(exists().where(latest_judged.c.audit_key == key))).scalar_one()
    indexed = connection.execute(select(captures).where(captures.c.audit_key == key).order_by(captures.c.capture))
    return AuditFacts(
        key=key,
        audit=row.id,
        archive=row.archive,
        started=row.started,
        newest=bool(newest),
        times=row.times or 0,
        captures=[
            IndexedCapture(each.capture, each.kind, each.url, each.digest, each.record_length) for each in indexed
        ],
        findings=_findings(connection, key, _following(connection, row.agency_id, row.started, key)),
    )


def protected_by_default(connection: Connection) -> frozenset[int]:
    """Findings of the judgings that count now."""
    rows = connection.execute(
        select(evaluation_findings.c.finding_id).join(
            latest_judged, latest_judged.c.evaluation_id == evaluation_findings.c.evaluation_id
        )
    )
    return frozenset(rows.scalars())


def replace_archive(connection: Connection, facts: AuditFacts, name: str, index: Mapping[str, IndexEntry]) -> None:
    """The audit's archive is another file now: its name, and the places of the captures that stayed."""
    changed = connection.execute(
        update(audits).where(audits.c.key == facts.key, audits.c.archive == facts.archive).values(archive=name)
    )
    if changed.rowcount != 1:
        raise StorageError(f"audit {facts.audit}: its archive was replaced meanwhile")
    gone = [each.capture for each in facts.captures if each.capture not in index]
    for start in range(0, len(gone), _CHUNK):
        chunk = gone[start : start + _CHUNK]
        connection.execute(delete(captures).where(captures.c.audit_key == facts.key, captures.c.capture.in_(chunk)))
    places = [
        {"of": each.capture, "offset": index[each.capture].offset, "length": index[each.capture].length}
        for each in facts.captures
        if each.capture in index
    ]
    if places:
        connection.execute(
            update(captures)
            .where(captures.c.audit_key == facts.key, captures.c.capture == bindparam("of"))
            .values(record_offset=bindparam("offset"), record_length=bindparam("length")),
            places,
        )


def note_pruned(connection: Connection, row: Mapping[str, Any]) -> None:
    """Writes a row of pruned_archives; records and bytes are added to what was taken before."""
    before = connection.execute(
        select(pruned_archives.c.records, pruned_archives.c.bytes).where(
            pruned_archives.c.audit_key == row["audit_key"]
        )
    ).first()
    added = {**row, "records": row["records"] + (before.records if before else 0)}
    added["bytes"] = row["bytes"] + (before.bytes if before else 0)
    columns = [column.name for column in pruned_archives.columns if not column.primary_key]
    connection.execute(upsert(connection, pruned_archives, "audit_key", columns), added)


def _following(connection: Connection, agency: str, started: datetime, key: int) -> int | None:
    """The agency's next readable audit."""
    return connection.execute(
        select(audits.c.key)
        .where(
            audits.c.agency_id == agency,
            tuple_(audits.c.started, audits.c.key) > tuple_(bindparam("s", started, audits.c.started.type), key),
            audits.c.state == State.FINISHED,
            audits.c.ending.not_in(_NOT_READ),
            audits.c.readable_pages > 0,
        )
        .order_by(audits.c.started, audits.c.key)
        .limit(1)
    ).scalar()


def _findings(connection: Connection, key: int, following: int | None) -> Sequence[Rested]:
    """Linked findings with their evidence; those that the next audit links again, later, do not rest here."""
    link, later, judging = evaluation_findings, evaluation_findings.alias("later"), evaluations.alias("judging")
    again = exists().where(
        and_(
            judging.c.audit_key == following,
            later.c.evaluation_id == judging.c.id,
            later.c.requirement_id == link.c.requirement_id,
            later.c.finding_id == link.c.finding_id,
            later.c.evaluation_id > link.c.evaluation_id,
        )
    )
    rows = connection.execute(
        select(link.c.finding_id, findings.c.requirement, findings.c.evidence, again.label("again"))
        .join(evaluations, evaluations.c.id == link.c.evaluation_id)
        .join(findings, findings.c.id == link.c.finding_id)
        .where(evaluations.c.audit_key == key)
    )
    found: dict[int, Rested] = {}
    for row in rows:
        known = found.get(row.finding_id)
        here = not row.again or (known is not None and known.here)
        found[row.finding_id] = Rested(
            row.finding_id,
            row.requirement,
            frozenset(str(item["digest"]) for item in row.evidence if item.get("digest")),
            frozenset(str(item["url"]) for item in row.evidence if item.get("url")),
            here,
        )
    return tuple(found.values())
