"""The shape of the catalogue's YAML files: one requirement of the law each, and the catalogue's own card."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from checks.requirement import PointsRule
from domain.agencies import Kind

_FRESH = frozenset({PointsRule.SHARE_FRESH, PointsRule.GRADED_FRESH})


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("says nothing")
    return text.strip()


Sentence = Annotated[str, AfterValidator(_said)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TwoTongues(_Shape):
    vi: Sentence
    en: Sentence


class CitationEntry(_Shape):
    instrument: str
    article: str = Field(pattern=r"^\d+[a-z]?$")
    clause: str = Field(default="", pattern=r"^\d*$")
    point: str = Field(default="", pattern=r"^[a-zđ]?$")
    part: str = ""
    quote: Sentence


class FreshnessEntry(_Shape):
    """`fresh` and `slow` in working days; a schedule says `week` instead of `fresh`."""

    kinds: list[Kind] = Field(min_length=1)
    fresh: int = Field(default=0, ge=0)
    slow: int = Field(ge=1)
    items: int = Field(default=0, ge=0)
    in_days: int = Field(default=0, ge=0)
    week: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.week == bool(self.fresh):
            raise ValueError("says either fresh (working days) or week: true")
        if self.fresh > self.slow:
            raise ValueError(f"fresh {self.fresh} is above slow {self.slow}")
        if bool(self.items) != bool(self.in_days):
            raise ValueError("items and in_days go together")
        return self


class RequirementFile(_Shape):
    """<catalogue>/<id>.yaml: the file's name is the requirement's id. `rule: null` says that no probe exists yet."""

    title: TwoTongues
    citations: list[CitationEntry] = Field(min_length=1)
    applies_to: list[Kind] = Field(min_length=1)
    group: Literal["information", "support", "services", "presentation"]
    points: float = Field(ge=0, le=1000)
    own_choice: bool = False
    points_rule: PointsRule
    obligation: Literal["must", "should"] = "must"
    update_within: str = Field(default="", pattern=r"^(?:|regular|on_change|\d+|\d+/\d+)$")
    freshness: list[FreshnessEntry] = []
    met_when: TwoTongues
    partly_when: TwoTongues | None = None
    human: TwoTongues | None = None
    advice: TwoTongues
    practice: TwoTongues | None = None
    follows: str = ""
    awaits: str = ""
    samples: str = ""
    empty: Literal["", "not_met", "not_applicable"] = ""
    lifecycle: Literal["beta", "stable"] = "stable"
    rule: dict[str, Any] | None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        named = [kind for entry in self.freshness for kind in entry.kinds]
        if len(set(self.applies_to)) != len(self.applies_to):
            raise ValueError("applies_to names a kind twice")
        if self.points_rule in _FRESH and set(named) != set(self.applies_to):
            raise ValueError("freshness must name every kind of applies_to, as points_rule asks for freshness")
        if self.points_rule not in _FRESH and named:
            raise ValueError(f"freshness stands beside points_rule {self.points_rule}, which does not ask for it")
        if len(set(named)) != len(named):
            raise ValueError("freshness names a kind twice")
        if self.points_rule is not PointsRule.YES_NO and self.partly_when is None:
            raise ValueError("partly_when is missing; only yes_no has no degrees")
        if bool(self.samples) != bool(self.empty):
            raise ValueError("samples and empty stand together")
        return self


class CatalogueFile(_Shape):
    """<catalogue>/_catalogue.yaml: what the catalogue is, when it was in force, what its citations are short for."""

    title: TwoTongues
    in_force_from: date | None = None
    in_force_until: date | None = None
    instruments: dict[str, TwoTongues]
