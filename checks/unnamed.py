"""Pages of the menus whose names say nothing to us, by the sections whose matter they hold.

No list of labels is ever complete ("Chặng đường đã qua", "Hỏi chuyên gia"). A page that the portal's navigation leads
to under a name that names no section is looked at for every section whose own words its content uses. It is looked at
last, and judged as a page without a clear name is: by more of the matter.
"""

from collections.abc import Iterator

from checks.candidates import Candidate, sections_named
from checks.filler import opens_more
from checks.lists import read_list
from checks.navigation import read_navigation
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.topics import own_titles, topic_of
from domain.text import fold
from pages.view import Link, LinkKind, Region

STRENGTH = 0.6  # as weak as a name may be that is still followed
HOW = "content"
_CLEAR = 0.75  # a name this near is one we know: its page belongs to that section
_LONG_NAME = 9  # words; longer ones are titles of items
_SHORT_TITLE = 3  # words: names of sections stand in lists as well
_LEAST_SCORE = 2.0
_SECTIONS_OF_A_PAGE = 5
_MENU = frozenset({Region.NAV, Region.HEADER, Region.FOOTER, Region.ASIDE})
_KINDS = frozenset({LinkKind.A, LinkKind.AREA, LinkKind.ONCLICK, LinkKind.OPTION})


@once_per_site
def find_unnamed(site: Site) -> dict[str, tuple[Candidate, ...]]:
    """Candidates by section, those with most of the matter first."""
    grouped: dict[str, list[tuple[float, int, Candidate]]] = {}
    for place, (link, page, found) in enumerate(_unnamed_pages(site)):
        for section, score in _matters(site, found):
            candidate = Candidate(
                section, link.url, link.name, STRENGTH, HOW, link.region, page, link.xpath, State.ALIVE, found
            )
            grouped.setdefault(section, []).append((-score, place, candidate))
    return {
        section: tuple(candidate for _, _, candidate in sorted(rated, key=lambda each: each[:2]))
        for section, rated in sorted(grouped.items())
    }


def _unnamed_pages(site: Site) -> Iterator[tuple[Link, SitePage, SitePage]]:
    """Each page once, with the first link that leads there, where no link to it has a name that we know. What a list
    shows with a date is an item of it, however short its title."""
    first: dict[str, tuple[Link, SitePage, SitePage]] = {}
    known: set[str] = set()
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
            if any(strength >= _CLEAR for strength, _, _ in named.values()):
                known.add(found.url)
            first.setdefault(found.url, (link, page, found))
    known |= _dated_items(site) if first.keys() - known else set()
    yield from (entry for url, entry in first.items() if url not in known)


def _dated_items(site: Site) -> set[str]:
    items = (item for page in site.pages for item in read_list(site, page).items)
    dated = (item for item in items if item.day is not None and item.url and len(item.title.split()) > _SHORT_TITLE)
    return {page.url for item in dated if item.url and (page := site.page(item.url)) is not None}


def _leads_to(site: Site, page: SitePage, link: Link) -> SitePage | None:
    """The page behind an entry of the navigation with a name as short as names are; titles of news on the front page
    are none."""
    if link.hidden or link.url is None or link.kind not in _KINDS or not (page is site.home or link.region in _MENU):
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


def _matters(site: Site, page: SitePage) -> list[tuple[str, float]]:
    """The sections that the page's own content is most about."""
    topics = site.lexicon.topics(site.own(page).folded)
    scores = ((section, topic_of(site, section, site.own(page).folded).score) for section in topics)
    rated = [(section, score) for section, score in scores if score >= _LEAST_SCORE]
    return sorted(rated, key=lambda pair: (-pair[1], pair[0]))[:_SECTIONS_OF_A_PAGE]
