SELECT
    p.agency_id, g.name AS agency_name, g.kind, g.block, q.name AS requirement, p.verdict, f.value, f.points,
    f.possible, f.code, f.reason_vi, f.reason_en, f.evidence, f.searched, f.digest AS finding, p.since, p.mark,
    p.review, p.seen_verdict, p.seen_nights, s.digest AS seen_finding, h.run_id, h.evaluation_id,
    h.silent_nights
FROM published_verdicts p
JOIN agencies g ON g.id = p.agency_id
JOIN published_agencies h ON h.agency_id = p.agency_id
JOIN requirements q ON q.id = p.requirement_id
JOIN findings s ON s.id = p.seen_finding_id
LEFT JOIN findings f ON f.id = p.finding_id
