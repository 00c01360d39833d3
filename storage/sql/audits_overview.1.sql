SELECT
    a.id AS audit_id, a.agency_id, g.name AS agency_name, g.kind, g.block, a.trigger, a.state, a.ending,
    a.started, a.finished, a.pages, a.rendered, a.requests, a.readable_pages, a.archive, a.error,
    e.number AS evaluations, e.catalogue, e.coverage, e.score_index, e.low, e.high
FROM audits a
JOIN agencies g ON g.id = a.agency_id
LEFT JOIN evaluations e
    ON e.audit_key = a.key
    AND e.number = (SELECT MAX(n.number) FROM evaluations n WHERE n.audit_key = a.key)
