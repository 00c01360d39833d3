"""Services of one portal beside their truth, one by one: what was found, what was invented, which claims were tested.

Entries are paired by the code of their procedure, else by name. Entries told a second time (problem `duplicate`) are
no services of their own and are left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accuracy.ratios import Ratio
from demo.truth.service_truth import ServiceTruth, TrueService
from domain.findings import Service, ServiceProblem
from domain.procedures import name_key, procedure_key

_ACCUSATIONS = frozenset({ServiceProblem.LOWER_THAN_CLAIMED, ServiceProblem.DEAD_LINK, ServiceProblem.LEVEL_NOT_STATED})
_FALSE = frozenset({ServiceProblem.LOWER_THAN_CLAIMED, ServiceProblem.DEAD_LINK})


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """`found` of the true ones, `real` of the told ones, `level` of the found ones, `exposed` of the false claims with
    the exact observed level; `accused`: names of those said to have a problem that they have not."""

    found: Ratio
    real: Ratio
    level: Ratio
    exposed: Ratio
    accused: tuple[str, ...]

    def __add__(self, other: "ServiceFigures") -> "ServiceFigures":
        return ServiceFigures(
            self.found + other.found,
            self.real + other.real,
            self.level + other.level,
            self.exposed + other.exposed,
            (*self.accused, *other.accused),
        )


NO_SERVICES = ServiceFigures(Ratio(), Ratio(), Ratio(), Ratio(), ())


def compare_services(told: Iterable[Service], truth: ServiceTruth) -> ServiceFigures:
    single = [service for service in told if service.problem is not ServiceProblem.DUPLICATE]
    pairs = list(_pairs(single, truth.services))
    lies = [true for true in truth.services if true.problem in _FALSE]
    seen = {id(true): service for service, true in pairs}
    exposed = [true for true in lies if _is_exposed(seen.get(id(true)), true)]
    return ServiceFigures(
        found=Ratio(len(pairs), len(truth.services)),
        real=Ratio(len(pairs), len(single)),
        level=Ratio(sum(service.claimed_level == true.claimed for service, true in pairs), len(pairs)),
        exposed=Ratio(len(exposed), len(lies)),
        accused=tuple(service.name for service, true in pairs if _is_wronged(service, true)),
    )


def _pairs(told: Iterable[Service], truth: Iterable[TrueService]) -> Iterable[tuple[Service, TrueService]]:
    """Each true service once, with the first entry that is it."""
    by_code: dict[str, list[TrueService]] = {}
    by_name: dict[str, list[TrueService]] = {}
    for true in truth:
        by_code.setdefault(procedure_key(true.code), []).append(true)
        by_name.setdefault(name_key(true.name), []).append(true)
    taken: set[int] = set()
    for service in told:
        coded = _first(by_code, procedure_key(service.code), taken) if service.code else None
        found = coded or _first(by_name, name_key(service.name), taken)
        if found is not None:
            taken.add(id(found))
            yield service, found


def _first(known: Mapping[str, list[TrueService]], key: str, taken: set[int]) -> TrueService | None:
    return next((true for true in known.get(key, ()) if id(true) not in taken), None)


def _is_exposed(service: Service | None, true: TrueService) -> bool:
    return service is not None and service.problem in _FALSE and service.observed_level == true.observed


def _is_wronged(service: Service, true: TrueService) -> bool:
    if service.problem not in _ACCUSATIONS or service.problem in true.problems:
        return False
    return not (service.problem in _FALSE and true.problem in _FALSE)  # false it is, for another reason
