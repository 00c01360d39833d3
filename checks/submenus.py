"""Menus that stand in the content: a page of the menu that is hardly more than a few short links to its parts.

Below "Giới thiệu" there is often no second menu, only a page with the names of its parts, some of which are files.
"""

from collections.abc import Iterator

from checks.attachments import is_file_address
from checks.filler import is_paging, opens_more
from checks.issuers import numbers_in
from checks.lists import read_list
from checks.people import person_name
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance
from domain.text import fold
from pages.hosts import own_host
from pages.view import Link, LinkKind, Region

LONGEST_NAME = 9  # words; longer ones are titles of items
_MOST_PARTS = 20
_RUNNING_WORDS = 60  # of its own beside the links; an article has more
_REGIONS = frozenset({Region.MAIN, Region.ASIDE, Region.NAV})
_KINDS = frozenset({LinkKind.A, LinkKind.AREA})


@once_per_site
def parts_of(site: Site, page: SitePage) -> tuple[Link, ...]:
    """The parts that a page leads to, each address once; none where it is an article, or a list of items or of
    persons."""
    if page is site.home or substance(site, page).words >= _RUNNING_WORDS:
        return ()
    found = {link.url: link for link in reversed(list(_short_links(site, page)))}
    links = tuple(reversed(found.values()))
    items = read_list(site, page).items
    if len(links) > _MOST_PARTS or any(item.day is not None or item.url in found for item in items):
        return ()
    return links


def _short_links(site: Site, page: SitePage) -> Iterator[Link]:
    for link in site.own_links(page):
        if link.url is None or link.kind not in _KINDS or link.region not in _REGIONS or link.url == page.url:
            continue
        words = len(fold(link.name).split())
        if not 0 < words <= LONGEST_NAME or is_paging(link.name) or person_name(link.name):
            continue
        if numbers_in(link.name):
            continue  # a document of a list
        if own_host(link.url, site.target) and (is_file_address(link.url) or not opens_more(link.name)):
            yield link
