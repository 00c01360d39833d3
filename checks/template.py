"""What a portal repeats on every page, so that a page's own content can be told from its frame.

Real portals rarely mark header, menu and footer with HTML5 elements; what they repeat at the same kind of place is
frame, whatever its markup says.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from domain.text import fold
from domain.urls import host_of
from pages.view import FRAME_REGIONS, PageView, Region

#: Positions, and what browsers add to tables that were written without.
_NO_PLACE = re.compile(r"\[\d+\]|/tbody(?=/|\[|$)")
_LEAST_PAGES = 4
_SHARE = 0.34

Key = tuple[str, str]
Place = tuple[Key, str]  # and the very xpath


@lru_cache(maxsize=65536)  # pages of one portal have most of their places in common
def place_kind(xpath: str) -> str:
    """An xpath without positions: where on the page something stands, whichever row it is."""
    return _NO_PLACE.sub("", xpath)


def text_key(text: str, xpath: str) -> Key:
    return fold(text)[:200], place_kind(xpath)


@dataclass(frozen=True)
class Template:
    """Texts (with their kind of place) that recur over the portal's pages. `usual`: how often one of them stands on a
    page; `places`: on how many pages it stands at this very place; `beyond`: per address of the pages compared, what
    stands there once more than in the frame."""

    keys: frozenset[Key]
    pages: int
    usual: Mapping[Key, int] = field(default_factory=dict)
    places: Mapping[Place, int] = field(default_factory=dict)
    beyond: Mapping[str, frozenset[Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, views: Sequence[PageView], host: str = "") -> "Template":
        """`host`: the front page's, whose frame is told by its own pages, however many stand on sister hosts."""
        if len(views) < _LEAST_PAGES:
            return cls(frozenset(), len(views))
        shown = [_page_places(view) for view in views]
        near = [page for view, page in zip(views, shown, strict=True) if host_of(view.url) == host]
        keys = _recurring(shown)
        if _LEAST_PAGES <= len(near) < len(shown):
            keys |= _recurring(near)
        times: dict[Key, Counter[int]] = {key: Counter() for key in keys}
        places: Counter[Place] = Counter()
        for page in shown:
            for key in keys.intersection(page):
                times[key][len(page[key])] += 1
                places.update((key, xpath) for xpath in page[key])
        usual = {key: max(seen.items(), key=lambda pair: (pair[1], pair[0]))[0] for key, seen in times.items()}
        beyond = {view.url: _beyond(page, usual, places) for view, page in zip(views, shown, strict=True)}
        return cls(keys, len(views), usual, places, beyond)

    def once_more(self, view: PageView) -> frozenset[Place]:
        """What a page says once more than its frame does: the entries of a list whose newest stand beside every page.
        Of the places where a text stands, those are its own that no other pages have."""
        known = self.beyond.get(view.url)
        return _beyond(_page_places(view), self.usual, self.places) if known is None else known

    def has(self, text: str, xpath: str) -> bool:
        return text_key(text, xpath) in self.keys

    def frames(self, key: Key, region: Region) -> bool:
        """Whether a piece of a page is frame: by recurrence, or by its region where there is too little to compare."""
        if key in self.keys:
            return True
        return self.pages < _LEAST_PAGES and region in FRAME_REGIONS


def _recurring(pages: Sequence[Mapping[Key, set[str]]]) -> frozenset[Key]:
    """What stands on so many of the pages that it is no page's own."""
    counts = Counter(key for page in pages for key in page)
    least = max(3, round(_SHARE * len(pages)))
    return frozenset(key for key, count in counts.items() if count >= least)


def _beyond(page: Mapping[Key, set[str]], usual: Mapping[Key, int], places: Mapping[Place, int]) -> frozenset[Place]:
    own: set[Place] = set()
    for key in usual.keys() & page.keys():
        xpaths = page[key]
        extra = len(xpaths) - usual[key]
        if extra <= 0 or not key[0]:
            continue
        rarest = sorted(xpaths, key=lambda xpath: (places.get((key, xpath), 0), xpath))
        if places.get((key, rarest[extra - 1]), 0) < places.get((key, rarest[extra]), 0):
            own.update((key, xpath) for xpath in rarest[:extra])
    return frozenset(own)


def _page_places(view: PageView) -> dict[Key, set[str]]:
    """Each text with its kind of place, and the very places where it stands."""
    found: dict[Key, set[str]] = {}
    for text, xpath in _texts(view):
        found.setdefault(text_key(text, xpath), set()).add(xpath)
    return found


def _texts(view: PageView) -> Iterator[tuple[str, str]]:
    yield from ((block.text, block.xpath) for block in view.blocks if not block.hidden)
    yield from ((link.name, link.xpath) for link in view.links)
    yield from ((heading.text, heading.xpath) for heading in view.headings)
