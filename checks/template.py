"""What a portal repeats on every page, so that a page's own content can be told from its frame.

Real portals rarely mark header, menu and footer with HTML5 elements; what they repeat at the same kind of place is
frame, whatever its markup says.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.text import fold
from pages.view import PageView, Region

#: Positions, and what browsers add to tables that were written without.
_NO_PLACE = re.compile(r"\[\d+\]|/tbody(?=/|\[|$)")
_FRAME = frozenset({Region.HEADER, Region.NAV, Region.FOOTER})
_LEAST_PAGES = 4
_SHARE = 0.34

Key = tuple[str, str]


def place_kind(xpath: str) -> str:
    """An xpath without positions: where on the page something stands, whichever row it is."""
    return _NO_PLACE.sub("", xpath)


def text_key(text: str, xpath: str) -> Key:
    return fold(text)[:200], place_kind(xpath)


@dataclass(frozen=True)
class Template:
    """Texts (with their kind of place) that recur over the portal's pages."""

    keys: frozenset[Key]
    pages: int

    @classmethod
    def of(cls, views: Sequence[PageView]) -> "Template":
        counts: Counter[Key] = Counter()
        for view in views:
            counts.update(_page_keys(view))
        least = max(3, round(_SHARE * len(views)))
        if len(views) < _LEAST_PAGES:
            return cls(frozenset(), len(views))
        return cls(frozenset(key for key, count in counts.items() if count >= least), len(views))

    def has(self, text: str, xpath: str) -> bool:
        return text_key(text, xpath) in self.keys

    def frames(self, text: str, xpath: str, region: Region) -> bool:
        """Whether a piece of a page is frame: by recurrence, or by its region where there is too little to compare."""
        if self.has(text, xpath):
            return True
        return self.pages < _LEAST_PAGES and region in _FRAME


def _page_keys(view: PageView) -> set[Key]:
    keys = {text_key(block.text, block.xpath) for block in view.blocks if not block.hidden}
    keys.update(text_key(link.label or link.alt or link.title, link.xpath) for link in view.links)
    keys.update(_heading_keys((heading.text, heading.xpath) for heading in view.headings))
    return keys


def _heading_keys(pairs: Iterable[tuple[str, str]]) -> set[Key]:
    return {text_key(text, xpath) for text, xpath in pairs}
