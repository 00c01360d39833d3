"""The document that `check --json` and `recheck --json` print: "portal-audit/check@1", a public contract."""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from checks.requirement import Catalogue
from checks.scoring import score_of_sums
from domain.audits import Audit
from domain.clock import to_iso
from domain.codec import canonical_json
from domain.findings import Evaluation, Evidence, Finding, Miss, Score, SearchTrace, Service, ServiceSummary, Text2
from reports.group_scores import group_names

SCHEMA = "portal-audit/check@1"

#: Levels of Circular 32/2017 Art. 3, "unstated", and the wording of Decree 42/2022; every one is always counted.
LEVELS = ("1", "2", "3", "4", "unstated", "toan_trinh", "mot_phan", "thong_tin")

_SHARE_DIGITS = 6  # shares and points: beyond this only the noise of binary fractions
_INDEX_DIGITS = 3  # index, coverage and bounds, so that low <= index <= high stays true after rounding


def check_document(audit: Audit, evaluation: Evaluation, catalogue: Catalogue) -> dict[str, Any]:
    """The whole result of one audit as plain JSON, keys in the published order, nothing volatile below `audit`.

    Raises ValueError when the evaluation is not one of this catalogue or lacks a finding.
    """
    _require_whole(evaluation, catalogue)
    return {
        "schema": SCHEMA,
        "agency": _agency(audit),
        "audit": _audit(audit, evaluation),
        "findings": [_finding(item) for item in sorted(evaluation.findings, key=lambda item: item.requirement)],
        "services": _services(evaluation.services),
        "score": _score(evaluation.score),
    }


def stable_part(document: Mapping[str, Any]) -> str:
    """The part that the same archive, catalogue, lexicon and code must reproduce to the byte."""
    return canonical_json({key: document[key] for key in ("findings", "services", "score")})


def schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of the document."""
    text = resources.files("reports").joinpath("check.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _require_whole(evaluation: Evaluation, catalogue: Catalogue) -> None:
    if evaluation.catalogue != catalogue.name:
        raise ValueError(f"judged by catalogue {evaluation.catalogue!r}, shown with {catalogue.name!r}")
    found = [item.requirement for item in evaluation.findings]
    if len(set(found)) != len(found):
        raise ValueError("more than one finding for a requirement")
    if evaluation.catalogue_digest != catalogue.digest:
        return  # judged by an earlier text of the catalogue: its own rows are the whole
    wanted = {item.id for item in catalogue.requirements}
    if wanted != set(found):
        missing, extra = sorted(wanted - set(found)), sorted(set(found) - wanted)
        raise ValueError(f"findings do not fit the catalogue: missing {missing}, not in it {extra}")


def _agency(audit: Audit) -> dict[str, Any]:
    agency = audit.target.agency
    return {
        "id": _text(agency.id),
        "name": _text(agency.name),
        "kind": agency.kind.value,
        "portal": _text(audit.target.portal),
    }


def _audit(audit: Audit, evaluation: Evaluation) -> dict[str, Any]:
    return {
        "id": audit.id,
        "trigger": audit.trigger,
        "started": to_iso(audit.started),
        "finished": to_iso(audit.finished) if audit.finished else None,
        "ending": audit.ending.value if audit.ending else None,
        "pages": audit.pages,
        "rendered": audit.rendered,
        "requests": audit.requests,
        "catalogue": evaluation.catalogue,
        "archive": audit.archive or None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "requirement": finding.requirement,
        "verdict": finding.verdict.value,
        "value": None if finding.value is None else _share(finding.value),
        "points": _share(finding.points),
        "possible": _share(finding.possible),
        "reason": _both(finding.reason),
        "evidence": [_evidence(item) for item in finding.evidence],
        "searched": None if finding.searched is None else _searched(finding.searched),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "url": _text(evidence.url),
        "excerpt": _text(evidence.excerpt),
        "locator": {"type": evidence.locator.type.value, "value": _text(evidence.locator.value)},
        "digest": evidence.digest,
        "confidence": _share(evidence.confidence),
    }


def _searched(trace: SearchTrace) -> dict[str, Any]:
    return {
        "sections": [_text(url) for url in trace.sections],
        "pages": trace.pages,
        "labels": [_text(label) for label in trace.labels],
        "labels_compared": trace.labels_compared,
        "misses": [_miss(item) for item in trace.misses],
        "navigation": _share(trace.navigation),
        "unfetched": [_text(url) for url in trace.unfetched],
    }


def _miss(miss: Miss) -> dict[str, Any]:
    return {
        "url": _text(miss.url),
        "label": _text(miss.label),
        "similarity": _share(miss.similarity),
        "reason": _both(miss.reason),
    }


def _services(summary: ServiceSummary) -> dict[str, Any]:
    items = sorted((_service(item) for item in summary.items), key=canonical_json)
    claimed = [item["claimed_level"] for item in items]
    return {
        "total": len(items),
        "claimed_total": summary.claimed_total,
        "by_claimed_level": {level: claimed.count(level) for level in LEVELS},
        "items": items,
    }


def _service(service: Service) -> dict[str, Any]:
    return {
        "code": _text(service.code),
        "name": _text(service.name),
        "field": _text(service.field),
        "claimed_level": service.claimed_level,
        "observed_level": service.observed_level,
        "url": _text(service.url),
        "problem": service.problem.value if service.problem else None,
    }


def _score(score: Score) -> dict[str, Any]:
    groups = {name: _sums(score_of_sums(score.groups[name])) for name in group_names(score.groups)}
    return {**_sums(score), "groups": groups}


def _sums(score: Score) -> dict[str, Any]:
    return {
        "points": _share(score.points),
        "applicable": _share(score.applicable),
        "judged": _share(score.judged),
        "coverage": _ratio(score.coverage),
        "index": _ratio(score.index),
        "low": _ratio(score.low),
        "high": _ratio(score.high),
    }


def _share(value: float) -> float:
    return round(float(value), _SHARE_DIGITS) + 0.0  # no negative zero


def _ratio(value: float | None) -> float | None:
    return None if value is None else round(float(value), _INDEX_DIGITS) + 0.0


def _both(text: Text2) -> dict[str, str]:
    return {"vi": _text(text.vi), "en": _text(text.en)}


def _text(text: str) -> str:
    """Half a surrogate pair, as a portal's JSON may hold, has no place in UTF-8."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
