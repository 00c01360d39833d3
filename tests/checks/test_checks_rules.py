"""The algebra of shares and rules (docs/judging.md 8)."""

import pytest
from fake_probes import EVIDENCE, TRACE, seen
from hypothesis import given
from hypothesis import strategies as st

from checks.observations import Observation, Unknown
from checks.requirement import Operator, PointsRule
from checks.rules import combine, judged
from checks.shares import Shares, shares_of
from domain.findings import Text2

STEPS = st.sampled_from([0.0, 0.05, 0.1, 0.25, 0.4, 0.5, 0.7, 0.85, 0.9, 1.0])
OBSERVED = st.tuples(STEPS, STEPS).map(lambda pair: (pair[0], round(min(pair[1], 1 - pair[0]), 6)))


@pytest.mark.parametrize(
    ("points_rule", "observation", "expected"),
    [
        (PointsRule.YES_NO, seen(1.0), (1.0, 1.0)),
        (PointsRule.YES_NO, seen(0.7), (0.0, 0.0)),
        (PointsRule.YES_NO, seen(0.0, 1.0), (0.0, 1.0)),
        (PointsRule.YES_NO, seen(0.5, 0.5), (0.0, 1.0)),
        (PointsRule.SHARE, seen(0.9), (1.0, 1.0)),
        (PointsRule.SHARE, seen(0.89), (0.89, 0.89)),
        (PointsRule.SHARE, seen(0.09), (0.0, 0.0)),
        (PointsRule.SHARE, seen(0.1), (0.1, 0.1)),
        (PointsRule.SHARE, seen(0.5, 0.45), (0.5, 1.0)),
        (PointsRule.GRADED, seen(0.4, 0.6), (0.4, 1.0)),
        (PointsRule.GRADED, seen(0.7), (0.7, 0.7)),
        (PointsRule.GRADED, seen(1.0, freshness=0.4), (1.0, 1.0)),
        (PointsRule.GRADED_FRESH, seen(1.0, freshness=1.0), (1.0, 1.0)),
        (PointsRule.GRADED_FRESH, seen(1.0, freshness=0.7), (0.7, 0.7)),
        (PointsRule.GRADED_FRESH, seen(0.7, freshness=0.4), (0.4, 0.4)),
        (PointsRule.GRADED_FRESH, seen(0.4, freshness=0.7), (0.4, 0.4)),
        (PointsRule.GRADED_FRESH, seen(0.4, 0.6, freshness=0.7), (0.4, 0.7)),
        (PointsRule.GRADED_FRESH, seen(1.0, freshness_unknown=True), (0.4, 1.0)),
        (PointsRule.GRADED_FRESH, seen(0.7, freshness_unknown=True), (0.4, 0.7)),
        (PointsRule.GRADED_FRESH, seen(0.0, 1.0), (0.0, 1.0)),
        (PointsRule.GRADED_FRESH, seen(1.0), (0.4, 1.0)),
        (PointsRule.SHARE_FRESH, seen(0.95, freshness=0.7), (0.7, 0.7)),
        (PointsRule.SHARE_FRESH, seen(0.5, freshness=1.0), (0.5, 0.5)),
    ],
)
def test_shares_by_points_rule(
    points_rule: PointsRule, observation: Observation, expected: tuple[float, float]
) -> None:
    shares = shares_of(observation, points_rule)
    assert (shares.earned, shares.highest) == expected


@given(OBSERVED, st.sampled_from(list(PointsRule)), st.sampled_from([None, 0.4, 0.7, 1.0]))
def test_shares_stay_in_bounds(pair: tuple[float, float], points_rule: PointsRule, freshness: float | None) -> None:
    shares = shares_of(seen(*pair, freshness=freshness), points_rule)
    assert 0 <= shares.earned <= shares.highest <= 1
    assert 0 <= shares.unknown <= 1


@given(OBSERVED, OBSERVED, st.sampled_from(list(PointsRule)))
def test_more_seen_never_earns_less(
    first: tuple[float, float], second: tuple[float, float], points_rule: PointsRule
) -> None:
    low, high = sorted((first, second), key=lambda pair: pair[0])
    if sum(low) <= sum(high):
        assert shares_of(seen(*low), points_rule).earned <= shares_of(seen(*high), points_rule).earned
        assert shares_of(seen(*low), points_rule).highest <= shares_of(seen(*high), points_rule).highest


