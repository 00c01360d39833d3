"""The parts of a page that may list services, each link and picture at its place among the lines of text.

Read from the page itself rather than without its frame: a list that a portal shows on every page of its service part
recurs as frames do. Parts that wait hidden for a click (accordions, tabs, phone cards) are the portal's word too.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from checks.places import Places, parents
from pages.view import Block, Heading, Image, Link, LinkKind, PageView, Region, Tip

#: Where a foot begins is a guess: lists of licences read like one. Names of procedures hardly stand in real ones.
_PARTS = frozenset({Region.MAIN, Region.ASIDE, Region.FOOTER})
_KINDS = frozenset({LinkKind.A, LinkKind.ONCLICK})
_GRID = re.compile(
    r"(?:col|row|offset|order|btn|text|bg|fs|gap|float|w|h|d|[mp][tblrxyse]?|g[xy]?)-.*|.*(?:^|-)(?:md|lv|sm|lg|xl)-?\d+",
    re.IGNORECASE,
)
_BRACES = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A link or picture and the number of the line it stands in."""

    at: int
    link: Link | None = None
    image: Image | None = None


class Parts:
    """One page, ready to be read for services."""

    def __init__(
        self, view: PageView, taken: Sequence[str] = (), pictures: Sequence[Image] = (), *, everywhere: bool = False
    ) -> None:
        """`taken`: XPaths of tables that were read already; `pictures`: those of the page, as its legend explains them;
        `everywhere`: menus too."""
        self.view = view
        self._regions = frozenset(Region) if everywhere else _PARTS
        self._taken = frozenset(taken)
        blocks = [block for block in view.blocks if self._is_free(block.region, block.xpath)]
        self.blocks: Sequence[Block] = [block for block in blocks if not _BRACES.search(block.text)]
        self.places = Places(self.blocks)
        self.links = [link for link in view.links if link.kind in _KINDS and self._is_free(link.region, link.xpath)]
        self.headings: list[Heading] = [item for item in view.headings if self._is_free(item.region, item.xpath)]
        self.heading_places = frozenset(item.xpath for item in self.headings)
        images = [image for image in pictures if self._is_free(image.region, image.xpath)]
        placed = [Placed(self.at(link.xpath, link.label), link=link) for link in self.links]
        placed += [Placed(self.at(image.xpath), image=image) for image in images]
        self._placed = sorted(placed, key=lambda item: item.at)
        self._starts = [item.at for item in self._placed]

    def tips(self, start: int, end: int) -> list[str]:
        """What links and other elements in some lines say when pointed at."""
        found = []
        for item in self.between(start, end):
            text = item.link.title if item.link is not None else item.image.title if item.image is not None else ""
            found.extend([text] if text else [])
        return found

    def _is_free(self, region: Region, xpath: str) -> bool:
        if region not in self._regions:
            return False
        return not self._taken or not any(path in self._taken for path in parents(xpath))

    def at(self, xpath: str, text: str = "") -> int:
        return self.places.span(xpath, text)[0]

    def between(self, start: int, end: int) -> Sequence[Placed]:
        """Links and pictures in some lines."""
        return self._placed[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def as_image(tip: Tip) -> Image:
    """An icon made by style or script, or a tooltip, read as a picture's texts are. A grid's classes ("col-md-4") name
    no picture."""
    names = (word for word in tip.name.split() if not _GRID.fullmatch(word))
    return Image("", "", tip.text, tip.xpath, tip.region, name=" ".join(names))
