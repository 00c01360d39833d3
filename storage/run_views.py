"""The named views of nightly work, of storage.views' kind."""

from storage.view import View

_AGENCY = {
    "agency_id": "public id of the agency",
    "agency_name": "its Vietnamese name",
    "kind": "ministry, gov_agency, province, directorate, department, district or commune",
}
_BLOCK = {"block": "ranking block"}
_RUN = {
    "run_id": "id of the run: local date of its opening and its group",
    "group_name": "group of agencies",
    "night": "local date of its opening",
}
_VERDICTS = "met, partly_met, not_met, undetermined, needs_human, not_applicable or error"

RUN_VIEWS = (
    View(
        "published_findings",
        1,
        "One row per agency and requirement: what the latest published night, the quorum and the reviews leave "
        "standing. A night that was held changes nothing here.",
        {
            **_AGENCY,
            **_BLOCK,
            "requirement": "id of the requirement",
            "verdict": f"published verdict: {_VERDICTS}",
            "value": "earned share; null where nothing was judged, or where a person's word or the quorum decides",
            "points": "points earned",
            "possible": "points that could be judged",
            "code": "reason code",
            "reason_vi": "reason, Vietnamese",
            "reason_en": "reason, English",
            "evidence": "places in archived records, JSON",
            "searched": "search trace of a not_met, JSON",
            "finding": "digest of the finding that is shown; null where none bears this verdict",
            "since": "start of the audit from which on this verdict is published (UTC)",
            "mark": "pending: nights saw not_met, too few so far; else empty",
            "review": "confirmed, overturned, contested, waived or empty: the latest word that holds",
            "seen_verdict": "verdict that the latest nights saw",
            "seen_nights": "published nights in agreement on not_met, counted up to the quorum; 1 for other verdicts",
            "seen_finding": "digest of the latest finding seen",
            "run_id": "the agency's latest published run",
            "evaluation_id": "judging of its latest readable audit in a published run",
            "silent_nights": "published nights in a row in which the portal could not be read",
        },
        "agency_id, requirement",
    ),
    View(
        "publications",
        1,
        "One row per published verdict that became another, night by night.",
        {
            **_RUN,
            **_AGENCY,
            "requirement": "id of the requirement",
            "verdict_before": "verdict published before; null for the first",
            "verdict": "verdict published since",
        },
        "night DESC, group_name, agency_id, requirement",
    ),
    View(
        "run_overview",
        1,
        "One row per run: its window, its state, and how many agencies stand where.",
        {
            **_RUN,
            "opens": "opening of the window (UTC)",
            "closes": "its end (UTC)",
            "state": "open, closing, published or held",
            "mark": "missed: nothing was running in its window; canary: a canary failed while it was on; else empty",
            "released": "when its work was given out (UTC); null while canaries hold it back",
            "second_pass": "when the second pass was given out (UTC)",
            "finished": "when it was published or held (UTC)",
            "agencies": "agencies of the group: each has a row",
            "waiting": "agencies whose turn is to come",
            "running": "agencies being audited",
            "audited": "agencies with a finished audit",
            "given_up": "agencies of which no audit could be finished",
            "not_reached": "agencies whose turn did not come",
            "gates_failed": "gates that failed",
        },
        "opens DESC, run_id",
    ),
    View(
        "run_standings",
        1,
        "One row per agency and run: where it stands, whatever happened.",
        {
            **_RUN,
            **_AGENCY,
            **_BLOCK,
            "standing": "waiting, running, audited, given_up or not_reached",
            "attempts": "audits begun",
            "cause": "why it was tried again or given up; else null",
            "audit_id": "its finished audit; empty without one",
            "ending": "how that audit ended",
            "readable_pages": "pages that could be judged",
            "started": "start of that audit (UTC)",
            "finished": "its end (UTC)",
            "changed": "when the row last changed (UTC)",
        },
        "night DESC, group_name, agency_id",
    ),
    View(
        "gates",
        1,
        "One row per gate and run: what was measured, the threshold, and whether it held.",
        {
            **_RUN,
            "state": "state of the run",
            "gate": "name of the gate",
            "value": "what was measured; null where there was nothing to measure",
            "threshold": "the limit",
            "way": "at_least or at_most",
            "verdict": "passed, failed or unmeasured",
            "detail": "what the measure is made of, JSON",
        },
        "night DESC, group_name, gate",
    ),
    View(
        "flakes",
        1,
        "One row per agency and requirement whose definite verdict flipped in the last 30 nights of its group.",
        {
            **_AGENCY,
            "requirement": "id of the requirement",
            "flips": "how often it differed from the night before",
            "last_night": "when it last did",
        },
        "flips DESC, agency_id, requirement",
    ),
)
