WITH readings AS (
    SELECT
        a.agency_id, a.id AS audit_id, a.started, e.service_list_id, l.cut, e.catalogue_digest, e.lexicon_digest,
        e.code_version,
        ROW_NUMBER() OVER (PARTITION BY a.agency_id ORDER BY a.started DESC, a.key DESC) AS place
    FROM audits a
    JOIN evaluations e ON e.audit_key = a.key
    JOIN service_lists l ON l.id = e.service_list_id
    WHERE a.state = 'finished' AND a.ending NOT IN ('interrupted', 'failed') AND a.readable_pages > 0 AND l.total > 0
        AND e.number = (SELECT MAX(n.number) FROM evaluations n WHERE n.audit_key = a.key)
), pairs AS (
    SELECT
        n.agency_id, n.service_list_id AS list_now, b.service_list_id AS list_before,
        n.cut AS cut_now, b.cut AS cut_before, b.audit_id AS audit_before, b.started AS started_before,
        n.audit_id, n.started,
        CASE
            WHEN n.catalogue_digest = b.catalogue_digest AND n.lexicon_digest = b.lexicon_digest
                AND n.code_version = b.code_version THEN 1
            ELSE 0
        END AS same_rules
    FROM readings n
    JOIN readings b ON b.agency_id = n.agency_id AND b.place = 2
    WHERE n.place = 1 AND n.service_list_id <> b.service_list_id
), sides AS (
    SELECT agency_id, 1 AS is_now, list_now AS list_id FROM pairs
    UNION ALL
    SELECT agency_id, 0, list_before FROM pairs
), entries AS (
    SELECT
        d.agency_id, d.is_now, s.id, s.service_key, s.name_key, CASE WHEN s.code = '' THEN 1 ELSE 0 END AS without_code,
        ROW_NUMBER() OVER (PARTITION BY d.agency_id, d.is_now, s.service_key ORDER BY i.position) AS place
    FROM sides d
    JOIN service_list_items i ON i.list_id = d.list_id
    JOIN service_entries s ON s.id = i.service_id
), by_key AS (
    SELECT
        agency_id, service_key, MAX(name_key) AS name_key, MAX(without_code) AS without_code,
        MAX(CASE WHEN is_now = 1 THEN id END) AS id_now, MAX(CASE WHEN is_now = 0 THEN id END) AS id_before
    FROM entries
    WHERE place = 1
    GROUP BY agency_id, service_key
), unpaired AS (
    SELECT
        agency_id, id_now, id_before,
        COUNT(id_now) OVER (PARTITION BY agency_id, name_key) AS namesakes_now,
        COUNT(id_before) OVER (PARTITION BY agency_id, name_key) AS namesakes_before,
        MAX(without_code) OVER (PARTITION BY agency_id, name_key) AS without_code,
        MAX(id_now) OVER (PARTITION BY agency_id, name_key) AS namesake_now
    FROM by_key
    WHERE id_now IS NULL OR id_before IS NULL
), matched AS (
    SELECT agency_id, id_now, id_before FROM by_key WHERE id_now <> id_before
    UNION ALL
    SELECT
        agency_id,
        CASE WHEN namesakes_now = 1 AND namesakes_before = 1 AND without_code = 1 THEN namesake_now ELSE id_now END,
        id_before
    FROM unpaired
    WHERE id_now IS NULL OR namesakes_now <> 1 OR namesakes_before <> 1 OR without_code = 0
), changes AS (
    SELECT 'new' AS change, agency_id, id_now, id_before FROM matched WHERE id_before IS NULL
    UNION ALL
    SELECT 'gone', agency_id, id_now, id_before FROM matched WHERE id_now IS NULL
    UNION ALL
    SELECT 'claimed_level', agency_id, id_now, id_before FROM matched WHERE id_now <> id_before
    UNION ALL
    SELECT 'observed_level', agency_id, id_now, id_before FROM matched WHERE id_now <> id_before
)
SELECT
    c.agency_id, g.name AS agency_name, g.kind, c.change, COALESCE(n.code, b.code) AS code,
    COALESCE(n.name, b.name) AS name, COALESCE(n.field, b.field) AS field,
    CASE WHEN c.change = 'observed_level' THEN b.observed_level ELSE b.claimed_level END AS level_before,
    CASE WHEN c.change = 'observed_level' THEN n.observed_level ELSE n.claimed_level END AS level_now,
    COALESCE(n.url, b.url) AS url, p.audit_before, p.started_before, p.audit_id, p.started, p.same_rules
FROM changes c
JOIN pairs p ON p.agency_id = c.agency_id
JOIN agencies g ON g.id = c.agency_id
LEFT JOIN service_entries n ON n.id = c.id_now
LEFT JOIN service_entries b ON b.id = c.id_before
WHERE (c.change <> 'new' OR p.cut_before = '') AND (c.change <> 'gone' OR p.cut_now = '')
    AND (c.change <> 'claimed_level' OR n.claimed_level <> b.claimed_level)
    AND (c.change <> 'observed_level' OR n.observed_level <> b.observed_level)
