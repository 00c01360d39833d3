"""The links of a page that are worth a place in the frontier, and why the others are not."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from crawler.actions import is_file, is_filled_in, is_fruitless, looks_like_action, sends
from crawler.frontier import Candidate, Nearness, Standing
from crawler.renderer.job import Way
from crawler.words import vocabulary
from domain.agencies import HostRole, Target
from domain.text import fold
from domain.traps import trap_signs
from domain.urls import as_path, without_route
from pages.hosts import Relation, in_scope, owner_relation
from pages.view import Link, LinkKind, PageView, Region

_MAX_LINKS = 3000
_MAX_URL = 1500
_MAX_JUDGED = 50_000
_MAX_TEXTS = 6
_LEAST_MENU = 5
_SHORT_LABEL = 9
_NEARNESS = {
    "own": Nearness.OWN,
    "declared": Nearness.OWN,
    "same_domain": Nearness.SISTER,
    "national": Nearness.NATIONAL,
}
_MENU_REGIONS = (Region.NAV, Region.HEADER)
_WHOLE_WINDOW = (LinkKind.FRAME, LinkKind.REFRESH)
#: Some platforms put tokens into every address (WebSphere, WebCenter): their menus are followed, nothing below.
_LENIENT_TRAPS = frozenset({"session", "parameters", "depth"})


@dataclass(slots=True)
class LinkReader:
    """Turns the links of one audit's pages into candidates. `refused` counts the reasons."""

    target: Target
    max_depth: int
    today: date | None = None  # the audit's day: calendars may walk two years ahead
    refused: Counter[str] = field(default_factory=Counter)  # addresses, by reason
    apps: set[str] = field(default_factory=set)  # addresses whose places stand behind the #
    _relations: dict[str, Relation] = field(default_factory=dict)
    _judged: set[str] = field(default_factory=set)  # refused already: every page has the same menus

    def candidates(
        self, view: PageView, depth: int, standing_here: Standing, seen: Callable[[str], bool] = lambda _: False
    ) -> list[Candidate]:
        """In document order, without what visitors do not see. `standing_here`: MENU on the front page, MAP on the
        site map, BODY elsewhere. Addresses that are `seen` are dropped as strings, before anything is made of them.
        """
        return self._of(view.links[:_MAX_LINKS], view, depth, standing_here, seen)

    def pressed(
        self, ways: Iterable[Way], view: PageView, depth: int, standing_here: Standing, seen: Callable[[str], bool]
    ) -> list[Candidate]:
        """What pressing on the rendered page brought."""
        links = [link for way in ways for link in _links_of(way)]
        return self._of(links[:_MAX_LINKS], view, depth, standing_here, seen)

    def _of(
        self,
        links: Sequence[Link],
        view: PageView,
        depth: int,
        standing_here: Standing,
        seen: Callable[[str], bool],
    ) -> list[Candidate]:
        if depth >= self.max_depth:
            return []
        found: dict[str, Candidate] = {}
        own_here = self._relation(view.url) in ("own", "declared")
        orders = is_filled_in(view)
        for link in links:
            url = self.address(link.url) if link.url and not link.hidden else ""
            if not url or url == view.url or url in self._judged or seen(url):
                continue
            relation = self._relation(url)
            standing = _standing(link, standing_here)
            reason = self._why_not(url, link.name, relation, standing)
            if orders and link.region not in _MENU_REGIONS and sends(url, link.name):
                reason = "action"
            nearness = _NEARNESS.get(relation, Nearness.NATIONAL)
            if reason:
                self._refuse(url, reason)
            elif nearness is not Nearness.OWN and not own_here:
                self.refused["beyond a sister host"] += 1
            else:
                new = self._candidate(url, link, view, depth, nearness, standing)
                found[url] = _joined(found[url], new) if url in found else new
        if standing_here is Standing.MENU:
            return _with_menu(list(found.values()))
        return list(found.values())

    def address(self, url: str) -> str:
        """The address to ask: with its route only where a browser showed that script makes places of routes."""
        head = without_route(url)
        return url if head in self.apps else head

    def _relation(self, url: str) -> Relation:
        """owner_relation, which depends on the origin alone."""
        origin = url[: url.find("/", len("https://"))]
        if origin not in self._relations:
            if len(self._relations) >= _MAX_JUDGED:
                self._relations.clear()
            self._relations[origin] = owner_relation(url, self.target)
        return self._relations[origin]

    def _refuse(self, url: str, reason: str) -> None:
        self.refused[reason] += 1
        if len(self._judged) < _MAX_JUDGED:
            self._judged.add(url)

    def listed(self, addresses: tuple[str, ...], source: str) -> list[Candidate]:
        """Addresses of a sitemap.xml: names without labels."""
        found: list[Candidate] = []
        for address in addresses:
            url = without_route(address)
            relation = self._relation(url)
            if relation not in ("own", "declared") or self._why_not(url, "", relation, Standing.BODY):
                continue
            found.append(Candidate(url, referrer=source, depth=2))
        return found

    def _is_service(self, url: str) -> bool:
        hosts = [declared.host.lower() for declared in self.target.hosts if declared.role is HostRole.SERVICE]
        parts = urlsplit(url)
        return parts.netloc.lower() in hosts or (parts.hostname or "") in hosts

    def _why_not(self, url: str, label: str, relation: Relation, standing: Standing) -> str:
        if relation == "other" or (relation == "national" and not in_scope(url, self.target)):
            return "out of scope"
        trap = trap_signs(as_path(url), self.today)
        if trap in _LENIENT_TRAPS and standing is not Standing.BODY:
            trap = None
        reasons = {
            "long address": len(url) > _MAX_URL,
            "action": looks_like_action(url, label),
            "file": is_file(url),
            "fruitless": is_fruitless(url, label),
            f"trap: {trap}": trap is not None,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def _candidate(
        self, url: str, link: Link, view: PageView, depth: int, nearness: Nearness, standing: Standing
    ) -> Candidate:
        label = link.name
        purpose = "service host" if self._is_service(url) else ""
        texts = tuple(text for text in (link.alt, link.title, link.image, link.context) if text and text != label)
        return Candidate(url, label, texts, view.url, depth + 1, standing, nearness, purpose)


def _standing(link: Link, here: Standing) -> Standing:
    """Where a link stands, on a page of standing `here`."""
    if here is Standing.MAP and link.region not in (Region.HEADER, Region.FOOTER):
        return Standing.MAP
    if here is Standing.MENU and ((link.region in _MENU_REGIONS) or link.kind in _WHOLE_WINDOW):
        return Standing.MENU
    return Standing.MAP if link.kind in _WHOLE_WINDOW or is_map(link) else Standing.BODY


def _with_menu(candidates: list[Candidate]) -> list[Candidate]:
    """The front page's candidates. Where its markup shows no menu, its short links are one."""
    if sum(1 for candidate in candidates if candidate.standing is Standing.MENU) >= _LEAST_MENU:
        return candidates
    return [
        replace(candidate, standing=Standing.MENU)
        if candidate.nearness is Nearness.OWN and 0 < len(candidate.label.split()) <= _SHORT_LABEL
        else candidate
        for candidate in candidates
    ]


def _joined(first: Candidate, second: Candidate) -> Candidate:
    """One address linked twice on a page: the better standing, all its words."""
    label = first.label or second.label
    texts = dict.fromkeys((*first.texts, second.label, *second.texts))
    kept = tuple(text for text in texts if text and text != label)[:_MAX_TEXTS]
    return replace(
        first,
        label=label,
        texts=kept,
        standing=min(first.standing, second.standing),
        depth=min(first.depth, second.depth),
    )


def _links_of(way: Way) -> list[Link]:
    """The links of one way as a page would carry them: in a menu where it was opened like one."""
    menu = way.action == "hover" or "'nav'" in way.path or "'header'" in way.path
    region = Region.NAV if menu else Region.MAIN
    places = way.links or ((way.url, way.label),)
    above = way.label if way.links else ""
    return [Link(url, url, label, LinkKind.ONCLICK, region, way.path, context=above) for url, label in places]


def is_map(link: Link) -> bool:
    """Does the link lead to the portal's own map?"""
    return not link.hidden and any(
        fold(text) in vocabulary()["map_labels"] for text in (link.label, link.alt, link.title) if text
    )
