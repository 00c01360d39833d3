"""Which addresses would complete the list of services: further pages of each list, then branches of its tree.

Bounded: the portal's own pages, and the services' own pages that show whether their levels are true, need room too.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from checks.services.context import is_of_services
from checks.services.entries import UNSTATED, Listing
from checks.services.levels import claim_of
from checks.services.listing import read_inventory
from checks.services.paging import pages_on
from checks.services.words import ServiceWords, service_words
from checks.site import Site
from checks.site_page import SitePage
from domain.text import fold, slug_words
from domain.traps import trap_signs
from domain.urls import as_path
from pages.hosts import in_scope
from pages.view import Link, LinkKind, Region

MOST_PAGES = 150  # of lists, in an audit
_MOST_BRANCHES = 40
_MANY = 0.3  # of the entries
_KINDS = frozenset({LinkKind.A, LinkKind.ONCLICK, LinkKind.OPTION})
_LABEL_WORDS = 14
_FIELD = "linh vuc"
_COUNTED = re.compile(r"[(\[]\s*\d{1,4}\s*[)\]]\s*$")  # "Hộ tịch (12)"

Tagged = Iterator[tuple[str, str]]
_TAG = "services"


def list_addresses(site: Site) -> Tagged:
    """Pages of lists not asked yet, in their order, then branches where those would add something."""
    inventory = read_inventory(site)
    room = max(0, MOST_PAGES - inventory.listing.pages_read)
    for url in inventory.pages.unread[:room]:
        if _may_ask(site, url):
            yield url, _TAG
    for url in list(_branches(site, inventory.listing))[:_MOST_BRANCHES]:
        yield url, _TAG


def open_ends(site: Site) -> tuple[str, ...]:
    """A further page of each list whose end no page tells: the crawl goes on from it to the next and the next."""
    inventory = read_inventory(site)
    if inventory.listing.pages_read >= MOST_PAGES:
        return ()
    return tuple(url for url in inventory.pages.open_ends if _may_ask(site, url))


def _branches(site: Site, listing: Listing) -> Iterator[str]:
    """Parts of the list by field, agency or level: asked while the list is not whole or does not say these itself."""
    words = service_words(site.lexicon)
    count = len(listing.entries)
    levels = not count or sum(1 for entry in listing.entries if entry.level == UNSTATED) >= _MANY * count
    fields = not count or sum(1 for entry in listing.entries if not entry.field) >= _MANY * count
    whole = bool(count) and listing.complete
    seen: set[str] = set()
    for page in site.pages:
        if page is site.home or not is_of_services(site, page):
            continue
        for link in page.view.links:
            if not link.url or link.url in seen or not _is_branch(page, link, words):
                continue
            seen.add(link.url)
            by_level = bool(claim_of(link.label))
            if whole and not (levels if by_level else fields):
                continue
            if site.capture(link.url) is None and _may_ask(site, link.url):
                yield link.url


def _is_branch(page: SitePage, link: Link, words: ServiceWords) -> bool:
    """Does a link choose a part of the list: by its parameters, its path, its words or the heading it stands under?"""
    if link.kind not in _KINDS or link.region is Region.HEADER or not link.label or pages_on(link):
        return False
    if len(fold(link.label).split()) > _LABEL_WORDS or link.url is None:
        return False
    here = dict(parse_qsl(urlsplit(page.url).query))
    chosen = (key for key, value in parse_qsl(urlsplit(link.url).query) if here.get(key) != value)
    if any(_joined(key) in words.branches for key in chosen):
        return True
    parts = {_joined(part) for part in urlsplit(as_path(link.url)).path.split("/") if part}
    if parts & words.branches:
        return True
    named = any(fold(text).startswith(_FIELD) for text in (link.label, link.context) if text)
    return named or bool(claim_of(link.label)) or bool(_COUNTED.search(link.label))


def _joined(text: str) -> str:
    return slug_words(text).replace(" ", "")


def _may_ask(site: Site, url: str) -> bool:
    return in_scope(url, site.target) and trap_signs(as_path(url), site.now.date()) is None
