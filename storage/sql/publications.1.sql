SELECT
    c.run_id, r.group_name, r.night, c.agency_id, g.name AS agency_name, g.kind, q.name AS requirement,
    c.verdict_before, c.verdict
FROM published_changes c
JOIN runs r ON r.id = c.run_id
JOIN agencies g ON g.id = c.agency_id
JOIN requirements q ON q.id = c.requirement_id
