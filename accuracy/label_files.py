"""Label files: which verdicts are right for which requirement (or item) of which portal. docs/labels.md explains them.

Two layouts, told apart by their heads: `portal, requirement, verdicts, note`, and `site, item, label, ..., note`, whose
items stand for several requirements each (data/items.yaml). Comma, semicolon or tab; UTF-8.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from accuracy.corpus import ABSENT, PRESENT, Label
from accuracy.corpus_faults import CorpusError, fault
from domain.findings import Verdict

_WORDS: dict[str, frozenset[Verdict]] = {
    "present": PRESENT,
    "absent": ABSENT,
    **{verdict.value: frozenset({verdict}) for verdict in Verdict if verdict is not Verdict.ERROR},
}
_PLAIN = ("portal", "requirement", "verdicts")
_ITEMS = ("site", "item", "label")
_BOUNDS = str.maketrans(",;|/", "    ")


class _ItemsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    items: dict[str, list[str]]
    uncounted: list[str]
    letters: dict[str, list[Verdict]]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: Mapping[str, str]


class _LineError(ValueError):
    """What is wrong with one line, and what would be right."""


def read_labels(file: Path, requirements: frozenset[str]) -> tuple[Label, ...]:
    """Raises CorpusError with all that is wrong. Portals are not looked up here."""
    head, lines = _table(file)
    read = _reader(file, head)
    labels: dict[tuple[str, str], Label] = {}
    faults: list[str] = []
    for line in lines:
        try:
            label = read(line.cells, requirements)
        except _LineError as error:
            faults.append(fault(file, line.number, str(error)))
            continue
        if label is None:
            continue
        if (label.portal, label.name) in labels:
            faults.append(fault(file, line.number, f"{label.portal} {label.name} stands twice: keep one line"))
        labels[label.portal, label.name] = label
    if faults:
        raise CorpusError(faults)
    return tuple(labels.values())


def _table(file: Path) -> tuple[tuple[str, ...], list[_Line]]:
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise CorpusError([fault(file, 1, f"cannot be read ({error.strerror}): labels are needed")]) from error
    except UnicodeDecodeError as error:
        raise CorpusError([fault(file, 1, "is not UTF-8: save it as CSV UTF-8")]) from error
    first = text.split("\n", 1)[0]
    rows = csv.reader(text.splitlines(), delimiter=max("\t;,", key=first.count))
    head = tuple(name.strip().lower() for name in next(rows, []))
    lines = [
        _Line(rows.line_num, dict(zip(head, (cell.strip() for cell in row), strict=False)))
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    return head, lines


_Reader = Callable[[Mapping[str, str], frozenset[str]], Label | None]


def _reader(file: Path, head: tuple[str, ...]) -> _Reader:
    if set(_PLAIN) <= set(head):
        return _plain
    if set(_ITEMS) <= set(head):
        return _item
    raise CorpusError([fault(file, 1, f"the first line must name the columns {', '.join((*_PLAIN, 'note'))}")])


def _plain(cells: Mapping[str, str], requirements: frozenset[str]) -> Label:
    portal, requirement = cells.get("portal", ""), cells.get("requirement", "")
    if not portal:
        raise _LineError("portal is empty: write its id")
    if requirement not in requirements:
        raise _LineError(f"there is no requirement {requirement!r}{_near(requirement, requirements)}")
    allowed: frozenset[Verdict] = frozenset()
    for word in cells.get("verdicts", "").lower().translate(_BOUNDS).split():
        if word not in _WORDS:
            raise _LineError(f"{word!r} is no verdict; allowed: {', '.join(_WORDS)}")
        allowed |= _WORDS[word]
    if not allowed:
        raise _LineError(f"verdicts is empty; allowed: {', '.join(_WORDS)}")
    return Label(portal, requirement, (requirement,), allowed, cells.get("note") or "")


def _item(cells: Mapping[str, str], requirements: frozenset[str]) -> Label | None:
    known = _items()
    portal, item, letter = (cells.get(name, "") for name in _ITEMS)
    if not portal:
        raise _LineError("site is empty: write the portal's id")
    if item in known.uncounted:
        return None
    if item not in known.items:
        raise _LineError(f"there is no item {item!r}{_near(item, known.items)}")
    if letter.upper() not in known.letters:
        raise _LineError(f"{letter!r} is no label; allowed: {', '.join(known.letters)}")
    meant = tuple(sorted({name for text in known.items[item] for name in _named(text, requirements)}))
    note = ": ".join(part for part in (letter.upper(), cells.get("note")) if part)
    allowed = frozenset(known.letters[letter.upper()])
    return Label(portal, meant[0] if len(meant) == 1 else item, meant, allowed, note)


@cache
def _items() -> _ItemsFile:
    text = files("accuracy").joinpath("data", "items.yaml").read_text("utf-8")
    return _ItemsFile.model_validate(yaml.safe_load(text))


def _named(text: str, requirements: frozenset[str]) -> Iterator[str]:
    if text.endswith("*"):
        yield from (name for name in requirements if name.startswith(text[:-1]))
    else:
        yield text


def _near(text: str, known: frozenset[str] | Mapping[str, list[str]]) -> str:
    near = get_close_matches(text, sorted(known), 1, 0.5)
    return f": did you mean {near[0]}?" if near else ""
