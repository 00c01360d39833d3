"""The document of docs/judging.md 12, held to its published schema."""

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
import report_sample as sample
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from domain.captures import Ending
from domain.codec import digest_of
from domain.findings import (
    Evaluation,
    Evidence,
    Finding,
    GroupScore,
    Locator,
    LocatorType,
    Miss,
    Score,
    SearchTrace,
    Service,
    ServiceProblem,
    ServiceSummary,
    Text2,
    Verdict,
)
from reports.document import LEVELS, check_document, schema, stable_part

VALIDATOR = Draft202012Validator(schema())


@pytest.fixture
def document() -> dict[str, Any]:
    return check_document(sample.audit(), sample.evaluation(), sample.catalogue())


def faults(document: Any) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(document)]


def test_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(schema())


def test_every_verdict_is_in_the_sample_and_validates(document: dict[str, Any]) -> None:
    assert {item["verdict"] for item in document["findings"]} == {verdict.value for verdict in Verdict}
    assert faults(document) == []


def test_keys_stand_in_the_published_order(document: dict[str, Any]) -> None:
    assert list(document) == ["schema", "agency", "audit", "findings", "services", "score"]
    assert list(document["agency"]) == ["id", "name", "kind", "portal"]
    assert list(document["audit"]) == [
        "id", "trigger", "started", "finished", "ending", "pages", "rendered", "requests", "catalogue", "archive",
    ]  # fmt: skip
    finding = document["findings"][0]
    assert list(finding) == [
        "requirement", "verdict", "value", "points", "possible", "reason", "evidence", "searched",
    ]  # fmt: skip
    assert list(finding["evidence"][0]) == ["url", "excerpt", "locator", "digest", "confidence"]
    assert list(document["services"]) == ["total", "claimed_total", "by_claimed_level", "items"]
    assert list(document["score"]) == [
        "points", "applicable", "judged", "coverage", "index", "low", "high", "groups",
    ]  # fmt: skip
    assert list(document["score"]["groups"]) == ["information", "support", "services", "presentation"]


def test_findings_are_sorted_by_requirement_whatever_their_order(document: dict[str, Any]) -> None:
    ids = [item["requirement"] for item in document["findings"]]
    assert ids == sorted(row.id for row in sample.catalogue().requirements)
    judged = sample.evaluation()
    turned = replace(
        judged, findings=judged.findings[::-1], services=replace(judged.services, items=judged.services.items[::-1])
    )
    assert check_document(sample.audit(), turned, sample.catalogue()) == document


def test_head_says_what_the_audit_was(document: dict[str, Any]) -> None:
    assert document["agency"] == {
        "id": "ubnd-quang-dong",
        "name": "Ủy ban nhân dân tỉnh Quảng Đông",
        "kind": "province",
        "portal": sample.PORTAL,
    }
    assert document["audit"]["started"] == "2022-03-14T05:00:00.000120Z"
    assert document["audit"]["ending"] == "completed"
    assert document["audit"]["catalogue"] == "nd43-2011"
    assert document["audit"]["archive"] == sample.audit().archive


def test_running_audit_without_archive_has_nulls() -> None:
    running = replace(sample.audit(None), archive="")
    document = check_document(running, sample.evaluation(), sample.catalogue())
    assert [document["audit"][key] for key in ("finished", "ending", "archive")] == [None, None, None]
    assert faults(document) == []


@pytest.mark.parametrize("ending", list(Ending))
def test_every_ending_validates(ending: Ending) -> None:
    document = check_document(sample.audit(ending), sample.evaluation(), sample.catalogue())
    assert document["audit"]["ending"] == ending.value
    assert faults(document) == []


def test_unreachable_portal_has_rows_but_no_index() -> None:
    audit, judged = sample.unreachable()
    document = check_document(audit, judged, sample.catalogue())
    assert faults(document) == []
    assert document["score"]["index"] is None
    assert (document["score"]["coverage"], document["score"]["low"], document["score"]["high"]) == (0.0, 0.0, 1.0)
    assert {item["value"] for item in document["findings"]} == {None}


def test_search_trace_tells_where_and_what_came_near(document: dict[str, Any]) -> None:
    finding = next(item for item in document["findings"] if item["verdict"] == "not_met")
    assert finding["searched"]["pages"] == 87
    assert finding["searched"]["labels_compared"] == 412
    assert finding["searched"]["misses"][0]["similarity"] == 0.8125
    assert finding["searched"]["misses"][0]["reason"]["vi"].startswith("Đấu giá")
    assert finding["searched"]["unfetched"] == [f"{sample.PORTAL}so-do-cong"]


