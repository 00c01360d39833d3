"""The portal's own navigation, and how much of it was looked at: what a claim of absence rests on."""

from dataclasses import dataclass

from checks.all_candidates import candidates_of
from checks.candidates import last_slug
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import Capture, Outcome
from domain.text import fold
from pages.hosts import in_scope, owner_relation
from pages.view import Link, LinkKind, Region

_NO_PAGES = frozenset({"login", "rss"})  # the crawl leaves them alone: nothing to read there
_MENU = frozenset({Region.NAV, Region.HEADER})
_SHORT_WORDS = 9
_LEAST_MENU = 5
_DEFINITE = frozenset({Outcome.OK, Outcome.HTTP_ERROR})
_FILES = (
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".zip",
    ".rar",
    ".jpg",
    ".png",
    ".gif",
    ".mp4",
    ".mp3",
)


@dataclass(frozen=True, slots=True)
class Navigation:
    """Addresses of the menus and the site map, in the order they stand; those that got no definite answer."""

    addresses: tuple[str, ...]
    unfetched: tuple[str, ...]

    @property
    def coverage(self) -> float:
        """Share of the navigation that was fetched; 0 where no navigation could be read."""
        if not self.addresses:
            return 0.0
        return round(1 - len(self.unfetched) / len(self.addresses), 4)


@once_per_site
def read_navigation(site: Site) -> Navigation:
    home = site.home
    if home is None:
        return Navigation((), ())
    menu = [link for link in home.view.links if link.region in _MENU]
    if len(_addresses(site, menu)) < _LEAST_MENU:
        menu = [link for link in home.view.links if _is_short(link)]
    addresses = _addresses(site, [*menu, *_recurring(site, home), *_site_map_links(site)])
    unfetched = tuple(url for url in addresses if not _answered(site.capture(url)))
    return Navigation(addresses, unfetched)


def _addresses(site: Site, links: list[Link]) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for link in links:
        if link.url and not link.hidden and _is_portal_page(site, link):
            kept.setdefault(link.url)
    return tuple(kept)


def is_channel(site: Site, url: str) -> bool:
    """The address of an RSS channel, not of a page."""
    if url.split("?", maxsplit=1)[0].lower().endswith((".rss", ".xml")):
        return True
    return any(match.section == "rss" for match in site.lexicon.match_slug(last_slug(url)))


def _is_portal_page(site: Site, link: Link) -> bool:
    url = link.url or ""
    if any(match.section in _NO_PAGES and match.strength >= 0.9 for match in site.lexicon.match_label(link.label)):
        return False
    if is_channel(site, url) or not in_scope(url, site.target) or url.lower().split("?")[0].endswith(_FILES):
        return False
    return owner_relation(url, site.target) in ("own", "declared")


def _is_short(link: Link) -> bool:
    words = len(fold(link.name).split())
    return 0 < words <= _SHORT_WORDS and link.kind in (LinkKind.A, LinkKind.AREA, LinkKind.OPTION)


def _recurring(site: Site, home: SitePage) -> list[Link]:
    """Menus that the markup does not show as such: short links that stand on most pages."""
    return [
        link for link in home.view.links if _is_short(link) and site.in_template(link.xpath, link.label or link.alt)
    ]


def _site_map_links(site: Site) -> list[Link]:
    found: list[Link] = []
    for candidate in candidates_of(site, "sitemap"):
        if candidate.page_found is not None and candidate.strength >= 0.9:
            found.extend(link for link in site.own_links(candidate.page_found) if _is_short(link))
    return found[:300]


def _answered(capture: Capture | None) -> bool:
    return capture is not None and capture.outcome in _DEFINITE
