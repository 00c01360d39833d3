SELECT
    t.run_id, r.group_name, r.night, r.state, t.gate, t.value, t.threshold,
    CASE WHEN t.at_least THEN 'at_least' ELSE 'at_most' END AS way, t.verdict, t.detail
FROM run_gates t
JOIN runs r ON r.id = t.run_id
