"""Which headings stand over an entry: in document order, each heading only over what its own box holds."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from checks.load_lexicon import Lexicon
from checks.places import holds, parents
from checks.services.groups import Over, over_of, refine
from checks.services.panes import Tab, tabs_over
from checks.services.parts import Parts
from checks.services.words import ServiceWords
from domain.text import fold

_LOOKS_LIKE_ONE = 7  # level of an element that only looks like a heading
_LINE = 8  # of a short line that speaks of a level or names a field
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Head:
    at: int
    level: int
    xpath: str
    over: Over


class Standing:
    """The headings of one page, each read once, for all the lists on it."""

    def __init__(self, parts: Parts, lexicon: Lexicon, words: ServiceWords) -> None:
        self._heads = sorted((*_headings(parts, lexicon, words), *_lines(parts, lexicon, words)), key=lambda it: it.at)
        self._parts = parts
        self._tabs = {
            at: over_of(tab.label, tab.xpath, lexicon, words) for at, tab in _tabs(parts, lexicon, words).items()
        }
        self._scopes: dict[tuple[str, int], str] = {}

    def overs_of(
        self, entries: Sequence[tuple[str, int]], titles: Collection[str] = (), inside: Collection[int] = ()
    ) -> list[Over]:
        """For each entry (its XPath, the number of its line), in document order, what stands over it. `titles`: XPaths
        of headings that are entries themselves; `inside`: lines of the entries' own boxes."""
        heads = [
            head for head in self._heads if (head.at not in inside if head.level == _LINE else head.xpath not in titles)
        ]
        found: list[Over] = []
        stack: list[_Head] = []
        following = 0
        for xpath, at in entries:
            while following < len(heads) and heads[following].at <= at:
                head = heads[following]
                following += 1
                while stack and (stack[-1].level >= head.level or not holds(self._scope(stack[-1]), head.xpath)):
                    stack.pop()
                stack.append(head)
            over = self._tabs.get(at, Over())
            for head in stack:
                if holds(self._scope(head), xpath) and not holds(head.xpath, xpath):
                    over = refine(over, head.over)
            found.append(over)
        return found

    def _scope(self, head: _Head) -> str:
        """The nearest element around that holds more than the heading's line."""
        key = head.xpath, head.at
        if key not in self._scopes:
            spans = ((path, self._parts.places.span(path)) for path in parents(head.xpath))
            wider = (path for path, (start, end) in spans if start < head.at or end > head.at + 1)
            self._scopes[key] = next(wider, head.xpath)
        return self._scopes[key]


def _tabs(parts: Parts, lexicon: Lexicon, words: ServiceWords) -> dict[int, Tab]:
    def names(text: str) -> bool:
        over = over_of(text, "", lexicon, words)
        return over.levelled or bool(over.field or over.agency or over.admin_level)

    return tabs_over(parts.view, parts.blocks, names)


def _headings(parts: Parts, lexicon: Lexicon, words: ServiceWords) -> Iterator[_Head]:
    for heading in parts.headings:
        over = over_of(heading.text, heading.xpath, lexicon, words)
        at = parts.at(heading.xpath, heading.text)
        yield _Head(at, heading.level or _LOOKS_LIKE_ONE, heading.xpath, over)


def _lines(parts: Parts, lexicon: Lexicon, words: ServiceWords) -> Iterator[_Head]:
    places = {parts.at(heading.xpath, heading.text) for heading in parts.headings}
    for at, block in enumerate(parts.blocks):
        if at in places or len(block.text.split()) > _MOST_WORDS:
            continue
        over = over_of(block.text, block.xpath, lexicon, words)
        if (
            over.levelled
            or over.field
            or over.ended
            or (over.admin_level and fold(block.text).startswith("cap "))
            or over.agency
        ):
            yield _Head(at, _LINE, block.xpath, over)
