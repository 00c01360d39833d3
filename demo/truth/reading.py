"""Reads demo/truth/<portal>.yaml: acceptable verdicts per requirement, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from domain.findings import Verdict

_TRUTH = Path(__file__).parent
_ANY = frozenset(Verdict) - {Verdict.ERROR}


class _Row(BaseModel):
    """One line of a truth file: `is` for an auditor without browser, `browser` where that changes the answer."""

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
    """The truth of one portal; raises ValueError for a wrong file."""
    data: Any = yaml.safe_load((_TRUTH / f"{portal}.yaml").read_text("utf-8"))
    rows = {requirement: _expectation(row) for requirement, row in sorted(data.items())}
    return Truth(portal, rows)


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
    """Acceptable verdicts; a requirement that does not bind the kind is not in the file: not_applicable."""
    row = truth.rows.get(requirement)
    if row is None:
        return frozenset({Verdict.NOT_APPLICABLE})
    return row.browser if browser else row.verdicts
