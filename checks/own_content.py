"""A page without the portal's frame: what it says itself."""

from functools import cached_property

from checks.template import Template, text_key
from domain.text import fold
from pages.view import FRAME_REGIONS, Block, Form, FoundDate, Heading, Link, PageView, Region, Table


class OwnContent:
    """A page without its frame."""

    def __init__(self, view: PageView, template: Template) -> None:
        self._view = view
        self._template = template

    @cached_property
    def _once_more(self) -> frozenset[tuple[tuple[str, str], str]]:
        return self._template.once_more(self._view)

    def _frames(self, text: str, xpath: str, region: Region) -> bool:
        key = text_key(text, xpath)
        return self._template.frames(key, region) and not (self._once_more and (key, xpath) in self._once_more)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        frames = self._frames
        return tuple(
            block
            for block in self._view.blocks
            if not block.hidden and not frames(block.text, block.xpath, block.region)
        )

    @cached_property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        frames = self._frames
        return tuple(
            link for link in self._view.links if not link.hidden and not frames(link.name, link.xpath, link.region)
        )

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        frames = self._frames
        return tuple(item for item in self._view.headings if not frames(item.text, item.xpath, item.region))

    @cached_property
    def dates(self) -> tuple[FoundDate, ...]:
        """Dates that stand in the page's own blocks; the frame's (today in the head) are left out."""
        places = {block.xpath for block in self.blocks}
        return tuple(found for found in self._view.dates if found.xpath in places or _inside(found.xpath, places))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for table in self._view.tables if table.region not in FRAME_REGIONS)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        return tuple(form for form in self._view.forms if text_key(form.text, form.xpath) not in self._template.keys)


def _inside(xpath: str, places: set[str]) -> bool:
    parent = xpath
    while "/" in parent[1:]:
        parent = parent.rsplit("/", 1)[0]
        if parent in places:
            return True
    return False
