"""Links to the portals of the bodies below this one, as the register knows them. Decree 43 Art. 16.

A share of the known portals that the pages link. Whether their information is integrated, too, is for a person.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from checks.absence import ENOUGH_NAVIGATION, absent, trace
from checks.navigation import read_navigation
from checks.observations import NONE, Observation
from checks.probe_kind import Params, ProbeKind
from checks.probes.agency_links import unwrapped
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2
from domain.urls import host_of, site_of
from pages.view import Link

NAME = "subordinate_links"
_SHOWN = 8

Links = Mapping[str, Sequence[tuple[str, SitePage, Link]]]


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    known = tuple(dict.fromkeys(site.target.subordinates))
    if not known:
        said = Text2(
            "Sổ đăng ký chưa ghi cổng nào của cơ quan trực thuộc để đối chiếu.",
            "The register knows no portal of a subordinate body to compare with.",
        )
        return Observation(NAME, NONE, 1.0, "none_known", said)
    links = _links(site)
    shared = _shared_hosts(site, known)
    places = {portal: _linked(portal, links, shared) for portal in known}
    found = [(portal, place) for portal, place in places.items() if place is not None]
    missing = [host_of(portal) for portal, place in places.items() if place is None]
    if not found:
        said = Text2(
            f"Không có liên kết nào đến {len(known)} cổng trực thuộc đã biết: {', '.join(missing[:_SHOWN])}.",
            f"No link to any of the {len(known)} known subordinate portals: {', '.join(missing[:_SHOWN])}.",
        )
        return absent(site, NAME, "links", reason=said)
    return _share(site, known, found, missing)


def _links(site: Site) -> Links:
    """Every host that is linked, with the addresses and where they stand, in reading order."""
    found: dict[str, list[tuple[str, SitePage, Link]]] = {}
    for page in site.pages:
        for link in page.view.links:
            url = unwrapped(link.url or "")
            if url and not link.hidden:
                found.setdefault(_host(url), []).append((url, page, link))
    return found


def _host(url: str) -> str:
    """Host and port: on one machine under test, ports tell portals apart."""
    return site_of(url).partition("://")[2].removeprefix("www.")


def _shared_hosts(site: Site, known: Sequence[str]) -> frozenset[str]:
    """Hosts that do not tell which portal is meant: several share them, or they are the agency's own."""
    counts = Counter(map(_host, known))
    return frozenset({_host(site.target.portal), *(host for host, count in counts.items() if count > 1)})


def _linked(portal: str, links: Links, shared: frozenset[str]) -> tuple[SitePage, Link] | None:
    """Where a portal is linked; one on a shared host only by an address below its own path."""
    path = _path(portal) if _host(portal) in shared else ""
    for url, page, link in links.get(_host(portal), ()):
        if not path or f"{_path(url)}/".startswith(f"{path}/"):
            return page, link
    return None


def _path(url: str) -> str:
    return url[len(site_of(url)) :].strip("/")


def _share(
    site: Site, known: tuple[str, ...], found: list[tuple[str, tuple[SitePage, Link]]], missing: list[str]
) -> Observation:
    earned = round(len(found) / len(known), 4)
    vi = f"Liên kết đến {len(found)}/{len(known)} cổng trực thuộc đã biết"
    en = f"Links {len(found)} of {len(known)} known subordinate portals"
    if missing:
        vi = f"{vi}; chưa thấy: {', '.join(missing[:_SHOWN])}"
        en = f"{en}; not seen: {', '.join(missing[:_SHOWN])}"
    unread = bool(missing) and (read_navigation(site).coverage < ENOUGH_NAVIGATION or site.menu_by_script)
    return Observation(
        NAME,
        earned,
        round(1 - earned, 4) if unread else 0.0,
        "full" if not missing else "some_portals",
        Text2(f"{vi}. Mức độ tích hợp thông tin cần người xem.", f"{en}. Whether more than linked is for a person."),
        tuple(_evidence(site, portal, *place) for portal, place in found[:_SHOWN]),
        trace(site, "links", [], []) if missing else None,
        figures=(("known_portals", float(len(known))), ("linked_portals", float(len(found)))),
    )


def _evidence(site: Site, portal: str, page: SitePage, link: Link) -> Evidence:
    label = link.name or portal
    return site.evidence(page, link.xpath, NAME, excerpt=label, value=portal)


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Liên kết đến cổng của các cơ quan trực thuộc có trong sổ đăng ký.",
        "Links to the portals of subordinate bodies that the register knows.",
    ),
)
