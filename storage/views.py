"""The named read views: what analysts ask by name, on SQLite and PostgreSQL alike.

Each view is SQL in `storage/sql/<name>.<version>.sql`, created by a migration; a changed view is a new file and a new
migration, so that every revision stays what it was. Only finished audits that nobody interrupted are read, except in
`audits_overview`, which says what state each one is in.
"""

from collections.abc import Mapping

from storage.run_views import RUN_VIEWS
from storage.view import View, view_sql

__all__ = ["VIEWS", "View", "view_sql"]

_AGENCY = {
    "agency_id": "public id of the agency",
    "agency_name": "its Vietnamese name",
    "kind": "ministry, gov_agency, province, directorate, department, district or commune",
    "block": "ranking block",
}
_AUDIT = {
    "audit_id": "the audit it was seen in",
    "evaluation_id": "the judging it belongs to",
    "started": "start of that audit (UTC)",
    "ending": "how that audit ended",
    "readable": "1: the portal could be read; 0: it never could so far, the latest attempt is shown",
}
_CATALOGUE = {"catalogue": "name of the catalogue judged against"}
_SCORE = {
    "points": "points earned",
    "applicable": "sum of the maxima of what applies",
    "judged": "sum of what could be judged",
    "coverage": "judged / applicable",
    "score_index": "points / judged; null when nothing was judged",
    "low": "points / applicable",
    "high": "the same if all that is unknown were earned",
}
_SERVICE = {"code": "procedure code", "name": "name", "field": "field of administration"}
_LEVELS = {
    "claimed_level": "level the portal claims: 1 to 4, unstated, or toan_trinh, mot_phan, thong_tin",
    "observed_level": "level that was seen; null when not observed",
}
_HANDLED = {
    "admin_level": "ministry, province, district, commune or empty",
    "handled_by": "who handles it, as written",
}
_PROBLEM = "lower_than_claimed, dead_link, level_not_stated, duplicate, not_observed or null"

