SELECT
    l.agency_id, g.name AS agency_name, g.kind, g.block, l.catalogue, f.requirement, f.verdict, f.value,
    f.points, f.possible, f.code, f.reason_vi, f.reason_en, f.evidence, f.searched, f.digest AS finding,
    l.audit_id, l.evaluation_id, l.started, l.ending, l.readable
FROM latest_evaluations l
JOIN agencies g ON g.id = l.agency_id
JOIN evaluation_findings ef ON ef.evaluation_id = l.evaluation_id
JOIN findings f ON f.id = ef.finding_id
