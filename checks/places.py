"""Where the pieces of a page stand to one another: blocks in document order, looked up by XPath without a tree."""

from collections.abc import Iterable, Iterator, Sequence

from pages.view import Block


def parents(xpath: str) -> Iterator[str]:
    """The paths around a path, nearest first, without the document's own root."""
    parent = xpath.rpartition("/")[0]
    while parent:
        yield parent
        parent = parent.rpartition("/")[0]


def holds(outer: str, inner: str) -> bool:
    """Whether an element stands inside another, or is it."""
    return inner == outer or inner.startswith(outer + "/")


class Places:
    """Blocks of one page by the elements around them. What stands in one element is one run of blocks; an element
    whose text is parted by line breaks has several blocks of its own, told apart by what they say."""

    __slots__ = ("_first", "_last", "_own", "blocks")

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._own: dict[str, list[int]] = {}
        for index, block in enumerate(blocks):
            self._own.setdefault(block.xpath, []).append(index)
            for path in (block.xpath, *parents(block.xpath)):
                self._first.setdefault(path, index)
                self._last[path] = index

    def span(self, xpath: str, text: str = "") -> tuple[int, int]:
        """First block in the element and the one behind its last; the block around it, the one that says `text`, when
        it holds none."""
        if xpath in self._first:
            return self._first[xpath], self._last[xpath] + 1
        index = self.around(xpath, text)
        if index is not None:
            return index, index + 1
        for path in parents(xpath):
            if path in self._first:
                return self._first[path], self._first[path]
        return 0, 0

    def under(self, xpath: str) -> Sequence[Block]:
        """The blocks that stand in an element."""
        if xpath not in self._first:
            return ()
        return self.blocks[self._first[xpath] : self._last[xpath] + 1]

    def around(self, xpath: str, text: str = "") -> int | None:
        """The place of the innermost block that an element stands in, or that it is."""
        for path in (xpath, *parents(xpath)):
            own = self._own.get(path)
            if own:
                return next((index for index in own if text and text in self.blocks[index].text), own[0])
        return None


def containers(xpaths: Iterable[str]) -> dict[str, str]:
    """For each element the widest one around it that holds none of the others: the card, row or list item it heads."""
    wanted = tuple(dict.fromkeys(xpaths))
    crowd: dict[str, int] = {}
    for xpath in wanted:
        for path in (xpath, *parents(xpath)):
            crowd[path] = crowd.get(path, 0) + 1
    found: dict[str, str] = {}
    for xpath in wanted:
        widest = xpath
        for path in parents(xpath):
            if crowd[path] > 1:
                break
            widest = path
        found[xpath] = widest
    return found
