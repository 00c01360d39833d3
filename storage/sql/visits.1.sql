SELECT
    a.id AS audit_id, a.agency_id, g.name AS agency_name, g.kind, g.block, g.portal, a.trigger, a.started, a.finished,
    a.ending,
    CASE
        WHEN a.readable_pages > 0 OR a.ending IN ('completed', 'budget') THEN 1
        WHEN a.ending = 'unreachable' AND NOT EXISTS (
            SELECT 1 FROM captures c WHERE c.audit_key = a.key AND c.outcome = 'guarded'
        ) THEN 0
    END AS answered,
    (SELECT MAX(c.digest) FROM captures c WHERE c.audit_key = a.key AND c.kind = 'ending') AS record
FROM audits a
JOIN agencies g ON g.id = a.agency_id
WHERE a.state = 'finished' AND a.ending <> 'interrupted'
