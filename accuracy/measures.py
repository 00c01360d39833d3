"""The figures, counted from rows (a label beside what was told) and from all verdicts on the portals.

"Present" is `met` or `partly_met`. A label is a set of acceptable verdicts; a verdict is right when it is one of them.

agreement          of all rows, those whose verdict is acceptable
present precision  of the rows told present, those whose label accepts a present verdict
present recall     of the rows whose label accepts present verdicts only, those told present
not_met precision  of the rows told `not_met`, those whose label accepts `not_met`
not_met recall     of the rows whose label accepts `not_met` only, those told `not_met`

Rows whose label accepts both a present verdict and `not_met` decide nothing: they count in the agreement alone.

undetermined, needs_human  of the scored requirements that bind the agency, over all reachable portals, labelled or not.
Reachable: at least one page could be read. Requirements without points, and portals that are no state agency
(controls), are left out; requirements on online services are counted apart.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from accuracy.comparing import Row
from accuracy.corpus import ABSENT, PRESENT
from accuracy.judged import Judged
from accuracy.ratios import Ratio
from checks.requirement import Catalogue, Requirement
from domain.findings import Verdict

_SERVICES = ("nd43-18-", "nd43-13-english-services")


class Scope(StrEnum):
    """Where an open verdict counts."""

    PORTAL = "portal"
    SERVICES = "services"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one set of rows and verdicts comes to."""

    agreement: Ratio = Ratio()
    present_precision: Ratio = Ratio()
    present_recall: Ratio = Ratio()
    absent_precision: Ratio = Ratio()
    absent_recall: Ratio = Ratio()
    undetermined: Ratio = Ratio()
    needs_human: Ratio = Ratio()

    @property
    def open(self) -> Ratio:
        """Everything that was left open."""
        return Ratio(self.undetermined.right + self.needs_human.right, self.undetermined.of)


Scopes = Mapping[str, Scope]


def scopes_of(catalogue: Catalogue) -> dict[str, Scope]:
    return {row.id: _scope(row) for row in catalogue.requirements}


def _scope(row: Requirement) -> Scope:
    if not row.points or row.lifecycle == "beta":
        return Scope.UNSCORED
    return Scope.SERVICES if row.group == "services" or row.id.startswith(_SERVICES) else Scope.PORTAL


def figures_of(rows: Iterable[Row], verdicts: Iterable[Verdict] = ()) -> Figures:
    """`verdicts`: those among which the open ones are counted (see `verdicts_in`)."""
    counted, all_told = tuple(rows), tuple(verdicts)
    telling = tuple(row for row in counted if not (row.label.allowed & PRESENT and row.label.allowed & ABSENT))
    return Figures(
        agreement=_ratio(counted, lambda row: row.told.verdict in row.label.allowed),
        present_precision=_ratio(_told(telling, PRESENT), lambda row: bool(row.label.allowed & PRESENT)),
        present_recall=_ratio(_only(telling, PRESENT), lambda row: row.told.verdict in PRESENT),
        absent_precision=_ratio(_told(telling, ABSENT), lambda row: bool(row.label.allowed & ABSENT)),
        absent_recall=_ratio(_only(telling, ABSENT), lambda row: row.told.verdict in ABSENT),
        undetermined=Ratio(all_told.count(Verdict.UNDETERMINED), len(all_told)),
        needs_human=Ratio(all_told.count(Verdict.NEEDS_HUMAN), len(all_told)),
    )


def verdicts_in(judged: Iterable[Judged], wanted: Callable[[str], bool]) -> tuple[Verdict, ...]:
    """Verdicts of reachable portals on the wanted requirements, without those that do not apply."""
    return tuple(
        told.verdict
        for each in judged
        if each.reachable
        for requirement, told in each.told.items()
        if wanted(requirement) and told.verdict is not Verdict.NOT_APPLICABLE
    )


def _told(rows: tuple[Row, ...], verdicts: frozenset[Verdict]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.told.verdict in verdicts)


def _only(rows: tuple[Row, ...], verdicts: frozenset[Verdict]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.label.allowed <= verdicts)


def _ratio(rows: tuple[Row, ...], right: Callable[[Row], bool]) -> Ratio:
    return Ratio(sum(1 for row in rows if right(row)), len(rows))
