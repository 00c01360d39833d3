"""A place to ask and to follow what becomes of it, or a mail address for it. Decree 43 Art. 15(2)."""

from checks.candidates import Candidate
from checks.contact_form import by_contact_form
from checks.judged import AT_HOME, Judged, refuse
from checks.observations import FULL, MOST, SOME, Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.question_pages import Offer, offer_of, questions, with_sending_page
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance
from domain.findings import Evidence, Text2

NAME = "qa_function"
_ONLY_CONTACT = Text2("Chỉ có biểu mẫu ở trang liên hệ.", "There is only the form of the contact page.")


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    seen = judge_section(site, params.section, NAME, _judge)
    if seen.earned or seen.unknown:
        return seen
    return by_contact_form(site, NAME, "contact_form", _ONLY_CONTACT) or seen


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    if page is site.home:
        return AT_HOME
    offer = with_sending_page(site, page, offer_of(site, page))
    evidence = _evidence(site, page, candidate, offer)
    if offer.mail or (offer.form and offer.follow):
        reason = Text2(
            "Có nơi gửi câu hỏi hoặc ý kiến và cách theo dõi, hoặc địa chỉ thư điện tử nhận câu hỏi.",
            "Questions can be sent and followed, or a mail address is given for them.",
        )
        return Judged(FULL, 0.0, "full", reason, evidence)
    if offer.form:
        reason = Text2(
            "Có biểu mẫu gửi câu hỏi, không thấy cách theo dõi việc xử lý.",
            "There is a form for questions, but no way to follow them was seen.",
        )
        return Judged(MOST, 0.0, "form_only", reason, evidence)
    if questions(site, page):
        reason = Text2(
            "Có đăng câu hỏi, không thấy nơi gửi câu hỏi.", "Questions are published, but no way to send one was seen."
        )
        return Judged(SOME, 0.0, "published_only", reason, evidence)
    real = substance(site, page)
    if not real.real:
        return Judged(0.0, 0.0, real.state.value, real.reason)
    return refuse(
        "no_way_to_ask",
        f"Trang “{candidate.label[:60]}” không có biểu mẫu, địa chỉ thư nhận câu hỏi hay câu hỏi nào.",
        f"“{candidate.label[:60]}” has no form, no mail address for questions, and no question.",
    )


def _evidence(site: Site, page: SitePage, candidate: Candidate, offer: Offer) -> tuple[Evidence, ...]:
    places = [(offer.form, "biểu mẫu"), (offer.follow, "theo dõi"), (offer.mail, offer.mail_address)]
    found = tuple(
        site.evidence(page, xpath, NAME, excerpt=candidate.label, value=value) for xpath, value in places if xpath
    )
    if found:
        return found
    blocks = site.own_blocks(page)
    place = blocks[0].xpath if blocks else "/html/body"
    return (site.evidence(page, place, NAME, excerpt=candidate.label),)


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Nơi gửi câu hỏi, ý kiến; cách theo dõi xử lý; hoặc thư điện tử nhận câu hỏi.",
        "A place to send questions and opinions, a way to follow them, or a mail address for them.",
    ),
)
