"""Evaluations and what they own: findings and service lists by digest, scores by group."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select

from domain.codec import digest_of, from_plain, to_plain
from domain.findings import (
    Evaluation,
    Evidence,
    Finding,
    GroupScore,
    Score,
    SearchTrace,
    ServiceSummary,
    Text2,
    Verdict,
)
from storage.content_rows import insert_all, store_once
from storage.errors import StorageError
from storage.latest_rows import note_judging
from storage.service_rows import read_services, store_services
from storage.storable import storable
from storage.tables import (
    audits,
    evaluation_findings,
    evaluations,
    findings,
    requirements,
    scores,
    service_lists,
)

_SHA = "sha256:"
_SHORTEST_DIGEST = 6


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding where it was last seen: the audit and evaluation that link it."""

    finding: Finding
    digest: str
    audit: str
    evaluation: int
    catalogue: str


def insert_evaluation(connection: Connection, key: int, evaluation: Evaluation, now: datetime) -> int:
    """Adds a judging of the audit; returns its id. Raises StorageError for two findings of one requirement."""
    judged = storable(Evaluation, evaluation)
    if len({finding.requirement for finding in judged.findings}) != len(judged.findings):
        raise StorageError(f"audit {evaluation.audit}: two findings for one requirement")
    number = connection.execute(select(func.max(evaluations.c.number)).where(evaluations.c.audit_key == key)).scalar()
    row = {
        "audit_key": key,
        "number": (number or 0) + 1,
        "catalogue": judged.catalogue,
        "catalogue_digest": judged.catalogue_digest,
        "lexicon_digest": judged.lexicon_digest,
        "code_version": judged.code_version,
        "created": now,
        "service_list_id": store_services(connection, judged.services),
        "points": judged.score.points,
        "applicable": judged.score.applicable,
        "judged": judged.score.judged,
        "coverage": judged.score.coverage,
        "score_index": judged.score.index,
        "low": judged.score.low,
        "high": judged.score.high,
        "figures": to_plain(judged.figures),
    }
    evaluation_id: int = connection.execute(insert(evaluations).returning(evaluations.c.id), row).scalar_one()
    _link_findings(connection, evaluation_id, judged.findings)
    groups = [
        {"evaluation_id": evaluation_id, "group_name": name, **to_plain(group)}
        for name, group in sorted(judged.score.groups.items())
    ]
    insert_all(connection, scores, groups)
    note_judging(connection, key, evaluation_id)
    return evaluation_id


def read_evaluation(connection: Connection, audit_id: str, which: str | int) -> Evaluation | None:
    """The "latest", the "first", or the one with that id; None when the audit has none such."""
    query = (
        select(evaluations, service_lists.c.claimed_total, service_lists.c.cut, audits.c.id.label("audit_id"))
        .join(audits, audits.c.key == evaluations.c.audit_key)
        .join(service_lists, service_lists.c.id == evaluations.c.service_list_id)
        .where(audits.c.id == audit_id)
    )
    if isinstance(which, int):
        query = query.where(evaluations.c.id == which)
    elif which == "latest":
        query = query.order_by(evaluations.c.number.desc())
    elif which == "first":
        query = query.order_by(evaluations.c.number)
    else:
        raise StorageError(f"no such evaluation: {which!r}; use latest, first or a number")
    row = connection.execute(query.limit(1)).first()
    return _evaluation(connection, row) if row is not None else None


