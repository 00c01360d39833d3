"""Addresses worth a request: unread candidates of open sections, the rest of the menus, items of lists."""

from collections.abc import Iterator, Sequence

from checks.candidates import Candidate
from checks.list_item import Item
from checks.lists import items_under, read_list
from checks.site import Site
from checks.states import State
from pages.hosts import in_scope

_STRONG = 0.6
_PER_SECTION = 4
_NAVIGATION = 45
_LISTS_PER_SECTION = 2
_ITEMS = {"documents": 10, "qa": 6, "drafts": 4, "leaders": 12, "services": 6}
_FEW_ITEMS = 3
_UNREAD = frozenset({State.UNFETCHED, State.NATIONAL})

Tagged = Iterator[tuple[str, str]]


def section_addresses(site: Site, sections: Sequence[str]) -> Tagged:
    """The best named pages not read yet: first every section's best, then their seconds, and so on."""
    waiting = {section: list(_unread(site, section))[:_PER_SECTION] for section in sections}
    for turn in range(_PER_SECTION):
        for section in sections:
            if turn < len(waiting[section]):
                yield waiting[section][turn], section


def _unread(site: Site, section: str) -> Iterator[str]:
    for candidate in site.candidates(section):
        if (
            candidate.strength >= _STRONG
            and candidate.url
            and candidate.state in _UNREAD
            and _allowed(site, candidate.url)
        ):
            yield candidate.url


def navigation_addresses(site: Site) -> Tagged:
    """Menu entries not read yet: "absent" can only be said when the menus were looked through."""
    for url in site.unfetched_navigation[:_NAVIGATION]:
        if _allowed(site, url):
            yield url, "navigation"


def item_addresses(site: Site, sections: Sequence[str]) -> Tagged:
    """The first entries of each open section's lists: whether they hold text or files is seen on their own pages."""
    for section in sections:
        entries = (item.url for item in listed_items(site, section))
        unread = [url for url in entries if url and site.capture(url) is None and _allowed(site, url)]
        for url in unread[: _ITEMS.get(section, _FEW_ITEMS)]:
            yield url, section


def listed_items(site: Site, section: str) -> Iterator[Item]:
    """Entries of the section's best lists, in the order they stand."""
    named = [item for item in site.candidates(section) if item.strength >= _STRONG and item.state is State.ALIVE]
    for candidate in named[:_LISTS_PER_SECTION]:
        yield from _listed(site, candidate)


def _listed(site: Site, candidate: Candidate) -> Sequence[Item]:
    page = candidate.page_found
    if page is None:
        return ()
    if candidate.how == "home_block":
        return items_under(site, page, candidate.xpath).items
    return read_list(site, page).items if page is not site.home else ()


def _allowed(site: Site, url: str) -> bool:
    return in_scope(url, site.target)
