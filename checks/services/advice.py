"""What would put a service right: checks/services/advice.yaml."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from checks.services.entries import Rung
from domain.findings import Service, ServiceProblem, Text2


def advice_for(service: Service) -> Text2 | None:
    """None where nothing is wrong; for a claim that does not hold, what the rung asks on which the ladder ended."""
    if service.problem is None:
        return None
    by_rung, by_problem = _advice()
    if service.problem is ServiceProblem.LOWER_THAN_CLAIMED:
        stopped = next((step.rung for step in service.steps if step.held is False), "")
        return by_rung.get(stopped, by_problem[service.problem])
    return by_problem[service.problem]


@cache
def _advice() -> tuple[Mapping[str, Text2], Mapping[ServiceProblem, Text2]]:
    said = yaml.safe_load(files("checks.services").joinpath("advice.yaml").read_text(encoding="utf-8"))
    by_rung = {Rung(rung).value: Text2(text["vi"], text["en"]) for rung, text in said["stopped"].items()}
    by_problem = {ServiceProblem(name): Text2(text["vi"], text["en"]) for name, text in said["problem"].items()}
    return by_rung, by_problem
