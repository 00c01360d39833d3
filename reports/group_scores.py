"""The groups of requirements (law.md section 3.4) in the order of every table, with the bounds of each."""

from collections.abc import Iterable
from fractions import Fraction

from domain.findings import GroupScore, Score

_ORDER = ("information", "support", "services", "presentation")


def group_names(names: Iterable[str]) -> tuple[str, ...]:
    """The known groups in the order of the law, then any other by name."""
    return tuple(sorted(set(names), key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)))


def score_of_group(group: GroupScore) -> Score:
    """DESIGN.md section 2 applied to one group: index over what was judged, bounds over what applies."""
    points, applicable, judged = (Fraction(str(sum_)) for sum_ in (group.points, group.applicable, group.judged))
    return Score(
        points=group.points,
        applicable=group.applicable,
        judged=group.judged,
        coverage=_ratio(judged, applicable),
        index=_ratio(points, judged),
        low=_ratio(points, applicable),
        high=_ratio(points + applicable - judged, applicable),
    )


def _ratio(part: Fraction, whole: Fraction) -> float | None:
    """Three decimals, halves up, as the score of the whole is rounded."""
    if whole <= 0:
        return None
    return int(part / whole * 1000 + Fraction(1, 2)) / 1000
