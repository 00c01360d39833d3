"""Was a portal available over a period? Decree 43/2011 Art. 27(1), judged from the visits of stored audits.

A failed visit counts only when a second one, some time later, failed too, and other portals answered around both: then
neither a moment's hitch nor our own line is to blame. A visit that fails without such a second one counts neither way.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from checks.judge_requirement import maximum, not_bound, verdict_of
from checks.observations import Observation
from checks.probes.visits_of_period import NAME, PeriodParams
from checks.requirement import Requirement
from checks.rule_parts import calls_of
from checks.shares import shares_of
from domain.agencies import Target
from domain.clock import on_screen
from domain.findings import Evidence, Finding, Locator, LocatorType, Miss, SearchTrace, Text2
from domain.visits import Visit

_SHOWN_FAILED, _SHOWN_ANSWERED, _SHOWN_VISITS, _SHOWN_MISSES = 12, 3, 20, 3


def period_params(requirement: Requirement) -> PeriodParams | None:
    """How a requirement is judged over a period; None where it is not."""
    call = next((call for call in calls_of(requirement) if call.probe == NAME), None)
    return PeriodParams.model_validate(dict(call.params)) if call is not None else None


def judge_availability(
    requirement: Requirement, target: Target, visits: Sequence[Visit], others: Sequence[Visit]
) -> Finding:
    """The finding of a period. `visits` are the agency's in it; `others` those of other agencies in and around it.

    Raises ValueError for a requirement that is not judged over periods.
    """
    params = period_params(requirement)
    if params is None:
        raise ValueError(f"{requirement.id} is not judged over a period")
    settled = not_bound(requirement, target)
    if settled is not None:
        return settled
    seen = observe_visits(params, visits, others)
    shares = shares_of(seen, requirement.points_rule)
    most = maximum(requirement, target.agency.kind)
    return Finding(
        requirement=requirement.id,
        verdict=verdict_of(shares, seen.unknown_kind),
        value=None if seen.unknown else shares.earned,
        points=round(shares.earned * most, 6),
        possible=round((1 - shares.unknown) * most, 6),
        code=seen.code,
        reason=seen.reason,
        evidence=seen.evidence,
        searched=seen.searched,
    )


@dataclass(slots=True)
class _Sorted:
    """The visits of a period by what they say."""

    answered: list[Visit] = field(default_factory=list)
    failed: list[Visit] = field(default_factory=list)
    uncounted: list[tuple[Visit, Text2]] = field(default_factory=list)

    @property
    def counted(self) -> int:
        return len(self.answered) + len(self.failed)


def observe_visits(params: PeriodParams, visits: Sequence[Visit], others: Sequence[Visit]) -> Observation:
    """The share of the visits that were answered."""
    told = _sort(params, visits, others)
    searched = SearchTrace(
        sections=tuple(visit.audit for visit in (*told.failed, *told.answered))[:_SHOWN_VISITS],
        pages=told.counted,
        misses=tuple(Miss(visit.portal, visit.audit, 1.0, why) for visit, why in told.uncounted[:_SHOWN_MISSES]),
    )
    shown = (*told.failed[:_SHOWN_FAILED], *told.answered[-_SHOWN_ANSWERED:])
    evidence = tuple(_evidence(visit) for visit in shown if visit.record)
    figures = (("answered", float(len(told.answered))), ("failed", float(len(told.failed))))
    if told.counted < params.fewest:
        said = Text2(
            f"Mới có {told.counted} lần truy cập tính được trong kỳ; cần ít nhất {params.fewest}.",
            f"Only {told.counted} visits of the period count; at least {params.fewest} are needed.",
        )
        return Observation(NAME, 0.0, 1.0, "few_visits", said, evidence, searched, figures=figures)
    share = round(len(told.answered) / told.counted, 6)
    code = "full" if not told.failed else "some" if told.answered else "absent"
    return Observation(NAME, share, 0.0, code, _reason(told), evidence, searched, figures=figures)


def _sort(params: PeriodParams, visits: Sequence[Visit], others: Sequence[Visit]) -> _Sorted:
    decided = sorted((visit for visit in visits if visit.answered is not None), key=_by_time)
    line = _Line(others, timedelta(minutes=params.others_within_minutes))
    again = timedelta(minutes=params.again_after_minutes)
    told = _Sorted()
    for place, visit in enumerate(decided):
        if visit.answered:
            told.answered.append(visit)
            continue
        second = next((later for later in decided[place + 1 :] if later.started - visit.started >= again), None)
        if second is None or second.answered:
            told.uncounted.append((visit, _NO_SECOND))
        elif line.was_up(visit.started) and line.was_up(second.started):
            told.failed.append(visit)
        else:
            told.uncounted.append((visit, _OUR_LINE))
    return told


class _Line:
    """Our own line to the network, as the visits of other portals show it."""

    def __init__(self, others: Sequence[Visit], within: timedelta) -> None:
        self._within = within
        self._answered = sorted(visit.started for visit in others if visit.answered)
        self._failed = sorted(visit.started for visit in others if visit.answered is False)

    def was_up(self, moment: datetime) -> bool:
        """At least one of the others answered around that moment, and not fewer than failed."""
        answered = self._around(self._answered, moment)
        return answered > 0 and answered >= self._around(self._failed, moment)

    def _around(self, moments: list[datetime], moment: datetime) -> int:
        return bisect_right(moments, moment + self._within) - bisect_left(moments, moment - self._within)


def _by_time(visit: Visit) -> tuple[datetime, str]:
    return visit.started, visit.audit


def _evidence(visit: Visit) -> Evidence:
    """The record of the audit's end."""
    locator = Locator(LocatorType.JSON, "/ending")
    excerpt = f"{visit.audit}: {on_screen(visit.started)}"
    return Evidence(NAME, visit.portal, visit.record, locator, excerpt[:300], visit.ending)


def _reason(told: _Sorted) -> Text2:
    vi = f"{len(told.answered)}/{told.counted} lần truy cập trong kỳ được trả lời"
    en = f"{len(told.answered)} of {told.counted} visits of the period were answered"
    if told.failed:
        days = ", ".join(on_screen(visit.started) for visit in told.failed[:_SHOWN_MISSES])
        vi, en = f"{vi}; không trả lời lúc {days}", f"{en}; none at {days}"
    if told.uncounted:
        vi = f"{vi}; {len(told.uncounted)} lần không trả lời không tính"
        en = f"{en}; {len(told.uncounted)} failed visits do not count"
    return Text2(f"{vi}.", f"{en}.")


_NO_SECOND = Text2(
    "Không có lần truy cập thứ hai sau đó cũng không được trả lời.", "No second visit, some time later, failed too."
)
_OUR_LINE = Text2(
    "Lúc đó các cổng khác cũng không trả lời, có thể do đường truyền của ta.",
    "Other portals did not answer around then either: our own line may have been down.",
)
