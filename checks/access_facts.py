"""Access for all as plain HTML shows it: texts for pictures, telling links, headings, tables, what moves by itself.

Each fact counts the elements tested and how many pass, and remembers the first that fails and the first that passes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checks.access_items import tells_picture, tells_target
from checks.filler import is_paging
from checks.site_page import SitePage
from pages.view import FRAME_REGIONS, Image, Link, LinkKind, Region, Table

_KINDS = frozenset({LinkKind.A, LinkKind.AREA, LinkKind.ONCLICK})
_SHARED = 5  # pictures of one page under one and the same text: it says nothing of any


@dataclass(frozen=True, slots=True)
class Tested:
    """Elements of one page under one test. Places are XPaths, "" where there is none."""

    passed: int = 0
    failed: int = 0
    offender: str = ""
    offending: str = ""  # what stands there
    example: str = ""
    shown: str = ""

    @property
    def count(self) -> int:
        return self.passed + self.failed


Result = tuple[bool, str, str]  # passes, xpath, what stands there


def tested(results: Iterable[Result]) -> Tested:
    passed: list[Result] = []
    failed: list[Result] = []
    for result in results:
        (passed if result[0] else failed).append(result)
    _, offender, offending = failed[0] if failed else (False, "", "")
    _, example, shown = passed[0] if passed else (True, "", "")
    return Tested(len(passed), len(failed), offender, offending[:200], example, shown[:200])


def moving(page: SitePage) -> Tested:
    """One such element is one too many, so those that stand still are not counted."""
    return tested((False, block.xpath, block.text) for block in page.view.moving if not block.hidden)


def images(page: SitePage) -> Tested:
    """Pictures that show something; an empty text calls a picture decoration, unless it is all that a link holds."""
    visible = [image for image in page.view.images if not image.hidden]
    shared = _shared_texts(visible)
    results = [(_described(image, shared), image.xpath, image.alt or image.name) for image in visible if _asks(image)]
    bare = {image.xpath for image in visible if image.bare}
    for link in page.view.links:
        if link.hidden or not link.image_only or link.alt or link.title:
            continue
        if not any(path.startswith(f"{link.xpath}/") for path in bare):
            results.append((False, link.xpath, link.image))
    return tested(results)


def _asks(image: Image) -> bool:
    return image.bare or bool(image.alt or image.title)


def _described(image: Image, shared: frozenset[str]) -> bool:
    text = image.alt or image.title
    return bool(text) and text not in shared and tells_picture(text)


def _shared_texts(visible: list[Image]) -> frozenset[str]:
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for image in visible:
        sources[image.alt or image.title].add(image.src)
    return frozenset(text for text, under in sources.items() if text and len(under) >= _SHARED)


def links(page: SitePage) -> Tested:
    """Links that lead somewhere; numbers of a list's pages need no meaning."""
    asked = (link for link in page.view.links if link.kind in _KINDS and link.url and not link.hidden)
    return tested((_tells(link), link.xpath, link.label or link.image) for link in asked if not _is_number(link))


def _tells(link: Link) -> bool:
    if any(tells_target(text) for text in (link.label, link.title)):
        return True
    return bool(link.alt) and tells_picture(link.alt)


def _is_number(link: Link) -> bool:
    bare = link.label.strip()
    return bool(bare) and (is_paging(bare) or not any(char.isalpha() for char in bare))


def headings(page: SitePage) -> Tested:
    """Is the content parted by headings? One real one outside head, menu and foot is enough to say so."""
    real = [heading for heading in page.view.headings if heading.level and heading.text]
    inside = [heading for heading in real if heading.region not in FRAME_REGIONS]
    if inside:
        return Tested(1, 0, example=inside[0].xpath, shown=inside[0].text[:200])
    return Tested(0, 1, offender="/html/body", offending=page.view.title[:200])


def table_headers(page: SitePage) -> Tested:
    return tested((table.header_cells, table.xpath, _first_cells(table.headers, table.rows)) for table in _tables(page))


def table_captions(page: SitePage) -> Tested:
    return tested(
        (bool(table.caption), table.xpath, table.caption or _first_cells(table.headers, table.rows))
        for table in _tables(page)
    )


def _tables(page: SitePage) -> list[Table]:
    return [table for table in page.view.tables if table.region is Region.MAIN]


def _first_cells(headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    return " | ".join(headers or (rows[0] if rows else ()))


FACTS: dict[str, Callable[[SitePage], Tested]] = {
    "headings": headings,
    "images": images,
    "links": links,
    "moving": moving,
    "table_captions": table_captions,
    "table_headers": table_headers,
}
