"""The pieces a page is made of, before a platform family gives them its markup."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link as data. With `image` it is a link around a picture; `alt` is the picture's; `opens` as in Entry."""

    label: str
    url: str
    image: str = ""
    alt: str = ""
    children: tuple["Anchor", ...] = ()
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    paragraphs: tuple[str, ...]
    heading: str = ""
    kind: str = field(default="prose", init=False)


@dataclass(frozen=True, slots=True)
class Figure:
    src: str
    alt: str = ""
    caption: str = ""
    kind: str = field(default="figure", init=False)


@dataclass(frozen=True, slots=True)
class Files:
    """Attached files under a heading."""

    files: tuple[Anchor, ...]
    heading: str = "Tệp đính kèm"
    kind: str = field(default="files", init=False)


@dataclass(frozen=True, slots=True)
class Links:
    """A box of links. `style`: list, select, images, columns."""

    links: tuple[Anchor, ...]
    heading: str = ""
    style: str = "list"
    kind: str = field(default="links", init=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a news list."""

    title: str
    url: str
    day: date | None = None
    hour: str = ""
    summary: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of entries. `style`: full (picture and summary), titles, box (titles under a heading, with a way on)."""

    items: tuple[Item, ...]
    heading: str = ""
    style: str = "full"
    more: str = ""
    kind: str = field(default="items", init=False)


@dataclass(frozen=True, slots=True)
class Pager:
    urls: tuple[str, ...]
    current: int
    kind: str = field(default="pager", init=False)


@dataclass(frozen=True, slots=True)
class Story:
    """The body of an article with what stands around it."""

    title: str
    day: date | None
    hour: str
    lead: str
    paragraphs: tuple[str, ...]
    author: str = ""
    source: str = ""
    image: str = ""
    caption: str = ""
    files: tuple[Anchor, ...] = ()
    tools: tuple[Anchor, ...] = ()
    related: tuple[Item, ...] = ()
    kind: str = field(default="story", init=False)


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    url: str = ""
    links: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of records. `style`: table, list (each record as a small block of label and value)."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: str = ""
    style: str = "table"
    note: str = ""
    kind: str = field(default="grid", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value pairs: the page of one record."""

    rows: tuple[tuple[str, Cell], ...]
    heading: str = ""
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Card:
    """A person as a portal shows them."""

    name: str
    post: str
    image: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    biography: str = ""
    tasks: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class People:
    cards: tuple[Card, ...]
    heading: str = ""
    kind: str = field(default="people", init=False)


@dataclass(frozen=True, slots=True)
class FormField:
    name: str
    label: str
    type: str = "text"
    value: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """Fields and a button. `method` is get, post or script (a button that only script answers)."""

    action: str
    fields: tuple[FormField, ...]
    method: str = "get"
    submit: str = "Tìm kiếm"
    heading: str = ""
    kind: str = field(default="form", init=False)


@dataclass(frozen=True, slots=True)
class Tree:
    """A site map: entries with their children."""

    nodes: tuple[Anchor, ...]
    kind: str = field(default="tree", init=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """A short line where content should be."""

    text: str
    kind: str = field(default="notice", init=False)


@dataclass(frozen=True, slots=True)
class Markup:
    """Hand-written markup for what no platform would produce by itself."""

    html: str
    kind: str = field(default="markup", init=False)


Block = Prose | Figure | Files | Links | Items | Pager | Story | Grid | Facts | People | Form | Tree | Notice | Markup


@dataclass(frozen=True, slots=True)
class Page:
    """One page before markup. `url` is absolute, without port. `kind`: home, list, text, article, record, answer."""

    url: str
    title: str
    blocks: tuple[Block, ...]
    kind: str = "text"
    section: str = ""
    trail: tuple[Anchor, ...] = ()
    day: date | None = None
    author: str = ""
    head_title: str = ""
    base_href: str = ""
    aside: bool = True
    language: str = "vi"
    bare: bool = False
