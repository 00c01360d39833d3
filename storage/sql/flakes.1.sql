SELECT
    f.agency_id, g.name AS agency_name, g.kind, q.name AS requirement, COUNT(*) AS flips, MAX(r.night) AS last_night
FROM run_flips f
JOIN (
    SELECT id, night, ROW_NUMBER() OVER (PARTITION BY group_name ORDER BY opens DESC) AS place
    FROM runs
    WHERE mark <> 'missed'
) r ON r.id = f.run_id
JOIN agencies g ON g.id = f.agency_id
JOIN requirements q ON q.id = f.requirement_id
WHERE r.place <= 30
GROUP BY f.agency_id, g.name, g.kind, q.name
