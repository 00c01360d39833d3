"""Rules: what a requirement's observations come to. any is the best of its parts, all the worst, share the mean,
none what is left when nothing is seen. A crash of a probe stays inside its requirement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from checks.observations import Observation, Unknown
from checks.probe_crash import ProbeCrashError, crash_of
from checks.probe_kind import ProbeKind
from checks.requirement import Operator, PointsRule, ProbeCall, Requirement, Rule
from checks.shares import Shares, shares_of
from checks.site import Site
from domain.findings import Evidence, SearchTrace, Text2

_MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule came to: shares, and the observation that speaks for them."""

    shares: Shares
    code: str
    reason: Text2
    evidence: tuple[Evidence, ...] = ()
    searched: SearchTrace | None = None
    unknown_kind: Unknown = Unknown.UNSEEN
    figures: Mapping[str, float] = field(default_factory=dict)


def judge_rule(rule: Rule, site: Site, requirement: Requirement, probes: Mapping[str, ProbeKind]) -> Judgement:
    """Raises ProbeCrashError when a probe fails."""
    parts = [
        judge_rule(part, site, requirement, probes)
        if isinstance(part, Rule)
        else judged(_observe(part, site, requirement, probes), requirement.points_rule)
        for part in rule.parts
    ]
    return combine(rule.operator, parts)


def _observe(call: ProbeCall, site: Site, requirement: Requirement, probes: Mapping[str, ProbeKind]) -> Observation:
    try:
        kind = probes[call.probe]
        seen = kind.run(site, kind.params.model_validate(dict(call.params)), requirement)
    except Exception as error:
        raise crash_of(call.probe, error) from error
    if not isinstance(seen, Observation):
        raise ProbeCrashError(call.probe, "TypeError", f"{call.probe} gave no observation")
    return seen


def judged(observation: Observation, points_rule: PointsRule) -> Judgement:
    """One observation as a judgement."""
    return Judgement(
        shares=shares_of(observation, points_rule),
        code=observation.code,
        reason=observation.reason,
        evidence=observation.evidence,
        searched=observation.searched,
        unknown_kind=observation.unknown_kind,
        figures=dict(observation.figures),
    )


def combine(operator: Operator, parts: Sequence[Judgement]) -> Judgement:
    """The parts' judgement under an operator; the part that decided speaks, the others add their evidence."""
    parts = [part for part in parts if part.unknown_kind is not Unknown.NOT_APPLICABLE] or parts[:1]
    if len(parts) == 1 and operator is not Operator.NONE:
        return parts[0]
    earned, highest = [part.shares.earned for part in parts], [part.shares.highest for part in parts]
    if operator is Operator.ANY:
        return _spoken(max(parts, key=_worth), parts, Shares(max(earned), max(highest)))
    if operator is Operator.ALL:
        return _spoken(min(parts, key=_worth), parts, Shares(min(earned), min(highest)))
    if operator is Operator.SHARE:
        mean = Shares(round(sum(earned) / len(parts), 6), round(sum(highest) / len(parts), 6))
        return _spoken(min(parts, key=_worth), parts, mean)
    return _turned(parts, Shares(round(1 - max(highest), 6), round(1 - max(earned), 6)))


def _worth(part: Judgement) -> tuple[float, float]:
    return part.shares.earned, part.shares.highest


def _spoken(speaker: Judgement, parts: Sequence[Judgement], shares: Shares) -> Judgement:
    others = [part for part in parts if part is not speaker]
    evidence = [item for part in (speaker, *others) for item in part.evidence]
    traces = [part.searched for part in (speaker, *others) if part.searched is not None]
    kinds = [part.unknown_kind for part in (speaker, *others) if part.shares.unknown > 0]
    return replace(
        speaker,
        shares=shares,
        evidence=tuple(dict.fromkeys(evidence))[:_MOST_EVIDENCE],
        searched=traces[0] if traces else None,
        unknown_kind=kinds[0] if kinds else speaker.unknown_kind,
        figures={key: value for part in parts for key, value in part.figures.items()},
    )


def _turned(parts: Sequence[Judgement], shares: Shares) -> Judgement:
    """none: met when no part is seen."""
    seen = max(parts, key=_worth)
    if shares.earned > 0:
        said = Text2("Không thấy điều phải vắng mặt.", "What must not be there was not seen.")
        return replace(_spoken(seen, parts, shares), code="none_seen", reason=said)
    return _spoken(seen, parts, shares)
