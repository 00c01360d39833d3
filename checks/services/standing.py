"""Which headings stand over an entry: in document order, each heading only over what its own box holds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from checks.load_lexicon import Lexicon
from checks.places import holds, parents
from checks.services.groups import Over, over_of, refine
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
    scope: str
    over: Over


def overs_of(
    parts: Parts,
    entries: Sequence[tuple[str, int]],
    titles: Collection[str],
    inside: Collection[int],
    lexicon: Lexicon,
    words: ServiceWords,
) -> list[Over]:
    """For each entry (its XPath, the number of its line), in document order, what stands over it. `titles`: XPaths of
    headings that are entries themselves; `inside`: lines of the entries' own boxes."""
    heads = _heads(parts, titles, inside, lexicon, words)
    found: list[Over] = []
    stack: list[_Head] = []
    following = 0
    for xpath, at in entries:
        while following < len(heads) and heads[following].at <= at:
            head = heads[following]
            following += 1
            while stack and (stack[-1].level >= head.level or not holds(stack[-1].scope, head.xpath)):
                stack.pop()
            stack.append(head)
        over = Over()
        for head in stack:
            if holds(head.scope, xpath) and not holds(head.xpath, xpath):
                over = refine(over, head.over)
        found.append(over)
    return found


def _heads(
    parts: Parts, titles: Collection[str], own: Collection[int], lexicon: Lexicon, words: ServiceWords
) -> list[_Head]:
    heads: list[_Head] = []
    places: set[int] = set()
    for heading in parts.headings:
        if heading.xpath in titles:
            continue
        at = parts.at(heading.xpath, heading.text)
        places.add(at)
        over = over_of(heading.text, heading.xpath, lexicon, words)
        level = heading.level or _LOOKS_LIKE_ONE
        heads.append(_Head(at, level, heading.xpath, _scope(parts, heading.xpath, at), over))
    for at, block in enumerate(parts.blocks):
        if at in own or at in places or len(block.text.split()) > _MOST_WORDS:
            continue
        over = over_of(block.text, block.xpath, lexicon, words)
        if over.levelled or over.field or (over.admin_level and fold(block.text).startswith("cap ")) or over.agency:
            heads.append(_Head(at, _LINE, block.xpath, _scope(parts, block.xpath, at), over))
    return sorted(heads, key=lambda head: head.at)


def _scope(parts: Parts, xpath: str, at: int) -> str:
    """The nearest element around that holds more than the heading's line."""
    for path in parents(xpath):
        start, end = parts.places.span(path)
        if start < at or end > at + 1:
            return path
    return xpath
