"""The pages that a portal's menus lead to, and the sections their names say they are."""

from dataclasses import dataclass

from checks.candidates import sections_named
from checks.filler import opens_more
from checks.navigation import read_navigation
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.topics import own_titles
from domain.text import fold
from pages.view import Link, LinkKind, Region

_CLEAR = 0.75  # a name this near is one we know: its page belongs to that section
_LONG_NAME = 9  # words; longer ones are titles of items
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
    first: dict[str, tuple[Link, SitePage, SitePage]] = {}
    sections: dict[str, set[str]] = {}
    seen: set[tuple[str | None, str, str, str]] = set()
    entries = frozenset(read_navigation(site).addresses)
    for page in site.pages:
        for link in page.view.links:
            identity = (link.url, link.label, link.alt or link.title, link.image)
            found = None if identity in seen or link.url not in entries else _leads_to(site, page, link)
            if found is None:
                continue
            seen.add(identity)
            named = sections_named(site, page, link)
            clear = (section for section, (strength, _, _) in named.items() if strength >= _CLEAR)
            sections.setdefault(found.url, set()).update(clear)
            first.setdefault(found.url, (link, page, found))
    return tuple(MenuPage(*shown, frozenset(sections[url])) for url, shown in first.items())


def _leads_to(site: Site, page: SitePage, link: Link) -> SitePage | None:
    """The page behind an entry of the navigation with a name as short as names are; titles of news on the front page
    are none."""
    if link.hidden or link.url is None or link.kind not in _KINDS:
        return None
    if page is not site.home and link.region is Region.MAIN:
        return None
    if len(fold(link.name).split()) > _LONG_NAME or not (link.name or link.image_only) or opens_more(link.name):
        return None
    if page is not site.home and not site.in_template(link.xpath, link.label or link.alt):
        return None
    found = site.page(link.url)
    if found is None or found is site.home or state_of(site, link.url, page) is not State.ALIVE:
        return None
    return None if _is_article(site, found) else found


def _is_article(site: Site, page: SitePage) -> bool:
    """Headed by a title as long as titles of items are."""
    return any(_words(fold(text)) > _LONG_NAME for text in own_titles(site, page))


def _words(folded: str) -> int:
    """Words that are no figures: "Từ ngày 09/11/2026 đến ngày 15/11/2026" has four."""
    return sum(not word.isdigit() for word in folded.split())
