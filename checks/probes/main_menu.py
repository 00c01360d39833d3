"""Main items of information with an entry on the home page or in its menu. Circular 32/2017 Art. 16(2).

A share of the items of Decree 43 that bind this kind of agency. An entry is a link that opens something, or a block of
the home page under its own heading; whether it holds anything is asked by the item's own row.
"""

from collections.abc import Sequence

from pydantic import Field

from checks.absence import SHELL_REASON, trace
from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.filler import is_filler
from checks.home_parts import HEAD, NAMED, SUGGESTED, entries_of
from checks.observations import NONE, Observation, Unknown
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from checks.topics import topics_of
from checks.unnamed import find_unnamed
from domain.agencies import Kind
from domain.findings import Evidence, Text2

NAME = "main_menu"
_SHOWN = 12


class MenuItem(Params):
    """One item, the kinds of agency it binds (all when left out), and the sections that are entries to it."""

    name: str
    kinds: tuple[Kind, ...] = tuple(Kind)
    sections: tuple[str, ...] = Field(min_length=1)


class MenuParams(Params):
    """The main items."""

    items: tuple[MenuItem, ...] = Field(min_length=1)


def run(site: Site, params: MenuParams, _requirement: Requirement) -> Observation:
    home = site.home
    if home is None:
        return Observation(NAME, NONE, 1.0, "unfetched", Text2("Không đọc được trang chủ.", "No home page was read."))
    kind = Kind.DISTRICT if site.target.agency.kind is Kind.COMMUNE else site.target.agency.kind
    asked = [item for item in params.items if kind in item.kinds]
    found = [(item, proof) for item in asked if (proof := _entry(site, home, item)) is not None]
    named = {item.name for item, _ in found}
    lacking = [item.name for item in asked if item.name not in named]
    earned = round(len(found) / len(asked), 4)
    unseen = site.menu_by_script or home.view.shell or site.content_by_script(home)
    return Observation(
        NAME,
        earned,
        round(1 - earned, 4) if lacking and unseen else 0.0,
        "full" if not lacking else "some_items" if found else "none",
        _reason(len(found), len(asked), lacking, unseen=unseen),
        tuple(proof for _, proof in found[:_SHOWN]),
        trace(site, "", [home.url], []) if lacking else None,
        Unknown.UNSEEN,
        figures=(("items", float(len(asked))), ("entries", float(len(found)))),
    )


def _entry(site: Site, home: SitePage, item: MenuItem) -> Evidence | None:
    """The item's entry: the best named link of the home page, else a block under a heading that names the item."""
    named = tuple(entries_of(site, item.sections))
    near = entries_of(site, item.sections, SUGGESTED)
    found = [entry for entry in near if entry.link.region in HEAD or entry in named]
    links = sorted(found, key=lambda entry: -entry.strength)
    if links:
        link = links[0].link
        shown = link.name or link.raw
        return site.evidence(home, link.xpath, NAME, excerpt=shown, value=item.name)
    for section in item.sections:
        for candidate in candidates_of(site, section):
            if candidate.how == "home_block" and candidate.strength >= NAMED:
                return site.evidence(home, candidate.xpath, NAME, excerpt=candidate.label, value=item.name)
    return _by_content(site, home, item)


def _by_content(site: Site, home: SitePage, item: MenuItem) -> Evidence | None:
    """An entry whose name says nothing, or stands in a picture: its page is of the item's matter before all else."""
    for section in item.sections:
        listed = (candidate for candidate in candidates_of(site, section) if candidate.how == "entries")
        told = (each for each in find_unnamed(site).get(section, ()) if _is_most_of(site, each))
        for candidate in (*listed, *told):
            if candidate.page is home and not is_filler(candidate.label):
                shown = candidate.label or (candidate.url or "")
                return site.evidence(home, candidate.xpath, NAME, excerpt=shown, value=item.name, confidence=0.7)
    return None


def _is_most_of(site: Site, candidate: Candidate) -> bool:
    page = candidate.page_found
    topics = topics_of(site, page) if page is not None else {}
    return bool(topics) and min(topics, key=lambda section: (-topics[section].score, section)) == candidate.section


def _reason(found: int, asked: int, lacking: Sequence[str], *, unseen: bool) -> Text2:
    vi = f"Trang chủ và danh mục chính có lối vào {found}/{asked} hạng mục chủ yếu"
    en = f"Home page and menu have an entry to {found} of {asked} main items"
    if lacking:
        vi, en = f"{vi}; thiếu: {', '.join(lacking)}", f"{en}; lacking: {', '.join(lacking)}"
    if lacking and unseen:
        return Text2(f"{vi}. {SHELL_REASON.vi}", f"{en}. {SHELL_REASON.en}")
    return Text2(f"{vi}.", f"{en}.")


PROBE = ProbeKind(
    NAME,
    MenuParams,
    run,
    Text2(
        "Lối vào các hạng mục thông tin chủ yếu trên trang chủ hoặc trong danh mục chính.",
        "Entries to the main items of information on the home page or in its menu.",
    ),
)
