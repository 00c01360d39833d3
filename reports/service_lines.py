"""The service list in a few lines of a terminal: how many, at which levels, how many claims hold, the gravest cases."""

from collections.abc import Iterator, Sequence

from domain.findings import Service, ServiceProblem, ServiceSummary
from domain.harmless import one_line
from reports.labels import LEVELS
from reports.numbers import percent_text
from reports.service_figures import level_place, service_figures
from reports.service_words import cut_note

_MOST_NAMED = 3


def service_lines(summary: ServiceSummary) -> Iterator[str]:
    """Nothing where no list was read and none is claimed."""
    if not summary.items and summary.claimed_total is None:
        return
    figures = service_figures(summary.items)
    claimed = f", cổng công bố / the portal claims {summary.claimed_total}" if summary.claimed_total is not None else ""
    yield f"Dịch vụ công trực tuyến / online services: đọc được / read {figures.total}{claimed}"
    note = cut_note(summary.cut)
    if note is not None:
        yield f"  {note.vi} / {note.en}"
    if figures.total:
        yield f"  công bố / claimed: {_counts(figures.claimed)}"
        yield f"  quan sát / observed: {_counts(figures.observed)}"
    if figures.checked:
        share = percent_text(figures.true_share)
        yield f"  công bố đúng / true claims: {figures.true}/{figures.checked} ({share})"
    yield from _named(summary.items)


def _named(services: Sequence[Service]) -> Iterator[str]:
    """The claims that fall furthest short, and how many more there are."""
    false = [service for service in services if service.problem is ServiceProblem.LOWER_THAN_CLAIMED]
    false.sort(key=lambda item: (level_place(item.claimed_level) - level_place(item.observed_level), item.name))
    for service in false[:_MOST_NAMED]:
        code = f"{one_line(service.code, 40)} " if service.code else ""
        fall = f"{_level(service.claimed_level)} → {_level(service.observed_level)}"
        yield f"  ! {fall}: {code}{one_line(service.name, 100)}"
    if len(false) > _MOST_NAMED:
        yield f"  (+{len(false) - _MOST_NAMED}) portal-audit query services"


def _counts(counted: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{_level(level)}: {count}" for level, count in counted) or "–"


def _level(level: str | None) -> str:
    if level is None:
        return "–"
    return LEVELS[level].vi if level in LEVELS else one_line(level, 20)
