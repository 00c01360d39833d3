SELECT
    l.agency_id, g.name AS agency_name, g.kind, l.catalogue, i.position, s.code, s.name, s.field,
    s.claimed_level, s.observed_level, s.url, s.problem, s.admin_level, s.agency AS handled_by, l.audit_id, l.started
FROM latest_evaluations l
JOIN agencies g ON g.id = l.agency_id
JOIN evaluations e ON e.id = l.evaluation_id
JOIN service_list_items i ON i.list_id = e.service_list_id
JOIN service_entries s ON s.id = i.service_id
