"""Gates: what is measured of a run, and when it may be published."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.nights import GateVerdict, RunFacts
from scheduler.monitors import MEASURES, judge_run, may_be_published
from scheduler.nights_settings import Gates, load_settings

GOOD = RunFacts(
    registered=10,
    rows=10,
    standings={"audited": 9, "not_reached": 1},
    causes={},
    endings={"completed": 8, "unreachable": 1},
    readable=8,
    requests=2400,
    verdicts={"met": 300, "partly_met": 100, "not_met": 80, "undetermined": 96, "not_applicable": 50},
    compared=400,
    flips=8,
    seconds=7200,
    canaries=2,
)


def measured(name: str, **changed: Any) -> float | None:
    return MEASURES[name](replace(GOOD, **changed))[0]


def test_a_good_night_passes_what_ships() -> None:
    results = judge_run(GOOD, load_settings().gates)
    assert {result.gate for result in results} == set(MEASURES)
    assert may_be_published(results)


@pytest.mark.parametrize(
    ("gate", "changed"),
    [
        ("rows_complete", {"rows": 9}),
        ("rows_complete", {"standings": {"audited": 9, "running": 1}}),
        ("reached", {"readable": 5}),
        ("definite", {"verdicts": {"met": 10, "undetermined": 90}}),
        ("flips", {"flips": 60}),
        ("our_errors", {"endings": {"failed": 3, "completed": 6}}),
        ("our_errors", {"standings": {"audited": 7, "given_up": 3}, "causes": {"worker_lost": 2, "our_error": 1}}),
        ("error_verdicts", {"verdicts": {"met": 90, "error": 10}}),
        ("requests_per_finding", {"requests": 100_000}),
        ("duration_hours", {"seconds": 12 * 3600}),
        ("canaries", {"canaries_failed": 1}),
    ],
)
def test_each_fault_fails_its_gate_and_holds_the_night(gate: str, changed: dict[str, Any]) -> None:
    results = judge_run(replace(GOOD, **changed), load_settings().gates)
    assert [result.gate for result in results if result.verdict is GateVerdict.FAILED] == [gate]
    assert not may_be_published(results)


def test_what_cannot_be_measured_holds_nothing() -> None:
    facts = replace(GOOD, compared=0, flips=0, canaries=0, verdicts={}, requests=0)
    verdicts = {result.gate: result.verdict for result in judge_run(facts, load_settings().gates)}
    unmeasured = {gate for gate, verdict in verdicts.items() if verdict is GateVerdict.UNMEASURED}
    assert unmeasured == {"flips", "canaries", "definite", "error_verdicts", "requests_per_finding"}


def test_shares_are_of_what_they_say() -> None:
    assert measured("reached") == 0.8
    assert measured("definite") == round(480 / 576, 6)
    assert measured("flips") == 0.02
    assert measured("requests_per_finding") == round(2400 / 576, 6)
    assert measured("duration_hours") == 2


def test_a_gate_that_nobody_set_is_not_judged() -> None:
    assert judge_run(GOOD, Gates()) == ()


@given(st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1))
def test_thresholds_include_their_own_value(value: float, limit: float) -> None:
    facts = replace(GOOD, compared=10**6, flips=round(value * 10**6))
    at_most = judge_run(facts, Gates.model_validate({"flips": {"at_most": limit}}))[0]
    at_least = judge_run(facts, Gates.model_validate({"flips": {"at_least": limit}}))[0]
    assert at_most.value is not None
    assert (at_most.verdict is GateVerdict.PASSED) == (at_most.value <= limit)
    assert (at_least.verdict is GateVerdict.PASSED) == (at_most.value >= limit)
