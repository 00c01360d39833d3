"""Headings, real ones and those that only look like one, and which of them stands over an element."""

import re
from bisect import bisect_left
from functools import lru_cache

from pages.reading import Reading
from pages.view import Heading

MAX_HEADINGS = 1000
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ALWAYS = frozenset(("legend", "caption"))
_MAYBE = frozenset(("div", "span", "p", "td", "th", "strong", "b", "dt", "font", "center", "header", "label"))
_CELLS = frozenset(("td", "th"))
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TITLE_WORD = re.compile(
    r"(?:^|[^a-z])(?:[a-z]{0,8}title\d*|heading|caption|tieu-?_?de|head|titlebox|titlebar|ten-?_?muc)(?:[^a-z]|$)"
)
_NOT_TITLE = re.compile(r"sub-?title|page-?head|header|meta|logo|bread|slogan")
_MAX_TEXT = 160
_MAX_CONTEXT = 120
#: How far out a heading's box may be wrapped before the content it heads.
_WRAPPERS = 4
_BESIDE = 20  # characters
_CONTENT = frozenset(("p", "ul", "ol", "dl", "li", "table", "img", "select", "form", "iframe", "h1", "h2", "h3", "h4"))


class Headings:
    """The headings of a page by element index, and which of them stands over a given element."""

    def __init__(self, reading: Reading) -> None:
        self._outline, self._regions = reading.outline, reading.regions
        self.texts: dict[int, str] = {}
        self._levels: dict[int, int] = {}
        self._scopes: dict[int, tuple[list[int], list[str]]] = {}
        behind = 0  # inside a heading there is no other
        outline = reading.outline
        for index, tag in enumerate(outline.tags):
            level = self._level(index, tag)
            if level is None or index < behind or outline.silent[index]:
                continue
            text = outline.text_of(index, 300)
            if not text or len(self.texts) >= MAX_HEADINGS:
                continue
            self.texts[index], self._levels[index] = text, level
            behind = outline.ends[index]
            if len(text) <= _MAX_CONTEXT and not reading.hidden[index]:
                places, texts = self._scopes.setdefault(self._scope(index), ([], []))
                places.append(index)
                texts.append(text)

    def _level(self, index: int, tag: str) -> int | None:
        if tag in _LEVELS:
            return _LEVELS[tag]
        if tag in _ALWAYS or (tag in _MAYBE and self._looks_like_one(index)):
            return 0
        return None

    def _looks_like_one(self, index: int) -> bool:
        """A short text in an element named title or the like; not one of a row of such, as news items are."""
        outline = self._outline
        classes, identifier = outline.classes[index], outline.ids[index]
        if not classes and not identifier:
            return False
        size = outline.sizes[index]
        if not 2 <= size <= _MAX_TEXT or outline.link_counts[index] > 1 or outline.in_link[index]:
            return False
        if not titled(classes, identifier) or (outline.tags[index] in _CELLS and self._in_a_row(index)):
            return False
        return outline.link_sizes[index] < size or not self._in_a_row(index)

    def _in_a_row(self, index: int) -> bool:
        """Do neighbours of the same name stand directly beside it? The heads of a table's columns do."""
        outline = self._outline
        element = outline.elements[index]
        return any(
            neighbour is not None
            and neighbour.tag == outline.tags[index]
            and neighbour.get("class") == element.get("class")
            for neighbour in (element.getprevious(), element.getnext())
        )

    def _scope(self, index: int) -> int:
        """The element whose content the heading heads: its parent, or further out while that holds only the heading."""
        outline = self._outline
        scope = outline.parents[index]
        for _ in range(_WRAPPERS):
            above = outline.parents[scope]
            if above < 0 or outline.tags[scope] == "body" or not self._only_wraps(scope, index):
                break
            scope = above
        return scope

    def _only_wraps(self, scope: int, index: int) -> bool:
        """Does an element hold the heading and at most a short link beside it ("xem thêm")?"""
        outline = self._outline
        if outline.sizes[scope] > outline.sizes[index] + _BESIDE:
            return False
        if outline.link_counts[scope] > outline.link_counts[index] + 1:
            return False
        beside = (*outline.tags[scope + 1 : index], *outline.tags[outline.ends[index] : outline.ends[scope]])
        return _CONTENT.isdisjoint(beside)

    def over(self, index: int, ancestors: list[int]) -> str:
        """The nearest heading before an element, in the smallest container that has one of its region; "" if none."""
        for around in ancestors:
            if around not in self._scopes:
                continue
            places, texts = self._scopes[around]
            position = bisect_left(places, index) - 1
            if position >= 0 and self._regions[places[position]] is self._regions[index]:
                return texts[position]
        return ""

    def inside(self, start: int, end: int) -> str:
        """The first heading between two places; "" if none."""
        return next((text for index, text in self.texts.items() if start <= index < end), "")

    def all(self) -> tuple[Heading, ...]:
        return tuple(
            Heading(self._levels[index], text, self._outline.path_of(index), self._regions[index])
            for index, text in self.texts.items()
        )


@lru_cache(maxsize=16384)
def titled(classes: str, identifier: str) -> bool:
    """Do class or id words call an element a title?"""
    for name in (*classes.split(), identifier):
        lowered = _CAMEL.sub("-", name[:200]).lower()
        if _TITLE_WORD.search(lowered) and not _NOT_TITLE.search(lowered):
            return True
    return False
