"""Does the portal's search find what is known to be there? Decree 43 Art. 15(1)(a)."""

from checks.absence import absent, trace
from checks.observations import FULL, MOST, SOME, Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.search_forms import SearchForm, search_forms
from checks.site import Site
from checks.site_page import SitePage
from checks.template import place_kind
from domain.captures import CaptureKind
from domain.findings import Evidence, Text2
from domain.text import fold

NAME = "search_function"
_LEAST_TITLE = 12  # letters of a title that make it the page's own


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    forms = search_forms(site)
    if not forms:
        said = Text2("Không thấy ô tìm kiếm trên các trang đã xem.", "No search box on the pages seen.")
        return absent(site, NAME, "search", reason=said)
    evidence = _form_evidence(site, forms[0])
    asked = [capture for capture in site.snapshot.of(CaptureKind.SEARCH) if capture.notes.get("known_at")]
    answered = [page for page in site.searches if page.capture.notes.get("known_at")]
    if not asked or (not answered and not any(capture.readable for capture in asked)):
        return _not_asked(forms[0], evidence)
    hits = [page for page in answered if returns_known(site, page)]
    shown = tuple(_answer_evidence(site, page) for page in (hits or answered)[:2])
    counted = (len(hits), len(asked))
    if len(hits) == len(asked):
        said = Text2(f"Hỏi {counted[1]} cụm từ có thật, tìm thấy cả.", f"Asked {counted[1]} known phrases, all found.")
        return Observation(NAME, FULL, 0.0, "full", said, (evidence, *shown))
    if hits:
        said = Text2(
            f"Hỏi {counted[1]} cụm từ có thật, tìm thấy {counted[0]}.",
            f"Asked {counted[1]} known phrases, {counted[0]} found.",
        )
        return Observation(NAME, MOST, 0.0, "most", said, (evidence, *shown), trace(site, "search", [], []))
    said = Text2(
        f"Có ô tìm kiếm, nhưng hỏi {counted[1]} cụm từ có thật đều không tìm thấy.",
        f"There is a search, but none of {counted[1]} known phrases was found.",
    )
    return Observation(NAME, SOME, 0.0, "finds_nothing", said, (evidence, *shown), trace(site, "search", [], []))


def _not_asked(found: SearchForm, evidence: Evidence) -> Observation:
    why = Text2(
        "Có ô tìm kiếm, nhưng chỉ nhận POST hoặc cần mã chạy trong trình duyệt nên không hỏi thử được.",
        "There is a search, but it takes POST or script, so it could not be asked.",
    )
    if found.askable:
        why = Text2("Có ô tìm kiếm, nhưng chưa hỏi thử được.", "There is a search, but it was not asked.")
    return Observation(NAME, SOME, round(1 - SOME, 4), "not_asked", why, (evidence,))


def returns_known(site: Site, answer: SitePage) -> bool:
    """The answer links the page that is known to hold the phrase, or names its title outside the echoed question."""
    known = site.page(str(answer.capture.notes.get("known_at") or ""))
    if known is None:
        return False
    addresses = {known.url, known.capture.requested, *known.capture.redirects}
    frame = _frame_of(site, answer)
    brought = [
        link
        for link in answer.view.links
        if (link.url or "", place_kind(link.xpath)) not in frame and not site.in_template(link.xpath, link.label)
    ]
    if any(link.url in addresses for link in brought):
        return True
    title = fold(_title(site, known))
    phrase = fold(str(answer.capture.notes.get("phrase") or ""))
    if len(title) < _LEAST_TITLE or title == phrase:
        return False
    return any(fold(link.label) == title for link in brought)


def _frame_of(site: Site, answer: SitePage) -> set[tuple[str, str]]:
    """Links that the page with the form has at the same kind of place: the search did not bring them."""
    asked_on = site.page(str(answer.capture.notes.get("form_page") or "")) or site.home
    return {(link.url, place_kind(link.xpath)) for link in asked_on.view.links if link.url} if asked_on else set()


def _title(site: Site, page: SitePage) -> str:
    headings = site.own_headings(page)
    return headings[0].text if headings else page.view.title


def _form_evidence(site: Site, found: SearchForm) -> Evidence:
    text = found.field.label or found.form.text or found.field.name
    return site.evidence(found.page, found.form.xpath, NAME, excerpt=text, value=found.form.method)


def _answer_evidence(site: Site, page: SitePage) -> Evidence:
    phrase = str(page.capture.notes.get("phrase") or "")
    return site.record_evidence(page.capture, NAME, excerpt=phrase, value=str(page.capture.notes.get("known_at") or ""))


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Ô tìm kiếm của cổng, được hỏi bằng cụm từ biết chắc là có trên cổng.",
        "The portal's search, asked for phrases known to be on the portal.",
    ),
)
