"""What a named view is: a question in SQL, of a version, with every column explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"


@dataclass(frozen=True, slots=True)
class View:
    """A named question. `order` gives its rows one order when it is asked by name."""

    name: str
    version: int
    about: str
    columns: Mapping[str, str]
    order: str

    @property
    def sql(self) -> str:
        return view_sql(self.name, self.version)


def view_sql(name: str, version: int) -> str:
    """The SELECT of one version of a view."""
    return (_FOLDER / f"{name}.{version}.sql").read_text(encoding="utf-8").strip()
