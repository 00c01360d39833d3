"""What a perfect auditor would say about each service of the desks (demo/desks), without submitting anything.

demo/truth/services/<portal>.csv has one row per service, desks.yaml and strangers.yaml (the exams) what is true of
the list as a whole.

How the observed level was decided (docs/judging.md 9): level 1, ten of the eleven fields of Circular 32/2017 Art. 5(1)
or more; 2, forms and every one of them downloads as what it is named; 3, "Nộp hồ sơ" shows a form or a log-in of this
very service (a service without forms needs none for it); 4, no fee, or online payment named for this service, on its
page or its form. Nothing observed: not even level 1, or the page cannot be seen.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from domain.findings import ServiceProblem

_TRUTH = Path(__file__).parent / "services"


class _Row(BaseModel):
    """One line of a table. `also`: another problem a careful auditor may name instead."""

    model_config = ConfigDict(extra="forbid")

    code: str
    name: str
    field: str
    admin_level: str
    agency: str
    claimed: str = Field(pattern="^([1-4]|unstated|toan_trinh|mot_phan|thong_tin)$")
    observed: str = Field(pattern="^[1-4]?$")
    problem: ServiceProblem | None
    also: ServiceProblem | None
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class TrueService:
    """`code` as the portal writes it, "" where it has none; `observed` None: below level 1, or not to be seen."""

    code: str
    name: str
    field: str
    admin_level: str
    agency: str
    claimed: str
    observed: str | None
    problem: ServiceProblem | None
    problems: frozenset[ServiceProblem | None]  # those that may be named
    url: str
    why: str

    @property
    def lies(self) -> bool:
        """The level claimed is one of Decree 43, and what can be seen falls short of it."""
        below = self.observed or "0"
        seen = self.problem is not ServiceProblem.NOT_OBSERVED
        return seen and self.claimed.isdigit() and below < self.claimed


class _Desk(BaseModel):
    model_config = ConfigDict(extra="forbid")

    claimed_total: int | None
    complete: bool = True
    needs_post: list[str] = []
    decoys: list[str] = []
    figures: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class ServiceTruth:
    """The services of one portal.

    `decoys`: what looks like a service and is none. `needs_post`: branches that nobody may open. `complete`: all that
    the portal says it has can be read by GET. `figures`: dossier figures as published.
    """

    portal: str
    services: tuple[TrueService, ...]
    claimed_total: int | None
    complete: bool
    needs_post: tuple[str, ...]
    decoys: tuple[str, ...]
    figures: Mapping[str, str]

    @property
    def by_code(self) -> Mapping[str, TrueService]:
        return {service.code: service for service in self.services if service.code}


@cache
def service_portals() -> tuple[str, ...]:
    """Portals whose services are known one by one; one without a table has none."""
    return tuple(_desks())


@cache
def portals_with_services() -> tuple[str, ...]:
    """The same with those of the exams."""
    return (*service_portals(), *_read("strangers.yaml"))


@cache
def load_service_truth(portal: str) -> ServiceTruth:
    """The services of one portal; raises ValueError for a wrong file."""
    desk = _Desk.model_validate(_desks().get(portal) or _read("strangers.yaml")[portal])
    path = _TRUTH / f"{portal}.csv"
    rows: list[_Row] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [
                _Row.model_validate({**row, "problem": row["problem"] or None, "also": row["also"] or None})
                for row in csv.DictReader(lines)
            ]
    return ServiceTruth(
        portal,
        tuple(_service(row) for row in rows),
        desk.claimed_total,
        desk.complete,
        tuple(desk.needs_post),
        tuple(desk.decoys),
        desk.figures,
    )


def _service(row: _Row) -> TrueService:
    also = {row.also} if row.also else set()
    return TrueService(
        row.code,
        row.name,
        row.field,
        row.admin_level,
        row.agency,
        row.claimed,
        row.observed or None,
        row.problem,
        frozenset({row.problem, *also}),
        row.url,
        row.why,
    )


@cache
def _desks() -> dict[str, Any]:
    return _read("desks.yaml")


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((_TRUTH / name).read_text("utf-8"))
    return data
