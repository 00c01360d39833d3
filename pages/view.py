"""What one parsed page holds. Built by `pages.parse.parse_page`; immutable; texts are `domain.text.clean`ed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from domain.text import fold


class Region(StrEnum):
    HEADER = "header"
    NAV = "nav"
    MAIN = "main"
    ASIDE = "aside"
    FOOTER = "footer"


#: The regions that hold a page's content, and those around it.
CONTENT_REGIONS = frozenset({Region.MAIN, Region.ASIDE})
FRAME_REGIONS = frozenset({Region.HEADER, Region.NAV, Region.FOOTER})
#: Between the cells of a table's row that is read as one line.
CELLS = " | "


class LinkKind(StrEnum):
    A = "a"
    AREA = "area"
    OPTION = "option"  # of a select used as navigation
    ONCLICK = "onclick"
    FRAME = "frame"  # frame and iframe
    REFRESH = "refresh"  # meta refresh


@dataclass(frozen=True, slots=True)
class Link:
    """A way from this page to another address. `url` is canonical; None when it leads nowhere (`#`, javascript:)."""

    url: str | None
    raw: str  # the attribute as written, at most 500 characters
    label: str  # readable text, or the option's text; "" for an image-only link
    kind: LinkKind
    region: Region
    xpath: str
    alt: str = ""  # alt of the image(s) inside
    title: str = ""  # title or aria-label of the link or the image inside
    image: str = ""  # file name of the image inside, without path
    context: str = ""  # nearest heading before it, or the parent menu entry's label
    hidden: bool = False  # display:none, hidden, aria-hidden, or inside such (CMS ribbons)

    @property
    def name(self) -> str:
        """What a reader is told of the link: its text, else what stands for its picture; "" for nothing."""
        return self.label or self.alt or self.title

    @property
    def image_only(self) -> bool:
        return not self.label and bool(self.image)


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1..6; 0 for an element that only looks like one (class title, heading, caption, legend)
    text: str
    xpath: str
    region: Region


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str  # text, search, hidden, select, textarea, submit, checkbox, file, password, ...
    label: str = ""  # label text, placeholder, title or aria-label
    value: str = ""
    options: tuple[str, ...] = ()
    chosen: str = ""  # text of the option that the page marks as the current one
    required: bool = False


#: Types of fields that a visitor writes in, chooses a line of, or hands a file to.
WRITTEN_TYPES = frozenset({"text", "textarea", "file", "email", "tel", "date", "number", "select", ""})


@dataclass(frozen=True, slots=True)
class Form:
    """A form, or the nearest thing to one (inputs of a SharePoint or ASP.NET page grouped by their web part)."""

    action: str | None  # canonical; None when there is none or it is script
    method: str  # "get", "post", or "script"
    fields: tuple[Field, ...]
    region: Region
    xpath: str
    text: str = ""  # heading or legend and button texts of the form


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text: paragraph, list item, cell group, div with its own text. In document order."""

    text: str
    xpath: str
    region: Region
    hidden: bool = False
    in_link: bool = False  # all of it is link text


@dataclass(frozen=True, slots=True)
class Image:
    src: str  # canonical or ""
    alt: str
    title: str
    xpath: str
    region: Region
    name: str = ""  # file name
    marks: str = ""  # id and class words of the picture and of the elements next around it
    bare: bool = False  # nothing says what it shows, nor that it is mere decoration (an empty alt says that)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """Something to press that does a thing on the page rather than lead on: a button, a script, a link by icon only."""

    label: str  # its text, else what is written for it: value, title, aria-label, alt of the image inside
    script: str  # its handlers and javascript: address, at most 500 characters
    names: str  # classes, ids and image names of the element and of what is inside, at most 300 characters
    url: str | None  # canonical; None when it leads nowhere
    raw: str
    xpath: str
    region: Region
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page that a tab, a fold or a table of contents opens; `opens` is the part's xpath."""

    label: str
    xpath: str  # of the control
    opens: str
    region: Region  # of the part


@dataclass(frozen=True, slots=True)
class HeadLink:
    """A `<link>` of the page's head that names another address: canonical, alternate, author. Not styles and icons."""

    rel: str  # lower case
    media: str
    url: str  # canonical
    xpath: str


@dataclass(frozen=True, slots=True)
class Tip:
    """What an element says when pointed at (no link, no picture), or the class of an empty one: `badge muc-do-4`."""

    text: str
    name: str  # class words of an empty element, "" else
    xpath: str
    region: Region


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: header texts and rows of cell texts (layout tables with nested tables are left out)."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    xpath: str
    region: Region
    row_xpaths: tuple[str, ...] = ()
    row_links: tuple[tuple[int, ...], ...] = ()  # indexes into PageView.links, a tuple per row
    header_cells: bool = False  # its columns or rows are named by header cells (th), not by mere bold text
    caption: str = ""  # caption or summary, however it was attached


@dataclass(frozen=True, slots=True)
class FoundDate:
    day: date
    text: str  # as written
    xpath: str  # of the block
    hour: str = ""  # "16:32" when one stands beside it
    region: Region = Region.MAIN


@dataclass(frozen=True)
class PageView:
    """One page. Everything a probe may ask of it without parsing again."""

    url: str
    base: str  # what links were joined with
    title: str
    lang: str
    charset: str  # the one used for decoding
    declared_charset: str  # by header or meta, "" if none
    metas: tuple[tuple[str, str], ...]  # (name, property, itemprop or http-equiv, lower case; content)
    links: tuple[Link, ...]
    headings: tuple[Heading, ...]
    forms: tuple[Form, ...]
    blocks: tuple[Block, ...]
    images: tuple[Image, ...]
    tables: tuple[Table, ...]
    dates: tuple[FoundDate, ...]
    presses: tuple[Press, ...]
    moving: tuple[Block, ...]  # elements that move or blink by themselves: marquee, blink
    tips: tuple[Tip, ...]
    parts: tuple[Part, ...]
    foreign_base: str = ""  # host of a <base href> that leads elsewhere
    shell: bool = False  # an empty shell: content that only script would show
    scripts: int = 0
    head_links: tuple[HeadLink, ...] = ()

    @cached_property
    def main_text(self) -> str:
        """Readable text of the main region, blocks joined by newlines."""
        return "\n".join(b.text for b in self.blocks if b.region is Region.MAIN and not b.hidden)

    @cached_property
    def text(self) -> str:
        """Readable text of the whole page."""
        return "\n".join(b.text for b in self.blocks if not b.hidden)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)
