SELECT
    r.agency_id, g.name AS agency_name, g.kind, i.position, s.code, s.name, s.field, s.admin_level,
    s.agency AS handled_by, s.claimed_level, s.observed_level, s.problem, s.url, r.total, r.claimed_total, r.cut,
    r.audit_id, r.started, s.steps
FROM (
    SELECT
        a.agency_id, a.id AS audit_id, a.started, e.service_list_id, l.total, l.claimed_total, l.cut,
        ROW_NUMBER() OVER (PARTITION BY a.agency_id ORDER BY a.started DESC, a.key DESC) AS place
    FROM audits a
    JOIN evaluations e ON e.audit_key = a.key
    JOIN service_lists l ON l.id = e.service_list_id
    WHERE a.state = 'finished' AND a.ending NOT IN ('interrupted', 'failed') AND a.readable_pages > 0 AND l.total > 0
        AND e.number = (SELECT MAX(n.number) FROM evaluations n WHERE n.audit_key = a.key)
) r
JOIN agencies g ON g.id = r.agency_id
JOIN service_list_items i ON i.list_id = r.service_list_id
JOIN service_entries s ON s.id = i.service_id
WHERE r.place = 1
