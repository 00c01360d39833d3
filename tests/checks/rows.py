"""A row's own probe, with the parameters of the catalogue, over a site under test."""

from functools import cache

from checks.load_catalogue import load_catalogue
from checks.observations import Observation
from checks.probes.listing import PROBES
from checks.requirement import Catalogue
from checks.rule_parts import calls_of
from checks.site import Site


@cache
def _catalogue() -> Catalogue:
    return load_catalogue()


def observe_row(site: Site, requirement: str) -> Observation:
    """What the only probe of a row says of a site."""
    row = _catalogue().get(requirement)
    assert row is not None
    (call,) = calls_of(row)
    kind = PROBES[call.probe]
    return kind.run(site, kind.params.model_validate(dict(call.params)), row)
