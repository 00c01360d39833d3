"""Addresses worth a request: unread candidates of open sections, the rest of the menus, items and files of lists."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from checks.attachments import is_file_address
from checks.candidates import Candidate
from checks.list_item import Item
from checks.lists import article_of, items_under, read_list
from checks.records import files_of_item
from checks.site import Site
from checks.states import State
from pages.hosts import in_scope

_STRONG = 0.6
_PER_SECTION = 4
_NAVIGATION = 45
_LISTS_PER_SECTION = 2
_ITEMS = {"qa": 6, "leaders": 12, "services": 6}
_FEW_ITEMS = 3
_FILES = {"directions": 3}
_FEW_FILES = 2
#: Of the sample's twenty, so many pages and so many files are asked. A verdict needs half of the sample (law.md 9.2);
#: two more make up for what fails.
_SAMPLED_PAGES = 12
_SAMPLED_FILES = {
    "documents": 12,
    "drafts": 6,
    "gazette": 12,
    "projects": 4,
    "results": 6,
    "statistics": 12,
    "topics": 4,
}
_UNREAD = frozenset({State.UNFETCHED, State.NATIONAL})

Tagged = Iterator[tuple[str, str]]
Entries = Mapping[str, Sequence[Item]]  # by section


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


def item_addresses(site: Site, sections: Sequence[str], judged: Entries) -> Tagged:
    """The first entries of each open section's lists, or a sample of those that are `judged` one by one: whether they
    hold text or files is seen on their own pages."""
    for section in sections:
        items = _by_lot(judged[section])[:_SAMPLED_PAGES] if section in judged else list(_items(site, section))
        urls = [item.url for item in items if item.url and not (section in judged and is_file_address(item.url))]
        unread = [url for url in urls if site.capture(url) is None and _allowed(site, url)]
        for url in unread[: len(unread) if section in judged else _ITEMS.get(section, _FEW_ITEMS)]:
            yield url, section


def item_files(site: Site, sections: Sequence[str], judged: Entries) -> Tagged:
    """A small sample of the lists' files, chosen by digest so that a repeat takes the same: one of each entry that is
    judged by itself, which the list or its own page hands out."""
    for section in sections:
        if section in judged:
            items = _by_lot(judged[section])[: _SAMPLED_FILES.get(section, _FEW_FILES)]
            files = [url for item in items for url in files_of_item(site, item, article_of(site, item))[:1]]
        else:
            files = sorted({url for item in _items(site, section) for url in item.file_urls}, key=_lot)
        unasked = [url for url in files if site.capture(url) is None and _allowed(site, url)]
        for url in unasked[: len(unasked) if section in judged else _FILES.get(section, _FEW_FILES)]:
            yield url, section


def _by_lot(items: Sequence[Item]) -> list[Item]:
    """In an order that digests decide, so that its beginning is a sample too."""
    return sorted(items, key=lambda item: (_lot(f"{item.url}\n{item.title}"), item.page, item.xpath))


def _lot(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def _items(site: Site, section: str) -> Iterator[Item]:
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
