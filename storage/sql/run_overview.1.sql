SELECT
    r.id AS run_id, r.group_name, r.night, r.opens, r.closes, r.state, r.mark, r.released, r.second_pass, r.finished,
    CASE WHEN r.finished IS NULL THEN (SELECT COUNT(*) FROM run_agencies a WHERE a.run_id = r.id)
        ELSE r.agencies END AS agencies,
    CASE WHEN r.finished IS NULL THEN
        (SELECT COUNT(*) FROM run_agencies a WHERE a.run_id = r.id AND a.standing = 'waiting')
        ELSE 0 END AS waiting,
    CASE WHEN r.finished IS NULL THEN
        (SELECT COUNT(*) FROM run_agencies a WHERE a.run_id = r.id AND a.standing = 'running')
        ELSE 0 END AS running,
    CASE WHEN r.finished IS NULL THEN
        (SELECT COUNT(*) FROM run_agencies a WHERE a.run_id = r.id AND a.standing = 'audited')
        ELSE r.audited END AS audited,
    CASE WHEN r.finished IS NULL THEN
        (SELECT COUNT(*) FROM run_agencies a WHERE a.run_id = r.id AND a.standing = 'given_up')
        ELSE r.given_up END AS given_up,
    CASE WHEN r.finished IS NULL THEN
        (SELECT COUNT(*) FROM run_agencies a WHERE a.run_id = r.id AND a.standing = 'not_reached')
        ELSE r.not_reached END AS not_reached,
    (SELECT COUNT(*) FROM run_gates t WHERE t.run_id = r.id AND t.verdict = 'failed') AS gates_failed
FROM runs r
