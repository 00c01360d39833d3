"""What a judging changes in the tables that the views of the present stand on.

Which judging counts for an agency, its verdicts, and what changed since the audit before are written down as judgings
come, in the same transaction, so that no view looks through years to find them. What they must hold is said by
`latest_evaluations.1.sql`, `matrix.1.sql` and `changes.1.sql`, which look through everything; the tests compare.
"""

from sqlalchemy import Connection, text

from storage.views import view_sql

# Readable before unreadable, then the later audit, then the later judging.
_POINT = text(
    "INSERT INTO latest_judged (agency_id, catalogue, evaluation_id, audit_key, readable, started, number, kind)"
    " SELECT a.agency_id, e.catalogue, e.id, a.key,"
    " CASE WHEN a.readable_pages > 0 AND a.ending <> 'failed' THEN 1 ELSE 0 END, a.started, e.number, g.kind"
    " FROM evaluations e JOIN audits a ON a.key = e.audit_key JOIN agencies g ON g.id = a.agency_id"
    " WHERE e.id = :evaluation AND a.state = 'finished' AND a.ending <> 'interrupted'"
    " ON CONFLICT (agency_id, catalogue) DO UPDATE SET evaluation_id = excluded.evaluation_id,"
    " audit_key = excluded.audit_key, readable = excluded.readable, started = excluded.started,"
    " number = excluded.number"
    " WHERE (excluded.readable, excluded.started, excluded.audit_key, excluded.number)"
    " > (latest_judged.readable, latest_judged.started, latest_judged.audit_key, latest_judged.number)"
)
_POINTED = text("SELECT agency_id, catalogue, kind FROM latest_judged WHERE evaluation_id = :evaluation")
_FORGET = text(
    "DELETE FROM latest_verdicts WHERE agency_id = :agency AND catalogue = :catalogue AND requirement_id NOT IN"
    " (SELECT requirement_id FROM evaluation_findings WHERE evaluation_id = :evaluation)"
)
_VERDICTS = text(
    "INSERT INTO latest_verdicts (agency_id, catalogue, requirement_id, kind, verdict)"
    " SELECT :agency, :catalogue, l.requirement_id, :kind, f.verdict"
    " FROM evaluation_findings l JOIN findings f ON f.id = l.finding_id WHERE l.evaluation_id = :evaluation"
    " ON CONFLICT (agency_id, catalogue, requirement_id) DO UPDATE SET verdict = excluded.verdict"
    " WHERE latest_verdicts.verdict <> excluded.verdict"
)
_AND_NEXT = text(
    "SELECT a.key, (SELECT s.key FROM audits s WHERE s.agency_id = a.agency_id"
    " AND (s.started, s.key) > (a.started, a.key) AND s.state = 'finished'"
    " AND s.ending NOT IN ('interrupted', 'failed') AND s.readable_pages > 0"
    " ORDER BY s.started, s.key LIMIT 1) AS following"
    " FROM audits a WHERE a.key = :audit"
)
_OLD_CHANGES = text("DELETE FROM finding_changes WHERE audit_key = :audit")
_COLUMNS = "audit_key, evaluation_id, requirement_id, finding_id, evaluation_before, finding_before, agency_id, started"
_CHANGES = text(
    f"INSERT INTO finding_changes ({_COLUMNS})"  # noqa: S608  (our own words)
    f" SELECT {_COLUMNS} FROM ({view_sql('finding_changes', 1)}) AS found WHERE audit_key = :audit"
)
_MOVED = text(
    "UPDATE latest_verdicts SET kind = (SELECT g.kind FROM agencies g WHERE g.id = latest_verdicts.agency_id)"
    " WHERE agency_id IN (SELECT l.agency_id FROM latest_judged l JOIN agencies g ON g.id = l.agency_id"
    " WHERE g.kind <> l.kind)"
)
_MOVED_TOO = text(
    "UPDATE latest_judged SET kind = (SELECT g.kind FROM agencies g WHERE g.id = latest_judged.agency_id)"
    " WHERE kind <> (SELECT g.kind FROM agencies g WHERE g.id = latest_judged.agency_id)"
)


def note_judging(connection: Connection, audit_key: int, evaluation_id: int) -> None:
    """A judging of a finished audit was added: what stands now, and what changed since the audit before.

    The agency's next audit is compared anew too: this one may have come between.
    """
    connection.execute(_POINT, {"evaluation": evaluation_id})
    pointed = connection.execute(_POINTED, {"evaluation": evaluation_id}).first()
    if pointed is not None:
        row = {"agency": pointed.agency_id, "catalogue": pointed.catalogue, "kind": pointed.kind}
        connection.execute(_FORGET, {**row, "evaluation": evaluation_id})
        connection.execute(_VERDICTS, {**row, "evaluation": evaluation_id})
    own = connection.execute(_AND_NEXT, {"audit": audit_key}).one()
    for key in (own.key, own.following):
        if key is not None:
            connection.execute(_OLD_CHANGES, {"audit": key})
            connection.execute(_CHANGES, {"audit": key})


def follow_kinds(connection: Connection) -> None:
    """Agencies may have become another kind: their verdicts are counted with their new one."""
    connection.execute(_MOVED)
    connection.execute(_MOVED_TOO)
