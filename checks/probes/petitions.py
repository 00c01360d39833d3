"""A way to send petitions on administrative rules. Decree 43 Art. 10(1)(i), first part.

A working link to the national reception system is a way too: the clause speaks of what the law on petitions provides.
"""

from checks.candidates import Candidate
from checks.contact_form import by_contact_form, is_of_drafts
from checks.contacts import ContactField, read_contacts
from checks.judged import AT_HOME, Judged, refuse
from checks.labelled_values import paired_lines
from checks.observations import FULL, SOME, Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.probes.agency_links import unwrapped
from checks.question_pages import FOR_PETITIONS, offer_of, with_sending_page
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import substance
from domain.findings import Text2
from domain.text import fold, tidy
from domain.urls import host_of

NAME = "petitions"
_OWN_NAME = 0.85
_EXPRESS = (
    "kien nghi ve quy dinh hanh chinh", "kien nghi quy dinh hanh chinh", "kien nghi ve cac quy dinh hanh chinh",
    "kien nghi ve thu tuc hanh chinh", "phan anh quy dinh hanh chinh", "phan anh ve quy dinh hanh chinh",
)  # fmt: skip
_ONLY_GENERAL = Text2("Chỉ có biểu mẫu góp ý hoặc liên hệ chung.", "Only a general form for comments or contact.")
_OUTSIDERS = ("newspaper", "press", "company")
_RULES = ("quy dinh hanh chinh", "thu tuc hanh chinh", "tthc", "phan anh kien nghi", "pakn")


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    national = _national(site, params.section)
    if national is not None:
        return national
    seen = judge_section(site, params.section, NAME, _judge)
    if seen.earned == 1:
        return seen
    told = _told_on_front(site)
    if told is not None or seen.earned or seen.unknown:
        return told or seen
    return by_contact_form(site, NAME, "general", _ONLY_GENERAL) or seen


def _told_on_front(site: Site) -> Observation | None:
    """A line of the front page, most often in a box beside every page, that says where to send petitions on
    administrative rules."""
    home = site.home
    for block in home.view.blocks if home is not None else ():
        folded = f" {fold(block.text)} "
        if home is None or block.hidden or not any(f" {phrase} " in folded for phrase in _EXPRESS):
            continue
        if _is_of_outsider(site, block.text):
            continue
        contacts = read_contacts(block.text)
        mails = [value for value in contacts if value.field is ContactField.MAIL]
        official = any(not site.lexicon.is_public_mail(value.text) for value in mails)
        if official or {ContactField.ADDRESS, ContactField.PHONE} <= {value.field for value in contacts}:
            reason = Text2(
                "Trang chủ nêu nơi tiếp nhận phản ánh, kiến nghị về quy định hành chính.",
                "The front page says where petitions on administrative rules are received.",
            )
            evidence = site.evidence(home, block.xpath, NAME, excerpt=block.text)
            return Observation(NAME, FULL, 0.0, "front", reason, (evidence,))
    return None


def _is_of_outsider(site: Site, line: str) -> bool:
    """A line whose subject is a newspaper or a company."""
    signs = (sign for group in _OUTSIDERS for sign in site.lexicon.words.agencies.others.get(group, ()))
    return tidy(line).startswith(tuple(f"{tidy(sign)} " for sign in signs))


def _national(site: Site, section: str) -> Observation | None:
    """A link to the national system that receives petitions on administrative rules."""
    for page in site.pages:
        for link in page.view.links:
            url = unwrapped(link.url or "")
            known = site.lexicon.national_host(host_of(url)) if url else None
            if known is None or link.hidden or known.front != "full" or section not in known.sections:
                continue
            label = link.name or known.host
            reason = Text2(
                f"Có liên kết tới hệ thống tiếp nhận phản ánh, kiến nghị {known.host}.",
                f"Linked to {known.host}, the national system that receives petitions.",
            )
            evidence = site.evidence(page, link.xpath, NAME, excerpt=label, value=url)
            return Observation(NAME, FULL, 0.0, "national", reason, (evidence,))
    return None


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    if page is site.home:
        return AT_HOME
    offer = with_sending_page(site, page, offer_of(site, page, FOR_PETITIONS))
    words = fold(f"{candidate.label} {site.own_text(page)[:4000]}")
    express = any(f" {phrase} " in f" {words} " for phrase in _RULES)
    contacts = {value.field for value in read_contacts("\n".join(paired_lines(site.own_text(page).splitlines())))}
    called = contacts & {ContactField.PHONE, ContactField.MAIL}
    reachable = ContactField.ADDRESS in contacts and called
    place = offer.form or offer.mail or _first(site, page)
    evidence = (site.evidence(page, place, NAME, excerpt=candidate.label, value=offer.mail_address),)
    if express and (offer.form or offer.mail or reachable):
        reason = Text2(
            f"Trang “{candidate.label[:60]}” tiếp nhận phản ánh, kiến nghị.",
            f"“{candidate.label[:60]}” receives petitions.",
        )
        return Judged(FULL, 0.0, "full", reason, evidence)
    if (offer.form or offer.mail) and not is_of_drafts(site, candidate, page):
        return Judged(SOME, 0.0, "general", _ONLY_GENERAL, evidence)
    real = substance(site, page)
    if not real.real:
        return Judged(0.0, 0.0, real.state.value, real.reason)
    if express and called and _names(site, candidate):
        reason = Text2(
            "Chỉ nêu số điện thoại hoặc thư điện tử để phản ánh, kiến nghị.",
            "Only a telephone or a mail address for petitions.",
        )
        return Judged(SOME, 0.0, "number_only", reason, evidence)
    return refuse(
        "no_way_to_send",
        f"Trang “{candidate.label[:60]}” không có biểu mẫu hay địa chỉ tiếp nhận.",
        f"“{candidate.label[:60]}” has neither a form nor an address to send to.",
    )


def _names(site: Site, candidate: Candidate) -> bool:
    """The label is the section's own name, so what its page gives is given for petitions."""
    found = site.lexicon.match_label(candidate.label)
    return any(match.section == candidate.section and match.strength >= _OWN_NAME for match in found)


def _first(site: Site, page: SitePage) -> str:
    blocks = site.own_blocks(page)
    return blocks[0].xpath if blocks else "/html/body"


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Biểu mẫu, địa chỉ hoặc liên kết tới hệ thống quốc gia để gửi phản ánh, kiến nghị.",
        "A form, an address, or the national system, to send petitions to.",
    ),
)
