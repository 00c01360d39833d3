"""The links of a page that are worth a place in the frontier, and why the others are not."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.actions import is_file, is_fruitless, looks_like_action
from crawler.frontier import Candidate, Nearness, Standing
from crawler.words import vocabulary
from domain import urls
from domain.agencies import HostRole, Target
from domain.text import fold
from pages.hosts import in_scope, owner_relation
from pages.view import Link, LinkKind, PageView, Region

_MAX_LINKS = 3000
_MAX_URL = 1500
_NEARNESS = {
    "own": Nearness.OWN,
    "declared": Nearness.OWN,
    "same_domain": Nearness.SISTER,
    "national": Nearness.NATIONAL,
}
_MENU_REGIONS = (Region.NAV, Region.HEADER)
_WHOLE_WINDOW = (LinkKind.FRAME, LinkKind.REFRESH)
_trap_signs = getattr(urls, "trap_signs", lambda _url: None)


@dataclass(slots=True)
class LinkReader:
    """Turns the links of one audit's pages into candidates. `refused` counts the reasons."""

    target: Target
    max_depth: int
    refused: Counter[str] = field(default_factory=Counter)

    def candidates(self, view: PageView, depth: int, standing_here: Standing) -> list[Candidate]:
        """In document order. `standing_here`: MENU on the front page, MAP on the site map, BODY elsewhere."""
        if depth >= self.max_depth:
            return []
        found: list[Candidate] = []
        own_here = owner_relation(view.url, self.target) in ("own", "declared")
        for link in view.links[:_MAX_LINKS]:
            url = without_route(link.url) if link.url else None
            if url is None or url == view.url:
                continue
            reason = self._why_not(url, link.label or link.alt or link.title)
            if reason:
                self.refused[reason] += 1
                continue
            nearness = _NEARNESS[owner_relation(url, self.target)]
            if nearness is not Nearness.OWN and not own_here:
                self.refused["beyond a sister host"] += 1
                continue
            found.append(self._candidate(url, link, view, depth, nearness, standing_here))
        return found

    def listed(self, addresses: tuple[str, ...], source: str) -> list[Candidate]:
        """Addresses of a sitemap.xml: names without labels."""
        found: list[Candidate] = []
        for address in addresses:
            url = without_route(address)
            if self._why_not(url, "") or owner_relation(url, self.target) not in ("own", "declared"):
                continue
            found.append(Candidate(url, referrer=source, depth=2))
        return found

    def _is_service(self, url: str) -> bool:
        hosts = [declared.host.lower() for declared in self.target.hosts if declared.role is HostRole.SERVICE]
        parts = urlsplit(url)
        return parts.netloc.lower() in hosts or (parts.hostname or "") in hosts

    def _why_not(self, url: str, label: str) -> str:
        if not in_scope(url, self.target):
            return "out of scope"
        if len(url) > _MAX_URL:
            return "long address"
        if looks_like_action(url, label):
            return "action"
        if is_file(url):
            return "file"
        if is_fruitless(url, label):
            return "fruitless"
        trap = _trap_signs(url)
        return f"trap: {trap}" if trap else ""

    def _candidate(
        self, url: str, link: Link, view: PageView, depth: int, nearness: Nearness, standing_here: Standing
    ) -> Candidate:
        standing = Standing.BODY
        if standing_here is Standing.MAP and link.region not in (Region.HEADER, Region.FOOTER):
            standing = Standing.MAP
        elif standing_here is Standing.MENU and (
            (link.region in _MENU_REGIONS and not link.hidden) or link.kind in _WHOLE_WINDOW
        ):
            standing = Standing.MENU
        elif link.kind in _WHOLE_WINDOW or is_map(link):
            standing = Standing.MAP
        label = link.label or link.alt or link.title
        purpose = "service host" if self._is_service(url) else ""
        texts = tuple(text for text in (link.alt, link.title, link.image, link.context) if text and text != label)
        return Candidate(url, label, texts, view.url, depth + 1 + link.hidden, standing, nearness, purpose)


def without_route(url: str) -> str:
    """The address as it goes over the wire: a route behind `#` is the script's business, not the server's."""
    return url.partition("#")[0]


def is_map(link: Link) -> bool:
    """Does the link lead to the portal's own map?"""
    return any(fold(text) in vocabulary()["map_labels"] for text in (link.label, link.alt, link.title) if text)
