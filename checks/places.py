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
    """Blocks of one page by the elements around them. What stands in one element is one run of blocks."""

    __slots__ = ("_first", "_last", "blocks")

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        for index, block in enumerate(blocks):
            self._note(block.xpath, index)
            for around in parents(block.xpath):
                self._note(around, index)

    def _note(self, xpath: str, index: int) -> None:
        self._first.setdefault(xpath, index)
        self._last[xpath] = index

    def span(self, xpath: str) -> tuple[int, int]:
        """First block in the element and the one behind its last; the block around it when it holds none."""
        if xpath in self._first:
            return self._first[xpath], self._last[xpath] + 1
        for around in parents(xpath):
            index = self._first.get(around)
            if index is not None:
                return (index, index + 1) if self.blocks[index].xpath == around else (index, index)
        return 0, 0

    def under(self, xpath: str) -> Sequence[Block]:
        """The blocks that stand in an element."""
        if xpath not in self._first:
            return ()
        return self.blocks[self._first[xpath] : self._last[xpath] + 1]

    def around(self, xpath: str) -> Block | None:
        """The innermost block that an element stands in, or that it is."""
        for path in (xpath, *parents(xpath)):
            index = self._first.get(path)
            if index is not None:
                return self.blocks[index] if self.blocks[index].xpath == path else None
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
