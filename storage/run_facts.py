"""What a run's monitors measure, counted by the database."""

from typing import Any

from sqlalchemy import Connection, text

# The judging that a run has of each agency it could read: the latest one of the run's audit.
_JUDGED = """
    SELECT a.agency_id, e.id AS evaluation_id
    FROM run_agencies a
    JOIN audits u ON u.id = a.audit AND u.readable_pages > 0 AND u.ending <> 'failed'
    JOIN evaluations e ON e.audit_key = u.key AND e.number = (
        SELECT MAX(n.number) FROM evaluations n WHERE n.audit_key = u.key AND n.catalogue = :catalogue
    )
    WHERE a.run_id = :{run}
"""
_DEFINITE = "('met', 'partly_met', 'not_met')"
_PAIRS = f"""
    FROM ({_JUDGED.format(run="run")}) n
    JOIN ({_JUDGED.format(run="before")}) b ON b.agency_id = n.agency_id
    JOIN evaluation_findings x ON x.evaluation_id = n.evaluation_id
    JOIN evaluation_findings y ON y.evaluation_id = b.evaluation_id AND y.requirement_id = x.requirement_id
    JOIN findings f ON f.id = x.finding_id AND f.verdict IN {_DEFINITE}
    JOIN findings g ON g.id = y.finding_id AND g.verdict IN {_DEFINITE}
"""
JUDGED = text(_JUDGED.format(run="run"))

_CAUSES = text("SELECT cause, COUNT(*) FROM run_agencies WHERE run_id = :run AND cause IS NOT NULL GROUP BY cause")
_AUDITS = text(
    "SELECT u.ending, COUNT(*), SUM(CASE WHEN u.readable_pages > 0 AND u.ending <> 'failed' THEN 1 ELSE 0 END),"
    " SUM(u.requests) FROM run_agencies a JOIN audits u ON u.id = a.audit WHERE a.run_id = :run GROUP BY u.ending"
)
_VERDICTS = text(
    f"SELECT f.verdict, COUNT(*) FROM ({_JUDGED.format(run='run')}) j"  # noqa: S608 - our own words only
    " JOIN evaluation_findings x ON x.evaluation_id = j.evaluation_id JOIN findings f ON f.id = x.finding_id"
    " GROUP BY f.verdict"
)
_COMPARED = text(f"SELECT COUNT(*), COALESCE(SUM(CASE WHEN f.verdict <> g.verdict THEN 1 ELSE 0 END), 0) {_PAIRS}")
_STORE_FLIPS = text(
    "INSERT INTO run_flips (run_id, agency_id, requirement_id, verdict_before, verdict)"
    f" SELECT :run, n.agency_id, x.requirement_id, g.verdict, f.verdict {_PAIRS} WHERE f.verdict <> g.verdict"
)
_UNANSWERED = text(
    "SELECT a.agency_id FROM run_agencies a LEFT JOIN audits u ON u.id = a.audit WHERE a.run_id = :run"
    " AND ((u.ending = 'unreachable' AND u.readable_pages = 0) OR (a.standing = 'given_up' AND a.cause = 'unreachable'"
    " AND u.id IS NULL)) ORDER BY a.agency_id"
)
_CANARIES = text(
    "SELECT COUNT(*), COALESCE(SUM(CASE WHEN c.passed THEN 0 ELSE 1 END), 0) FROM run_canaries c"
    " JOIN runs r ON r.id = c.run_id AND (r.released IS NULL OR c.ordered > r.released)"
    " WHERE c.run_id = :run AND c.passed IS NOT NULL"
)


def count_causes(connection: Connection, run: str) -> dict[str, int]:
    return _counted(connection, _CAUSES, {"run": run})


def count_audits(connection: Connection, run: str) -> tuple[dict[str, int], int, int]:
    """Audits by ending, how many could read something, requests in all."""
    rows = connection.execute(_AUDITS, {"run": run}).all()
    return (
        {ending: count for ending, count, _, _ in rows},
        sum(int(readable or 0) for _, _, readable, _ in rows),
        sum(int(requests or 0) for _, _, _, requests in rows),
    )


def count_verdicts(connection: Connection, run: str, catalogue: str) -> dict[str, int]:
    """Findings of what could be read, by verdict."""
    return _counted(connection, _VERDICTS, {"run": run, "catalogue": catalogue})


def count_flips(connection: Connection, run: str, before: str, catalogue: str) -> tuple[int, int]:
    """Requirements with a definite verdict in both runs, and how many of them differ."""
    asked = {"run": run, "before": before, "catalogue": catalogue}
    compared, flips = connection.execute(_COMPARED, asked).one()
    return int(compared), int(flips)


def store_flips(connection: Connection, run: str, before: str, catalogue: str) -> None:
    """Adds to the flake ledger what differs from the run before."""
    connection.execute(_STORE_FLIPS, {"run": run, "before": before, "catalogue": catalogue})


def unanswered(connection: Connection, run: str) -> tuple[str, ...]:
    """Agencies whose portal nobody answered for, to the last attempt."""
    return tuple(connection.execute(_UNANSWERED, {"run": run}).scalars())


def count_canaries(connection: Connection, run: str) -> tuple[int, int]:
    """Visits of canaries that were judged, and how many of them failed: those while the run was on, or all where it
    never was."""
    judged, failed = connection.execute(_CANARIES, {"run": run}).one()
    return int(judged), int(failed)


def _counted(connection: Connection, query: Any, asked: dict[str, Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in connection.execute(query, asked)}
