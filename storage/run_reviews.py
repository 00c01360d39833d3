"""People's words on findings: stored beside them, never changing one."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from domain.findings import Verdict
from domain.nights import Review, Word
from storage.errors import StorageError
from storage.run_tables import reviews
from storage.storable import fit_text
from storage.tables import findings, requirements


def insert_review(connection: Connection, review: Review) -> int:
    """The review's id. Raises StorageError for a finding that is not stored, or that is of another requirement or
    verdict than the review says."""
    found = connection.execute(
        select(findings.c.id, findings.c.verdict, requirements.c.id.label("requirement_id"))
        .join(requirements, requirements.c.name == findings.c.requirement)
        .where(findings.c.digest == review.finding, findings.c.requirement == review.requirement)
    ).first()
    if found is None or found.verdict != review.verdict.value:
        raise StorageError(f"no stored finding {review.finding} says {review.verdict.value} of {review.requirement}")
    row = {
        "agency_id": review.agency,
        "requirement_id": found.requirement_id,
        "finding_id": found.id,
        "word": review.word.value,
        "instead": review.instead.value if review.instead else None,
        "until": review.until,
        "made_by": fit_text(review.by),
        "note": fit_text(review.note),
        "made": review.made,
    }
    made: int = connection.execute(insert(reviews).returning(reviews.c.id), row).scalar_one()
    return made


def read_reviews(connection: Connection, agencies: Sequence[str]) -> dict[tuple[str, str], list[Review]]:
    """Reviews of these agencies by agency and requirement, oldest first."""
    rows = connection.execute(
        select(reviews, findings.c.digest, findings.c.verdict, findings.c.requirement)
        .join(findings, findings.c.id == reviews.c.finding_id)
        .where(reviews.c.agency_id.in_(agencies))
        .order_by(reviews.c.made, reviews.c.id)
    )
    found: dict[tuple[str, str], list[Review]] = {}
    for row in rows:
        review = Review(
            row.agency_id,
            row.requirement,
            row.digest,
            Verdict(row.verdict),
            Word(row.word),
            row.made_by,
            row.made,
            Verdict(row.instead) if row.instead else None,
            row.until,
            row.note,
        )
        found.setdefault((row.agency_id, row.requirement), []).append(review)
    return found
