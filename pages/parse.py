"""Bytes of a page to its PageView: the one place where a page is parsed.

Links and headings are read at once, for the crawl lives on them; the rest when first asked for.
"""

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from domain.text import clean
from domain.urls import canonical, join
from pages.blocks import Blocks
from pages.dates import read_dates
from pages.decode import Decoded, decode
from pages.forms import Forms
from pages.head_links import read_head_links
from pages.headings import Headings
from pages.images import read_images
from pages.links import Links
from pages.moving import read_moving
from pages.outline import MAX_BODY, Outline, find, parse_tree
from pages.parts import read_parts
from pages.presses import read_presses
from pages.reading import Reading
from pages.regions import assign_regions
from pages.shell import is_shell, still_waits
from pages.tables import Tables
from pages.tips import read_tips
from pages.view import PageView
from pages.visibility import mark_hidden

#: Fields that a crawl hardly needs.
_LATE = frozenset(("blocks", "dates", "forms", "images", "moving", "parts", "presses", "tables", "tips"))

_META_NAMES = ("name", "property", "itemprop", "http-equiv")


class ParsedPage(PageView):
    """A PageView whose texts, tables, forms, pictures and dates are read together at the first use of any.

    Then the tree is let go: a snapshot of 400 pages has to fit into memory.
    """

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in (*_LATE, *self.__dict__) if name != "_read_rest"}

    def __getattr__(self, name: str) -> Any:
        if name not in _LATE or "_read_rest" not in self.__dict__:
            raise AttributeError(name)
        self.__dict__.update(self.__dict__.pop("_read_rest")())
        return self.__dict__[name]


def parse_page(body: bytes, url: str, header_charset: str = "", *, rendered: bool = False) -> PageView:
    """The view of one page. Never raises: what cannot be read gives an empty view. `rendered`: a DOM after script."""
    decoded = decode(body[:MAX_BODY], header_charset)
    root = parse_tree(decoded.text)
    if root is None:
        return _empty(url, decoded)
    outline = Outline(root)
    base, foreign = _base(outline, url)
    regions = assign_regions(outline)
    reading = Reading(outline, url, base, regions, mark_hidden(outline, regions))
    headings = Headings(reading)
    links = Links(reading, headings)
    page = object.__new__(ParsedPage)
    page.__dict__.update(
        url=url,
        base=base,
        title=_title(outline),
        lang=clean(root.get("lang") or root.get("xml:lang") or "")[:20].lower(),
        charset=decoded.charset,
        declared_charset=decoded.declared,
        metas=_metas(outline),
        head_links=read_head_links(reading),
        links=links.all,
        headings=headings.all(),
        foreign_base=foreign,
        shell=still_waits(reading) if rendered else is_shell(reading),
        scripts=outline.tags.count("script"),
        _read_rest=partial(_read_rest, reading, headings, links.places),
    )
    return page


def element_at(body: bytes, path: str, header_charset: str = "") -> HtmlElement | None:
    """The element that a stored XPath points at in archived bytes; None when it points nowhere."""
    root = parse_tree(decode(body[:MAX_BODY], header_charset).text)
    return None if root is None else find(root, path)


def _read_rest(reading: Reading, headings: Headings, link_places: list[int]) -> dict[str, Any]:
    blocks = Blocks(reading).all
    return {
        "blocks": blocks,
        "dates": read_dates(reading, blocks),
        "forms": Forms(reading, headings).all,
        "images": read_images(reading),
        "moving": read_moving(reading),
        "parts": read_parts(reading),
        "presses": read_presses(reading),
        "tables": Tables(reading, link_places).all,
        "tips": read_tips(reading),
    }


def _empty(url: str, decoded: Decoded) -> PageView:
    return PageView(
        url=url, base=url, title="", lang="", charset=decoded.charset, declared_charset=decoded.declared, metas=(),
        links=(), headings=(), forms=(), blocks=(), images=(), tables=(), dates=(), presses=(), moving=(), tips=(),
        parts=(),
    )  # fmt: skip


def _title(outline: Outline) -> str:
    for index, tag in enumerate(outline.tags):
        if tag == "title" and outline.tags[outline.parents[index]] != "svg":
            return clean(outline.elements[index].text or "")[:500]
    return ""


def _metas(outline: Outline) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for index, tag in enumerate(outline.tags):
        if tag == "meta" and len(found) < 200:
            element = outline.elements[index]
            name = next(filter(None, (element.get(attribute) for attribute in _META_NAMES)), None)
            if name:
                found.append((clean(name).lower()[:100], clean(element.get("content") or "")[:2000]))
    return tuple(found)


def _base(outline: Outline, url: str) -> tuple[str, str]:
    """What links are joined with, and the host of a <base> that leads to another site (then it is not followed)."""
    for index, tag in enumerate(outline.tags):
        if tag != "base":
            continue
        href = outline.elements[index].get("href")
        wanted = join(url, href) if href else None
        if wanted is None:
            continue
        if _site(wanted) != _site(url):
            return url, urlsplit(wanted).netloc[:253]
        return wanted, ""
    return url, ""


def _site(url: str) -> str:
    """Host and port, blind to `www.`."""
    try:
        return urlsplit(canonical(url)).netloc.removeprefix("www.")
    except ValueError:
        return ""
