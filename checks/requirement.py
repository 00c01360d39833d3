"""A requirement of the law as data, and the catalogue that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from domain.agencies import Kind
from domain.findings import Text2


class PointsRule(StrEnum):
    """How observation becomes points (docs/judging.md 8)."""

    YES_NO = "yes_no"
    SHARE = "share"
    GRADED = "graded"
    SHARE_FRESH = "share_fresh"
    GRADED_FRESH = "graded_fresh"


class Operator(StrEnum):
    ANY = "any"  # the best of the parts
    ALL = "all"  # the worst of the parts
    NONE = "none"  # met when no part is seen
    SHARE = "share"  # the mean of the parts


@dataclass(frozen=True, slots=True)
class ProbeCall:
    probe: str
    params: Mapping[str, Any] = field(default_factory=dict)  # validated against the probe's own params type


@dataclass(frozen=True, slots=True)
class Rule:
    operator: Operator
    parts: tuple["ProbeCall | Rule", ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """Working days to the newest item (docs/judging.md 7): up to `fresh` 1, up to `slow` 0.7, beyond 0.4."""

    kinds: tuple[Kind, ...]
    fresh: int
    slow: int
    items: int = 0  # at least so many items ...
    in_days: int = 0  # ... in the last so many working days
    week: bool = False  # a schedule: must cover the week of the capture


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation such as "ND43 Art.10(1)(b)", taken apart."""

    instrument: str
    article: str
    clause: str = ""
    point: str = ""
    part: str = ""  # "first dash"
    quote: str = ""  # short, Vietnamese


@dataclass(frozen=True, slots=True)
class Requirement:
    id: str
    title: Text2
    citation: str  # as written in tables and reports
    citations: tuple[Citation, ...]
    applies_to: tuple[Kind, ...]
    group: str  # information, support, services, presentation
    points: float
    points_rule: PointsRule
    obligation: str  # must, should
    update_within: str  # "", "regular", "on_change", "15", "2/10"
    met_when: Text2
    rule: Rule | None  # None: no probe yet
    advice: Text2
    partly_when: Text2 = Text2("", "")
    human: Text2 = Text2("", "")  # what only a person can judge
    practice: Text2 = Text2("", "")  # where practice differs from the letter (docs/judging.md 10)
    freshness: tuple[Freshness, ...] = ()
    follows: str = ""  # list whose entries it judges: absent, unseen, not applicable like it (docs/judging.md 8)
    awaits: str = ""  # list of services that it asks at level 3-4: undetermined without it (docs/judging.md 9)
    samples: str = ""  # id of the list whose items it samples, beside those of other lists (docs/judging.md 8)
    empty: str = ""  # its verdict where that list is not there and nothing was found to sample
    lifecycle: str = "stable"  # beta reports but does not score
    own_choice: bool = False  # points are our choice, the official table being unknown
    file: str = ""  # where it was read, for messages


@dataclass(frozen=True, slots=True)
class Catalogue:
    name: str
    title: Text2
    in_force_from: date | None
    in_force_until: date | None
    requirements: tuple[Requirement, ...]  # sorted by id
    digest: str
    instruments: Mapping[str, Text2] = field(default_factory=dict)  # "ND43" -> its full name

    def get(self, requirement: str) -> Requirement | None:
        return next((item for item in self.requirements if item.id == requirement), None)
