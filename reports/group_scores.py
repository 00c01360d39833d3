"""The groups of requirements (law.md section 3.4) in the order of every table, with the bounds of each."""

from collections.abc import Iterable

from domain.findings import GroupScore, Score

_ORDER = ("information", "support", "services", "presentation")


def group_names(names: Iterable[str]) -> tuple[str, ...]:
    """The known groups in the order of the law, then any other by name."""
    return tuple(sorted(set(names), key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)))


def score_of_group(group: GroupScore) -> Score:
    """DESIGN.md section 2 applied to one group: index over what was judged, bounds over what applies."""
    applies, judged = group.applicable > 0, group.judged > 0
    return Score(
        points=group.points,
        applicable=group.applicable,
        judged=group.judged,
        coverage=group.judged / group.applicable if applies else None,
        index=group.points / group.judged if judged else None,
        low=group.points / group.applicable if applies else None,
        high=(group.points + group.applicable - group.judged) / group.applicable if applies else None,
    )