def test_services_are_counted_by_every_level(document: dict[str, Any]) -> None:
    services = document["services"]
    assert services["total"] == len(services["items"]) == 3
    assert services["claimed_total"] == 1874
    assert services["by_claimed_level"] == {**dict.fromkeys(LEVELS, 0), "3": 1, "4": 1, "unstated": 1}
    assert sum(services["by_claimed_level"].values()) == services["total"]
    assert {item["problem"] for item in services["items"]} == {None, "lower_than_claimed", "level_not_stated"}


def test_numbers_are_rounded_and_bounds_keep_their_order() -> None:
    third = Score(1 / 3, 1.0, 1.0, 1.0, 0.333, 1 / 3, 1 / 3, {"support": GroupScore(0.1 + 0.2, 0.3, 0.3)})
    document = check_document(sample.audit(), replace(sample.evaluation(), score=third), sample.catalogue())
    score = document["score"]
    assert (score["points"], score["low"], score["index"], score["high"]) == (0.333333, 0.333, 0.333, 0.333)
    assert score["groups"]["support"] == {
        "points": 0.3, "applicable": 0.3, "judged": 0.3, "coverage": 1.0, "index": 1.0, "low": 1.0, "high": 1.0,
    }  # fmt: skip


def test_half_a_surrogate_does_not_break_the_output() -> None:
    audit, judged = sample.hostile("x\x00y\ud800z")
    document = check_document(audit, judged, sample.catalogue())
    assert json.dumps(document, ensure_ascii=False).encode("utf-8")
    assert faults(document) == []


def test_wrong_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="nd42"):
        check_document(sample.audit(), sample.evaluation(), replace(sample.catalogue(), name="nd42-2022"))


def test_missing_and_doubled_findings_are_refused() -> None:
    judged = sample.evaluation()
    with pytest.raises(ValueError, match=r"missing \['nd43-10-1-a-structure'\]"):
        check_document(sample.audit(), replace(judged, findings=judged.findings[1:]), sample.catalogue())
    with pytest.raises(ValueError, match="more than one"):
        check_document(sample.audit(), replace(judged, findings=judged.findings * 2), sample.catalogue())


def test_evaluation_by_an_earlier_text_of_the_catalogue_keeps_its_own_rows() -> None:
    judged = replace(sample.evaluation(), findings=sample.findings()[1:], catalogue_digest=digest_of("earlier"))
    document = check_document(sample.audit(), judged, sample.catalogue())
    assert len(document["findings"]) == len(sample.findings()) - 1


def test_stable_part_leaves_out_what_changes_from_run_to_run(document: dict[str, Any]) -> None:
    later = replace(sample.audit(), id="another", requests=9)
    again = check_document(later, sample.evaluation(), sample.catalogue())
    assert again != document
    assert stable_part(again) == stable_part(document)
    assert "another" not in stable_part(again)
    other = copy.deepcopy(document)
    other["findings"][0]["points"] += 0.1
    assert stable_part(other) != stable_part(document)


def finding_of(document: dict[str, Any], verdict: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in document["findings"] if item["verdict"] == verdict)
    return found


BROKEN: dict[str, Any] = {
    "other schema": lambda doc: doc.update(schema="portal-audit/check@2"),
    "key too many at the top": lambda doc: doc.update(generated="now"),
    "key too many in a finding": lambda doc: doc["findings"][0].update(probe="x"),
    "key too many in a group": lambda doc: doc["score"]["groups"]["support"].update(extra=1),
    "key too many in the score": lambda doc: doc["score"].update(rank=1),
    "no reason": lambda doc: doc["findings"][0].pop("reason"),
    "reason in one language": lambda doc: doc["findings"][0]["reason"].pop("vi"),
    "unknown verdict": lambda doc: doc["findings"][0].update(verdict="absent"),
    "met without evidence": lambda doc: finding_of(doc, "met").update(evidence=[]),
    "partly met without evidence": lambda doc: finding_of(doc, "partly_met").update(evidence=[]),
    "partly met with all": lambda doc: finding_of(doc, "partly_met").update(value=1.0),
    "met with less": lambda doc: finding_of(doc, "met").update(value=0.9),
    "not met without trace": lambda doc: finding_of(doc, "not_met").update(searched=None),
    "not met with points": lambda doc: finding_of(doc, "not_met").update(points=1.0),
    "undetermined that earns": lambda doc: finding_of(doc, "undetermined").update(points=1.0),
    "not applicable that could earn": lambda doc: finding_of(doc, "not_applicable").update(possible=1.0),
    "value above one": lambda doc: finding_of(doc, "met").update(value=1.5),
    "digest without sha256": lambda doc: finding_of(doc, "met")["evidence"][0].update(digest="1234"),
    "unknown locator": lambda doc: finding_of(doc, "met")["evidence"][0]["locator"].update(type="css"),
    "level as a number": lambda doc: doc["services"]["items"][0].update(claimed_level=4),
    "unknown problem": lambda doc: doc["services"]["items"][0].update(problem="odd"),
    "level left uncounted": lambda doc: doc["services"]["by_claimed_level"].pop("4"),
    "letter for kind": lambda doc: doc["agency"].update(kind="P"),
    "portal that is no web address": lambda doc: doc["agency"].update(portal="javascript:1"),
    "moment without zone": lambda doc: doc["audit"].update(started="2022-03-14T05:00:00"),
    "unknown ending": lambda doc: doc["audit"].update(ending="done"),
    "negative pages": lambda doc: doc["audit"].update(pages=-1),
    "index above one": lambda doc: doc["score"].update(index=1.2),
    "no groups": lambda doc: doc["score"].pop("groups"),
}


