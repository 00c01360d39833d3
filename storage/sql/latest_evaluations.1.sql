SELECT evaluation_id, audit_key, audit_id, agency_id, catalogue, started, finished, ending, readable
FROM (
    SELECT
        e.id AS evaluation_id, a.key AS audit_key, a.id AS audit_id, a.agency_id, e.catalogue,
        a.started, a.finished, a.ending,
        CASE WHEN a.readable_pages > 0 AND a.ending <> 'failed' THEN 1 ELSE 0 END AS readable,
        ROW_NUMBER() OVER (
            PARTITION BY a.agency_id, e.catalogue
            ORDER BY
                CASE WHEN a.readable_pages > 0 AND a.ending <> 'failed' THEN 0 ELSE 1 END,
                a.started DESC, a.key DESC, e.number DESC
        ) AS place
    FROM evaluations e
    JOIN audits a ON a.key = e.audit_key
    WHERE a.state = 'finished' AND a.ending <> 'interrupted'
) AS ranked
WHERE place = 1
