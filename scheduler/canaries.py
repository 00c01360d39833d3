"""Portals whose verdicts are known, sent through the whole path to see whether the path is sound."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.agencies import Target
from domain.findings import Evaluation, Verdict
from domain.nights import CanaryResult
from domain.work import Lane, WorkOrder
from scheduler.nights_ids import canary_round
from scheduler.work_options import work_options

_MOST_FAULTS = 10


@dataclass(frozen=True, slots=True)
class Canary:
    """A target and the verdicts that may be found there, by requirement. `own`: ours, on a private address."""

    target: Target
    expect: Mapping[str, Collection[Verdict]]
    own: bool = False

    @property
    def name(self) -> str:
        return self.target.agency.id


def canary_order(canary: Canary, run: str, number: int) -> WorkOrder:
    """The target goes with the order: a worker need not know it."""
    options = work_options(canary.target, allow_private=canary.own)
    return WorkOrder(canary.name, Lane.CANARY, canary_round(run, number), options=options)


def canary_faults(canary: Canary, evaluation: Evaluation | None, tolerance: float) -> tuple[str, ...]:
    """What is wrong with a visit; nothing when at most `tolerance` of the expected verdicts differ."""
    if evaluation is None:
        return ("no audit was finished",)
    found = {finding.requirement: finding.verdict for finding in evaluation.findings}
    wrong = [
        f"{requirement}: {found[requirement].value if requirement in found else 'no finding'}, expected "
        + " or ".join(sorted(verdict.value for verdict in allowed))
        for requirement, allowed in sorted(canary.expect.items())
        if found.get(requirement) not in allowed
    ]
    if len(wrong) <= tolerance * len(canary.expect):
        return ()
    return (*wrong[:_MOST_FAULTS], *([f"and {len(wrong) - _MOST_FAULTS} more"] if len(wrong) > _MOST_FAULTS else ()))


def round_passed(visits: Collection[CanaryResult]) -> bool | None:
    """Whether all of a round passed; None while one is under way."""
    if any(visit.passed is False for visit in visits):
        return False
    return None if any(visit.passed is None for visit in visits) else True
