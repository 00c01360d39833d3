"""Counts over a service list: by claimed level, by observed level, and how many of the claims hold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.findings import Service, ServiceProblem

#: From the highest down, as sheets and tables name them.
LEVEL_ORDER = ("4", "3", "2", "1", "toan_trinh", "mot_phan", "thong_tin", "unstated")
#: What proves a claim false.
FALSE = (ServiceProblem.LOWER_THAN_CLAIMED, ServiceProblem.DEAD_LINK)


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """`claimed`, `observed`: (level, count), highest first. `checked`: claims of a level that were put to the test."""

    total: int
    claimed: tuple[tuple[str, int], ...]
    observed: tuple[tuple[str, int], ...]
    checked: int
    true: int

    @property
    def false(self) -> int:
        return self.checked - self.true

    @property
    def true_share(self) -> float | None:
        """None where no claim could be tested."""
        return self.true / self.checked if self.checked else None


def service_figures(services: Sequence[Service]) -> ServiceFigures:
    """Counts of one list. A claim counts as tested where it was found to hold, or not to."""
    checked = [service for service in services if _tested(service)]
    return ServiceFigures(
        total=len(services),
        claimed=_counted(service.claimed_level for service in services),
        observed=_counted(service.observed_level for service in services if service.observed_level),
        checked=len(checked),
        true=sum(service.problem not in FALSE for service in checked),
    )


def level_place(level: str | None) -> int:
    """Where a level stands in the order; what is unknown stands last."""
    return LEVEL_ORDER.index(level) if level in LEVEL_ORDER else len(LEVEL_ORDER)


def _tested(service: Service) -> bool:
    return service.claimed_level != "unstated" and service.problem in (None, *FALSE)


def _counted(levels: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(levels)
    return tuple(sorted(counts.items(), key=lambda item: (level_place(item[0]), item[0])))
