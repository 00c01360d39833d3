"""The service sheet of the one-agency report: figures, then the services, those with a problem first, each with proof.

The page runs no script. Its rows carry their place in each order as three digits in class names; the style sheet turns
the digits into the CSS property `order` of the order that the reader chose.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from checks.services.advice import advice_for
from domain.findings import Service, ServiceProblem, ServiceStep, ServiceSummary, Text2
from domain.harmless import one_line
from domain.text import fold, tidy
from reports.proofs import Proof, Records
from reports.service_figures import FALSE, ServiceFigures, level_place, service_figures
from reports.service_words import RUNGS, cut_note

#: A list of thousands must not break the page: rows with a problem, then others up to so many in all.
MOST_WITH_PROBLEM = 500
MOST_ROWS = 150
_MOST_STEPS = 8
_MOST_PROOFS = 3  # of one step
_GRAVEST_FIRST = (
    ServiceProblem.LOWER_THAN_CLAIMED,
    ServiceProblem.DEAD_LINK,
    ServiceProblem.LEVEL_NOT_STATED,
    ServiceProblem.DUPLICATE,
)
_PROVINCE_FIRST = ("ministry", "province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort the sheet. `letter` begins its class names; `key` is what rows are compared by."""

    name: str
    letter: str
    title: Text2
    key: Callable[[Service], Any]


@dataclass(frozen=True, slots=True)
class StepShown:
    name: Text2
    step: ServiceStep
    ends: bool  # the ladder ends here: the first that does not hold
    proofs: tuple[Proof, ...]
    more_proofs: int


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service. `seen`: what proves its claim false. `places`: its class names, three for each order."""

    service: Service
    seen: Text2 | None
    advice: Text2 | None
    steps: tuple[StepShown, ...]
    places: str


@dataclass(frozen=True, slots=True)
class ServiceSheet:
    """`left_out` of the services are only in the JSON document and in `portal-audit query`."""

    figures: ServiceFigures
    claimed_total: int | None
    cut: Text2 | None
    with_problem: int
    rows: tuple[ServiceRow, ...]
    left_out: int


def _by_text(text: str) -> tuple[bool, str, str]:
    """The order of a list of names: by letters, then by tones; what is empty stands last."""
    return (not text, fold(text), tidy(text))


def _by_problem(service: Service) -> tuple[Any, ...]:
    grave = _GRAVEST_FIRST.index(service.problem) if service.problem in _GRAVEST_FIRST else len(_GRAVEST_FIRST)
    unseen = service.problem is ServiceProblem.NOT_OBSERVED
    return (grave, unseen, level_place(service.claimed_level), _by_text(service.field), _by_text(service.name))


def _by_body(service: Service) -> tuple[Any, ...]:
    known = service.admin_level in _PROVINCE_FIRST
    return (_PROVINCE_FIRST.index(service.admin_level) if known else len(_PROVINCE_FIRST), _by_text(service.agency))


ORDERS = (
    Order("problem", "p", Text2("Vấn đề", "Problem"), _by_problem),
    Order("name", "n", Text2("Tên dịch vụ", "Service"), lambda service: _by_text(service.name)),
    Order("code", "c", Text2("Mã", "Code"), lambda service: (not service.code, service.code)),
    Order("field", "f", Text2("Lĩnh vực", "Field"), lambda service: _by_text(service.field)),
    Order("body", "b", Text2("Cấp, cơ quan", "Level, body"), _by_body),
    Order("claimed", "l", Text2("Công bố", "Claimed"), lambda service: level_place(service.claimed_level)),
    Order("observed", "o", Text2("Quan sát", "Observed"), lambda service: level_place(service.observed_level)),
)


def service_sheet(summary: ServiceSummary, records: Records) -> ServiceSheet:
    """What the sheet shows of one list, in the order of gravity."""
    ordered = sorted(summary.items, key=_by_problem)
    with_problem = sum(service.problem in _GRAVEST_FIRST for service in ordered)
    shown = ordered[: max(MOST_ROWS, min(with_problem, MOST_WITH_PROBLEM))]
    places = _places(shown)
    return ServiceSheet(
        figures=service_figures(summary.items),
        claimed_total=summary.claimed_total,
        cut=cut_note(summary.cut),
        with_problem=with_problem,
        rows=tuple(_row(service, records, where) for service, where in zip(shown, places, strict=True)),
        left_out=len(ordered) - len(shown),
    )


def sorting_style() -> str:
    """The rules that put rows in the chosen order: a digit is a class, the digits of one order add up to its place."""
    rules = []
    for order in ORDERS:
        for power, size in (("h", 100), ("t", 10), ("u", 1)):
            rules += [f".{order.letter}{power}{digit}{{--{power}{order.letter}:{digit * size}}}" for digit in range(10)]
        place = " + ".join(f"var(--{power}{order.letter})" for power in "htu")
        rules.append(
            f".listed:has(#by-{order.name}:checked) .services tbody tr{{order:calc(var(--way, 1) * ({place}))}}"
        )
    return "\n".join([*rules, ".listed:has(#backwards:checked){--way:-1}", ""])


def _places(shown: Sequence[Service]) -> list[str]:
    classes: list[list[str]] = [[] for _ in shown]
    for order in ORDERS:
        ranked = sorted(range(len(shown)), key=lambda row, key=order.key: (key(shown[row]), row))  # type: ignore[misc]
        for place, row in enumerate(ranked):
            hundreds, rest = divmod(place, 100)
            digits = zip("htu", (hundreds, *divmod(rest, 10)), strict=True)
            classes[row] += [f"{order.letter}{power}{digit}" for power, digit in digits]
    return [" ".join(names) for names in classes]


def _row(service: Service, records: Records, places: str) -> ServiceRow:
    end = next((step for step in service.steps if step.held is False), None)
    steps = tuple(_step(step, records, ends=step is end) for step in service.steps[:_MOST_STEPS])
    seen = end.reason if end is not None and service.problem in FALSE else None
    return ServiceRow(service, seen, advice_for(service), steps, places)


def _step(step: ServiceStep, records: Records, *, ends: bool) -> StepShown:
    shown = step.evidence[:_MOST_PROOFS]
    other = one_line(step.rung, 40)
    return StepShown(
        name=RUNGS.get(step.rung, Text2(other, other)),
        step=step,
        ends=ends,
        proofs=tuple(records.proof_of_service(item) for item in shown),
        more_proofs=len(step.evidence) - len(shown),
    )
