"""Where a command works: its database, its archive, its targets (docs/judging.md 12)."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

DATABASE_VARIABLE = "PORTAL_AUDIT_DATABASE"
NATIONAL_VARIABLE = "PORTAL_AUDIT_NATIONAL_SERVICES"
_DEFAULT_DATABASE = "sqlite:///var/portal-audit.sqlite"

DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help=f"Cơ sở dữ liệu / database URL [{DATABASE_VARIABLE}; default {_DEFAULT_DATABASE}]",
    ),
]
ArchiveOption = Annotated[
    str | None,
    typer.Option(
        "--archive",
        metavar="DIR|URL",
        help="Kho WARC / archive: a folder or a store's URL [beside the SQLite file, else var/archive]",
    ),
]
TargetsOption = Annotated[
    Path | None,
    typer.Option(
        "--targets", metavar="FILE", help="Danh mục cơ quan / targets file [./targets.yaml, else the shipped one]"
    ),
]


@dataclass(frozen=True, slots=True)
class Settings:
    """`archive` is a folder: the archive itself, or the spool of the store at `store_url`."""

    database_url: str
    archive: Path
    targets: Path | None
    store_url: str = ""
    national: Path | None = None  # the national list of procedures that audits compare services with

    @property
    def reports(self) -> Path:
        """Report files stand beside the archive."""
        return self.archive.parent / "reports"


def read_settings(database: str | None, archive: str | Path | None, targets: Path | None) -> Settings:
    url = database or os.environ.get(DATABASE_VARIABLE) or _DEFAULT_DATABASE
    default = _default_archive(url)
    national = os.environ.get(NATIONAL_VARIABLE)
    given = Path(national) if national else None
    if isinstance(archive, str) and "://" in archive:
        return Settings(_absolute_sqlite(url), default.with_name("spool").absolute(), targets, archive, given)
    return Settings(_absolute_sqlite(url), Path(archive or default).absolute(), targets, national=given)


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite URL; None for another database or one in memory."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("sqlite"):
        return None
    name = url.split("://", 1)[1].removeprefix("/")
    return Path(name) if name and name != ":memory:" else None


def _default_archive(url: str) -> Path:
    file = sqlite_file(url)
    return (file.parent if file else Path("var")) / "archive"


def _absolute_sqlite(url: str) -> str:
    file = sqlite_file(url)
    if file is None or file.is_absolute():
        return url
    return f"{url.split('://', 1)[0]}:///{file.absolute()}"
