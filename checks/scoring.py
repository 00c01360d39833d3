"""What the findings sum up to (docs/judging.md 8). Order does not matter."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from checks.requirement import Catalogue, Requirement
from domain.agencies import Kind
from domain.findings import Finding, GroupScore, Score, Verdict

_STEP = Fraction(1, 1_000_000)


def score(findings: Iterable[Finding], catalogue: Catalogue, kind: Kind) -> Score:
    """Points, what applies, what was judged; index = points / judged, bounded by low and high.

    Rows in beta, rows that do not bind this kind, and `not_applicable` ones take no part.
    """
    by_id = {requirement.id: requirement for requirement in catalogue.requirements}
    scored = [
        (finding, by_id[finding.requirement])
        for finding in findings
        if finding.requirement in by_id and _counts(finding, by_id[finding.requirement], kind)
    ]
    groups = {
        group: _sums([(finding, row) for finding, row in scored if row.group == group])
        for group in sorted({requirement.group for requirement in catalogue.requirements})
    }
    return score_of_sums(_sums(scored), groups)


def score_of_sums(sums: GroupScore, groups: Mapping[str, GroupScore] | None = None) -> Score:
    """The shares of a group's sums, or of all: over what was judged, and bounded over what applies."""
    points, applicable, judged = _exact(sums.points), _exact(sums.applicable), _exact(sums.judged)
    return Score(
        points=sums.points,
        applicable=sums.applicable,
        judged=sums.judged,
        coverage=_ratio(judged, applicable),
        index=_ratio(points, judged),
        low=_ratio(points, applicable),
        high=_ratio(points + applicable - judged, applicable),
        groups=groups or {},
    )


def _counts(finding: Finding, requirement: Requirement, kind: Kind) -> bool:
    return (
        requirement.lifecycle != "beta"
        and kind in requirement.applies_to
        and finding.verdict is not Verdict.NOT_APPLICABLE
    )


def _sums(rows: list[tuple[Finding, Requirement]]) -> GroupScore:
    return GroupScore(
        points=float(sum((_exact(finding.points) for finding, _ in rows), Fraction(0))),
        applicable=float(sum((_exact(row.points) for _, row in rows), Fraction(0))),
        judged=float(sum((_exact(finding.possible) for finding, _ in rows), Fraction(0))),
    )


def _exact(value: float) -> Fraction:
    """The value to the sixth place, so that sums do not depend on their order."""
    return round(Fraction(value) / _STEP) * _STEP


def _ratio(part: Fraction, whole: Fraction) -> float | None:
    """Three decimals, halves up as on paper; None where there is nothing to divide by."""
    if whole == 0:
        return None
    thousandths = part / whole * 1000
    return float(Fraction(int(thousandths + Fraction(1, 2)), 1000))