def _judged(*pairs: tuple[float, float]) -> list:
    return [judged(seen(*pair, code=f"part{at}"), PointsRule.GRADED) for at, pair in enumerate(pairs)]


@pytest.mark.parametrize(
    ("operator", "parts", "expected", "speaker"),
    [
        (Operator.ANY, [(0.4, 0.0), (1.0, 0.0)], (1.0, 1.0), "part1"),
        (Operator.ANY, [(0.4, 0.0), (0.0, 1.0)], (0.4, 1.0), "part0"),
        (Operator.ANY, [(0.0, 0.0), (0.0, 1.0)], (0.0, 1.0), "part1"),
        (Operator.ALL, [(1.0, 0.0), (0.4, 0.0)], (0.4, 0.4), "part1"),
        (Operator.ALL, [(1.0, 0.0), (0.0, 1.0)], (0.0, 1.0), "part1"),
        (Operator.ALL, [(0.0, 0.0), (0.0, 1.0)], (0.0, 0.0), "part0"),
        (Operator.SHARE, [(1.0, 0.0), (0.0, 0.0)], (0.5, 0.5), "part1"),
        (Operator.SHARE, [(1.0, 0.0), (0.0, 1.0)], (0.5, 1.0), "part1"),
        (Operator.NONE, [(1.0, 0.0), (0.0, 0.0)], (0.0, 0.0), "part0"),
        (Operator.NONE, [(0.0, 0.0)], (1.0, 1.0), "none_seen"),
        (Operator.NONE, [(0.0, 1.0), (0.0, 0.0)], (0.0, 1.0), "part0"),
        (Operator.NONE, [(0.4, 0.0)], (0.6, 0.6), "none_seen"),
    ],
)
def test_operators(
    operator: Operator, parts: list[tuple[float, float]], expected: tuple[float, float], speaker: str
) -> None:
    found = combine(operator, _judged(*parts))
    assert (found.shares.earned, found.shares.highest) == expected
    assert found.code == speaker


@given(st.lists(OBSERVED, min_size=1, max_size=4), st.sampled_from(list(Operator)))
def test_combined_shares_stay_in_bounds_and_do_not_depend_on_order(
    pairs: list[tuple[float, float]], operator: Operator
) -> None:
    found, turned = combine(operator, _judged(*pairs)), combine(operator, _judged(*reversed(pairs)))
    assert found.shares == turned.shares
    assert 0 <= found.shares.earned <= found.shares.highest <= 1


@given(st.lists(OBSERVED, min_size=1, max_size=4))
def test_all_is_never_above_share_nor_share_above_any(pairs: list[tuple[float, float]]) -> None:
    worst, mean, best = (
        combine(operator, _judged(*pairs)).shares for operator in (Operator.ALL, Operator.SHARE, Operator.ANY)
    )
    assert worst.earned <= mean.earned + 1e-6 <= best.earned + 2e-6
    assert worst.highest <= mean.highest + 1e-6 <= best.highest + 2e-6


def test_evidence_of_all_parts_is_kept_once_and_a_trace_is_found() -> None:
    bare = judged(seen(0.0, searched=TRACE, evidence=()), PointsRule.GRADED)
    rich = judged(seen(1.0, searched=None), PointsRule.GRADED)
    found = combine(Operator.ANY, [bare, rich, rich])
    assert found.evidence == (EVIDENCE,)
    assert found.searched == TRACE
    assert found.figures == {"items": 2.0}


def test_what_only_a_person_can_tell_is_kept_apart() -> None:
    human = judged(seen(0.0, 1.0, kind=Unknown.HUMAN), PointsRule.GRADED)
    sure = judged(seen(1.0), PointsRule.GRADED)
    assert combine(Operator.ALL, [sure, human]).unknown_kind is Unknown.HUMAN


def test_an_observation_out_of_bounds_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        Observation("fake", 0.8, 0.4, "x", Text2("", ""))


def test_unknown_is_what_lies_between() -> None:
    assert Shares(0.4, 1.0).unknown == 0.6
    assert Shares(1.0, 1.0).unknown == 0.0
