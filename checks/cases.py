"""Pages that a requirement must pass or fail on: the names of the cases in the source tree, where it is there."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent.parent / "tests" / "cases"


@cache
def case_names(folder: Path = _FOLDER) -> dict[str, tuple[str, ...]]:
    """Per requirement, the names of its cases: files of `<requirement>/`, and files whose names begin with its id."""
    found: dict[str, set[str]] = {}
    if not folder.is_dir():
        return {}
    for entry in folder.iterdir():
        if not _is_case(entry):
            continue
        if entry.is_dir():
            found.setdefault(entry.name, set()).update(case.stem for case in entry.iterdir() if _is_case(case))
        else:
            requirement, _, case = entry.stem.partition(".")
            found.setdefault(requirement, set()).add(case or entry.stem)
    return {requirement: tuple(sorted(names)) for requirement, names in sorted(found.items())}


def _is_case(entry: Path) -> bool:
    """Shared parts begin with "_"; what people read is no case."""
    return not entry.name.startswith((".", "_")) and entry.suffix != ".md"
