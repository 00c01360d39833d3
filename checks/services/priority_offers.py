"""Which groups of a priority list an agency offers, and at which levels: as it claims, and as it was observed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checks.services.entries import ND42_LEVELS, ND43_LEVELS, UNSTATED
from checks.services.priority_lists import PriorityGroup, PriorityList
from domain.findings import Service
from domain.procedures import procedure_key
from domain.text import fold

#: From the lowest up; words of Decree 42/2022 below numbers only in this order, they are not turned into them.
_UPWARDS = (UNSTATED, *ND42_LEVELS, *ND43_LEVELS)


@dataclass(frozen=True, slots=True)
class GroupOffer:
    """What of one group stands in an agency's list; `services` is empty where nothing does."""

    group: PriorityGroup
    services: tuple[Service, ...]

    @property
    def claimed(self) -> Mapping[str, int]:
        return _counted(service.claimed_level for service in self.services)

    @property
    def observed(self) -> Mapping[str, int]:
        """Only of services that were observed."""
        return _counted(service.observed_level for service in self.services if service.observed_level is not None)


def group_offers(wanted: PriorityList, services: Sequence[Service]) -> tuple[GroupOffer, ...]:
    """Every group of the list in its order. A code decides; a service without a known code goes by its name."""
    coded = {procedure_key(code): group.id for group in wanted.groups for code in group.codes}
    found: dict[str, list[Service]] = {group.id: [] for group in wanted.groups}
    for service in services:
        by_code = coded.get(procedure_key(service.code)) if service.code else None
        for group in [by_code] if by_code is not None else _by_name(wanted.groups, service.name):
            found[group].append(service)
    return tuple(GroupOffer(group, tuple(found[group.id])) for group in wanted.groups)


def _by_name(groups: Sequence[PriorityGroup], name: str) -> list[str]:
    said = f" {fold(name)} "
    return [
        group.id
        for group in groups
        if any(f" {phrase} " in said for phrase in group.phrases)
        and not any(f" {phrase} " in said for phrase in group.unless)
    ]


def _counted(levels: Iterable[str]) -> dict[str, int]:
    """Counts by level, the highest first."""
    counts = Counter(levels)
    return {level: counts[level] for level in sorted(counts, key=_place, reverse=True)}


def _place(level: str) -> int:
    return _UPWARDS.index(level) if level in _UPWARDS else -1
