"""Reads demo/truth/<portal>.yaml: acceptable verdicts per requirement, each with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from demo.portal_data import load_portal
from demo.strangers.book import load_book, stranger_ids
from domain.findings import Verdict

_TRUTH = Path(__file__).parent
_ANY = frozenset(Verdict) - {Verdict.ERROR}
_ELSEWHERE = ("nd43-18-", "nd43-13-english-services")  # rows on services, examined elsewhere unless a file answers
_GROUPS = ("information", "support", "services", "presentation")
_PRETENDED = "pretended"


class _Row(BaseModel):
    """One line of a truth file: `browser` where a browser changes the answer."""

    model_config = ConfigDict(extra="forbid")

    verdicts: list[Verdict] | str
    browser: list[Verdict] | str | None = None
    pretended: bool = False
    why: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """The verdicts a perfect auditor may give. `judged` False: outside the exam, anything but our own error will do.

    `pretended`: a label without its substance, where a trusting reader would be taken in.
    """

    verdicts: frozenset[Verdict]
    browser: frozenset[Verdict]
    why: str
    judged: bool
    pretended: bool = False


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
    kind = load_book(portal).kind if portal in stranger_ids() else load_portal(portal).kind
    rows: dict[str, Expectation] = {}
    for requirement, group in _binding(kind.letter):
        row = data.pop(requirement, None) or data.get(group)
        if row is None and (group == "services" or requirement.startswith(_ELSEWHERE)):
            row = ["any", "examined elsewhere"]
        if row is not None:
            rows[requirement] = _expectation(row)
    left = sorted(set(data) - set(_GROUPS))
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
    parsed = _row(row)
    plain = _verdicts(parsed.verdicts)
    browser = plain if parsed.browser is None else _verdicts(parsed.browser)
    return Expectation(plain, browser, parsed.why, parsed.verdicts != "any", parsed.pretended)


def _row(row: Any) -> _Row:
    """A row is written `[verdict, ..., "why"]` in short, "pretended" among its words, or as a mapping."""
    if not isinstance(row, list):
        return _Row.model_validate(row)
    *words, why = row
    if words == ["any"]:
        return _Row(verdicts="any", why=str(why))
    verdicts = [Verdict(word) for word in words if word != _PRETENDED]
    return _Row(verdicts=verdicts, pretended=_PRETENDED in words, why=str(why))


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
