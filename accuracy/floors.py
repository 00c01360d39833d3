"""No published figure may fall: a new measurement beside the published one."""

from collections.abc import Iterator, Mapping

from accuracy.measures import Figures
from accuracy.report import Miss, Report

_HIGHER = ("agreement", "present_precision", "present_recall", "absent_precision", "absent_recall")
_MOST_NAMED = 20


def falls(published: Report, now: Report) -> tuple[str, ...]:
    """One line for each figure that fell, then the rows that became wrong or open. Empty: nothing fell."""
    strangers = sorted({line.id for line in now.portals} ^ {line.id for line in published.portals})
    if strangers:
        return (f"the published figures are of other portals ({', '.join(strangers)}): measure and publish again",)
    fallen = tuple(_fallen(published, now))
    return (*fallen, *_changed(published.misses, now.misses)) if fallen else ()


def _fallen(published: Report, now: Report) -> Iterator[str]:
    yield from _compare("total", published.total, now.total)
    yield from _compare("services", published.services, now.services)
    yield from _compare_each("", published.platforms, now.platforms)
    yield from _compare_each("", published.requirements, now.requirements)
    for row in now.controls_present:
        yield f"{row}: called present on a portal that is no state agency"


def _compare_each(name: str, before: Mapping[str, Figures], after: Mapping[str, Figures]) -> Iterator[str]:
    for key in sorted(before.keys() & after.keys()):
        yield from _compare(f"{name}{key}", before[key], after[key])


def _compare(name: str, before: Figures, after: Figures) -> Iterator[str]:
    for figure in _HIGHER:
        old, new = getattr(before, figure), getattr(after, figure)
        if new.below(old):
            yield f"{name}: {figure} fell from {old.right}/{old.of} to {new.right}/{new.of}"
    if before.open.below(after.open):
        old, new = before.open, after.open
        yield f"{name}: left open rose from {old.right}/{old.of} to {new.right}/{new.of}"


def _changed(before: tuple[Miss, ...], after: tuple[Miss, ...]) -> Iterator[str]:
    known = {(miss.portal, miss.row): miss.told for miss in before}
    fresh = [miss for miss in after if known.get((miss.portal, miss.row)) != miss.told]
    for miss in fresh[:_MOST_NAMED]:
        was = known.get((miss.portal, miss.row), "right")
        yield f"  {miss.portal} {miss.row}: was {was}, now {miss.told}; expected {miss.expected}"
    if len(fresh) > _MOST_NAMED:
        yield f"  and {len(fresh) - _MOST_NAMED} more"
