"""Headings, real ones and those that only look like one, and the part of the page each of them heads."""

import re
from functools import lru_cache

from pages.outline import Outline
from pages.view import Heading, Region

MAX_HEADINGS = 1000
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ALWAYS = frozenset(("legend", "caption"))
_MAYBE = frozenset(("div", "span", "p", "td", "th", "strong", "b", "dt", "font", "center", "li"))
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TITLE_WORD = re.compile(
    r"(?:^|[^a-z])(?:title\d*|heading|caption|tieu-?_?de|head|titlebox|boxtitle|titlebar|ten-?_?muc)(?:[^a-z]|$)"
)
_NOT_TITLE = re.compile(r"sub-?title|page-?head|header|meta|logo|bread")
_MAX_TEXT = 160


class Headings:
    """The headings of a page by element index, and which of them stands over a given element."""

    def __init__(self, outline: Outline, regions: list[Region]) -> None:
        self._outline = outline
        self.texts: dict[int, str] = {}
        self.levels: dict[int, int] = {}
        self._scopes: dict[int, list[tuple[int, str]]] = {}
        self._regions = regions
        behind = 0  # inside a heading there is no other
        for index, tag in enumerate(outline.tags):
            if index < behind or (outline.silent[index] and tag not in _ALWAYS):
                continue
            level = _LEVELS.get(tag, -1)
            if level < 0 and (tag in _ALWAYS or (tag in _MAYBE and self._looks_like_one(index))):
                level = 0
            if level < 0 or len(self.texts) >= MAX_HEADINGS:
                continue
            text = outline.text_of(index, 300)
            if text:
                self.texts[index], self.levels[index] = text, level
                self._scopes.setdefault(self._scope(index), []).append((index, text))
                behind = outline.ends[index]

    def _looks_like_one(self, index: int) -> bool:
        classes, identifier = self._outline.classes[index], self._outline.ids[index]
        if not classes and not identifier:
            return False
        if not 2 <= self._outline.sizes[index] <= _MAX_TEXT or self._outline.link_counts[index] > 1:
            return False
        return _titled(classes, identifier) and not self._outline.in_link[index]

    def _scope(self, index: int) -> int:
        """The element whose content the heading heads: its parent, or further out while that holds only the heading."""
        outline = self._outline
        scope = outline.parents[index]
        own = outline.sizes[index]
        for _ in range(4):
            above = outline.parents[scope]
            if above < 0 or outline.sizes[scope] > own + 20 or outline.tags[scope] == "body":
                break
            scope = above
        return scope

    def over(self, index: int) -> str:
        """The nearest heading before an element in the smallest container that has one; "" if none."""
        for around in self._outline.ancestors(index):
            for place, text in reversed(self._scopes.get(around, ())):
                if place < index and self._outline.ends[place] <= index:
                    return text
        return ""

    def all(self) -> tuple[Heading, ...]:
        return tuple(
            Heading(self.levels[index], text, self._outline.path_of(index), self._regions[index])
            for index, text in self.texts.items()
        )


@lru_cache(maxsize=16384)
def _titled(classes: str, identifier: str) -> bool:
    for name in (classes, identifier):
        lowered = _CAMEL.sub("-", name[:300]).lower()
        if _TITLE_WORD.search(lowered) and not _NOT_TITLE.search(lowered):
            return True
    return False
