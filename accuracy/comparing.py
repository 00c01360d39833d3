"""A label beside what was told: the rows that every figure counts.

A label on one requirement is compared with that requirement's verdict. A label on an item that answers several
requirements takes those of them that bind the agency, together: present if any is present (`met` if any is), absent
only if all are `not_met`, else open. What does not bind the agency is no row, unless its label expects just that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from accuracy.corpus import ABSENT, OPEN, PRESENT, Corpus, Label, Portal
from accuracy.judged import Judged, Told
from domain.findings import Verdict

_BEST_FIRST = (
    Verdict.MET,
    Verdict.PARTLY_MET,
    Verdict.ERROR,
    Verdict.UNDETERMINED,
    Verdict.NEEDS_HUMAN,
    Verdict.NOT_MET,
)


class Fit(StrEnum):
    """How a verdict stands to its label."""

    RIGHT = "right"
    SHADE = "shade"  # present as it should be, in the other degree
    OPEN = "open"  # left open though it could be told
    FALSE_PRESENT = "false_present"
    FALSE_ABSENT = "false_absent"
    OTHER = "other"  # our own error, or not applicable


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled thing of one portal, and what was told of it."""

    portal: Portal
    label: Label
    told: Told

    @property
    def fit(self) -> Fit:
        verdict, allowed = self.told.verdict, self.label.allowed
        if verdict in allowed:
            return Fit.RIGHT
        if verdict in PRESENT:
            return Fit.SHADE if allowed & PRESENT else Fit.FALSE_PRESENT
        if verdict in OPEN:
            return Fit.OPEN
        return Fit.FALSE_ABSENT if verdict in ABSENT else Fit.OTHER


def compare(corpus: Corpus, judged: Iterable[Judged]) -> tuple[Row, ...]:
    """Rows in the corpus' order; portals that were not judged give none."""
    by_id = {each.portal: each for each in judged}
    portals = {portal.id: portal for portal in corpus.portals}
    return tuple(_rows(corpus, portals, by_id))


def _rows(corpus: Corpus, portals: Mapping[str, Portal], judged: Mapping[str, Judged]) -> Iterator[Row]:
    for label in corpus.labels:
        found = judged.get(label.portal)
        told = _together(label, found.told) if found is not None else None
        if told is not None:
            yield Row(portals[label.portal], label, told)


def _together(label: Label, told: Mapping[str, Told]) -> Told | None:
    found = [told[name] for name in label.requirements if name in told]
    bound = [each for each in found if each.verdict is not Verdict.NOT_APPLICABLE]
    if not bound and Verdict.NOT_APPLICABLE in label.allowed:
        return next(iter(found), None)
    return min(bound, key=lambda each: _BEST_FIRST.index(each.verdict), default=None)
