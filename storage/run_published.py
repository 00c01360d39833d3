"""What is published, as it stands now; written only where it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, union

from domain.findings import Verdict
from domain.nights import Change, Mark, Published, Seen
from storage.content_rows import insert_all, keys_of, upsert
from storage.run_facts import JUDGED
from storage.run_tables import published_agencies, published_changes, published_verdicts, reviews
from storage.tables import audits, evaluation_findings, evaluations, findings, requirements

Place = tuple[str, str]  # agency, requirement

_COLUMNS = (
    "verdict",
    "finding_id",
    "since",
    "mark",
    "review",
    "seen_verdict",
    "seen_finding_id",
    "seen_nights",
    "seen_since",
)


@dataclass(frozen=True, slots=True)
class Silence:
    """Where an agency's published findings come from, and for how many published nights it was not readable."""

    evaluation: int | None = None
    nights: int = 0
    since: datetime | None = None


def judged_in(connection: Connection, run: str, catalogue: str) -> dict[str, int]:
    """The run's judging of each agency that it could read: agency id to the evaluation's id."""
    rows = connection.execute(JUDGED, {"run": run, "catalogue": catalogue})
    return {row.agency_id: row.evaluation_id for row in rows}


def read_seen(connection: Connection, judged: Mapping[str, int]) -> dict[Place, Seen]:
    """What these judgings say, by agency and requirement."""
    agency_of = {evaluation: agency for agency, evaluation in judged.items()}
    rows = connection.execute(
        select(
            evaluation_findings.c.evaluation_id,
            requirements.c.name,
            findings.c.verdict,
            evaluation_findings.c.finding_id,
            audits.c.started,
        )
        .join(findings, findings.c.id == evaluation_findings.c.finding_id)
        .join(requirements, requirements.c.id == evaluation_findings.c.requirement_id)
        .join(evaluations, evaluations.c.id == evaluation_findings.c.evaluation_id)
        .join(audits, audits.c.key == evaluations.c.audit_key)
        .where(evaluation_findings.c.evaluation_id.in_(list(agency_of)))
    )
    return {
        (agency_of[evaluation], requirement): Seen(Verdict(verdict), finding, started)
        for evaluation, requirement, verdict, finding, started in rows
    }


def read_published(connection: Connection, agencies: Sequence[str]) -> dict[Place, Published]:
    rows = connection.execute(
        select(published_verdicts, requirements.c.name)
        .join(requirements, requirements.c.id == published_verdicts.c.requirement_id)
        .where(published_verdicts.c.agency_id.in_(list(agencies)))
    )
    return {(row.agency_id, row.name): _published(row) for row in rows}


def read_silences(connection: Connection) -> dict[str, Silence]:
    rows = connection.execute(select(published_agencies))
    return {row.agency_id: Silence(row.evaluation_id, row.silent_nights, row.silent_since) for row in rows}


def protected_findings(connection: Connection) -> frozenset[int]:
    """Keys of findings whose proof must stay: published ones, those that wait for their quorum, and those that somebody
    said a word on."""
    verdicts = published_verdicts.c
    asked = union(
        select(verdicts.finding_id).where(verdicts.finding_id.is_not(None)),
        select(verdicts.seen_finding_id).where(verdicts.mark == Mark.PENDING.value),
        select(reviews.c.finding_id),
    )
    return frozenset(connection.execute(asked).scalars())


def write_published(connection: Connection, changed: Mapping[Place, Published]) -> None:
    if not changed:
        return
    keys = keys_of(connection, requirements, {requirement for _, requirement in changed}, by="name")
    rows = [
        {
            "agency_id": agency,
            "requirement_id": keys[requirement],
            "verdict": made.verdict.value,
            "finding_id": made.finding,
            "since": made.since,
            "mark": made.mark.value,
            "review": made.review,
            "seen_verdict": made.seen_verdict.value,
            "seen_finding_id": made.seen_finding,
            "seen_nights": made.seen_nights,
            "seen_since": made.seen_since,
        }
        for (agency, requirement), made in sorted(changed.items())
    ]
    connection.execute(upsert(connection, published_verdicts, ("agency_id", "requirement_id"), _COLUMNS), rows)


def drop_published(connection: Connection, gone: Sequence[Place]) -> None:
    """Requirements that the catalogue no longer has."""
    if not gone:
        return
    keys = keys_of(connection, requirements, {requirement for _, requirement in gone}, by="name")
    row = published_verdicts.c
    query = delete(published_verdicts).where(
        row.agency_id == bindparam("of_agency"), row.requirement_id == bindparam("of_requirement")
    )
    connection.execute(query, [{"of_agency": agency, "of_requirement": keys[name]} for agency, name in gone])


def write_silences(connection: Connection, run: str, silences: Mapping[str, Silence]) -> None:
    if not silences:
        return
    rows = [
        {
            "agency_id": agency,
            "run_id": run,
            "evaluation_id": silence.evaluation,
            "silent_nights": silence.nights,
            "silent_since": silence.since,
        }
        for agency, silence in sorted(silences.items())
    ]
    columns = ("run_id", "evaluation_id", "silent_nights", "silent_since")
    connection.execute(upsert(connection, published_agencies, "agency_id", columns), rows)


def write_changes(connection: Connection, run: str, changes: Sequence[Change]) -> None:
    keys = keys_of(connection, requirements, {change.requirement for change in changes}, by="name")
    rows = [
        {
            "run_id": run,
            "agency_id": change.agency,
            "requirement_id": keys[change.requirement],
            "verdict_before": change.before.value if change.before else None,
            "verdict": change.verdict.value,
        }
        for change in changes
    ]
    insert_all(connection, published_changes, rows)


def _published(row: Row[Any]) -> Published:
    return Published(
        Verdict(row.verdict),
        row.finding_id,
        row.since,
        Mark(row.mark),
        row.review,
        Verdict(row.seen_verdict),
        row.seen_finding_id,
        row.seen_nights,
        row.seen_since,
    )
