WITH judged AS (
    SELECT
        e.id AS evaluation_id, a.id AS audit_id, a.agency_id, e.catalogue, a.started,
        e.catalogue_digest, e.lexicon_digest, e.code_version,
        LAG(e.id) OVER consecutive AS evaluation_before,
        LAG(a.id) OVER consecutive AS audit_before,
        LAG(a.started) OVER consecutive AS started_before,
        LAG(e.catalogue_digest) OVER consecutive AS catalogue_digest_before,
        LAG(e.lexicon_digest) OVER consecutive AS lexicon_digest_before,
        LAG(e.code_version) OVER consecutive AS code_version_before
    FROM evaluations e
    JOIN audits a ON a.key = e.audit_key
    WHERE a.state = 'finished' AND a.ending NOT IN ('interrupted', 'failed') AND a.readable_pages > 0
        AND e.number = (
            SELECT MAX(n.number) FROM evaluations n WHERE n.audit_key = e.audit_key AND n.catalogue = e.catalogue
        )
    WINDOW consecutive AS (PARTITION BY a.agency_id, e.catalogue ORDER BY a.started, a.key)
)
SELECT
    j.agency_id, g.name AS agency_name, g.kind, j.catalogue, f.requirement,
    b.verdict AS verdict_before, f.verdict, b.value AS value_before, f.value,
    f.points - b.points AS points_change, f.code, f.reason_vi, f.reason_en,
    j.audit_before, j.started_before, j.audit_id, j.started,
    b.digest AS finding_before, f.digest AS finding,
    CASE
        WHEN j.catalogue_digest = j.catalogue_digest_before AND j.lexicon_digest = j.lexicon_digest_before
            AND j.code_version = j.code_version_before THEN 1
        ELSE 0
    END AS same_rules
FROM judged j
JOIN agencies g ON g.id = j.agency_id
JOIN evaluation_findings n ON n.evaluation_id = j.evaluation_id
JOIN findings f ON f.id = n.finding_id
JOIN evaluation_findings o ON o.evaluation_id = j.evaluation_before
JOIN findings b ON b.id = o.finding_id AND b.requirement = f.requirement
WHERE NOT EXISTS (
        SELECT 1 FROM evaluation_findings s
        WHERE s.evaluation_id = j.evaluation_before AND s.finding_id = n.finding_id
    )
    AND (f.verdict <> b.verdict OR COALESCE(f.value, -1) <> COALESCE(b.value, -1))
