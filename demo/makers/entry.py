"""One entry of a section and the bench it is made on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from demo.days import Days, short
from demo.grammar import Grammar
from demo.portal_data import PortalData


@dataclass(frozen=True, slots=True)
class Entry:
    """An article, document, project, service or person before layout. `values` by name, for columns."""

    number: int
    title: str
    day: date | None
    hour: str = ""
    lead: str = ""
    paragraphs: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    author: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a maker works with: the portal, its grammar, a seeded source of choices, and the entry's place."""

    portal: PortalData
    grammar: Grammar
    days: Days
    rng: Random
    index: int
    number: int
    day: date
    options: Mapping[str, str]
    owner: str = ""  # another agency, whose entry this is

    def phrase(self, rule: str, **bound: str) -> str:
        return self.grammar.expand(f"{{{rule}}}", self.rng, bound)

    def text(self, pattern: str, **bound: str) -> str:
        return self.grammar.expand(pattern, self.rng, bound)

    def some(self, rule: str, count: int, bound: Mapping[str, str]) -> tuple[str, ...]:
        """Up to `count` different phrases of a rule, in the rule's order."""
        patterns = list(self.grammar.rules[rule])
        chosen = sorted(self.rng.sample(range(len(patterns)), min(count, len(patterns))))
        return tuple(self.grammar.expand(patterns[place], self.rng, bound) for place in chosen)

    @property
    def hour(self) -> str:
        return f"{self.rng.randint(7, 17):02d}:{self.rng.randint(0, 59):02d}"

    @property
    def year(self) -> int:
        return self.day.year

    def written(self, day: date | None = None) -> str:
        return short(day or self.day)

    def leader(self) -> str:
        people = self.portal.leaders
        if self.owner or not people:
            return f"Lãnh đạo {self.owner or self.portal.short}"
        person = self.rng.choice(people)
        return f"{person.post} {person.name}"


def sentence(text: str) -> str:
    """`text` with a capital at the start."""
    return text[:1].upper() + text[1:]
