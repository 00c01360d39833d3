SELECT
    l.evaluation_id, l.audit_key, a.id AS audit_id, l.agency_id, l.catalogue, a.started, a.finished, a.ending,
    l.readable
FROM latest_judged l
JOIN audits a ON a.key = l.audit_key
