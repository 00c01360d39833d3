"""The section "Dịch vụ công trực tuyến": an entry that leads to this agency's services. Decree 43 Art. 18(2).

Where it leads decides: here, at the service host, or at the agency's own list on the national portal is full; the
front page of the national portal or of another agency's is some (docs/judging.md 4), reached by the entry itself or by
a page that only leads there. News about services leads to none. The list itself and the levels are other requirements.
"""

from collections.abc import Iterator

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.front_pages import is_front
from checks.judged import AT_HOME, Judged, refuse
from checks.list_item import Item
from checks.lists import read_list
from checks.observations import FULL, SOME, Observation
from checks.per_site import once_per_site
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.section import judge_section
from checks.services.context import on_service_host
from checks.services.listing import read_listing
from checks.services.names import Named, named, read_name
from checks.services.page_kind import announces
from checks.services.words import service_words
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.substance import substance
from domain.findings import Evidence, Text2
from domain.text import fold
from domain.urls import host_of
from pages.hosts import owner_relation

NAME = "service_section"
_LEAST_TOPIC = 3
_LEAST_SERVICES = 2
_MUCH_TOPIC = 6
_MUCH_TEXT = 80  # words
_MOSTLY = 0.5
_STRENGTH = 0.75


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    observed = judge_section(site, params.section, NAME, _judge, min_strength=_STRENGTH)
    if observed.earned:
        return observed
    front = next(_fronts(site, params.section), None)
    return observed if front is None else front


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    if candidate.how in ("heading", "address"):
        return refuse("no_entry", "Không có lối vào từ trang chủ.", "No entry on the home page leads here.")
    if candidate.how == "home_block" or page is site.home:
        return AT_HOME
    real = substance(site, page)
    listed = _listed_from(site, page)
    if not real.real and listed is None:
        return Judged(0.0, 0.0, real.state.value, real.reason)
    said = site.lexicon.topic_words(candidate.section, site.own(page).folded)
    listing = read_list(site, page)
    services = [item for item in listing.items if _is_service(site, candidate.section, item)]
    idle = _are_news(listing.items) or bool(listing.fillers)
    announced = announces(site, page, service_words(site.lexicon))
    if listed is None and (
        announced or (len(services) < _LEAST_SERVICES and not _tells_enough(site, page, len(said), idle=idle))
    ):
        trial = " (chỉ có dữ liệu thử)" if listing.fillers else ""
        return refuse(
            "test" if listing.fillers else "off_topic",
            f"Trang “{candidate.label[:60]}” không có dịch vụ hay thủ tục nào{trial}.",
            f"The page “{candidate.label[:60]}” shows no service or procedure.",
        )
    evidence = (
        site.evidence(candidate.page, candidate.xpath, NAME, excerpt=candidate.label, value=page.url),
        listed or site.evidence(page, _place(site, page), NAME, excerpt=", ".join(said), confidence=candidate.strength),
    )
    reason = Text2(
        f"Mục “{candidate.label[:60]}” dẫn tới trang dịch vụ của cơ quan.",
        f"“{candidate.label[:60]}” leads to the agency's services.",
    )
    return Judged(FULL, 0.0, "full", reason, evidence)


def _listed_from(site: Site, page: SitePage) -> Evidence | None:
    """A service of the list, where the page shows it or links the page or file that does."""
    shown = _first_shown(site)
    if page.url in shown:
        return shown[page.url]
    urls = (capture.url for link in site.own_links(page) if link.url and (capture := site.capture(link.url)))
    return next((shown[url] for url in urls if url in shown), None)


@once_per_site
def _first_shown(site: Site) -> dict[str, Evidence]:
    """By page or file: where the first service of the list stands there."""
    return {entry.seen.url: entry.seen for entry in reversed(read_listing(site).entries)}


def _is_service(site: Site, section: str, item: Item) -> bool:
    """What is dated tells of services, unless it is called as one."""
    if not site.lexicon.topic_words(section, fold(item.title)):
        return False
    words = service_words(site.lexicon)
    return item.day is None or named(read_name(item.title, words).text, words) is Named.YES


def _are_news(items: tuple[Item, ...]) -> bool:
    dated = sum(1 for item in items if item.day is not None)
    return dated >= _LEAST_SERVICES and dated >= _MOSTLY * len(items)


def _tells_enough(site: Site, page: SitePage, topics: int, *, idle: bool) -> bool:
    """A service host's front page, or a page that says much of services without listing them; neither trial rows nor
    news."""
    if idle:
        return False
    names = {match.section for match in site.lexicon.match_host(host_of(page.url))}
    if "services" in names or owner_relation(page.url, site.target) == "declared":
        return topics >= _LEAST_TOPIC
    return topics >= _MUCH_TOPIC and len(site.own_text(page).split()) >= _MUCH_TEXT


def _place(site: Site, page: SitePage) -> str:
    blocks = site.own_blocks(page)
    return blocks[0].xpath if blocks else "/html/body"


def _fronts(site: Site, section: str) -> Iterator[Observation]:
    """Entries that lead only to the front of the national portal or of another agency's host of services, at once or
    by a page of few words."""
    for candidate in candidates_of(site, section):
        evidence = site.evidence(
            candidate.page, candidate.xpath, NAME, excerpt=candidate.label, value=candidate.url or ""
        )
        if candidate.state in (State.NATIONAL, State.ALIVE) and candidate.url:
            yield from _of_front(site, section, candidate.label, candidate.url, (evidence,))
        page = candidate.page_found
        named = candidate.strength >= _STRENGTH and candidate.how not in ("heading", "address", "home_block")
        if not named or page is None or page is site.home or len(site.own_text(page).split()) >= _MUCH_TEXT:
            continue
        for link in site.own_links(page):
            if link.url and not link.hidden:
                there = site.evidence(page, link.xpath, NAME, excerpt=link.label, value=link.url)
                yield from _of_front(site, section, candidate.label, link.url, (evidence, there))


def _of_front(site: Site, section: str, label: str, url: str, evidence: tuple[Evidence, ...]) -> Iterator[Observation]:
    host = host_of(url)
    known = site.lexicon.national_host(host)
    national = known is not None and known.front != "none" and section in known.sections
    if not is_front(url) or not (national or _is_others_service_host(site, url)):
        return
    reason = Text2(
        f"Mục “{label[:60]}” chỉ dẫn tới trang đầu của {host}.",
        f"“{label[:60]}” leads only to the front page of {host}.",
    )
    yield Observation(NAME, SOME, 0.0, "national_front" if national else "others_front", reason, evidence)


def _is_others_service_host(site: Site, url: str) -> bool:
    """A state agency's host of services that is not the portal's own."""
    host = host_of(url)
    return host != host_of(site.target.portal) and on_service_host(site, url) and site.lexicon.is_state_host(host)


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Mục “Dịch vụ công trực tuyến” trên trang chủ hoặc danh mục chính và nơi nó dẫn tới.",
        "The entry “Dịch vụ công trực tuyến” on the home page or main menu, and where it leads.",
    ),
)