@pytest.mark.parametrize("fault", list(BROKEN))
def test_schema_refuses(document: dict[str, Any], fault: str) -> None:
    BROKEN[fault](document)
    assert faults(document)


TEXTS = st.text(max_size=40)
SHARES = st.floats(0, 1)
INNER = st.floats(0.01, 0.99)
REASONS = st.builds(Text2, TEXTS, TEXTS)
DIGESTS = st.binary(max_size=3).map(lambda body: digest_of(body.hex()))
EVIDENCE = st.builds(
    Evidence, TEXTS, TEXTS, DIGESTS, st.builds(Locator, st.sampled_from(LocatorType), TEXTS), TEXTS, TEXTS, SHARES
)
PIECES = st.lists(EVIDENCE, min_size=1, max_size=3).map(tuple)
TRACES = st.builds(
    SearchTrace,
    st.lists(TEXTS, max_size=2).map(tuple), st.integers(0, 400), st.lists(TEXTS, max_size=3).map(tuple),
    st.integers(0, 9999), st.lists(st.builds(Miss, TEXTS, TEXTS, SHARES, REASONS), max_size=3).map(tuple), SHARES,
    st.lists(TEXTS, max_size=2).map(tuple),
)  # fmt: skip
SERVICES = st.builds(
    Service,
    TEXTS, TEXTS, TEXTS, st.sampled_from(LEVELS), st.none() | st.sampled_from(LEVELS), TEXTS,
    st.none() | st.sampled_from(ServiceProblem),
)  # fmt: skip


@st.composite
def judged_finding(draw: st.DrawFn, requirement: str) -> Finding:
    """Any finding that keeps the rules of docs/judging.md 8."""
    verdict, reason = draw(st.sampled_from(Verdict)), draw(REASONS)
    maximum = draw(st.sampled_from([0.0, 0.4, 3.5, 12.0]))
    if verdict is Verdict.MET:
        return Finding(requirement, verdict, 1.0, maximum, maximum, "full", reason, draw(PIECES))
    if verdict is Verdict.PARTLY_MET:
        earned, unknown = draw(INNER), draw(SHARES)
        possible = max(earned, 1 - unknown) * maximum
        return Finding(requirement, verdict, earned, earned * maximum, possible, "some", reason, draw(PIECES))
    if verdict is Verdict.NOT_MET:
        return Finding(requirement, verdict, 0.0, 0.0, maximum, "absent", reason, (), draw(TRACES))
    if verdict in (Verdict.UNDETERMINED, Verdict.NEEDS_HUMAN):
        value = draw(st.sampled_from([None, 0.0]))
        possible = draw(SHARES) * maximum
        return Finding(requirement, verdict, value, 0.0, possible, "x", reason, (), draw(st.none() | TRACES))
    return Finding(requirement, verdict, None, 0.0, 0.0, "x", reason)


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluation:
    laws = sample.catalogue()
    points, lost, unknown = (draw(st.floats(0, 160)) for _ in range(3))
    judged, applicable = points + lost, points + lost + unknown
    score = Score(
        points, applicable, judged,
        judged / applicable if applicable else None,
        points / judged if judged else None,
        points / applicable if applicable else None,
        (points + unknown) / applicable if applicable else None,
        {"information": GroupScore(points, applicable, judged)},
    )  # fmt: skip
    return replace(
        sample.evaluation(),
        findings=tuple(draw(judged_finding(row.id)) for row in laws.requirements),
        services=ServiceSummary(tuple(draw(st.lists(SERVICES, max_size=4))), draw(st.none() | st.integers(0, 99999))),
        score=score,
    )


@settings(max_examples=60, deadline=None)
@given(evaluations())
def test_any_evaluation_gives_a_document_that_validates(judged: Evaluation) -> None:
    document = check_document(sample.audit(), judged, sample.catalogue())
    assert faults(document) == []
    assert stable_part(json.loads(json.dumps(document))) == stable_part(document)
    score = document["score"]
    if score["index"] is not None:
        assert score["low"] <= score["index"] <= score["high"]
