"""A seeded phrase grammar: administrative Vietnamese that reads like a portal's own, the same on every run."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

_SLOT = re.compile(r"\{(\^?)([a-z_]+)\}")
_NUMBER = re.compile(r"\{n:(\d+)-(\d+)\}")
_GRAMMARS = Path(__file__).parent / "data" / "grammar"
_LONGEST = 40  # expansions of one phrase, against rules that call each other


@cache
def load_rules(name: str) -> Mapping[str, tuple[str, ...]]:
    """The rules of one field, on top of the rules every field shares."""
    rules: dict[str, tuple[str, ...]] = {}
    for part in ("common", name):
        data: Any = yaml.safe_load((_GRAMMARS / f"{part}.yaml").read_text("utf-8"))
        rules.update({rule: tuple(str(line) for line in lines) for rule, lines in data.items()})
    return rules


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules and what is known beforehand (the agency's names, its leaders, the year)."""

    rules: Mapping[str, Sequence[str]]
    given: Mapping[str, Sequence[str]]

    def pick(self, rule: str, rng: Random) -> str:
        """One finished phrase of `rule`."""
        return self.expand(f"{{{rule}}}", rng, {})

    def bind(self, rng: Random, *names: str) -> dict[str, str]:
        """One choice per name, to be the same all through a text."""
        return {name: self.pick(name, rng) for name in names}

    def expand(self, text: str, rng: Random, bound: Mapping[str, str]) -> str:
        """`text` with every slot filled: by what is bound, then given, then by a rule."""
        for _ in range(_LONGEST):
            found = _SLOT.search(text)
            if not found:
                break
            value = self._choose(found[2], rng, bound)
            if found[1]:
                value = value[:1].upper() + value[1:]
            text = text[: found.start()] + value + text[found.end() :]
        return _NUMBER.sub(lambda number: _thousands(rng.randint(int(number[1]), int(number[2]))), text)

    def _choose(self, name: str, rng: Random, bound: Mapping[str, str]) -> str:
        if name in bound:
            return bound[name]
        options = self.given.get(name) or self.rules.get(name)
        if not options:
            raise KeyError(f"the grammar has no rule {name!r}")
        return rng.choice(list(options))


def _thousands(number: int) -> str:
    """12.500, as Vietnamese writes it; years stay as they are."""
    return f"{number:,}".replace(",", ".") if number >= 3000 else str(number)
