SELECT
    c.catalogue, r.name AS requirement, c.kind, CAST(SUM(c.agencies) AS BIGINT) AS agencies,
    CAST(SUM(CASE WHEN c.verdict = 'met' THEN c.agencies ELSE 0 END) AS BIGINT) AS met,
    CAST(SUM(CASE WHEN c.verdict = 'partly_met' THEN c.agencies ELSE 0 END) AS BIGINT) AS partly_met,
    CAST(SUM(CASE WHEN c.verdict = 'not_met' THEN c.agencies ELSE 0 END) AS BIGINT) AS not_met,
    CAST(SUM(CASE WHEN c.verdict = 'undetermined' THEN c.agencies ELSE 0 END) AS BIGINT) AS undetermined,
    CAST(SUM(CASE WHEN c.verdict = 'needs_human' THEN c.agencies ELSE 0 END) AS BIGINT) AS needs_human,
    CAST(SUM(CASE WHEN c.verdict = 'not_applicable' THEN c.agencies ELSE 0 END) AS BIGINT) AS not_applicable,
    CAST(SUM(CASE WHEN c.verdict = 'error' THEN c.agencies ELSE 0 END) AS BIGINT) AS error
FROM (
    SELECT v.catalogue, v.requirement_id, v.kind, v.verdict, COUNT(*) AS agencies
    FROM latest_verdicts v
    GROUP BY v.catalogue, v.requirement_id, v.kind, v.verdict
) c
JOIN requirements r ON r.id = c.requirement_id
GROUP BY c.catalogue, r.name, c.kind
