SELECT
    a.key AS audit_key, n.evaluation_id, n.requirement_id, n.finding_id, o.evaluation_id AS evaluation_before,
    o.finding_id AS finding_before, a.agency_id, a.started
FROM audits a
JOIN audits p ON p.key = (
    SELECT s.key
    FROM audits s
    WHERE s.agency_id = a.agency_id AND (s.started, s.key) < (a.started, a.key) AND s.state = 'finished'
        AND s.ending NOT IN ('interrupted', 'failed') AND s.readable_pages > 0
    ORDER BY s.started DESC, s.key DESC
    LIMIT 1
)
JOIN evaluations e ON e.audit_key = a.key
JOIN evaluations q ON q.audit_key = p.key AND q.catalogue = e.catalogue
JOIN evaluation_findings n ON n.evaluation_id = e.id
JOIN evaluation_findings o
    ON o.evaluation_id = q.id AND o.requirement_id = n.requirement_id AND o.finding_id <> n.finding_id
JOIN findings f ON f.id = n.finding_id
JOIN findings b ON b.id = o.finding_id
WHERE a.state = 'finished' AND a.ending NOT IN ('interrupted', 'failed') AND a.readable_pages > 0
    AND e.number = (
        SELECT MAX(l.number) FROM evaluations l WHERE l.audit_key = a.key AND l.catalogue = e.catalogue
    )
    AND q.number = (
        SELECT MAX(l.number) FROM evaluations l WHERE l.audit_key = p.key AND l.catalogue = e.catalogue
    )
    AND (f.verdict <> b.verdict OR COALESCE(f.value, -1) <> COALESCE(b.value, -1))
