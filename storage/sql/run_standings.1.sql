SELECT
    a.run_id, r.group_name, r.night, a.agency_id, g.name AS agency_name, g.kind, g.block, a.standing, a.attempts,
    a.cause, a.audit AS audit_id, u.ending, u.readable_pages, u.started, u.finished, a.changed
FROM run_agencies a
JOIN runs r ON r.id = a.run_id
JOIN agencies g ON g.id = a.agency_id
LEFT JOIN audits u ON u.id = a.audit
