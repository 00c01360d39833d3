"""The part of a page that serves one section: a page "Tổng quan" holds history, nature and culture, each by its own
passage."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checks.attachments import file_urls
from checks.pictures import own_pictures
from checks.places import holds, parents
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import told_lines
from checks.template import place_kind
from domain.text import clean, fold
from pages.view import Block, Heading, Image, Part

_HEADS = 0.85  # a line this near to the section's names heads its passage
_LOOSELY = 0.6  # on a page of the section's own, a line this near heads one of its parts
_IS = 0.95  # a page whose title is the section's name is all of it, whatever its parts are called
_LONGEST_HEADING = 12  # words
_NUMBERED = re.compile(
    r"^(?:(?P<roman>[IVX]{1,5})|(?P<digit>\d{1,2})|(?P<part>\d{1,2}\.\d{1,2})|(?P<letter>[a-zđ]))[.)/:\-–]\s+\S"
)


@dataclass(frozen=True)
class Passage:
    """Running lines on one matter, with what hangs on them."""

    heading: str
    blocks: tuple[Block, ...]  # lines that are not links alone
    linked: tuple[Block, ...]  # lines that are links
    pictures: tuple[Image, ...] = ()
    files: tuple[str, ...] = ()
    whole: bool = True  # the whole page

    @cached_property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def words(self) -> int:
        return len(self.folded.split())

    @property
    def first(self) -> Block | None:
        """The line that says most."""
        return max(self.blocks, key=lambda block: len(block.text), default=None)


def passage_of(site: Site, page: SitePage, section: str) -> Passage:
    """What stands in the tabs or under the headings that name the section, where the page has several; else the whole
    page. A page whose title is the section's name is all of it."""
    lines = told_lines(site, page)
    headings = {fold(heading.text): heading for heading in page.view.headings}
    styles = [_style(block, headings) for block in lines]
    title = next((heading.text for heading in site.own_headings(page)), "")
    least = _LOOSELY if names(site, title, section, _LOOSELY) else _HEADS
    starts = [
        place
        for place, block in enumerate(lines)
        if styles[place] is not None and names(site, block.text, section, least)
    ]
    others = [place for place, style in enumerate(styles) if style is not None]
    inner = [place for place in starts if _is_part(place, others, styles)]
    heads = [start for start in starts if _length(lines, start, _end(start, styles))]
    tabs = _tabs(site, page, section)
    if names(site, title, section, _IS) or not (inner or tabs):
        told = [block for place, block in enumerate(lines) if place not in starts]
        parts = [lines[start].text for start in heads if fold(lines[start].text) != fold(title)]
        return _make(site, page, told, "\n".join((*parts, *(part.label for part in tabs))), whole=True)
    heading = "\n".join((*(lines[start].text for start in heads if start in inner), *(part.label for part in tabs)))
    if not inner:
        inside = [block for block in lines if any(holds(part.opens, block.xpath) for part in tabs)]
        return _make(site, page, inside, heading, whole=False)
    kept = sorted({place for start in inner for place in range(start + 1, _end(start, styles))} - set(inner))
    return _make(site, page, [lines[place] for place in kept], heading, whole=False)


def _tabs(site: Site, page: SitePage, section: str) -> list[Part]:
    """The tabs or folds of the section's name that open some of the page's own lines."""
    lines = told_lines(site, page)
    named = (part for part in page.view.parts if names(site, part.label, section))
    return [part for part in named if any(holds(part.opens, block.xpath) for block in lines)]


def whole_page(site: Site, page: SitePage) -> Passage:
    """All that a page says: of one that is the section itself, whatever its parts are headed."""
    return _make(site, page, told_lines(site, page), "", whole=True)


def names(site: Site, line: str, section: str, least: float = _HEADS) -> bool:
    """Whether a heading's text names the section, numbering left aside."""
    bare = re.sub(r"^(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/:\-–]\s*", "", clean(line))
    return any(match.section == section and match.strength >= least for match in site.lexicon.match_label(bare))


def _style(block: Block, headings: Mapping[str, Heading]) -> str | None:
    """What kind of heading a line is; None for running text."""
    words = len(fold(block.text).split())
    if not 0 < words <= _LONGEST_HEADING or block.in_link:
        return None
    heading = headings.get(fold(block.text))
    if heading is not None and (holds(heading.xpath, block.xpath) or holds(block.xpath, heading.xpath)):
        return f"h{heading.level} {place_kind(heading.xpath)}" if heading.level == 0 else f"h{heading.level}"
    numbered = _NUMBERED.match(block.text)
    if numbered:
        return str(numbered.lastgroup)
    letters = [char for char in block.text if char.isalpha()]
    return "capitals" if len(letters) > 3 and all(char.isupper() for char in letters) else None


def _is_part(place: int, others: Sequence[int], styles: Sequence[str | None]) -> bool:
    """A heading with brothers is a part of the page; a lone one is the page's title."""
    return any(other != place and styles[other] == styles[place] for other in others)


def _end(start: int, styles: Sequence[str | None]) -> int:
    """Where a passage ends: at the next heading of its own style, or of a style that stood before it."""
    outer = {style for style in styles[:start] if style is not None} | {styles[start]}
    return next((place for place in range(start + 1, len(styles)) if styles[place] in outer), len(styles))


def _length(lines: Sequence[Block], start: int, end: int) -> int:
    """Characters of running text between two lines."""
    return sum(len(block.text) for block in lines[start + 1 : end] if not block.in_link)


def _make(site: Site, page: SitePage, lines: Sequence[Block], heading: str, *, whole: bool) -> Passage:
    places = frozenset(block.xpath for block in lines)
    beside = frozenset(place.rpartition("/")[0] for place in places)
    pictures = own_pictures(site, page)
    links = site.own_links(page)
    if not whole:
        pictures = tuple(image for image in pictures if _near(image.xpath, places, beside))
        links = tuple(link for link in links if _near(link.xpath, places, beside))
    return Passage(
        heading=heading,
        blocks=tuple(block for block in lines if not block.in_link),
        linked=tuple(block for block in lines if block.in_link),
        pictures=pictures,
        files=file_urls(links),
        whole=whole,
    )


def _near(xpath: str, places: frozenset[str], beside: frozenset[str]) -> bool:
    """Inside one of the lines, or in the element that holds one."""
    around = tuple(parents(xpath))
    return any(path in places for path in around) or any(path in beside for path in around[:2])
