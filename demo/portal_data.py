"""The shape of demo/data/portals/*.yaml: one made-up portal in compact form."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field

from demo.block_data import BlockData, Entry, FormData, Strict
from domain.agencies import HostRole, Kind

_PORTALS = Path(__file__).parent / "data" / "portals"


Tool = Literal["print", "mail", "save", "share"]


class Section(Strict):
    title: str
    slug: str = ""
    path: str = ""
    host: str = ""
    head_title: str = ""
    base_href: str = ""
    language: Literal["vi", "en"] = "vi"
    intro: str = ""
    bare: bool = False  # without the portal's frame, to stand in an iframe


class BlocksSection(Section):
    kind: Literal["blocks"]
    blocks: tuple[BlockData, ...]


class Listed(Section):
    """What lists have in common: how many entries, how old the newest, how far apart (weekdays)."""

    make: str
    count: int = 12
    newest: int = 1
    every: int = 2
    page_size: int = 10
    field: str = ""  # another field's grammar than the portal's own
    owner: str = ""  # another agency, whose entries these are
    options: dict[str, str] = Field(default_factory=dict)


class EntryText(Strict):
    """A hand-written article; `age` in weekdays."""

    title: str
    age: int
    paragraphs: tuple[str, ...]


class ArticlesSection(Listed):
    kind: Literal["articles"]
    style: Literal["full", "titles"] = "full"
    dated: bool = True
    import_hour: str = ""  # every entry bears the newest one's day and this hour, as after an import
    author: bool = True
    byline: str = ""  # the same under every article, in place of its author
    source: str = ""
    tools: tuple[Tool, ...] | None = None
    entries: tuple[EntryText, ...] = ()
    bodies: bool = True  # False: the page of an entry holds its title only


class RecordsSection(Listed):
    kind: Literal["records"]
    columns: dict[str, str]  # value -> column head
    detail: dict[str, str] = Field(default_factory=dict)  # value -> label on the record's own page
    body: bool = False  # the record's page also has its running text
    file: Literal["", "pdf", "doc", "docx", "xlsx", "scan"] = ""
    file_answer: Literal["good", "missing", "page", "half"] = "good"
    style: Literal["table", "list", "bare", "divs"] = "table"
    search: Literal["", "get", "post", "broken", "script"] = ""
    rows: tuple[dict[str, str], ...] = ()  # hand-written rows instead of made ones; "text" is the running text
    note: str = ""
    form: FormData | None = None  # at the foot of each record's page


class PeopleSection(Section):
    kind: Literal["people"]
    show: tuple[Literal["biography", "tasks", "phone", "mail"], ...] = ("biography", "tasks", "phone", "mail")
    pages: bool = False  # each person on a page of their own
    style: Literal["cards", "table"] = "cards"


class ScheduleSection(Section):
    kind: Literal["schedule"]
    weeks_back: int = 0
    style: Literal["table", "text", "hours", "days"] = "table"


class QuestionText(Strict):
    """A hand-written question with its answer; `asked` and `answered` in weekdays before the day of serving."""

    asker: str
    unit: str
    question: str
    answer: str
    asked: int
    answered: int


class QuestionsSection(Listed):
    kind: Literal["questions"]
    labels: dict[str, str] = Field(default_factory=dict)  # other words for what questions, answers and forms are called
    naming: Literal["number", "question"] = "number"  # what an entry is called in the list
    style: Literal["facts", "talk"] = "facts"
    entries: tuple[QuestionText, ...] = ()
    form: Literal["", "post", "script", "get"] = ""
    mail: str = ""
    states: bool = False
    lag: int = 6  # weekdays from question to answer
    answered: bool = True
    dated: bool = True


class SearchSection(Section):
    kind: Literal["search"]
    parameter: str = "keyword"
    mode: Literal["good", "some", "broken", "post"] = "good"


class SitemapSection(Section):
    kind: Literal["sitemap"]
    depth: int = 2


class RedirectSection(Section):
    kind: Literal["redirect"]
    to: str
    status: int = 302


AnySection = Annotated[
    BlocksSection
    | ArticlesSection
    | RecordsSection
    | PeopleSection
    | ScheduleSection
    | QuestionsSection
    | SearchSection
    | SitemapSection
    | RedirectSection,
    Field(discriminator="kind"),
]


class Leader(Strict):
    name: str
    post: str
    biography: str = ""
    tasks: str = ""
    phone: str = ""
    mail: str = ""


class HostData(Strict):
    host: str
    role: HostRole = HostRole.OTHER
    home: str = ""  # section shown at the host's root


class Chrome(Strict):
    """What stands around every page."""

    banner: str
    sub_banner: str = ""
    color: str = "#0b5394"
    accent: str = "#c00000"
    top: tuple[Entry, ...] = ()
    menu: tuple[Entry, ...]
    menu_en: tuple[Entry, ...] = ()
    hidden: tuple[Entry, ...] = ()  # in the page, never shown
    aside: tuple[BlockData, ...] = ()
    footer: tuple[str, ...] = ()
    footer_links: tuple[Entry, ...] = ()
    search_to: str = ""  # section of the search box in the head
    script_search: bool = False  # a search box that only script answers
    metadata: Literal["dublin", "partial", "plain", "hollow", "none"] = "plain"
    emblem: bool = True
    css: str = ""  # what this portal's style adds to its family's


class Manners(Strict):
    """How the server of this portal behaves."""

    charset: str = "utf-8"
    declare_header: bool = True
    declare_meta: bool = True
    gzip: bool = False
    robots: str = "User-agent: *\nDisallow:\n"
    sitemap_xml: Literal["good", "none", "broken", "foreign"] = "none"
    missing: Literal["404", "soft", "home"] = "404"
    wall: Literal["", "challenge", "forbidden"] = ""
    session: Literal["", "jsessionid", "sid"] = ""
    decomposed: bool = False  # part of the text as NFD
    calendar: str = ""  # path prefix of an endless calendar
    tools: tuple[Tool, ...] = ()
    tool_labels: dict[Tool, str] = Field(default_factory=dict)
    headers: dict[str, str] = Field(default_factory=dict)  # sent with every page
    legacy: dict[str, Literal["tcvn3", "windows-1258"]] = Field(default_factory=dict)  # section -> its old encoding
    silent: tuple[str, ...] = ()  # paths that are asked for and never answered


class PortalData(Strict):
    id: str
    name: str
    name_en: str = ""
    short: str  # as the portal speaks of itself: "Bộ", "Sở"
    symbol: str = ""  # behind the slash of document numbers
    audited_as: str = ""  # name of the agency an operator takes it for, when it is not that
    kind: Kind
    family: str
    field: str  # grammar
    host: str
    aliases: tuple[str, ...] = ()
    hosts: tuple[HostData, ...] = ()
    subordinates: tuple[str, ...] = ()
    neighbours: dict[str, str] = Field(default_factory=dict)  # other hosts of the domain: name -> whose
    head_title: str = ""
    home_title: str = "Trang chủ"
    language: Literal["vi", "en"] = "vi"
    chrome: Chrome
    manners: Manners = Manners()
    leaders: tuple[Leader, ...] = ()
    home: tuple[BlockData, ...]
    sections: dict[str, AnySection]
    redirects: dict[str, str] = Field(default_factory=dict)  # path -> address


@cache
def load_portal(portal: str) -> PortalData:
    """The data of one portal; raises pydantic's ValidationError for a wrong file."""
    data = yaml.safe_load((_PORTALS / f"{portal}.yaml").read_text("utf-8"))
    return PortalData.model_validate(data)


@cache
def portal_ids() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in _PORTALS.glob("*.yaml")))
