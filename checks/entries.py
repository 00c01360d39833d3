"""The entries of a section that are judged one by one: those of all its pages in one order, the sample of
docs/judging.md 8, and what the lists themselves hold in further tables behind their titles."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from checks.all_candidates import candidates_of
from checks.candidates import PART, Candidate
from checks.list_item import Item
from checks.lists import article_of, read_list
from checks.per_site import once_per_site
from checks.phrases import Phrases
from checks.samples import sample
from checks.site import Site
from checks.states import State
from checks.unnamed import find_unnamed

_OWN_PAGE = 0.75
_OTHER_PAGES = 6
_LOOSE = frozenset({"heading", "home_block", PART})
_MOST_LISTS = 6


def section_items(site: Site, section: str, first: Sequence[Item] = ()) -> tuple[Item, ...]:
    """The items of a section's pages, each once, whichever page is looked at: `first` are the ones of that page, should
    it not be among the section's best."""
    found = {_key(item): item for item in _of_pages(site, section)}
    for item in first:
        found.setdefault(_key(item), item)
    return tuple(found.values())


def item_day(item: Item) -> date | None:
    return item.day or item.content_day


def best_items(site: Site, section: str) -> tuple[Item, ...]:
    """The section's items without looking at a page in particular: those of its best pages, else of the first there."""
    items = section_items(site, section)
    named = candidates_of(site, section) or find_unnamed(site).get(section, ())
    pages = [item.page_found for item in named if item.state is State.ALIVE]
    first = next((page for page in pages if page is not None and page is not site.home), None)
    return items or (read_list(site, first).items if first is not None else ())


def sampled(items: Sequence[Item], day: Callable[[Item], date | None] = item_day) -> list[Item]:
    """The sample of docs/judging.md 8, in the list's own order."""
    return sample(items, day, _name)


def with_inner_rows(site: Site, items: Iterable[Item], lists: Phrases) -> tuple[Item, ...]:
    """Items with those that are lists themselves ("Danh mục đề tài năm 2026") replaced by the rows of the table behind
    their title, where that was read and there is one."""
    found: list[Item] = []
    opened = 0
    for item in items:
        page = article_of(site, item) if opened < _MOST_LISTS and lists.found_in(item.title) else None
        rows = [row for row in read_list(site, page).items if row.row] if page is not None else []
        opened += bool(rows)
        found.extend(rows or [item])
    return tuple({_key(item): item for item in found}.values())


@once_per_site
def _of_pages(site: Site, section: str) -> tuple[Item, ...]:
    found: dict[tuple[str, str, str], Item] = {}
    for page in _pages(candidates_of(site, section)):
        own = site.page(page)
        if own is not None and own is not site.home:
            for item in read_list(site, own).items:
                found.setdefault(_key(item), item)
    return tuple(found.values())


def _pages(candidates: Iterable[Candidate]) -> list[str]:
    named = (item for item in candidates if item.state is State.ALIVE and item.how not in _LOOSE)
    strong = (item.page_found.url for item in named if item.strength >= _OWN_PAGE and item.page_found is not None)
    return list(dict.fromkeys(strong))[:_OTHER_PAGES]


def _key(item: Item) -> tuple[str, str, str]:
    """What tells an item from others: the same row on two pages of a section is one."""
    return item.url or "", item.title, "|".join(cell for _, cell in item.row)


def _name(item: Item) -> str:
    return "\n".join(_key(item))
