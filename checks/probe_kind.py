"""What a probe is: a name, typed parameters, and a pure function over the site as it was archived."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from checks.list_item import Item
from checks.observations import Observation
from checks.requirement import Requirement
from checks.site import Site
from domain.findings import Text2


class Params(BaseModel):
    """Parameters of a probe as they stand in a requirement's rule. Subclass it; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SectionParams(Params):
    """Of probes that look for a section by its label: a key of checks/lexicon/sections/."""

    section: str


@dataclass(frozen=True, slots=True)
class ProbeKind:
    """`run(site, params, requirement)` must be deterministic; it may raise: the evaluation turns that into `error`."""

    name: str
    params: type[Params]
    run: Callable[[Site, Any, Requirement], Observation]
    sees: Text2  # one sentence on what it looks for, for `explain` and the docs
    entries: Callable[[Site, Any], Sequence[Item]] | None = None  # the list's entries that it looks at one by one
    lacks: Callable[[Site], Text2 | None] | None = None  # what it compares with and the audit was not given
    needs_pages: bool = True  # False: reads records that say something even of a portal whose pages only script shows
