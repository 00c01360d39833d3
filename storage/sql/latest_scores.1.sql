SELECT
    l.agency_id, g.name AS agency_name, g.kind, g.block, l.catalogue, e.points, e.applicable, e.judged,
    e.coverage, e.score_index, e.low, e.high, l.audit_id, l.evaluation_id, l.started, l.ending, l.readable,
    e.catalogue_digest, e.lexicon_digest, e.code_version
FROM latest_evaluations l
JOIN agencies g ON g.id = l.agency_id
JOIN evaluations e ON e.id = l.evaluation_id
