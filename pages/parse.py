"""Bytes of a page to its PageView: the one place where a page is parsed.

Links, headings and places are read at once, for the crawl lives on them; texts, tables, forms, pictures and dates
are read when first asked for.
"""

from bisect import bisect_right
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from domain.text import clean
from domain.urls import canonical, join
from pages.blocks import Blocks
from pages.dates import find_dates
from pages.decode import Decoded, decode
from pages.headings import Headings
from pages.links import Links
from pages.outline import MAX_BODY, Outline, parse_tree
from pages.regions import assign_regions
from pages.view import Block, FoundDate, PageView
from pages.visibility import mark_hidden


class ParsedPage(PageView):
    """A PageView whose fields beyond the links are read at their first use."""

    def __getattr__(self, name: str) -> Any:
        readers: dict[str, Callable[[], Any]] = self.__dict__.get("_readers", {})
        if name not in readers:
            raise AttributeError(name)
        value = readers[name]()
        self.__dict__[name] = value
        return value


def parse_page(body: bytes, url: str, header_charset: str = "") -> PageView:
    """The view of one page. Never raises: what cannot be read gives an empty view."""
    decoded = decode(body[:MAX_BODY], header_charset)
    root = parse_tree(decoded.text)
    if root is None:
        return _empty(url, decoded)
    outline = Outline(root)
    base, foreign = _base(outline, url)
    regions = assign_regions(outline)
    hidden = mark_hidden(outline, regions)
    headings = Headings(outline, regions)
    links = Links(outline, base, regions, hidden, headings)
    page = object.__new__(ParsedPage)

    def blocks() -> tuple[Block, ...]:
        return Blocks(outline, regions, hidden).all

    page.__dict__.update(
        url=url,
        base=base,
        title=_title(outline),
        lang=(root.get("lang") or root.get("xml:lang") or "")[:20].lower(),
        charset=decoded.charset,
        declared_charset=decoded.declared,
        metas=_metas(outline),
        links=links.all,
        headings=headings.all(),
        foreign_base=foreign,
        shell=False,
        scripts=outline.tags.count("script"),
        root=root,
        _readers={
            "blocks": blocks,
            "dates": lambda: _dates(page.blocks),
            "forms": tuple,
            "images": tuple,
            "tables": tuple,
        },
    )
    return page


def _empty(url: str, decoded: Decoded) -> PageView:
    return PageView(
        url=url, base=url, title="", lang="", charset=decoded.charset, declared_charset=decoded.declared, metas=(),
        links=(), headings=(), forms=(), blocks=(), images=(), tables=(), dates=(),
    )  # fmt: skip


def _title(outline: Outline) -> str:
    for index, tag in enumerate(outline.tags):
        if tag == "title" and outline.tags[outline.parents[index]] != "svg":
            return clean(outline.elements[index].text or "")[:500]
    return ""


def _metas(outline: Outline) -> tuple[tuple[str, str], ...]:
    found = []
    for index, tag in enumerate(outline.tags):
        if tag == "meta" and len(found) < 200:
            element = outline.elements[index]
            name = element.get("name") or element.get("property") or element.get("http-equiv")
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


def _dates(blocks: tuple[Block, ...]) -> tuple[FoundDate, ...]:
    starts, parts, length = [], [], 0
    for block in blocks:
        starts.append(length)
        parts.append(block.text)
        length += len(block.text) + 1
    found = []
    for written in find_dates("\n".join(parts)):
        block = blocks[bisect_right(starts, written.start) - 1]
        found.append(FoundDate(written.day, written.text, block.xpath, written.hour, block.region))
    return tuple(found)
