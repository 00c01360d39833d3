"""The made-up portals, ready to be served and audited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from demo.answering import Answering, Pages
from demo.blocks import Page
from demo.days import Days
from demo.desks import Desk, build_desk, desk_ids
from demo.portal_data import PortalData, load_portal, portal_ids
from demo.render import frame_of
from demo.sections import build_section
from demo.sections.plain import block_of
from demo.site import Site
from demo.wire import Request, Response
from domain.agencies import Agency, DeclaredHost, Kind, Target


@dataclass(frozen=True)
class DemoPortal:
    """One made-up portal. `pages`: everything it offers itself, by absolute address without port."""

    id: str
    name: str
    kind: Kind
    family: str
    hosts: tuple[str, ...]  # every name it answers to
    neighbours: Mapping[str, str]  # names of other bodies of its domain, and whose they are
    pages: Mapping[str, Response]
    respond: Callable[[Request], Response]
    data: PortalData
    desk: Desk | None = None  # its services, where they have a shape of their own

    @property
    def entrances(self) -> frozenset[str]:
        return self.desk.entrances if self.desk is not None else frozenset()

    @property
    def url(self) -> str:
        return f"http://{self.data.host}/"

    def target(self, port: int) -> Target:
        """What an operator would register: the agency, its portal, its sister hosts; names lead to loopback."""
        data = self.data
        agency = Agency(
            id=self.id,
            name=data.audited_as or self.name,
            kind=self.kind,
            name_en=data.name_en,
        )
        return Target(
            agency=agency,
            portal=self.url,
            hosts=tuple(DeclaredHost(host.host, host.role) for host in data.hosts),
            resolve=dict.fromkeys((*self.hosts, *data.neighbours), f"127.0.0.1:{port}"),
            subordinates=data.subordinates,
        )


def build_portal(portal: str, today: date) -> DemoPortal:
    """The portal with this id as it stands on the day."""
    data = load_portal(portal)
    site = Site(data, Days(today))
    for key in data.sections:
        build_section(site, key)
    _add_homes(site)
    for path, address in data.redirects.items():
        site.redirects[site.url(path)] = (site.resolve(address), 302)
    for alias in data.aliases:
        site.redirects[f"http://{alias}/"] = (f"http://{data.host}/", 301)
    desk = build_desk(portal, Days(today)) if portal in desk_ids() else None
    answering = Answering(site, frame_of(site), desk)
    of_desk = (desk.data.host,) if desk else ()
    hosts = tuple(dict.fromkeys((data.host, *data.aliases, *(host.host for host in data.hosts), *of_desk)))
    addresses = (*site.pages, *site.files, *site.redirects)
    return DemoPortal(
        data.id,
        data.name,
        data.kind,
        data.family,
        hosts,
        data.neighbours,
        Pages(answering, addresses),
        answering,
        data,
        desk,
    )


def _add_homes(site: Site) -> None:
    """The home page, and the front pages of sister hosts."""
    first = next(iter(site.places))
    blocks = tuple(block_of(site, first, block) for block in site.data.home)
    site.add(Page(site.home, site.data.home_title, blocks, "home", language=site.data.language))
    for host in site.data.hosts:
        if host.home:
            site.redirects[f"http://{host.host}/"] = (site.section_url(host.home), 302)


def all_portals(today: date) -> tuple[DemoPortal, ...]:
    """Every made-up portal, in the order of their ids."""
    return tuple(build_portal(portal, today) for portal in portal_ids())
