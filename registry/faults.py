"""What is wrong in the register, said so that an operator can put it right: file, line, key, what is allowed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rapidfuzz import fuzz, process


class Severity(StrEnum):
    ERROR = "error"  # the file can't be used
    WARNING = "warning"  # it can, but somebody should look


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault at one place. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    key: str  # "agencies.mof.portal", "" for the file as a whole
    problem: str
    allowed: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        key = f"{self.key}: " if self.key else ""
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        warning = "warning: " if self.severity is Severity.WARNING else ""
        return f"{place}: {warning}{key}{self.problem}{allowed}"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault in a spreadsheet. `row` counts from 1 as the spreadsheet shows it; 0 means the sheet as a whole."""

    file: str
    sheet: str  # "" for a CSV file
    row: int
    column: str
    problem: str
    allowed: str = ""

    def __str__(self) -> str:
        parts = [self.file, *([self.sheet] if self.sheet else []), *([f"row {self.row}"] if self.row else [])]
        column = f" {self.column}:" if self.column else ""
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        return f"{':'.join(parts)}:{column} {self.problem}{allowed}"


class RegistryError(Exception):
    """The register can't be used. Carries every fault found, not just the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class NotAllowedError(ValueError):
    """A value that may not stand where it stands, with what may."""

    def __init__(self, problem: str, allowed: str = "") -> None:
        self.problem = problem
        self.allowed = allowed
        super().__init__(f"{problem}; allowed: {allowed}" if allowed else problem)


def shown(value: object, limit: int = 80) -> str:
    """A foreign value inside a message: bounded, control characters and text direction marks escaped."""
    text = value if isinstance(value, str) else str(value)
    return repr(text[:limit]) + ("…" if len(text) > limit else "")


def key_path(parts: Sequence[str | int]) -> str:
    """`agencies.mof.hosts[0].role`; a key that is no plain word is shown escaped."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            plain = part.replace("-", "").replace("_", "").isalnum() and len(part) <= 100
            path += ("." if path else "") + (part if plain else shown(part))
    return path


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """` (did you mean 'portal'?)`, or nothing when no option is near."""
    ordered = sorted(options)
    found = process.extractOne(word[:100].lower(), ordered, scorer=fuzz.ratio, score_cutoff=65)
    return f" (did you mean {found[0]!r}?)" if found else ""


def display_name(path: Path) -> str:
    """A file's name in messages: relative to the working folder when it lies in it."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
