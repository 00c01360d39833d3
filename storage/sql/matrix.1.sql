SELECT
    l.catalogue, f.requirement, g.kind, COUNT(*) AS agencies,
    SUM(CASE WHEN f.verdict = 'met' THEN 1 ELSE 0 END) AS met,
    SUM(CASE WHEN f.verdict = 'partly_met' THEN 1 ELSE 0 END) AS partly_met,
    SUM(CASE WHEN f.verdict = 'not_met' THEN 1 ELSE 0 END) AS not_met,
    SUM(CASE WHEN f.verdict = 'undetermined' THEN 1 ELSE 0 END) AS undetermined,
    SUM(CASE WHEN f.verdict = 'needs_human' THEN 1 ELSE 0 END) AS needs_human,
    SUM(CASE WHEN f.verdict = 'not_applicable' THEN 1 ELSE 0 END) AS not_applicable,
    SUM(CASE WHEN f.verdict = 'error' THEN 1 ELSE 0 END) AS error
FROM latest_evaluations l
JOIN agencies g ON g.id = l.agency_id
JOIN evaluation_findings ef ON ef.evaluation_id = l.evaluation_id
JOIN findings f ON f.id = ef.finding_id
GROUP BY l.catalogue, f.requirement, g.kind
