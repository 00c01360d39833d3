"""The section "Dịch vụ công trực tuyến": an entry that leads to this agency's services. Decree 43 Art. 18(2).

Where it leads decides: here, at the service host, or at the agency's own list on the national portal is full; the
front page of the national portal is some (law.md 9.5). The list itself and the levels are other requirements.
"""

from urllib.parse import urlsplit

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.judged import AT_HOME, Judged, refuse
from checks.lists import read_list
from checks.observations import FULL, SOME, Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.substance import substance
from domain.findings import Text2
from domain.text import fold
from domain.urls import host_of
from pages.hosts import owner_relation

NAME = "service_section"
_LEAST_TOPIC = 3
_LEAST_SERVICES = 2
_MUCH_TOPIC = 6
_MUCH_TEXT = 80  # words


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    observed = judge_section(site, params.section, NAME, _judge, min_strength=0.75)
    if observed.earned:
        return observed
    front = _national_front(site, params.section)
    return observed if front is None else front


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    if candidate.how in ("heading", "address"):
        return refuse("no_entry", "Không có lối vào từ trang chủ.", "No entry on the home page leads here.")
    if candidate.how == "home_block" or page is site.home:
        return AT_HOME
    real = substance(site, page)
    if not real.real:
        return Judged(0.0, 0.0, real.state.value, real.reason)
    said = site.lexicon.topic_words(candidate.section, site.own(page).folded)
    listing = read_list(site, page)
    services = [item for item in listing.items if site.lexicon.topic_words(candidate.section, fold(item.title))]
    if len(services) < _LEAST_SERVICES and not _tells_enough(site, page, len(said), bool(listing.fillers)):
        trial = " (chỉ có dữ liệu thử)" if listing.fillers else ""
        return refuse(
            "test" if listing.fillers else "off_topic",
            f"Trang “{candidate.label[:60]}” không có dịch vụ hay thủ tục nào{trial}.",
            f"The page “{candidate.label[:60]}” shows no service or procedure.",
        )
    evidence = (
        site.evidence(candidate.page, candidate.xpath, NAME, excerpt=candidate.label, value=page.url),
        site.evidence(page, _place(site, page), NAME, excerpt=", ".join(said), confidence=candidate.strength),
    )
    reason = Text2(
        f"Mục “{candidate.label[:60]}” dẫn tới trang dịch vụ của cơ quan.",
        f"“{candidate.label[:60]}” leads to the agency's services.",
    )
    return Judged(FULL, 0.0, "full", reason, evidence)


def _tells_enough(site: Site, page: SitePage, topics: int, trial: bool) -> bool:
    """A service host's front page, or a page that says much of services without listing them."""
    if trial:
        return False
    names = {match.section for match in site.lexicon.match_host(host_of(page.url))}
    if "services" in names or owner_relation(page.url, site.target) == "declared":
        return topics >= _LEAST_TOPIC
    return topics >= _MUCH_TOPIC and len(site.own_text(page).split()) >= _MUCH_TEXT


def _place(site: Site, page: SitePage) -> str:
    blocks = site.own_blocks(page)
    return blocks[0].xpath if blocks else "/html/body"


def _national_front(site: Site, section: str) -> Observation | None:
    """An entry that leads only to the front of the national portal."""
    for candidate in candidates_of(site, section):
        if candidate.state is not State.NATIONAL or not candidate.url:
            continue
        parts = urlsplit(candidate.url)
        known = site.lexicon.national_host(host_of(candidate.url))
        if known is None or known.front == "none" or parts.path.strip("/") or parts.query:
            continue
        evidence = site.evidence(candidate.page, candidate.xpath, NAME, excerpt=candidate.label, value=candidate.url)
        reason = Text2(
            f"Mục “{candidate.label[:60]}” chỉ dẫn tới trang đầu của {known.host}.",
            f"“{candidate.label[:60]}” leads only to the front page of {known.host}.",
        )
        return Observation(NAME, SOME, 0.0, "national_front", reason, (evidence,))
    return None


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Mục “Dịch vụ công trực tuyến” trên trang chủ hoặc danh mục chính và nơi nó dẫn tới.",
        "The entry “Dịch vụ công trực tuyến” on the home page or main menu, and where it leads.",
    ),
)
