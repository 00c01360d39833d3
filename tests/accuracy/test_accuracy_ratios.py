"""Shares and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accuracy.ratios import Ratio


@st.composite
def ratios(draw: st.DrawFn) -> Ratio:
    of = draw(st.integers(1, 10_000))
    return Ratio(draw(st.integers(0, of)), of)


@given(ratios())
def test_the_interval_holds_the_share_and_stays_within_bounds(ratio: Ratio) -> None:
    assert ratio.interval is not None
    assert ratio.share is not None
    low, high = ratio.interval
    assert 0 <= low <= ratio.share + 1e-12
    assert ratio.share - 1e-12 <= high <= 1
    assert low < high


@given(ratios())
def test_ten_times_the_rows_narrow_it(ratio: Ratio) -> None:
    more = Ratio(ratio.right * 10, ratio.of * 10)
    assert ratio.interval is not None
    assert more.interval is not None
    assert more.interval[1] - more.interval[0] < ratio.interval[1] - ratio.interval[0]


@given(ratios(), ratios())
def test_at_most_one_of_two_shares_is_below_the_other(one: Ratio, other: Ratio) -> None:
    assert not (one.below(other) and other.below(one))
    assert not one.below(one)


@pytest.mark.parametrize(
    ("ratio", "low", "high"),
    [(Ratio(0, 10), 0.0, 0.2775), (Ratio(10, 10), 0.7225, 1.0), (Ratio(81, 100), 0.7222, 0.8749)],
)
def test_known_intervals(ratio: Ratio, low: float, high: float) -> None:
    assert ratio.interval == pytest.approx((low, high), abs=1e-4)


def test_nothing_of_nothing_is_no_share() -> None:
    assert Ratio().share is None
    assert Ratio().interval is None
    assert not Ratio().below(Ratio(1, 1))
    assert not Ratio(0, 1).below(Ratio())
    assert Ratio(1, 2) + Ratio(2, 3) == Ratio(3, 5)
