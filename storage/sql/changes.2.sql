SELECT
    c.agency_id, g.name AS agency_name, g.kind, e.catalogue, f.requirement,
    b.verdict AS verdict_before, f.verdict, b.value AS value_before, f.value,
    f.points - b.points AS points_change, f.code, f.reason_vi, f.reason_en,
    p.id AS audit_before, p.started AS started_before, a.id AS audit_id, c.started,
    b.digest AS finding_before, f.digest AS finding,
    CASE
        WHEN e.catalogue_digest = q.catalogue_digest AND e.lexicon_digest = q.lexicon_digest
            AND e.code_version = q.code_version THEN 1
        ELSE 0
    END AS same_rules
FROM finding_changes c
JOIN audits a ON a.key = c.audit_key
JOIN agencies g ON g.id = c.agency_id
JOIN evaluations e ON e.id = c.evaluation_id
JOIN evaluations q ON q.id = c.evaluation_before
JOIN audits p ON p.key = q.audit_key
JOIN findings f ON f.id = c.finding_id
JOIN findings b ON b.id = c.finding_before
