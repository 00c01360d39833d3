"""Functions that an article's page offers on it: to print, to save. What each looks like is article_functions.yaml.

A function is something to press: a link, a button, an icon. It must be this article's: a link to one and the same
address from every page is some other page's; a label of the frame that leads to a section is none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from checks.attachments import is_file_address
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from domain.text import fold
from domain.urls import host_of, site_of
from pages.view import Link, Press

_SURE, _WEAK = 0.75, 0.5  # strengths of a label
_LABEL_WORDS = 7
_TOOLBAR = 2  # how many elements two tools of one bar stand below their common one, at most
_BODY_STEPS = 3
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = re.compile(r"[^a-z]+")


class _Signs(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    section: str
    scripts: tuple[str, ...]
    addresses: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    section: str
    scripts: re.Pattern[str]
    addresses: re.Pattern[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Offer:
    """Where a function stands, and what it is called."""

    page: SitePage
    xpath: str
    label: str


@dataclass(frozen=True, slots=True)
class _Tool:
    """A link or a press, as far as it may be a function."""

    label: str
    names: str
    script: str
    raw: str
    url: str | None
    xpath: str


@cache
def _patterns() -> dict[str, _Patterns]:
    read = yaml.safe_load(files("checks").joinpath("article_functions.yaml").read_text(encoding="utf-8"))
    signs = {name: _Signs.model_validate(given) for name, given in read.items()}
    return {
        name: _Patterns(
            given.section,
            re.compile("|".join(given.scripts)),
            re.compile("|".join(given.addresses)),
            frozenset(given.names),
        )
        for name, given in signs.items()
    }


def functions() -> tuple[str, ...]:
    return tuple(_patterns())


def offered(site: Site, page: SitePage, function: str, others: Iterable[SitePage]) -> tuple[Offer | None, str]:
    """The function as the page offers it, else what only looked like it. `others`: pages to compare addresses with."""
    signs = _patterns()[function]
    shared = {link.url for other in others if other.url != page.url for link in other.view.links if link.url}
    tools = list(_tools(page))
    bars = [tool.xpath for tool in tools if any(_is_clear(site, tool, each) for each in _patterns().values())]
    missed = ""
    for tool in tools:
        clear = _is_clear(site, tool, signs)
        if not clear and not (_is_likely(site, tool, signs) and _in_bar(tool.xpath, bars)):
            continue
        if _leads_elsewhere(site, page, tool, shared):
            missed = missed or tool.label or tool.raw
            continue
        return Offer(page, tool.xpath, tool.label or tool.script or tool.raw), ""
    return None, missed


def _tools(page: SitePage) -> Iterator[_Tool]:
    seen: set[str] = set()
    for press in page.view.presses:
        if not press.hidden and (press.label or press.names):
            seen.add(press.xpath)
            yield _of_press(press)
    for link in page.view.links:
        if not link.hidden and link.xpath not in seen and len(link.label.split()) <= _LABEL_WORDS:
            yield _of_link(link)


def _of_press(press: Press) -> _Tool:
    raw = "" if press.raw.startswith("#") else press.raw
    return _Tool(press.label, press.names, press.script.lower(), raw, press.url, press.xpath)


def _of_link(link: Link) -> _Tool:
    script = link.raw.lower() if link.raw.lower().startswith("javascript:") else ""
    return _Tool(link.name, link.image, script, link.raw, link.url, link.xpath)


def _is_clear(site: Site, tool: _Tool, signs: _Patterns) -> bool:
    """A label that says it, a script or an address that does it. A picture's name alone says it only where nothing is
    written beside it."""
    if tool.raw.lower().startswith("mailto:"):
        return bool(signs.addresses.search(tool.raw.lower()))
    if signs.scripts.search(tool.script) and "submit" not in tool.script:
        return True
    if _strength(site, tool.label, signs.section) >= _SURE:
        return True
    return bool(tool.url) and bool(signs.addresses.search(tool.raw.lower())) and len(fold(tool.label).split()) <= 4


def _is_likely(site: Site, tool: _Tool, signs: _Patterns) -> bool:
    """What says it only among the tools of an article: "Tải về", an envelope. Files beside it are the article's own
    attachments, mail to somebody is no sending of the page."""
    if tool.raw.lower().startswith("mailto:") or (tool.url and is_file_address(tool.url)):
        return False
    if _strength(site, tool.label, signs.section) >= _WEAK:
        return True
    return not signs.names.isdisjoint(_name_parts(tool.names))


def _strength(site: Site, label: str, section: str) -> float:
    if not label or len(fold(label).split()) > _LABEL_WORDS:
        return 0.0
    return max((match.strength for match in site.lexicon.match_label(label) if match.section == section), default=0.0)


@lru_cache(maxsize=8192)
def _name_parts(names: str) -> frozenset[str]:
    return frozenset(_PARTS.split(_CAMEL.sub("-", names).lower()))


def _in_bar(xpath: str, bars: Iterable[str]) -> bool:
    """Does it stand in one small bar with another tool that is clear?"""
    return any(other != xpath and _near(xpath, other) for other in bars)


def _near(one: str, other: str) -> bool:
    steps, others = one.split("/"), other.split("/")
    common = 0
    while common < min(len(steps), len(others)) and steps[common] == others[common]:
        common += 1
    return common > _BODY_STEPS and len(steps) - common <= _TOOLBAR and len(others) - common <= _TOOLBAR


def _leads_elsewhere(site: Site, page: SitePage, tool: _Tool, shared: set[str]) -> bool:
    """A link to an address that other pages link to as well, that is dead, the front page, or another owner's."""
    if tool.url is None or tool.script:
        return False
    if tool.url in shared or site_of(tool.url) == tool.url.rstrip("/"):
        return True
    if host_of(tool.url) != host_of(page.url) and state_of(site, tool.url, page) is State.ELSEWHERE:
        return True
    return state_of(site, tool.url, page) is State.DEAD
