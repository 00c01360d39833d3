"""Help for those who use services: guides, and frequent questions with their answers. Circular 32 Art. 11(1), Decree 43
Art. 18(3). A label without content helps nobody.
"""

from typing import Literal

from checks.attachments import file_urls
from checks.candidates import Candidate
from checks.judged import AT_HOME, Judged, refuse
from checks.lists import read_list
from checks.observations import FULL, Observation
from checks.places import holds
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.services.details import details_of
from checks.services.entries import Entry
from checks.services.host_menu import judge_with_menu
from checks.services.listing import read_listing
from checks.services.own_place import Looked
from checks.services.sample import online_sample
from checks.services.sample_share import Tried, no_online, share_of
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.substance import substance, told_lines
from domain.findings import Evidence, Text2
from domain.text import fold

NAME = "service_help"
_STEPS = 25  # words of a guide's own text
_TOPICS = 2
_QUESTIONS = 2
_ANSWER = 5  # words
_STRENGTH = 0.6
_FIRST_LINES = 3
_GUIDES = ("huong dan", "cac buoc", "quy trinh")


class HelpParams(SectionParams):
    """`kind`: what the section has to hold. `each`: asked for every sampled level 3-4 service; one guide of the service
    portal serves them all."""

    kind: Literal["guide", "faq"] = "guide"
    each: bool = False


def run(site: Site, params: HelpParams, _requirement: Requirement) -> Observation:
    settled = no_online(site, NAME) if params.each else None
    if settled is not None:
        return settled

    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _faq(site, candidate, page) if params.kind == "faq" else _guide(site, candidate, page)

    portal = judge_with_menu(site, params.section, NAME, judge)
    if not params.each or portal.earned:
        return portal
    tried = [_of_service(site, entry, params.section) for entry in online_sample(read_listing(site))]
    if any(item.earned for item in tried):
        return share_of(site, NAME, tried, Text2("Có hướng dẫn sử dụng", "A guide is reached"), Text2("", ""))
    return portal


def _guide(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    if page is site.home:
        return AT_HOME
    held = substance(site, page)
    if not held.real:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    if not candidate.strength and not _guides(site, candidate, page):
        return refuse("no_guide", "Trang không nói là hướng dẫn.", "The page does not call itself a guide.")
    said = site.lexicon.topic_words(candidate.section, site.own(page).folded)
    listed = [item for item in read_list(site, page).items if fold(item.title).startswith("huong dan")]
    files = file_urls(site.own_links(page))
    if (held.words >= _STEPS and len(said) >= _TOPICS) or len(listed) >= _QUESTIONS or (files and said):
        evidence = (
            site.evidence(candidate.page, candidate.xpath, NAME, excerpt=candidate.label, value=page.url),
            site.evidence(page, held.xpath, NAME, excerpt=held.excerpt),
        )
        reason = Text2("Có hướng dẫn với nội dung thật.", "There is a guide with real content.")
        return Judged(FULL, 0.0, "full", reason, evidence)
    return refuse("thin", "Trang không có hướng dẫn nào.", "The page guides through nothing.")


def _guides(site: Site, candidate: Candidate, page: SitePage) -> bool:
    """Does a page without a known name say that it guides, by its label or in its first words?"""
    texts = [candidate.label, *(block.text for block in told_lines(site, page)[:_FIRST_LINES])]
    return any(fold(text).startswith(_GUIDES) for text in texts)


def _faq(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    if page is site.home:
        return AT_HOME
    held = substance(site, page)
    answered = _answered(site, page)
    if len(answered) >= _QUESTIONS:
        reason = Text2(
            f"Có {len(answered)} câu hỏi kèm trả lời.", f"There are {len(answered)} questions with their answers."
        )
        return Judged(FULL, 0.0, "full", reason, tuple(answered[:3]))
    if not held.real:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    return refuse(
        "no_answers",
        f"Trang “{candidate.label[:60]}” không có câu hỏi nào kèm trả lời.",
        f"“{candidate.label[:60]}” has no questions with answers.",
    )


def _answered(site: Site, page: SitePage) -> list[Evidence]:
    """Lines that ask, with an answer behind them: in the text that follows or on the page they open."""
    found: list[Evidence] = []
    told = frozenset(told_lines(site, page))
    lines = [block for block in page.view.blocks if block in told or block.hidden]
    links = {link.xpath: link for link in page.view.links}
    for at, block in enumerate(lines):
        if not block.text.rstrip().endswith("?") or len(block.text.split()) < _ANSWER:
            continue
        behind = lines[at + 1].text if at + 1 < len(lines) else ""
        opened = next((link.url for xpath, link in links.items() if link.url and holds(block.xpath, xpath)), None)
        target = site.page(opened) if opened else None
        answer = behind if not behind.rstrip().endswith("?") and len(behind.split()) >= _ANSWER else ""
        if answer or (target is not None and target is not page and substance(site, target).real):
            found.append(site.evidence(page, block.xpath, NAME, excerpt=block.text, value=answer))
    return found


def _of_service(site: Site, entry: Entry, section: str) -> Tried:
    """A guide linked from the service's own page."""
    details = details_of(site, entry)
    if details.page is None or details.looked is not Looked.READ:
        return Tried(entry, None)
    for item in details.links:
        link = item.link
        named = any(m.section == section and m.strength >= _STRENGTH for m in site.lexicon.match_label(link.label))
        if named and link.url and state_of(site, link.url, item.page) in (State.ALIVE, State.UNREAD):
            return Tried(entry, 1.0, (site.evidence(item.page, link.xpath, NAME, excerpt=link.label, value=link.url),))
    return Tried(entry, 0.0, (details.place,))


PROBE = ProbeKind(
    NAME,
    HelpParams,
    run,
    Text2(
        "Hướng dẫn sử dụng dịch vụ và câu hỏi thường gặp kèm trả lời, có nội dung thật.",
        "Guides to services, and frequent questions with their answers, with real content.",
    ),
)
