"""The form of the contact page: all there is for questions or petitions where the portal has no place for them."""

from checks.candidates import Candidate, titles_of
from checks.judged import Judged, refuse
from checks.observations import SOME, Observation
from checks.question_pages import offer_of
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Text2

_CONTACT, _DRAFTS = "contact", "drafts"
_OWN_NAME = 0.85
_NO_FORM = refuse("no_form", "Trang liên hệ không có biểu mẫu.", "The contact page has no form.")


def by_contact_form(site: Site, probe: str, code: str, reason: Text2) -> Observation | None:
    """Some, for `reason`; None where there is no such form."""

    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        form = offer_of(site, page).form
        if page is site.home or not form or is_of_drafts(site, candidate, page):
            return _NO_FORM
        return Judged(SOME, 0.0, code, reason, (site.evidence(page, form, probe, excerpt=candidate.label),))

    seen = judge_section(site, _CONTACT, probe, judge)
    return seen if seen.earned else None


def is_of_drafts(site: Site, candidate: Candidate, page: SitePage) -> bool:
    """Comments on drafts are neither petitions nor questions."""
    said = (candidate.label, *(title for title, _, _ in titles_of(site, page)))
    found = (match for text in said for match in site.lexicon.match_label(text))
    return any(match.section == _DRAFTS and match.strength >= _OWN_NAME for match in found)
