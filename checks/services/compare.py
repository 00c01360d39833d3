"""Claim against observation, service by service: the sheet of an agency's services with problem and proof.

A claim is called too high only when one of its rungs is proven not to hold, never because something was not looked at.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from checks.per_site import once_per_site
from checks.services.entries import UNSTATED, Entry, Observed, Rung, Step
from checks.services.listing import read_listing
from checks.services.observe import observe, was_seen
from checks.site import Site
from domain.findings import Service, ServiceProblem, ServiceStep, ServiceSummary, Text2


@once_per_site
def summary_of(site: Site) -> ServiceSummary:
    """All services of a portal, each once; made once."""
    listing = read_listing(site)
    twice = {kept for kept, _ in listing.duplicates}
    items = tuple(_service(site, entry, twice=entry in twice) for entry in listing.entries)
    return ServiceSummary(items, listing.claimed_total, listing.cut)


def claimed_rungs(level: str) -> tuple[Rung, ...]:
    """The rungs that a claimed level claims; none where no level is stated."""
    return _claims().get(level, ())


def problem_of(observed: Observed, *, twice: bool) -> ServiceProblem | None:
    """The gravest problem of one entry. A claim that fails first at an address that answers nothing is a dead link."""
    entry = observed.entry
    asked = [step for step in observed.steps if step.rung in claimed_rungs(entry.level)]
    failed = next((step for step in asked if step.held is False), None)
    if any(step.dead for step in observed.steps if step is failed or step.rung is Rung.FIELDS):
        return ServiceProblem.DEAD_LINK
    if failed is not None:
        return ServiceProblem.LOWER_THAN_CLAIMED
    if entry.level == UNSTATED:
        return ServiceProblem.LEVEL_NOT_STATED
    if twice:
        return ServiceProblem.DUPLICATE
    return ServiceProblem.NOT_OBSERVED if any(step.held is None for step in asked) else None


def claim_holds(observed: Observed) -> bool | None:
    """Whether a stated claim is true; None where that was not seen, or nothing is claimed."""
    asked = [step for step in observed.steps if step.rung in claimed_rungs(observed.entry.level)]
    if not asked:
        return None
    if any(step.held is False for step in asked):
        return False
    return None if any(step.held is None for step in asked) else True


def _service(site: Site, entry: Entry, *, twice: bool) -> Service:
    observed = observe(site, entry)
    return Service(
        code=entry.code,
        name=entry.name,
        field=entry.field,
        claimed_level=entry.level,
        observed_level=observed.level,
        url=entry.url,
        problem=problem_of(observed, twice=twice),
        admin_level=entry.admin_level,
        agency=entry.agency,
        steps=tuple(_step(step) for step in observed.steps) if was_seen(site, entry) else (),
    )


def _step(step: Step) -> ServiceStep:
    return ServiceStep(step.rung.value, step.held, Text2(step.reason_vi, step.reason_en), step.evidence)


@cache
def _claims() -> Mapping[str, tuple[Rung, ...]]:
    text = files("checks.services").joinpath("claims.yaml").read_text(encoding="utf-8")
    return {str(level): tuple(Rung(rung) for rung in rungs) for level, rungs in yaml.safe_load(text).items()}
