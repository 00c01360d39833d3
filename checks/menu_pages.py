"""The pages that a portal's menus lead to, and the sections their names say they are.

Entries of a menu, the parts that a page behind one of them names instead of a menu of its own, and files that either
opens in place of a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.attachments import is_file_address
from checks.candidates import sections_named
from checks.filler import opens_more
from checks.navigation import read_navigation
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.submenus import LONGEST_NAME, parts_of
from checks.topics import own_titles
from domain.captures import CaptureKind
from domain.text import fold
from pages.view import Link, LinkKind, Region

#: Sections that tell of everything: their pages may hold any other.
GENERAL = frozenset({"introduction", "home", "sitemap"})
_CLEAR = 0.75  # a name this near is one we know: its page belongs to that section
_KINDS = frozenset({LinkKind.A, LinkKind.AREA, LinkKind.ONCLICK, LinkKind.OPTION})


@dataclass(frozen=True, slots=True)
class MenuPage:
    """`link`: the first that leads to the page, and where it stands. `sections`: those that any link to it names
    clearly; none where we know no such name."""

    link: Link
    shown_on: SitePage
    page: SitePage
    sections: frozenset[str]


@once_per_site
def read_menu_pages(site: Site) -> tuple[MenuPage, ...]:
    """Each page once, in the order of their first links."""
    gathered = _Gathered({}, {})
    for page, link, found in _entries(site):
        gathered.add(site, page, link, found)
    for page in [found for _, _, found in gathered.first.values()]:
        if gathered.sections[page.url] <= GENERAL:
            for link in parts_of(site, page) if page.capture.kind is not CaptureKind.FILE else ():
                part = _opened(site, page, link)
                if part is not None:
                    gathered.add(site, page, link, part)
    return tuple(MenuPage(*shown, frozenset(gathered.sections[url])) for url, shown in gathered.first.items())


@dataclass(slots=True)
class _Gathered:
    """The first link to each page, and the sections that any of its links names clearly."""

    first: dict[str, tuple[Link, SitePage, SitePage]]
    sections: dict[str, set[str]]

    def add(self, site: Site, page: SitePage, link: Link, found: SitePage) -> None:
        named = sections_named(site, page, link)
        clear = (section for section, (strength, _, _) in named.items() if strength >= _CLEAR)
        self.sections.setdefault(found.url, set()).update(clear)
        self.first.setdefault(found.url, (link, page, found))


def _entries(site: Site) -> Iterator[tuple[SitePage, Link, SitePage]]:
    """Entries of the navigation: where each stands, and the page it leads to."""
    seen: set[tuple[str | None, str, str, str]] = set()
    addresses = frozenset(read_navigation(site).addresses)
    for page in site.pages:
        for link in page.view.links:
            identity = (link.url, link.label, link.alt or link.title, link.image)
            if identity in seen or not (link.url in addresses or (link.url and is_file_address(link.url))):
                continue
            found = _leads_to(site, page, link)
            if found is not None:
                seen.add(identity)
                yield page, link, found


def _leads_to(site: Site, page: SitePage, link: Link) -> SitePage | None:
    """The page behind an entry of the navigation with a name as short as names are; titles of news on the front page
    are none."""
    return _opened(site, page, link) if _is_entry(site, page, link) else None


def _is_entry(site: Site, page: SitePage, link: Link) -> bool:
    if link.hidden or link.url is None or link.kind not in _KINDS:
        return False
    if page is not site.home and link.region is Region.MAIN:
        return False
    if len(fold(link.name).split()) > LONGEST_NAME or not (link.name or link.image_only) or opens_more(link.name):
        return False
    if page is site.home and not is_file_address(link.url):
        return True
    return site.in_template(link.xpath, link.label or link.alt)


def file_entries(site: Site) -> Iterator[str]:
    """Addresses of the files that the menus, or the pages behind their general names, open in place of pages."""
    home = site.home
    for link in home.view.links if home is not None else ():
        if link.url and is_file_address(link.url) and home is not None and _is_entry(site, home, link):
            yield link.url
    for entry in read_menu_pages(site):
        if entry.sections <= GENERAL and entry.page.capture.kind is not CaptureKind.FILE:
            yield from (link.url for link in parts_of(site, entry.page) if link.url and is_file_address(link.url))


def _opened(site: Site, page: SitePage, link: Link) -> SitePage | None:
    """The page or the file behind an entry; no article."""
    if link.url is None or state_of(site, link.url, page) is not State.ALIVE:
        return None
    found = site.page(link.url)
    if found is None:
        return site.file_page(link.url)
    return None if found is site.home or _is_article(site, found) else found


def _is_article(site: Site, page: SitePage) -> bool:
    """Headed by a title as long as titles of items are."""
    return any(_words(fold(text)) > LONGEST_NAME for text in own_titles(site, page))


def _words(folded: str) -> int:
    """Words that are no figures: "Từ ngày 09/11/2026 đến ngày 15/11/2026" has four."""
    return sum(not word.isdigit() for word in folded.split())