def read_finding(connection: Connection, reference: str) -> StoredFinding | None:
    """By digest or its beginning (6 hex letters or more, with or without "sha256:"), or as AUDIT/REQUIREMENT.

    Raises StorageError when several findings begin so.
    """
    audit_id, slash, requirement = reference.rpartition("/")
    query = _select_links()
    if slash:
        query = query.where(audits.c.id == audit_id, findings.c.requirement == requirement)
    else:
        digest = reference.strip().lower().removeprefix(_SHA)
        if len(digest) < _SHORTEST_DIGEST or digest.strip("0123456789abcdef"):
            return None
        query = query.where(findings.c.id == _only_match(connection, digest))
    row = connection.execute(query.order_by(evaluations.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    return StoredFinding(_finding(row), row.digest, row.audit_id, row.evaluation_id, row.catalogue)


def _only_match(connection: Connection, digest: str) -> int | None:
    prefix = _SHA + digest
    found = connection.execute(
        select(findings.c.id, findings.c.digest)
        .where(findings.c.digest >= prefix, func.substr(findings.c.digest, 1, len(prefix)) == prefix)
        .order_by(findings.c.digest)
        .limit(2)
    ).all()
    if len(found) > 1:
        raise StorageError(f"several findings begin with {digest}: {', '.join(row.digest for row in found)}, …")
    return found[0].id if found else None


def _select_links() -> Select[Any]:
    return (
        select(
            findings, audits.c.id.label("audit_id"), evaluations.c.id.label("evaluation_id"), evaluations.c.catalogue
        )
        .join(evaluation_findings, evaluation_findings.c.finding_id == findings.c.id)
        .join(evaluations, evaluations.c.id == evaluation_findings.c.evaluation_id)
        .join(audits, audits.c.key == evaluations.c.audit_key)
    )


def _link_findings(connection: Connection, evaluation_id: int, judged: tuple[Finding, ...]) -> None:
    digests = {finding.requirement: digest_of(finding) for finding in judged}
    keys = store_once(connection, findings, {digests[made.requirement]: _finding_row(made) for made in judged})
    names = store_once(connection, requirements, {name: {} for name in digests}, by="name")
    links = [
        {"evaluation_id": evaluation_id, "requirement_id": names[name], "finding_id": keys[digest]}
        for name, digest in sorted(digests.items())
    ]
    insert_all(connection, evaluation_findings, links)


def _finding_row(finding: Finding) -> dict[str, Any]:
    return {
        "requirement": finding.requirement,
        "verdict": finding.verdict.value,
        "value": finding.value,
        "points": finding.points,
        "possible": finding.possible,
        "code": finding.code,
        "reason_vi": finding.reason.vi,
        "reason_en": finding.reason.en,
        "evidence": to_plain(finding.evidence),
        "searched": to_plain(finding.searched),
    }


def _evaluation(connection: Connection, row: Row[Any]) -> Evaluation:
    return Evaluation(
        audit=row.audit_id,
        catalogue=row.catalogue,
        catalogue_digest=row.catalogue_digest,
        lexicon_digest=row.lexicon_digest,
        code_version=row.code_version,
        findings=_findings(connection, row.id),
        services=ServiceSummary(read_services(connection, row.service_list_id), row.claimed_total, row.cut),
        score=Score(
            points=row.points,
            applicable=row.applicable,
            judged=row.judged,
            coverage=row.coverage,
            index=row.score_index,
            low=row.low,
            high=row.high,
            groups=_groups(connection, row.id),
        ),
        figures=row.figures,
    )


def _findings(connection: Connection, evaluation_id: int) -> tuple[Finding, ...]:
    rows = connection.execute(
        select(findings)
        .join(evaluation_findings, evaluation_findings.c.finding_id == findings.c.id)
        .where(evaluation_findings.c.evaluation_id == evaluation_id)
    )
    return tuple(sorted((_finding(row) for row in rows), key=lambda finding: finding.requirement))


def _finding(row: Row[Any]) -> Finding:
    return Finding(
        requirement=row.requirement,
        verdict=Verdict(row.verdict),
        value=row.value,
        points=row.points,
        possible=row.possible,
        code=row.code,
        reason=Text2(row.reason_vi, row.reason_en),
        evidence=tuple(from_plain(Evidence, item) for item in row.evidence),
        searched=from_plain(SearchTrace, row.searched) if row.searched is not None else None,
    )


def _groups(connection: Connection, evaluation_id: int) -> dict[str, GroupScore]:
    rows = connection.execute(
        select(scores).where(scores.c.evaluation_id == evaluation_id).order_by(scores.c.group_name)
    )
    return {row.group_name: GroupScore(row.points, row.applicable, row.judged) for row in rows}
