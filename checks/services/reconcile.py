"""An agency's list of services beside a national list: what both have, and what only one of them has.

Circular 32/2017 Art. 6, Decree 43/2011 Art. 18(1): the national list says which procedures there are. Compared by
code, then by name where the code of one side is missing or another one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from checks.services.list_columns import ListedRow
from domain.findings import Service
from domain.procedures import name_key, procedure_key


class MatchedBy(StrEnum):
    CODE = "code"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Pair:
    service: Service
    national: ListedRow
    by: MatchedBy


@dataclass(frozen=True, slots=True)
class Reconciled:
    """Both sides' services in their own orders. One national procedure may be offered by several bodies."""

    pairs: tuple[Pair, ...]
    only_agency: tuple[Service, ...]
    only_national: tuple[ListedRow, ...]


def reconcile(services: Sequence[Service], national: Sequence[ListedRow]) -> Reconciled:
    """Pairs by code first; what is left on both sides is paired by name, each national entry once."""
    paired = _by_code(services, national)
    taken = {procedure_key(pair.national.code) for pair in paired.values()}
    free: dict[str, list[int]] = defaultdict(list)
    left = {at: row for at, row in enumerate(national) if not (row.code and procedure_key(row.code) in taken)}
    for at, row in left.items():
        if row.name:
            free[name_key(row.name)].append(at)
    for place, service in enumerate(services):
        namesakes = free.get(name_key(service.name)) if place not in paired and service.name else None
        if namesakes:
            paired[place] = Pair(service, left.pop(namesakes.pop(0)), MatchedBy.NAME)
    return Reconciled(
        pairs=tuple(paired[place] for place in sorted(paired)),
        only_agency=tuple(service for place, service in enumerate(services) if place not in paired),
        only_national=tuple(left.values()),
    )


def _by_code(services: Sequence[Service], national: Sequence[ListedRow]) -> dict[int, Pair]:
    rows: dict[str, ListedRow] = {}
    for row in national:
        if row.code:
            rows.setdefault(procedure_key(row.code), row)
    found = {place: rows.get(procedure_key(service.code)) for place, service in enumerate(services) if service.code}
    return {place: Pair(services[place], row, MatchedBy.CODE) for place, row in found.items() if row is not None}
