"""Which requirement has which probe, rule and cases: an honest table of how much of the law is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.cases import case_names
from checks.requirement import Catalogue
from checks.rule_parts import calls_of


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One requirement. `probes` is empty where none exists yet; `cases` counts its pass and fail pages."""

    requirement: str
    group: str
    points: float
    probes: tuple[str, ...]
    cases: int
    lifecycle: str

    @property
    def covered(self) -> bool:
        return bool(self.probes)


def coverage_rows(catalogue: Catalogue, cases: Mapping[str, Sequence[str]] | None = None) -> tuple[CoverageRow, ...]:
    named = case_names() if cases is None else cases
    return tuple(
        CoverageRow(
            requirement=row.id,
            group=row.group,
            points=row.points,
            probes=tuple(dict.fromkeys(call.probe for call in calls_of(row))),
            cases=len(named.get(row.id, ())),
            lifecycle=row.lifecycle,
        )
        for row in catalogue.requirements
    )
