"""What a run is measured by when its window has closed, and whether it may be published. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.captures import Ending
from domain.findings import Verdict
from domain.nights import GateResult, GateVerdict, RunFacts
from domain.work import UNDECIDED, Cause, Standing
from scheduler.nights_settings import Gates

Measure = tuple[float | None, Mapping[str, Any]]
_DEFINITE = (Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET)
_OURS = (Cause.OUR_ERROR, Cause.WORKER_LOST)


def judge_run(facts: RunFacts, gates: Gates) -> tuple[GateResult, ...]:
    """Every gate that has a threshold, by name."""
    results = []
    for name in sorted(MEASURES):
        gate = getattr(gates, name)
        if gate is None:
            continue
        value, detail = MEASURES[name](facts)
        at_least = gate.at_least is not None
        limit = gate.at_least if at_least else gate.at_most
        results.append(GateResult(name, value, limit, at_least, _verdict(value, limit, at_least), detail))
    return tuple(results)


def may_be_published(results: tuple[GateResult, ...]) -> bool:
    return all(result.verdict is not GateVerdict.FAILED for result in results)


def _verdict(value: float | None, limit: float, at_least: bool) -> GateVerdict:
    if value is None:
        return GateVerdict.UNMEASURED
    return GateVerdict.PASSED if (value >= limit if at_least else value <= limit) else GateVerdict.FAILED


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 6) if whole else None


def _rows_complete(facts: RunFacts) -> Measure:
    undecided = sum(facts.standings.get(each, 0) for each in UNDECIDED)
    detail = {"registered": facts.registered, "rows": facts.rows, "undecided": undecided}
    return _share(facts.rows - undecided, facts.registered), detail


def _reached(facts: RunFacts) -> Measure:
    return _share(facts.readable, facts.rows), {"readable": facts.readable, "standings": dict(facts.standings)}


def _applicable(facts: RunFacts) -> int:
    return sum(count for verdict, count in facts.verdicts.items() if verdict != Verdict.NOT_APPLICABLE)


def _definite(facts: RunFacts) -> Measure:
    definite = sum(facts.verdicts.get(verdict, 0) for verdict in _DEFINITE)
    return _share(definite, _applicable(facts)), dict(facts.verdicts)


def _flips(facts: RunFacts) -> Measure:
    return _share(facts.flips, facts.compared), {"flips": facts.flips, "compared": facts.compared}


def _our_errors(facts: RunFacts) -> Measure:
    """Audits that failed, and agencies of which none could be finished by our own fault."""
    failed = facts.endings.get(Ending.FAILED, 0)
    given_up = facts.standings.get(Standing.GIVEN_UP, 0)
    lost = min(given_up, sum(facts.causes.get(cause, 0) for cause in _OURS))
    return _share(failed + lost, facts.rows), {"endings": dict(facts.endings), "causes": dict(facts.causes)}


def _error_verdicts(facts: RunFacts) -> Measure:
    errors = facts.verdicts.get(Verdict.ERROR, 0)
    return _share(errors, _applicable(facts)), {"errors": errors}


def _requests_per_finding(facts: RunFacts) -> Measure:
    findings = _applicable(facts)
    return _share(facts.requests, findings), {"requests": facts.requests, "findings": findings}


def _duration_hours(facts: RunFacts) -> Measure:
    return round(facts.seconds / 3600, 6), {"seconds": round(facts.seconds, 1)}


def _canaries(facts: RunFacts) -> Measure:
    return _share(facts.canaries_failed, facts.canaries), {"judged": facts.canaries, "failed": facts.canaries_failed}


#: By the names that nights_settings.Gates has.
MEASURES: Mapping[str, Callable[[RunFacts], Measure]] = {
    "rows_complete": _rows_complete,
    "reached": _reached,
    "definite": _definite,
    "flips": _flips,
    "our_errors": _our_errors,
    "error_verdicts": _error_verdicts,
    "requests_per_finding": _requests_per_finding,
    "duration_hours": _duration_hours,
    "canaries": _canaries,
}