_ALL = (
    View(
        "latest_evaluations",
        2,
        "One row per agency and catalogue: the latest judging of the latest audit that could read the portal.",
        {
            "evaluation_id": _AUDIT["evaluation_id"],
            "audit_key": "row number of the audit",
            "audit_id": _AUDIT["audit_id"],
            "agency_id": _AGENCY["agency_id"],
            **_CATALOGUE,
            "started": _AUDIT["started"],
            "finished": "end of that audit (UTC)",
            "ending": _AUDIT["ending"],
            "readable": _AUDIT["readable"],
        },
        "agency_id, catalogue",
    ),
    View(
        "latest_findings",
        1,
        "One row per agency, catalogue and requirement: its latest finding.",
        {
            **_AGENCY,
            **_CATALOGUE,
            "requirement": "id of the requirement",
            "verdict": "met, partly_met, not_met, undetermined, needs_human, not_applicable or error",
            "value": "earned share, 0 to 1; null where nothing was judged",
            "points": "value x maximum",
            "possible": "(1 - unknown share) x maximum",
            "code": "reason code",
            "reason_vi": "reason, Vietnamese",
            "reason_en": "reason, English",
            "evidence": "JSON list: url, excerpt, locator, digest, confidence",
            "searched": "JSON: what was looked at before it was called absent",
            "finding": "digest of the finding; `explain` takes it",
            **_AUDIT,
        },
        "agency_id, catalogue, requirement",
    ),
    View(
        "latest_scores",
        1,
        "One row per agency and catalogue: its latest score with bounds, and the rules it was judged by.",
        {
            **_AGENCY,
            **_CATALOGUE,
            **_SCORE,
            **_AUDIT,
            "catalogue_digest": "digest of the catalogue",
            "lexicon_digest": "digest of the lexicon",
            "code_version": "version of the program",
        },
        "catalogue, kind, agency_id",
    ),
    View(
        "latest_services",
        2,
        "One row per online service of each agency's latest service list.",
        {
            "agency_id": _AGENCY["agency_id"],
            "agency_name": _AGENCY["agency_name"],
            "kind": _AGENCY["kind"],
            **_CATALOGUE,
            "position": "place in the list",
            **_SERVICE,
            **_LEVELS,
            "url": "address",
            "problem": _PROBLEM,
            **_HANDLED,
            "audit_id": _AUDIT["audit_id"],
            "started": _AUDIT["started"],
        },
        "agency_id, catalogue, position",
    ),
    View(
        "services",
        1,
        "The inventory: one row per agency and service, from the latest audit that could read a list of services, "
        "whatever the catalogue.",
        {
            "agency_id": _AGENCY["agency_id"],
            "agency_name": _AGENCY["agency_name"],
            "kind": _AGENCY["kind"],
            "position": "place in the list",
            **_SERVICE,
            **_HANDLED,
            **_LEVELS,
            "problem": _PROBLEM,
            "url": "address",
            "total": "how many services were read",
            "claimed_total": "how many the portal says it has; null when it does not say",
            "cut": "why not the whole list was read: budget, failed, needs_post or script; empty when it was",
            "audit_id": _AUDIT["audit_id"],
            "started": _AUDIT["started"],
            "steps": "JSON list: rung, held (null: not looked at), reason, evidence",
        },
        "agency_id, position",
    ),
    View(
        "service_changes",
        1,
        "One row per change between an agency's latest and previous audit that could read its list of services. "
        "What a list that was cut left out is neither new nor gone.",
        {
            "agency_id": _AGENCY["agency_id"],
            "agency_name": _AGENCY["agency_name"],
            "kind": _AGENCY["kind"],
            "change": "new, gone, claimed_level or observed_level (seen both times, and different)",
            **_SERVICE,
            "level_before": "level in the audit before: the observed one for observed_level, else the claimed one",
            "level_now": "the same now",
            "url": "address",
            "audit_before": "the audit before",
            "started_before": "its start (UTC)",
            "audit_id": "the later audit",
            "started": "its start (UTC)",
            "same_rules": "1: catalogue, lexicon and program were the same, so the portal changed; 0: maybe they did",
        },
        "agency_id, change, code, name, field, url, level_before, level_now",
    ),
    View(
        "matrix",
        2,
        "One row per catalogue, requirement and kind of agency: how many agencies have which latest verdict.",
        {
            **_CATALOGUE,
            "requirement": "id of the requirement",
            "kind": _AGENCY["kind"],
            "agencies": "how many agencies of that kind",
            "met": "of them met",
            "partly_met": "of them partly met",
            "not_met": "of them not met",
            "undetermined": "of them undetermined",
            "needs_human": "of them left to a person",
            "not_applicable": "of them not bound",
            "error": "of them our error",
        },
        "catalogue, requirement, kind",
    ),
    View(
        "changes",
        2,
        "One row per finding whose verdict or value differs from the agency's readable audit before.",
        {
            "agency_id": _AGENCY["agency_id"],
            "agency_name": _AGENCY["agency_name"],
            "kind": _AGENCY["kind"],
            **_CATALOGUE,
            "requirement": "id of the requirement",
            "verdict_before": "verdict in the audit before",
            "verdict": "verdict now",
            "value_before": "value in the audit before",
            "value": "value now",
            "points_change": "points now less points before",
            "code": "reason code now",
            "reason_vi": "reason now, Vietnamese",
            "reason_en": "reason now, English",
            "audit_before": "the audit before",
            "started_before": "its start (UTC)",
            "audit_id": "the later audit",
            "started": "its start (UTC)",
            "finding_before": "digest of the finding before",
            "finding": "digest of the finding now",
            "same_rules": "1: catalogue, lexicon and program were the same, so the portal changed; 0: maybe they did",
        },
        "started DESC, agency_id, catalogue, requirement",
    ),
    View(
        "audits_overview",
        1,
        "One row per audit, running and interrupted ones included, with its latest score.",
        {
            "audit_id": "public id of the audit",
            **_AGENCY,
            "trigger": "auditor, nightly, canary or demo",
            "state": "running, finished or interrupted",
            "ending": "how it ended; null while it runs",
            "started": "start (UTC)",
            "finished": "end (UTC)",
            "pages": "pages fetched or rendered",
            "rendered": "of them rendered",
            "requests": "requests in all",
            "readable_pages": "pages that could be judged",
            "archive": "its WARC, relative to the archive root",
            "error": "what went wrong on our side",
            "evaluations": "how often it was judged",
            "catalogue": "catalogue of the latest judging",
            "coverage": _SCORE["coverage"],
            "score_index": _SCORE["score_index"],
            "low": _SCORE["low"],
            "high": _SCORE["high"],
        },
        "started DESC, audit_id",
    ),
    View(
        "visits",
        1,
        "One row per finished audit, as a knock at the portal's door: did anybody answer? For availability.",
        {
            "audit_id": "public id of the audit",
            **_AGENCY,
            "portal": "address of the portal as it is registered now",
            "trigger": "auditor, nightly, canary or demo",
            "started": _AUDIT["started"],
            "finished": "end of that audit (UTC)",
            "ending": _AUDIT["ending"],
            "answered": "1: it answered; 0: it could not be reached; null: our own failure, or it would not let us in",
            "record": "digest of the archived record of that audit's end",
        },
        "started DESC, audit_id",
    ),
)

#: In the order in which they build on each other.
VIEWS: Mapping[str, View] = {view.name: view for view in (*_ALL, *RUN_VIEWS)}
