"""What the one-agency report says, gathered before it is laid out: bars, evidence with its record, first faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.requirement import Catalogue
from checks.scoring import score_of_sums
from domain.audits import Audit
from domain.captures import Capture
from domain.findings import Evaluation, Score, Verdict
from reports.lines import Line, lines_by_group, verdict_counts
from reports.notices import Notice, notices_of
from reports.numbers import with_comma
from reports.pictures import Pictures
from reports.proofs import Proof, Records
from reports.service_sheet import ServiceSheet, service_sheet

_MOST_EVIDENCE = 12
_MOST_TO_FIX = 12
_MOST_FIGURES = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """Shares of a whole in per cent: earned, lost, unknown. They add up to 100, or are all 0 for nothing."""

    earned: float
    lost: float
    unknown: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as the report tells it."""

    line: Line
    bar: Bar
    proofs: tuple[Proof, ...]
    more_proofs: int  # left out for length; the JSON document has them
    to_fix: bool
    for_a_person: bool
    measured: tuple[tuple[str, str], ...]  # what the probes counted: ages, shares, numbers of items


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    entries: tuple[Entry, ...]
    score: Score
    bar: Bar
    counts: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class AgencyView:
    audit: Audit
    evaluation: Evaluation
    catalogue: Catalogue
    notices: tuple[Notice, ...]
    bar: Bar
    counts: Mapping[Verdict, int]
    groups: tuple[Group, ...]
    fix_first: tuple[Line, ...]
    for_a_person: tuple[Line, ...]
    services: ServiceSheet
    figures: tuple[tuple[str, str], ...]
    pictures: Pictures


def agency_view(
    audit: Audit, evaluation: Evaluation, catalogue: Catalogue, captures: Mapping[str, Capture], pictures: Pictures
) -> AgencyView:
    """Everything the page shows of one evaluation; the same input gives the same page."""
    grouped = lines_by_group(audit, evaluation, catalogue)
    lines = [line for group in grouped.values() for line in group]
    records = Records(captures, pictures)
    return AgencyView(
        audit=audit,
        evaluation=evaluation,
        catalogue=catalogue,
        notices=notices_of(audit, evaluation, catalogue),
        bar=_bar(evaluation.score.points, evaluation.score.judged, evaluation.score.applicable),
        counts=verdict_counts(evaluation),
        groups=tuple(_group(name, grouped[name], evaluation, records) for name in grouped),
        fix_first=_fix_first(lines),
        for_a_person=tuple(line for line in lines if line.finding.verdict is Verdict.NEEDS_HUMAN),
        services=service_sheet(evaluation.services, records),
        figures=_figures(evaluation.figures),
        pictures=pictures,
    )


def _group(name: str, lines: Sequence[Line], evaluation: Evaluation, records: Records) -> Group:
    stored = evaluation.score.groups.get(name)
    score = score_of_sums(stored) if stored else Score(0.0, 0.0, 0.0, None, None, None, None)
    verdicts = [line.finding.verdict for line in lines]
    return Group(
        name=name,
        entries=tuple(_entry(line, records, _measured(evaluation, line)) for line in lines),
        score=score,
        bar=_bar(score.points, score.judged, score.applicable),
        counts={verdict: verdicts.count(verdict) for verdict in Verdict if verdict in verdicts},
    )


def _measured(evaluation: Evaluation, line: Line) -> tuple[tuple[str, str], ...]:
    measured = evaluation.figures.get("measured")
    return _figures(measured.get(line.finding.requirement)) if isinstance(measured, Mapping) else ()


def _entry(line: Line, records: Records, measured: tuple[tuple[str, str], ...]) -> Entry:
    finding = line.finding
    applies = finding.verdict is not Verdict.NOT_APPLICABLE
    shown = finding.evidence[:_MOST_EVIDENCE]
    return Entry(
        line=line,
        bar=_bar(finding.points, finding.possible, line.maximum if applies else 0.0),
        proofs=tuple(records.proof(finding.requirement, item) for item in shown),
        more_proofs=len(finding.evidence) - len(shown),
        to_fix=finding.verdict in (Verdict.NOT_MET, Verdict.PARTLY_MET),
        for_a_person=_wants_a_person(line),
        measured=measured,
    )


def _wants_a_person(line: Line) -> bool:
    """What only a person can judge: whether all is there that should be, and whether what is absent had to be shown."""
    if line.requirement is None or not line.requirement.human.vi:
        return False
    return line.finding.verdict in (Verdict.NEEDS_HUMAN, Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET)


def _bar(points: float, judged: float, applicable: float) -> Bar:
    if applicable <= 0:
        return Bar(0.0, 0.0, 0.0)
    earned = min(max(points / applicable, 0.0), 1.0)
    lost = min(max((judged - points) / applicable, 0.0), 1.0 - earned)
    return Bar(*(round(share * 100, 2) for share in (earned, lost, 1.0 - earned - lost)))


def _fix_first(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What costs most comes first; duties without points follow in the order of the law."""
    faults = [line for line in lines if line.finding.verdict in (Verdict.NOT_MET, Verdict.PARTLY_MET)]
    costly = [line for line in faults if line.lost > 0 or not line.maximum]
    return tuple(sorted(costly, key=lambda line: -line.lost)[:_MOST_TO_FIX])


def _figures(figures: Any, prefix: str = "") -> tuple[tuple[str, str], ...]:
    """Side figures, flat and by name; those of single requirements stand with their findings."""
    if not isinstance(figures, Mapping):
        return ()
    flat: list[tuple[str, str]] = []
    for name, value in sorted(figures.items()):
        if isinstance(value, Mapping) and not prefix and name != "measured":
            flat += _figures(value, f"{name}.")
        elif text := _figure(value):
            flat.append((f"{prefix}{name}", text))
    return tuple(flat[:_MOST_FIGURES])


def _figure(value: Any) -> str:
    if isinstance(value, bool):
        return "có / yes" if value else "không / no"
    if isinstance(value, float):
        return with_comma(f"{value:.3f}".rstrip("0").rstrip("."))
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (_figure(item) for item in value[:10])))
    return str(value) if isinstance(value, (str, int)) else ""
