"""Addresses worth a request: unread candidates of open sections, the rest of the menus, items of lists."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from checks.all_candidates import candidates_of
from checks.articles import read_articles
from checks.attachments import is_file_address
from checks.candidates import Candidate
from checks.list_item import Item
from checks.lists import items_under, read_list
from checks.mobile_version import mobile_addresses
from checks.navigation import read_navigation
from checks.people import person_name
from checks.site import Site
from checks.states import State
from pages.hosts import in_scope

_STRONG = 0.6
_PER_SECTION = 4
_NAVIGATION = 45
_LISTS_PER_SECTION = 2
_ITEMS = {"qa": 6, "leaders": 12, "services": 6}
_FEW_ITEMS = 3
_ARTICLES = 8  # read, they say enough of what is asked of every item
_MOBILE = 2
#: Of the sample's twenty, so many pages are asked. A verdict needs half of the sample (docs/judging.md 8); two more
#: make up for what fails.
_SAMPLED_PAGES = 12
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
    for candidate in candidates_of(site, section):
        if (
            candidate.strength >= _STRONG
            and candidate.url
            and candidate.state in _UNREAD
            and _allowed(site, candidate.url)
        ):
            yield candidate.url


def navigation_addresses(site: Site) -> Tagged:
    """Menu entries not read yet: "absent" can only be said when the menus were looked through."""
    for url in read_navigation(site).unfetched[:_NAVIGATION]:
        if _allowed(site, url):
            yield url, "navigation"


def item_addresses(site: Site, sections: Sequence[str], judged: Entries) -> Tagged:
    """The first entries of each open section's lists, or a sample of those that are `judged` one by one: whether they
    hold text or files is seen on their own pages."""
    for section in sections:
        items = by_lot(judged[section])[:_SAMPLED_PAGES] if section in judged else list(listed_items(site, section))
        urls = [item.url for item in items if item.url and not (section in judged and is_file_address(item.url))]
        unread = [url for url in urls if site.capture(url) is None and _allowed(site, url)]
        for url in unread[: len(unread) if section in judged else _ITEMS.get(section, _FEW_ITEMS)]:
            yield url, section


def article_addresses(site: Site) -> Tagged:
    """The newest articles not read yet, until there are enough: what is asked of every item is asked of a sample."""
    articles = read_articles(site)
    for url in articles.unread[: max(0, _ARTICLES - len(articles.read))]:
        yield url, "news"


def mobile_version_addresses(site: Site) -> Tagged:
    """The version for phones that the front page names."""
    home = site.home
    named = mobile_addresses(site, home) if home is not None else ()
    for url in [url for url in named if site.capture(url) is None and _allowed(site, url)][:_MOBILE]:
        yield url, "mobile"


def leader_addresses(site: Site) -> Tagged:
    """Pages of the leaders that a page of leaders names: there stand biography and tasks."""
    named = [item for item in candidates_of(site, "leaders") if item.strength >= _STRONG and item.state is State.ALIVE]
    pages = [item.page_found for item in named if item.page_found not in (None, site.home)]
    for page in pages[:_LISTS_PER_SECTION]:
        links = site.own_links(page) if page is not None else ()
        people = [link.url for link in links if link.url and person_name(link.name)]
        unread = [url for url in dict.fromkeys(people) if site.capture(url) is None and _allowed(site, url)]
        yield from ((url, "leaders") for url in unread[: _ITEMS["leaders"]])


def by_lot(items: Sequence[Item]) -> list[Item]:
    """In an order that digests decide, so that its beginning is a sample too."""
    return sorted(items, key=lambda item: (lot(f"{item.url}\n{item.title}"), item.page, item.xpath))


def lot(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def listed_items(site: Site, section: str) -> Iterator[Item]:
    """Entries of the section's best lists, in the order they stand."""
    named = [item for item in candidates_of(site, section) if item.strength >= _STRONG and item.state is State.ALIVE]
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
