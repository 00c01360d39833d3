"""A site map for people: a page that links the main menu's sections in text. Circular 32/2017 Art. 16(4)(b)."""

from checks.absence import trace
from checks.candidates import Candidate
from checks.front_pages import is_front
from checks.judged import Judged, refuse
from checks.menu_pages import read_menu_pages
from checks.navigation import is_channel, read_navigation
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.section import judge_section
from checks.section_turns import has_an_entry
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance
from domain.captures import CaptureKind
from domain.findings import Text2
from domain.text import fold
from pages.view import Link, LinkKind, Region

NAME = "sitemap_tree"
_LEAST_LINKS = 3
_ALL, _TOO_FEW = 0.90, 0.10
_MENU_WORDS = 10
_NAMED = 0.6  # "Sơ đồ" alone will do: what the page links tells
_LEAST_TOP = 3
_SECTION = "sitemap"
_ENTRIES = frozenset({LinkKind.A, LinkKind.AREA, LinkKind.OPTION})
_HALF, _LEAST_LINKED = 0.5, 5  # of the menu's sections, for a page that nobody calls a site map
_BARE_WORDS = 20


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    menu = menu_sections(site)

    def judge(site: Site, _: Candidate, page: SitePage) -> Judged:
        return _judge(site, page, menu)

    seen = judge_section(site, _SECTION, NAME, judge, min_strength=_NAMED)
    if seen.earned or seen.unknown or has_an_entry(site, _SECTION):
        return seen
    return _without_a_name(site, menu) or seen


def _without_a_name(site: Site, menu: tuple[Link, ...]) -> Observation | None:
    """A page of the menus or the foot that is no more than the main menu once again, under a name that we do not know:
    a second front page links the sections as well."""
    found: list[Judged] = []
    for entry in read_menu_pages(site):
        page = entry.page
        if entry.sections or page.capture.kind is CaptureKind.FILE or is_front(page.url):
            continue
        if substance(site, page).words > _BARE_WORDS:
            continue
        judged = _judge(site, page, menu)
        if judged.earned >= _HALF and dict(judged.figures)["linked"] >= _LEAST_LINKED:
            found.append(judged)
    best = max(found, key=lambda each: each.earned, default=None)
    if best is None:
        return None
    searched = trace(site, _SECTION, [item.url for item in best.evidence], []) if best.earned < 1 else None
    return Observation(NAME, best.earned, 0.0, best.code, best.reason, best.evidence, searched, figures=best.figures)


def menu_sections(site: Site) -> tuple[Link, ...]:
    """The sections of the main menu: links of the home page's navigation that lead to pages of the portal; those of the
    first level, where the markup tells which stand below another."""
    if site.home is None:
        return ()
    known = set(read_navigation(site).addresses)
    chosen: dict[str, Link] = {}
    for link in site.home.view.links:
        if link.region is Region.NAV and link.url in known and 0 < len(fold(link.label).split()) <= _MENU_WORDS:
            chosen.setdefault(link.url, link)
    if not chosen:
        chosen = _unlabelled(site, site.home, known)
    labels = {fold(link.label) for link in chosen.values()}
    top = tuple(link for link in chosen.values() if not link.context or fold(link.context) not in labels)
    return top if len(top) >= _LEAST_TOP else tuple(chosen.values())


def _unlabelled(site: Site, home: SitePage, known: set[str]) -> dict[str, Link]:
    """The entries of a menu that the markup does not show as one: pictures and boxes that every page has."""
    chosen: dict[str, Link] = {}
    for link in home.view.links:
        page = site.page(link.url) if link.url in known and link.url else None
        if page is None or page is home or link.hidden or link.kind not in _ENTRIES or link.url is None:
            continue
        if len(fold(link.name).split()) <= _MENU_WORDS and site.in_template(link.xpath, link.label or link.alt):
            chosen.setdefault(link.url, link)
    return chosen


def _judge(site: Site, page: SitePage, menu: tuple[Link, ...]) -> Judged:
    if page is site.home:
        return refuse("home", "Đây là trang chủ, không phải sơ đồ.", "This is the home page, not a site map.")
    tree = [link for link in site.own_links(page) if link.url and link.label and not is_channel(site, link.url)]
    menu = tuple(link for link in menu if link.url != page.url)
    if len(tree) < _LEAST_LINKS:
        return refuse(
            "no_tree",
            f"Trang sơ đồ chỉ có {len(tree)} liên kết bằng chữ.",
            f"The site-map page has {len(tree)} links in text only.",
        )
    if not menu:
        return refuse("no_menu", "Không đọc được danh mục chính để so.", "No main menu could be read to compare.")
    urls = {link.url for link in tree}
    labels = {fold(link.label) for link in tree}
    found = [link for link in menu if link.url in urls or fold(link.label) in labels]
    share = len(found) / len(menu)
    if share < _TOO_FEW:
        return refuse(
            "not_the_menu",
            f"Trang có {len(tree)} liên kết nhưng chỉ {len(found)}/{len(menu)} mục của danh mục chính.",
            f"The page has {len(tree)} links, but only {len(found)} of {len(menu)} sections of the main menu.",
        )
    earned = 1.0 if share >= _ALL else round(share, 4)
    said = Text2(
        f"Sơ đồ có {len(found)}/{len(menu)} mục của danh mục chính.",
        f"The site map links {len(found)} of {len(menu)} sections of the main menu.",
    )
    place = tree[0].xpath
    evidence = site.evidence(page, place, NAME, excerpt=tree[0].label, value=f"{len(found)}/{len(menu)}")
    figures = (("sections", float(len(menu))), ("linked", float(len(found))))
    return Judged(earned, 0.0, "full" if earned == 1 else "some_sections", said, (evidence,), figures=figures)


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Trang sơ đồ cổng liên kết các mục của danh mục chính bằng chữ.",
        "A site-map page that links the main menu's sections in text.",
    ),
)
