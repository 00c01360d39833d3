"""What a spreadsheet holds, whatever its format: sheets of numbered rows of cells, bounded and made plain."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MAX_ROWS = 50_000
MAX_COLUMNS = 64
MAX_CELL = 20_000

_ESCAPED_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")  # how a workbook writes control characters
_ERROR_VALUES = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


class SheetError(Exception):
    """A spreadsheet that can't be read at all, or a row that ends the reading."""

    def __init__(self, problem: str, allowed: str = "", *, sheet: str = "", row: int = 0) -> None:
        self.problem, self.allowed, self.sheet, self.row = problem, allowed, sheet, row
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as shown, where it links to, and why it can't be used (a formula, an error value)."""

    text: str = ""
    link: str = ""
    problem: str = ""


EMPTY = Cell()


@dataclass(slots=True)
class Row:
    """One row. `number` counts from 1 as the spreadsheet shows it; `spans` are columns under a merge across."""

    number: int
    cells: list[Cell]
    spans: frozenset[int] = frozenset()

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else EMPTY

    @property
    def blank(self) -> bool:
        return not any(cell.text.strip() or cell.problem for cell in self.cells)


@dataclass(slots=True)
class Sheet:
    """One sheet; `name` is "" for a CSV file."""

    name: str
    rows: list[Row]


def cell_of(value: Any, link: str = "") -> Cell:
    """A cell out of a stored value: numbers and days as text, error values and formulas named."""
    text = _text_of(value)
    stripped = text.strip()
    if stripped in _ERROR_VALUES:
        return Cell(problem=f"the cell holds the error value {stripped}")
    if stripped.startswith("="):
        return Cell(problem="the cell starts like a formula")
    return Cell(text[:MAX_CELL], link)


def _text_of(value: Any) -> str:
    if isinstance(value, str):
        return _ESCAPED_CONTROL.sub(lambda found: chr(int(found.group(1), 16)), value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return "" if value is None else str(value)
