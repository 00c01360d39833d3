"""Reads demo/truth/<portal>.yaml: acceptable verdicts per requirement, each with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from demo.portal_data import load_portal
from domain.findings import Verdict

_TRUTH = Path(__file__).parent
_ANY = frozenset(Verdict) - {Verdict.ERROR}
_NOT_YET = ("services", "presentation")  # groups that are examined elsewhere, unless a portal's file has an answer


class _Row(BaseModel):
    """One line of a truth file: `browser` where a browser changes the answer."""

    model_config = ConfigDict(extra="forbid")

    verdicts: list[Verdict] | str
    browser: list[Verdict] | str | None = None
    why: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """The verdicts a perfect auditor may give. `judged` False: outside the exam, anything but our own error will do."""

    verdicts: frozenset[Verdict]
    browser: frozenset[Verdict]
    why: str
    judged: bool


@dataclass(frozen=True, slots=True)
class Truth:
    portal: str
    rows: Mapping[str, Expectation]


@cache
def load_truth(portal: str) -> Truth:
    """The truth of one portal; raises ValueError for a wrong file.

    A file may say `information`, `support`, `services` or `presentation` for all rows of a group at once.
    """
    data: dict[str, Any] = yaml.safe_load((_TRUTH / f"{portal}.yaml").read_text("utf-8"))
    letter = load_portal(portal).kind.letter
    rows: dict[str, Expectation] = {}
    for requirement, group in _binding(letter):
        row = data.pop(requirement, None) or data.get(group)
        if row is None and group in _NOT_YET:
            row = ["any", "examined elsewhere"]
        if row is not None:
            rows[requirement] = _expectation(row)
    left = sorted(set(data) - {"information", "support", *_NOT_YET})
    if left:
        raise ValueError(f"{portal}: no requirement of this kind of agency: {', '.join(left)}")
    return Truth(portal, dict(sorted(rows.items())))


def _binding(letter: str) -> Iterator[tuple[str, str]]:
    """Requirement and group of every row that binds a kind of agency."""
    for line in (_TRUTH / "rows.txt").read_text("utf-8").splitlines():
        requirement, letters, group = line.split()
        if letter in letters:
            yield requirement, group


def _expectation(row: Any) -> Expectation:
    verdicts, browser, why = _parts(row)
    plain = _verdicts(verdicts)
    return Expectation(plain, plain if browser is None else _verdicts(browser), why, verdicts != "any")


def _parts(row: Any) -> tuple[Any, Any, str]:
    """A row is written `[verdict, ..., "why"]` in short, or as a mapping with `verdicts`, `browser`, `why`."""
    if isinstance(row, list):
        *verdicts, why = row
        return ("any" if verdicts == ["any"] else verdicts), None, str(why)
    parsed = _Row.model_validate(row)
    return parsed.verdicts, parsed.browser, parsed.why


def _verdicts(value: Any) -> frozenset[Verdict]:
    if value == "any":
        return _ANY
    if isinstance(value, str) or not value:
        raise ValueError(f"expected a list of verdicts, got {value!r}")
    return frozenset(Verdict(verdict) for verdict in value)


def expected(truth: Truth, requirement: str, *, browser: bool = False) -> frozenset[Verdict]:
    """Acceptable verdicts; a requirement that does not bind the kind has no row: not_applicable."""
    row = truth.rows.get(requirement)
    if row is None:
        return frozenset({Verdict.NOT_APPLICABLE})
    return row.browser if browser else row.verdicts
