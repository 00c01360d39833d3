"""Sections known by what they list: pages of the menu under a label that names nothing known, or something else.

Names of sections have no end ("Làm ăn", "Huyện nhà", "ĐTMSC"); the titles of their entries follow what they are about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from checks.candidates import Candidate
from checks.filler import opens_more
from checks.list_item import Item
from checks.list_tables import heads_of
from checks.list_topics import is_written, own_text
from checks.lists import read_list
from checks.own_names import mentions_own
from checks.per_site import once_per_site
from checks.phrases import Phrases, opens
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from domain.text import fold
from pages.hosts import own_host
from pages.view import Link

_STRENGTH = 0.7
_NAMED = 0.75  # a label this near to a section's name says what the page is
_LABELLED = 0.72
_LEAST = 2
_MOSTLY = 0.6
_SHORT_LABEL = 9
_ARTICLE = 60  # running words before the first entry: an article with a list behind it
_MOST_PAGES = 80
_MOST_LINES = 200
_MOST_ROWS = 60
_SHORT_LINE = 40  # characters
_BEFORE = re.compile(r"^(?:\d{1,3}[.)/:-]\s*|(?:v/v|về việc)\s+)", re.IGNORECASE)


class _Columns(BaseModel):
    """Heads of columns, or the short lines of a page that stand for such."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    must: tuple[str, ...]
    any: tuple[str, ...]
    least: int

    def stand_in(self, lines: frozenset[str]) -> bool:
        begun = {name for name in (*self.must, *self.any) if _begins(lines, fold(name))}
        return not begun.isdisjoint(self.must) and len(begun) >= self.least


class _Titles(BaseModel):
    """One section of entry_titles.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    openings: tuple[str, ...]
    inside: tuple[str, ...]
    refused: tuple[str, ...]
    dated: bool = False
    unnamed: bool = False
    asked: bool = False
    front: int = 0
    columns: _Columns | None = None

    def refuses(self, item: Item) -> bool:
        return Phrases.of(self.refused).found_in(item.title)

    def fit(self, item: Item) -> bool:
        if self.dated and (item.day is None or item.url is None):
            return False
        if self.refuses(item):
            return False
        if self.asked and item.title.rstrip().endswith("?"):
            return True
        return opens(_BEFORE.sub("", item.title), self.openings) or Phrases.of(self.inside).found_in(item.shown)


@cache
def _titles() -> Mapping[str, _Titles]:
    read = yaml.safe_load(files("checks").joinpath("entry_titles.yaml").read_text(encoding="utf-8"))
    return {section: _Titles.model_validate(given) for section, given in read.items()}


def with_lists_by_entries(site: Site, known: Mapping[str, tuple[Candidate, ...]]) -> dict[str, tuple[Candidate, ...]]:
    """The candidates that labels, slugs and headings gave, with those that their entries give behind them."""
    named = {item.url for found in known.values() for item in found if item.strength >= _NAMED and item.how == "label"}
    result = dict(known)
    for candidate in _found(site, named):
        before = result.get(candidate.section, ())
        if _titles()[candidate.section].unnamed and any(item.strength >= _LABELLED for item in before):
            continue
        if all(item.url != candidate.url or item.strength < candidate.strength for item in before):
            rest = (item for item in before if item.url != candidate.url)
            result[candidate.section] = tuple(sorted((*rest, candidate), key=lambda item: -item.strength))
    return dict(sorted(result.items()))


def _found(site: Site, named: set[str | None]) -> Iterator[Candidate]:
    home = site.home
    if home is None:
        return
    for link, page in _menu_pages(site, home, named):
        for section, share in _sections(site, page):
            strength = round(_STRENGTH * min(1.0, 0.5 + share / 2), 4)
            yield Candidate(
                section,
                page.url,
                link.label,
                strength,
                "entries",
                link.region,
                home,
                link.xpath,
                State.ALIVE,
                page,
            )


def _sections(site: Site, page: SitePage) -> Iterator[tuple[str, float]]:
    items, lines = read_list(site, page).items, _short_lines(site, page)
    items = items if _words_before(site, page, items) < _ARTICLE else ()
    for section, titles in _titles().items():
        share = sum(1 for item in items if titles.fit(item)) / len(items) if len(items) >= _LEAST else 0.0
        if titles.columns is not None and titles.columns.stand_in(lines):
            share = 1.0
        if titles.front and share < _MOSTLY and _is_shown_on_front(site, items, titles):
            share = 1.0
        if share >= _MOSTLY:
            yield section, share


@once_per_site
def _on_front(site: Site) -> frozenset[str]:
    return frozenset(link.url for link in (site.home.view.links if site.home is not None else ()) if link.url)


def _is_shown_on_front(site: Site, items: Sequence[Item], titles: _Titles) -> bool:
    """A list of dated articles whose entries stand on the front page too, and most of which tell of the agency or its
    place; no list of documents, nor of goods."""
    shown = _on_front(site)
    dated = (item for item in items if item.url and item.day and not titles.refuses(item))
    told = [item for item in dated if not is_written(site, item)]
    on_front = [item for item in told if item.url in shown]
    if len(on_front) < titles.front or len(told) <= _MOSTLY * len(items):
        return False
    own = sum(mentions_own(site, f"{item.text}\n{own_text(site, item)}") for item in on_front)
    return own >= _MOSTLY * len(on_front)


def _words_before(site: Site, page: SitePage, items: Sequence[Item]) -> int:
    """Running words before the first entry: an article has its related items behind it."""
    words = 0
    for block in site.own_blocks(page):
        if any(item.title in block.text for item in items):
            break
        words += 0 if block.in_link else len(fold(block.text).split())
    return words


def _short_lines(site: Site, page: SitePage) -> frozenset[str]:
    """The heads of the page's tables and its short lines; the labels of forms are none of its."""
    heads = (head for table in site.own_tables(page) for head in heads_of(table))
    blocks = (block.text for block in site.own_blocks(page)[:_MOST_LINES] if not block.in_link)
    firsts = (row[0] for table in site.own_tables(page) for row in table.rows[:_MOST_ROWS] if row)
    entries = {fold(entry.label) for form in page.view.forms for entry in form.fields}
    found = (fold(text) for text in (*heads, *blocks, *firsts) if len(text) <= _SHORT_LINE)
    return frozenset(line for line in found if line and line not in entries)


def _begins(lines: frozenset[str], name: str) -> bool:
    return any(line == name or line.startswith(f"{name} ") for line in lines)


def _menu_pages(site: Site, home: SitePage, named: set[str | None]) -> Iterator[tuple[Link, SitePage]]:
    """Pages that the front page leads to by a short label or a picture, which names no section for sure."""
    seen: set[str] = set()
    for link in home.view.links:
        page = site.page(link.url) if link.url else None
        if page is None or page is home or page.url in seen or link.hidden:
            continue
        name = link.name
        words = len(fold(name).split())
        if words > _SHORT_LABEL or not (words or link.image_only) or opens_more(name):
            continue
        if not own_host(page.url, site.target):
            continue
        seen.add(page.url)
        if link.url not in named and not page.view.shell:
            yield link, page
        if len(seen) == _MOST_PAGES:
            return
