"""What a service host's own menu leads to: every page there serves its services, whatever it is called.

A host of services has few pages beside its lists; their names are the agency's own ("Cẩm nang", "Con số"), so they are
told by what they hold.
"""

from collections.abc import Iterator

from checks.candidates import Candidate
from checks.judged import Judge, Judged
from checks.observations import Observation
from checks.per_site import once_per_site
from checks.section import judge_section
from checks.services.context import on_service_host
from checks.services.drafts import is_submit
from checks.services.listing import read_listing
from checks.services.words import service_words
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from domain.urls import host_of, site_of
from pages.view import Link, Region

_MOST_PAGES = 20
_HOW = "menu"


@once_per_site
def menu_of_host(site: Site) -> tuple[tuple[Link, SitePage], ...]:
    """The pages that the service host's front page links on its own host: none of a list, none of a service, no entry
    to submission."""
    start = _start(site)
    if start is None:
        return ()
    entries = read_listing(site).entries
    words = service_words(site.lexicon)
    taken = {entry.seen.url for entry in entries} | {entry.url for entry in entries} | {start.url}
    found: dict[str, tuple[Link, SitePage]] = {}
    for link in start.view.links:
        page = site.page(link.url) if link.url and not link.hidden else None
        own = page is not None and page is not site.home and host_of(page.url) == host_of(start.url)
        if page is not None and own and page.url not in taken and not is_submit(link, words):
            found.setdefault(page.url, (link, page))
    return tuple(found.values())[:_MOST_PAGES]


def _start(site: Site) -> SitePage | None:
    """The front page of the host that holds the list, where that is a host of services and not the portal itself."""
    listed = read_listing(site).home
    home = site.page(listed) if listed else None
    if home is None or not on_service_host(site, home.url):
        return None
    if site.home is not None and host_of(site.home.url) == host_of(home.url):
        return None
    return site.page(f"{site_of(home.url)}/") or home


def judge_with_menu(site: Site, section: str, probe: str, judge: Judge) -> Observation:
    """`judge_section`, and where it finds nothing the best that the judge finds among those pages. The candidates of
    the menu have no strength: nothing but what they hold speaks for them."""
    named = judge_section(site, section, probe, judge)
    if named.earned:
        return named
    found = [judged for judged in _judged(site, section, judge) if judged.earned]
    best = max(found, key=lambda judged: judged.earned, default=None)
    if best is None:
        return named
    return Observation(probe, best.earned, best.unknown, best.code, best.reason, best.evidence, named.searched)


def _judged(site: Site, section: str, judge: Judge) -> Iterator[Judged]:
    start = _start(site)
    if start is None:
        return
    for link, page in menu_of_host(site):
        yield judge(
            site,
            Candidate(section, page.url, link.name, 0.0, _HOW, Region.NAV, start, link.xpath, State.ALIVE, page),
            page,
        )
