"""Whether a page under a section's name is a text or a mere list of entries."""

from collections.abc import Sequence

from checks.list_item import Item
from checks.list_topics import is_written
from checks.site import Site
from domain.text import fold
from pages.view import Block

_LIST = 3  # entries
_NEWS = 2  # entries
_PROSE = 40  # words beside a list that make it more than a list


def is_mere_list(site: Site, blocks: Sequence[Block], items: Sequence[Item], min_words: int) -> bool:
    """Entries with hardly any text beside them: many, or fewer that are news."""
    if len(items) < _LIST and not _are_news(site, items):
        return False
    return _prose(blocks, items) < max(min_words, _PROSE)


def _are_news(site: Site, items: Sequence[Item]) -> bool:
    """Dated entries that open something and are no documents."""
    return len(items) >= _NEWS and all(item.day and item.url and not is_written(site, item) for item in items)


def _prose(blocks: Sequence[Block], items: Sequence[Item]) -> int:
    """Words of running text beside the titles of a list and what it says of each."""
    titles, told = [item.title for item in items], "\n".join(item.summary for item in items)
    lines = (block.text for block in blocks if not any(title in block.text for title in titles))
    return sum(len(fold(line).split()) for line in lines if line not in told)
