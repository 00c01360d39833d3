"""The laws of the score: bounded, monotone over definite verdicts, independent of order."""

import random

import pytest
from fake_probes import SAID, catalogue, row, rule
from hypothesis import given
from hypothesis import strategies as st

from checks.requirement import Catalogue, Requirement
from checks.scoring import score
from domain.agencies import Kind
from domain.findings import Finding, Score, Verdict

KIND = Kind.DISTRICT
POINTS = st.sampled_from([0.0, 0.4, 0.6, 1.0, 3.5, 12.0])
VALUE = st.sampled_from([0.0, 0.1, 0.4, 1 / 3, 0.7, 1.0])


def _finding(requirement: Requirement, earned: float, unknown: float, verdict: Verdict = Verdict.PARTLY_MET) -> Finding:
    earned = min(earned, 1 - unknown)
    points, possible = round(earned * requirement.points, 6), round((1 - unknown) * requirement.points, 6)
    return Finding(requirement.id, verdict, earned, points, possible, "x", SAID)


def _set(cases: list[tuple[float, float, float]]) -> tuple[Catalogue, list[Finding]]:
    rows = [row(f"r-{at:02d}", rule("x"), points=points) for at, (points, _, _) in enumerate(cases)]
    return catalogue(*rows), [_finding(item, *case[1:]) for item, case in zip(rows, cases, strict=True)]


CASES = st.lists(st.tuples(POINTS, VALUE, st.sampled_from([0.0, 0.0, 0.3, 0.6, 1.0])), min_size=1, max_size=12)


@given(CASES)
def test_the_score_is_bounded(cases: list[tuple[float, float, float]]) -> None:
    own, findings = _set(cases)
    found = score(findings, own, KIND)
    assert 0 <= found.points <= found.judged <= found.applicable
    if found.applicable:
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.low <= found.high <= 1
    if found.index is not None and found.low is not None and found.high is not None:
        assert found.low <= found.index <= found.high
    assert (found.index is None) == (found.judged == 0)
    assert sum(group.points for group in found.groups.values()) == pytest.approx(found.points)


@given(CASES, st.integers())
def test_order_does_not_matter(cases: list[tuple[float, float, float]], seed: int) -> None:
    own, findings = _set(cases)
    mixed = list(findings)
    random.Random(seed).shuffle(mixed)
    assert score(findings, own, KIND) == score(mixed, own, KIND)


@given(CASES, st.data())
def test_a_better_verdict_never_lowers_the_index(cases: list[tuple[float, float, float]], data: st.DataObject) -> None:
    definite = [(points, value, 0.0) for points, value, _ in cases]
    at = data.draw(st.integers(0, len(cases) - 1))
    better = list(definite)
    better[at] = (definite[at][0], min(1.0, definite[at][1] + 0.3), 0.0)
    low, high = (score(findings, own, KIND) for own, findings in (_set(definite), _set(better)))
    for name in ("index", "low", "high", "points"):
        before, after = getattr(low, name), getattr(high, name)
        assert (before is None and after is None) or before <= after


@given(CASES)
def test_what_is_unknown_only_widens_the_bounds(cases: list[tuple[float, float, float]]) -> None:
    definite = [(points, value, 0.0) for points, value, _ in cases]
    own, findings = _set(definite)
    known = score(findings, own, KIND)
    hidden = score([_finding(item, 0.0, 1.0) for item in own.requirements[:1]] + findings[1:], own, KIND)
    if known.applicable:
        assert _numbers(hidden)[0] <= _numbers(known)[0]
        assert _numbers(hidden)[1] >= _numbers(known)[1] or hidden.high == 1


def _numbers(found: Score) -> tuple[float, float]:
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


def test_a_worked_example() -> None:
    rows = (row("a-a", rule("x"), points=12), row("a-b", rule("x"), points=5), row("a-c", rule("x"), points=3))
    findings = [_finding(rows[0], 0.7, 0.0), _finding(rows[1], 0.4, 0.6), _finding(rows[2], 0.0, 1.0)]
    found = score(findings, catalogue(*rows), KIND)
    assert (found.points, found.judged, found.applicable) == (10.4, 14.0, 20.0)
    assert (found.index, found.coverage, found.low, found.high) == (0.743, 0.7, 0.52, 0.82)


def test_beta_rows_and_not_applicable_ones_take_no_part() -> None:
    rows = (
        row("a-a", rule("x")),
        row("a-b", rule("x"), lifecycle="beta"),
        row("a-c", rule("x")),
        row("a-d", rule("x"), applies_to=(Kind.PROVINCE,)),
    )
    findings = [
        _finding(rows[0], 1.0, 0.0),
        _finding(rows[1], 0.0, 0.0),
        _finding(rows[2], 0.0, 0.0, Verdict.NOT_APPLICABLE),
        _finding(rows[3], 0.0, 0.0),
    ]
    found = score(findings, catalogue(*rows), KIND)
    assert (found.points, found.applicable, found.index, found.coverage) == (10.0, 10.0, 1.0, 1.0)


def test_nothing_judged_has_no_index() -> None:
    rows = (row("a-a", rule("x")),)
    found = score([_finding(rows[0], 0.0, 1.0, Verdict.UNDETERMINED)], catalogue(*rows), KIND)
    assert (found.index, found.coverage, found.low, found.high) == (None, 0.0, 0.0, 1.0)


def test_errors_count_as_unknown() -> None:
    rows = (row("a-a", rule("x")), row("a-b", rule("x")))
    broken = Finding("a-b", Verdict.ERROR, None, 0.0, 0.0, "crash_1", SAID)
    found = score([_finding(rows[0], 1.0, 0.0), broken], catalogue(*rows), KIND)
    assert (found.index, found.coverage) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("points", "judged", "index"), [(1, 3, 0.333), (2, 3, 0.667), (1, 16, 0.063), (1, 2000, 0.001)]
)
def test_halves_round_up_at_the_third_place(points: float, judged: float, index: float) -> None:
    rows = (row("a-a", rule("x"), points=judged),)
    own = [Finding("a-a", Verdict.PARTLY_MET, points / judged, points, judged, "x", SAID)]
    assert score(own, catalogue(*rows), KIND).index == index
