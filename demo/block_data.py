"""The shape of what stands on a page: links, files, forms, blocks."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(Strict):
    """A link: `to` is a section's id, "home", "#", or an address. `image` makes it a link around a picture.

    `opens`, where menus are made by script: how the entry's children appear, or that only script knows where it leads.
    """

    label: str = ""
    to: str = "#"
    image: str = ""
    alt: str = ""
    children: tuple["Entry", ...] = ()
    opens: Literal["", "hover", "click", "script"] = ""


class FileData(Strict):
    """A file that a page offers. `answer`: good, missing (404), page (an HTML error page under the file's name).

    `scan`: a PDF whose pages are pictures. `table`: the rows of a spreadsheet.
    """

    name: str
    label: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    scan: bool = False
    answer: Literal["good", "missing", "page"] = "good"


class FieldData(Strict):
    name: str
    label: str = ""
    type: str = "text"
    value: str = ""
    options: tuple[str, ...] = ()


class FormData(Strict):
    action: str = ""  # section id or address; "" is the page itself
    fields: tuple[FieldData, ...]
    method: Literal["get", "post", "script"] = "get"
    submit: str = "Gửi"
    heading: str = ""


class FoldData(Strict):
    """One tab or one fold of an accordion."""

    label: str
    prose: tuple[str, ...]


class BlockData(Strict):
    """One block of a page: exactly one of the content keys, and what goes with it.

    In `markup`, {to:section} is the address of a section. `folds`: tabs, or an accordion by `style`. `pairs`: terms
    and what they mean.
    """

    prose: tuple[str, ...] | None = None
    figure: str | None = None
    grid: tuple[tuple[str, ...], ...] | None = None
    links: tuple[Entry, ...] | None = None
    files: tuple[FileData, ...] | None = None
    form: FormData | None = None
    notice: str | None = None
    markup: str | None = None
    folds: tuple[FoldData, ...] | None = None
    pairs: tuple[tuple[str, str], ...] | None = None
    newest: str | None = None  # the newest entries of a section
    heading: str = ""
    style: str = ""
    alt: str = ""
    caption: str = ""
    take: int = 6
