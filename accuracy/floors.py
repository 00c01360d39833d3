"""No published figure may fall: a new measurement beside the published one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accuracy.corpus import Split
from accuracy.measures import Figures
from accuracy.ratios import Ratio
from accuracy.report import Miss, Report, ServiceLine

_SERVICE_FIGURES = ("found", "real", "level", "exposed")
_HIGHER = ("agreement", "present_precision", "present_recall", "absent_precision", "absent_recall")
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Slack:
    """What a live audit may cost without a figure having fallen: a page that came too late, a holiday that moves the
    age of a list. So many rows of each figure, and so large a share of its rows, whichever is more."""

    rows: int = 0
    share: float = 0.0

    def of(self, ratio: Ratio) -> int:
        return max(self.rows, round(self.share * ratio.of))


def falls(published: Report, now: Report, slack: Slack = Slack()) -> tuple[str, ...]:
    """One line for each figure that fell, then the rows that became wrong or open. Empty: nothing fell.

    Exams may be missing from either: no total counts them.
    """
    strangers = sorted(_counted(now) ^ _counted(published))
    if strangers:
        return (f"the published figures are of other portals ({', '.join(strangers)}): measure and publish again",)
    fallen = tuple(_fallen(published, now, slack))
    return (*fallen, *_changed(published.misses, now.misses)) if fallen else ()


def falls_of_portals(published: Report, now: Report, slack: Slack = Slack()) -> tuple[str, ...]:
    """The same for a part of the published portals: each beside its own published figures. Empty: nothing fell."""
    before, after = ({line.id: line.final for line in report.portals} for report in (published, now))
    services = _compare_services(published.service_lists, now.service_lists, slack)
    fallen = (*_compare_each(before, after, slack), *services)
    unpublished = tuple(f"{name}: has no published figures" for name in sorted(after.keys() - before.keys()))
    return (*fallen, *unpublished, *(_changed(published.misses, now.misses) if fallen else ()))


def _counted(report: Report) -> set[str]:
    """Whatever stands under no split belongs to an exam."""
    return {line.id for line in report.portals if line.split in set(Split)}


def _fallen(published: Report, now: Report, slack: Slack) -> Iterator[str]:
    yield from _compare("total", published.total, now.total, slack)
    yield from _compare("services", published.services, now.services, slack)
    yield from _compare_each(published.splits, now.splits, slack)
    yield from _compare_each(published.platforms, now.platforms, slack)
    yield from _compare_each(published.requirements, now.requirements, slack)
    yield from _compare_services(published.service_lists, now.service_lists, slack)
    for row in now.controls_present:
        yield f"{row}: called present on a portal that is no state agency"


def _compare_each(before: Mapping[str, Figures], after: Mapping[str, Figures], slack: Slack) -> Iterator[str]:
    for key in sorted(before.keys() & after.keys()):
        yield from _compare(key, before[key], after[key], slack)


def _compare(name: str, before: Figures, after: Figures, slack: Slack) -> Iterator[str]:
    for figure in _HIGHER:
        old, new = getattr(before, figure), getattr(after, figure)
        if _with(new, slack.of(old)).below(old):
            yield f"{name}: {figure} fell from {old.right}/{old.of} to {new.right}/{new.of}"
    if before.open.below(_with(after.open, -slack.of(before.open))):
        old, new = before.open, after.open
        yield f"{name}: left open rose from {old.right}/{old.of} to {new.right}/{new.of}"


def _compare_services(before: tuple[ServiceLine, ...], after: tuple[ServiceLine, ...], slack: Slack) -> Iterator[str]:
    """Portal by portal; the exams stand apart here too."""
    known = {line.portal: line.final for line in before if line.split in set(Split)}
    for line in after:
        was = known.get(line.portal)
        if was is None:
            continue
        for figure in _SERVICE_FIGURES:
            old, new = getattr(was, figure), getattr(line.final, figure)
            if _with(new, slack.of(old)).below(old):
                yield f"{line.portal}: services, {figure} fell from {old.right}/{old.of} to {new.right}/{new.of}"
        if len(line.final.accused) > len(was.accused):
            named = "; ".join(name for name in line.final.accused if name not in was.accused)
            yield f"{line.portal}: services accused of what is not so: {named}"


def _with(ratio: Ratio, rows: int) -> Ratio:
    """The ratio, had so many rows more been right."""
    return Ratio(min(max(0, ratio.right + rows), ratio.of), ratio.of)


def _changed(before: tuple[Miss, ...], after: tuple[Miss, ...]) -> Iterator[str]:
    known = {(miss.portal, miss.row): miss.told for miss in before}
    fresh = [miss for miss in after if known.get((miss.portal, miss.row)) != miss.told]
    for miss in fresh[:_MOST_NAMED]:
        was = known.get((miss.portal, miss.row), "right")
        yield f"  {miss.portal} {miss.row}: was {was}, now {miss.told}; expected {miss.expected}"
    if len(fresh) > _MOST_NAMED:
        yield f"  and {len(fresh) - _MOST_NAMED} more"
