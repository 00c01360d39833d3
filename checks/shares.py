"""The shares of docs/judging.md 8: earned, unknown, lost; how a points rule and freshness shape them."""

from dataclasses import dataclass

from checks.observations import SOME, Observation
from checks.requirement import PointsRule

_FRESH = frozenset({PointsRule.SHARE_FRESH, PointsRule.GRADED_FRESH})
_SHARES = frozenset({PointsRule.SHARE, PointsRule.SHARE_FRESH})
_ALMOST = 1e-9
FULL_FROM, NOTHING_BELOW = 0.9, 0.1  # a share of nine in ten counts as all, under one in ten as none


@dataclass(frozen=True, slots=True)
class Shares:
    """`earned` is proven; `highest` is what it could be if all that is unknown were there."""

    earned: float
    highest: float

    @property
    def unknown(self) -> float:
        return round(max(0.0, self.highest - self.earned), 6)


def shares_of(observation: Observation, points_rule: PointsRule) -> Shares:
    """One observation's shares under a points rule: lower of content and freshness, no product (docs/judging.md 8)."""
    earned, highest = observation.earned, min(1.0, observation.earned + observation.unknown)
    if points_rule in _SHARES:
        earned, highest = _snapped(earned), _snapped(highest)
    elif points_rule is PointsRule.YES_NO:
        earned, highest = float(earned >= 1 - _ALMOST), float(highest >= 1 - _ALMOST)
    if points_rule in _FRESH:
        earned, highest = _aged(earned, highest, observation)
    return Shares(round(earned, 6), round(highest, 6))


def _snapped(share: float) -> float:
    if share >= FULL_FROM - _ALMOST:
        return 1.0
    return 0.0 if share < NOTHING_BELOW - _ALMOST else share


def _aged(earned: float, highest: float, observation: Observation) -> tuple[float, float]:
    """The factor of docs/judging.md 7; where it is not known the lowest step is proven and the rest stays open."""
    if observation.freshness is None or observation.freshness_unknown:
        return min(earned, SOME), highest
    return min(earned, observation.freshness), min(highest, observation.freshness)
