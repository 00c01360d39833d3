SELECT
    a.agency_id, g.name AS agency_name, g.kind, e.catalogue, f.requirement,
    b.verdict AS verdict_before, f.verdict, b.value AS value_before, f.value,
    f.points - b.points AS points_change, f.code, f.reason_vi, f.reason_en,
    p.id AS audit_before, p.started AS started_before, a.id AS audit_id, a.started,
    b.digest AS finding_before, f.digest AS finding,
    CASE
        WHEN e.catalogue_digest = q.catalogue_digest AND e.lexicon_digest = q.lexicon_digest
            AND e.code_version = q.code_version THEN 1
        ELSE 0
    END AS same_rules
FROM audits a
JOIN agencies g ON g.id = a.agency_id
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
