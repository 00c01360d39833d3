"""The shape of demo/data/desks/*.yaml: one agency's services and what its desk makes of them."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from demo.block_data import Strict

_DESKS = Path(__file__).parent.parent / "data" / "desks"
_WORDS = "words"

Claim = Literal["1", "2", "3", "4", "unstated", "toan_trinh", "mot_phan", "thong_tin"]


class Case(Strict):
    """What `count` services claim and what they do.

    `form`: good; none; missing (404); page (an HTML error page under the file's name); half (the second of two is 404).
    `entry`, where "Nộp hồ sơ" leads: none (there is no such link); eform (the service's own form); login (the log-in of
    the service); dead (404); error (500); home (sent to the front page); front (a plain link to the front page);
    everyone (the log-in of the whole site); wrong (another service's form).
    `fee`: free; online (payment named for this service); entry (payment only on its form); counter (cash); bare.
    `gaps`: how many of the eleven fields are not there or empty. `facts`: where they stand.
    `detail`: script where only a POST shows the service's page. `twice`: it stands in the list twice.
    `mixed`: it stands under a heading that names two levels.
    """

    count: int
    claim: Claim
    form: Literal["good", "none", "missing", "page", "half"] = "good"
    entry: Literal["none", "eform", "login", "dead", "error", "home", "front", "everyone", "wrong"] = "none"
    fee: Literal["free", "online", "entry", "counter", "bare"] = "bare"
    gaps: int = 0
    facts: Literal["page", "file"] = "page"
    detail: Literal["page", "script"] = "page"
    twice: bool = False
    mixed: bool = False


class FieldOfWork(Strict):
    """Services of one field: every action with every object ("Gia hạn" + "giấy phép ...")."""

    title: str
    agency: str
    level: str  # of government: "Cấp tỉnh"
    actions: tuple[str, ...]
    objects: tuple[str, ...]
    who: str
    papers: str
    result: str
    law: str
    icons: tuple[str, ...] = ()  # file names of level icons, {n} being the level


class Ways(Strict):
    """Addresses of a service's places; {number} is its number on the desk, {name} a file's name."""

    home: str
    list: str
    detail: str
    entry: str
    login: str
    everyone: str
    form: str
    page: str = "page"  # name of the paging parameter


class SidePage(Strict):
    """A page beside the services: guide, questions, look-up, news. `answer` is added when something is asked."""

    path: str
    title: str
    html: str
    answer: str = ""


class MenuEntry(Strict):
    label: str
    to: str


class DeskData(Strict):
    id: str  # of the portal
    shape: Literal["table", "app", "cards", "tree", "wording"]
    host: str
    prefix: str = ""  # of all its paths, where the host is the portal itself
    title: str
    code_tail: str = ""
    old_code: str = ""  # codes of before 2018: "T-BSA"
    codes: tuple[Literal["list", "detail", "old", "none"], ...]  # in turn: where a service's code stands
    page_size: int = 20
    claimed_total: int
    decision: str  # what the procedures were published by, {n} being a number
    counter: str  # "Bộ phận Một cửa ..."
    labels: dict[str, str]  # fact -> its label on the service's page
    ways: Ways
    menu: tuple[MenuEntry, ...]
    footer: tuple[str, ...]
    home_html: str = ""
    list_note: str = ""
    tests: tuple[str, ...] = ()  # rows that are no services
    session: tuple[str, ...] = ()  # parameters that say nothing of what is shown
    closed: tuple[str, ...] = ()  # branches that only POST opens
    empty: tuple[str, ...] = ()  # branches without anything
    proactive: tuple[int, ...] = ()  # levels of Decree 224/2026, given to the first services in turn
    fields: tuple[FieldOfWork, ...]
    cases: tuple[Case, ...]
    pages: tuple[SidePage, ...] = Field(default=())


@cache
def load_desk(portal: str) -> DeskData:
    """The desk of one portal; raises pydantic's ValidationError for a wrong file."""
    return DeskData.model_validate(yaml.safe_load((_DESKS / f"{portal}.yaml").read_text("utf-8")))


@cache
def load_words() -> dict[str, tuple[str, ...]]:
    """Phrases that the desks share."""
    data: Any = yaml.safe_load((_DESKS / f"{_WORDS}.yaml").read_text("utf-8"))
    return {rule: tuple(map(str, lines)) for rule, lines in data.items()}


@cache
def desk_ids() -> tuple[str, ...]:
    """Portals that have a desk of this kind."""
    return tuple(sorted(path.stem for path in _DESKS.glob("*.yaml") if path.stem != _WORDS))
