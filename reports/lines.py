"""Findings beside their requirements, by group: the order in which every report tells them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.requirement import Catalogue, Requirement
from domain.agencies import Kind
from domain.audits import Audit
from domain.findings import Evaluation, Finding, Text2, Verdict
from reports.group_scores import group_names

_UNGROUPED = "other"


@dataclass(frozen=True, slots=True)
class Line:
    """One finding with the requirement it judges; None where the catalogue at hand no longer has it.

    `maximum`: the points at stake for this agency, 0 where nothing is scored.
    """

    finding: Finding
    requirement: Requirement | None
    maximum: float

    @property
    def title(self) -> Text2:
        return self.requirement.title if self.requirement else Text2(self.finding.requirement, self.finding.requirement)

    @property
    def group(self) -> str:
        return self.requirement.group if self.requirement else _UNGROUPED

    @property
    def lost(self) -> float:
        return max(0.0, self.finding.possible - self.finding.points) if self.maximum else 0.0


def lines_by_group(audit: Audit, evaluation: Evaluation, catalogue: Catalogue) -> dict[str, tuple[Line, ...]]:
    """Every finding once, groups in the order of the law, inside a group by article."""
    kind = audit.target.agency.kind
    lines = [_line(finding, catalogue.get(finding.requirement), kind) for finding in evaluation.findings]
    lines.sort(key=lambda line: _by_article(line.finding.requirement))
    names = group_names(line.group for line in lines)
    return {name: tuple(line for line in lines if line.group == name) for name in names}


def _line(finding: Finding, requirement: Requirement | None, kind: Kind) -> Line:
    if requirement is None:
        return Line(finding, None, finding.possible)
    scored = requirement.lifecycle != "beta" and kind in requirement.applies_to
    return Line(finding, requirement, requirement.points if scored else 0.0)


def verdict_counts(evaluation: Evaluation) -> dict[Verdict, int]:
    """How many findings came to each verdict, every verdict named."""
    verdicts = [finding.verdict for finding in evaluation.findings]
    return {verdict: verdicts.count(verdict) for verdict in Verdict}


def _by_article(requirement: str) -> tuple[tuple[int, int, str], ...]:
    """nd43-6 before nd43-10: numbers by value, words by letter."""
    return tuple(_keys(requirement))


def _keys(requirement: str) -> Iterator[tuple[int, int, str]]:
    for part in re.split(r"[-.]", requirement):
        yield (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part)
