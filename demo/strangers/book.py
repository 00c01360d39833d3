"""The shape of demo/data/strangers/<id>/site.yaml: what a portal is, its lists, its pages, its files."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from demo.block_data import FileData, Strict
from domain.agencies import HostRole, Kind

FOLDER = Path(__file__).parent.parent / "data" / "strangers"


class Sister(Strict):
    host: str
    role: HostRole = HostRole.OTHER


class ItemFile(Strict):
    """A file beside every entry of a list; `answers` repeats over the entries, newest first."""

    path: str  # {n} is the entry's number
    answers: tuple[Literal["good", "missing", "page", "scan"], ...] = ("good",)


class ListData(Strict):
    """Dated entries. `path` is the list's address, `page` that of its other pages ({p}), `item` an entry's ({n}).

    Without `page` the list shows its first page only, whatever its pager looks like.

    `written` entries come first, then `count` made ones from `titles`; an entry's `age` counts weekdays back, None is
    undated. `look` and `item_look` are macros of the portal's looks.j2.
    """

    title: str
    path: str
    page: str = ""
    item: str = ""
    per_page: int = 10
    look: str = "list"
    item_look: str = "item"
    language: Literal["vi", "en"] = "vi"
    intro: str = ""
    written: tuple[dict[str, Any], ...] = ()
    titles: tuple[str, ...] = ()
    count: int = 0
    newest: int = 1
    every: int = 3
    bind: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    take: int = 3
    values: dict[str, str] = Field(default_factory=dict)
    file: ItemFile | None = None
    start: int = 100
    vars: dict[str, Any] = Field(default_factory=dict)


class PageData(Strict):
    """One page by hand: `body` is markup with Jinja."""

    path: str
    title: str
    body: str = ""
    language: Literal["vi", "en"] = "vi"
    look: str = "page"
    vars: dict[str, Any] = Field(default_factory=dict)


class SearchData(Strict):
    path: str
    parameter: str
    lists: tuple[str, ...] = ()  # those it looks through; all of the portal's when empty
    finds: bool = True
    look: str = "found"


class ServicesData(Strict):
    """The services of a host of the portal; see demo/strangers/services.py. {n} is a service's number.

    `login` must hold "dang-nhap?service=" (StrangerPortal.entrances).
    """

    host: str
    rows: str  # a table beside site.yaml
    page: str = "/thu-tuc/{n}"
    apply: str = "/nop-ho-so/{n}"
    login: str = "/tai-khoan-dang-nhap?service={n}"
    form: str = "/tep/mau-{n}.{ending}"


class Book(Strict):
    id: str
    name: str
    name_en: str = ""
    kind: Kind
    platform: str
    host: str
    home: str = "/"  # where "/" leads to
    hosts: tuple[Sister, ...] = ()
    neighbours: dict[str, str] = Field(default_factory=dict)
    subordinates: tuple[str, ...] = ()
    headers: dict[str, str] = Field(default_factory=dict)
    robots: str = "User-agent: *\nDisallow:\n"
    sitemap: Literal["none", "good", "broken"] = "none"
    missing: Literal["404", "soft", "home"] = "404"
    session: tuple[str, ...] = ()  # parameters that say nothing
    dead: tuple[str, ...] = ()  # addresses of its own that are meant to lead nowhere
    redirects: dict[str, str] = Field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    lists: dict[str, ListData] = Field(default_factory=dict)
    pages: tuple[PageData, ...] = ()
    files: dict[str, FileData] = Field(default_factory=dict)
    searches: tuple[SearchData, ...] = ()
    services: ServicesData | None = None
    vars: dict[str, Any] = Field(default_factory=dict)


@cache
def load_book(portal: str) -> Book:
    """Raises pydantic's ValidationError for a wrong file."""
    return Book.model_validate(yaml.safe_load((FOLDER / portal / "site.yaml").read_text("utf-8")))


@cache
def stranger_ids() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/site.yaml")))
