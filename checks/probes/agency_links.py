"""Links to the portals of subordinate units and of other state agencies, judged by address. Decree 43 Art. 15(1)(b)."""

import re
from dataclasses import dataclass

from checks.absence import absent
from checks.observations import FULL, MOST, NONE, SOME, Observation, Unknown
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from domain.agencies import Kind
from domain.findings import Evidence, Text2
from domain.text import fold
from domain.urls import canonical, host_of
from pages.hosts import registrable
from pages.view import Link

NAME = "agency_links"
_ARCHIVED = re.compile(r"/web/\d{4,14}[a-z_]*/(https?:/+.+)$")
_STATE = (".gov.vn", ".chinhphu.vn")
_NOT_A_PORTAL = re.compile(
    r"^(?:dichvucong|dvc\w*|motcua\w*|mail|email|webmail|congbao|vbpq\w*|vbpl|qlvb\w*|login|sso|id)\."
)
_UNITS_EXPECTED = frozenset({Kind.MINISTRY, Kind.GOV_AGENCY, Kind.PROVINCE})
_SIBLINGS = (Kind.DEPARTMENT, Kind.PROVINCE, Kind.DISTRICT)
_SHARED = frozenset({"van phong", "thanh tra", "ban", "huyen", "thanh pho", "thi xa", "quan"})
_NINE_IN_TEN = 0.9
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Found:
    """One host of another body, and where it is linked."""

    host: str
    url: str
    page: SitePage
    link: Link


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    if site.home is None:
        said = Text2("Không đọc được trang nào.", "No page could be read.")
        return Observation(NAME, NONE, 1.0, "unfetched", said)
    found = _state_hosts(site)
    units = [item for item in found if is_unit(item.host, site) or _is_named_unit(item, site)]
    others = [item for item in found if item not in units]
    if not found:
        said = Text2("Không có liên kết nào đến cổng của cơ quan nhà nước khác.", "No link to another state portal.")
        return absent(site, NAME, "links", reason=said)
    return _graded(site, units, others)


def _state_hosts(site: Site) -> list[_Found]:
    """Each host of another state body once, in reading order."""
    own = {host_of(url).removeprefix("www.") for url in (site.target.portal, *site.target.entries)}
    own |= {declared.host.split(":")[0] for declared in site.target.hosts}
    found: dict[str, _Found] = {}
    for page in site.pages:
        for link in page.view.links:
            url = unwrapped(link.url or "")
            host = host_of(url).removeprefix("www.")
            if (
                host
                and not link.hidden
                and host not in own
                and f".{host}".endswith(_STATE)
                and not _NOT_A_PORTAL.match(host)
            ):
                found.setdefault(host, _Found(host, url, page, link))
    return list(found.values())


def unwrapped(url: str) -> str:
    """The address behind a web archive's wrapper (`/web/2018…/http://…`); others as they are."""
    match = _ARCHIVED.search(url)
    if match is None:
        return url
    try:
        return canonical(re.sub(r"^(https?):/+", r"\1://", match.group(1)))
    except ValueError:
        return url


def is_unit(host: str, site: Site) -> bool:
    """A subordinate body's host: registered as such, below the portal's own host, or under a ministry's or province's
    registrable domain."""
    portal = host_of(site.target.portal).removeprefix("www.")
    registered = {host_of(url).removeprefix("www.") for url in site.target.subordinates}
    if host in registered or host.endswith("." + portal):
        return True
    return site.target.agency.kind in _UNITS_EXPECTED and registrable(host) == registrable(portal)


def _is_named_unit(item: _Found, site: Site) -> bool:
    """A unit by its name, beside the portal under one domain: a department's museum has its host below the province's,
    as the department has. Names that siblings have too ("Thanh tra tỉnh") tell nothing."""
    if registrable(item.host) != registrable(host_of(site.target.portal)):
        return False
    name, agencies = f"{fold(item.link.label or item.link.alt)} ", site.lexicon.words.agencies
    siblings = (f"{fold(start)} " for kind in _SIBLINGS for start in agencies.kinds[kind.value].starts)
    units = (f"{fold(unit)} " for unit in agencies.kinds[site.target.agency.kind.value].units)
    own = [unit for unit in units if unit.strip() not in _SHARED]
    return name.startswith(tuple(own)) and not name.startswith(tuple(siblings))


def _graded(site: Site, units: list[_Found], others: list[_Found]) -> Observation:
    evidence = tuple(_evidence(site, item) for item in (*units[: _SHOWN // 2], *others[: _SHOWN // 2]))
    figures = (("unit_hosts", float(len(units))), ("other_hosts", float(len(others))))
    counted = Text2(
        f"Có liên kết đến {len(units)} đơn vị trực thuộc và {len(others)} cơ quan nhà nước khác",
        f"Links to {len(units)} subordinate units and {len(others)} other state agencies",
    )
    if len(units) + len(others) == 1:
        return Observation(NAME, SOME, 0.0, "single", _and(counted, "", ""), evidence, figures=figures)
    if _mostly_dead(site, units + others):
        why = ("; phần lớn liên kết đã thử không mở được.", "; most of those tried are dead.")
        return Observation(NAME, SOME, 0.0, "dead", _and(counted, *why), evidence, figures=figures)
    if units and others:
        return Observation(NAME, FULL, 0.0, "full", _and(counted, ".", "."), evidence, figures=figures)
    if not units and site.target.agency.kind not in _UNITS_EXPECTED and not site.target.subordinates:
        why = (
            "; không rõ đơn vị trực thuộc có cổng riêng hay không.",
            "; whether its units have portals of their own is not known.",
        )
        said = _and(counted, *why)
        return Observation(NAME, MOST, 0.3, "units_unknown", said, evidence, None, Unknown.HUMAN, figures=figures)
    why = ("; thiếu một trong hai loại.", "; one of the two kinds is missing.")
    return Observation(NAME, MOST, 0.0, "one_kind", _and(counted, *why), evidence, figures=figures)


def _and(text: Text2, vi: str, en: str) -> Text2:
    return Text2(text.vi + (vi or "."), text.en + (en or "."))


def _mostly_dead(site: Site, items: list[_Found]) -> bool:
    states = [state_of(site, item.url, item.page) for item in items if item.link.url == item.url]
    tried = [state for state in states if state in (State.ALIVE, State.SHELL, State.DEAD)]
    return bool(tried) and sum(1 for state in tried if state is not State.DEAD) < _NINE_IN_TEN * len(tried)


def _evidence(site: Site, item: _Found) -> Evidence:
    label = item.link.name or item.host
    return site.evidence(item.page, item.link.xpath, NAME, excerpt=label, value=item.url)


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Liên kết đến cổng của đơn vị trực thuộc và cơ quan nhà nước khác, xét theo địa chỉ.",
        "Links to portals of subordinate units and other state agencies, by address.",
    ),
)
