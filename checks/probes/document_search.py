"""A search over the documents, by keyword or by criteria. Decree 43 Art. 10(1)(e), end.

The general search of the portal is none. A search that could not be asked is there, and how well it finds stays
unknown. Over a list without real documents there is nothing to search.
"""

from collections.abc import Sequence

from checks.candidates import Candidate
from checks.documents import Document
from checks.judged import Judged, refuse
from checks.observations import FULL, SOME, Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.probes.document_list import documents_of
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Text2
from domain.text import fold
from pages.view import FRAME_REGIONS, Form

NAME = "document_search"
_SAID = ("tra cuu van ban", "tim kiem van ban", "tim van ban", "tra cuu", "tim kiem", "loc van ban", "tim")
_KINDS = 2  # of documents among the lines of a select box
_INPUTS = frozenset({"text", "search", ""})
_CRITERIA = frozenset({"form", "authority", "number", "issued", "field", "signer", "abstract"})


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    return judge_section(site, params.section, NAME, _judge)


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    form = next((form for form in page.view.forms if searches_documents(site, page, form)), None)
    if form is None:
        return refuse("no_form", "Trang không có công cụ tìm kiếm văn bản.", "The page has no search over documents.")
    documents = documents_of(site, candidate, page).found
    if not documents:
        return refuse(
            "nothing_to_search",
            "Có ô tìm kiếm nhưng không có văn bản thật nào để tìm.",
            "There is a search form, but no real document to be found by it.",
        )
    evidence = (site.evidence(page, form.xpath, NAME, excerpt=form.text or candidate.label, value=form.method),)
    answer = _answered(site, form, documents)
    if answer is None:
        reason = Text2(
            "Có công cụ tìm kiếm văn bản nhưng chưa hỏi thử được (dùng POST hoặc script).",
            "There is a search over the documents; it could not be asked (POST or script).",
        )
        return Judged(SOME, round(1 - SOME, 4), "not_asked", reason, evidence)
    if answer:
        reason = Text2("Tìm kiếm văn bản trả về văn bản đã biết.", "The search finds a listed document.")
        return Judged(FULL, 0.0, "full", reason, evidence)
    reason = Text2("Tìm kiếm không trả về văn bản đã biết.", "Asked, the search does not find a listed document.")
    return Judged(SOME, 0.0, "not_found", reason, evidence)


def searches_documents(site: Site, page: SitePage, form: Form) -> bool:
    """A form of this page's content that takes a word or a choice and speaks of documents or their fields, or that
    searches in the page itself."""
    if form.region in FRAME_REGIONS or _is_general(site, form):
        return False
    if any(field.type in ("password", "textarea", "file") for field in form.fields):
        return False
    takes = [field for field in form.fields if field.type in _INPUTS or field.type == "select"]
    choices = [option for field in takes for option in field.options]
    said = fold(
        " ".join((form.text, *(field.label for field in form.fields), *(field.value for field in takes), *choices[:1]))
    )
    criteria = {site.lexicon.field_named("documents", field.label) for field in takes if field.label}
    if _of_document_kinds(site, choices):
        criteria.add("form")
    names = " ".join(field.name.lower() for field in takes)
    if not takes:
        return False
    asks = any(word in said for word in _SAID)
    if "van ban" in said or (asks and (criteria & _CRITERIA or _is_of_page(page, form))):
        return True
    return len(criteria & _CRITERIA) >= 2 or any(part in names for part in ("vanban", "sokyhieu", "trichyeu", "coquan"))


def _is_of_page(page: SitePage, form: Form) -> bool:
    """Whether the answer is the page itself: its own list, filtered."""
    return form.method == "get" and form.action is not None and form.action.split("?")[0] == page.url.split("?")[0]


def _of_document_kinds(site: Site, choices: Sequence[str]) -> bool:
    """Whether the lines of a select box are kinds of documents: Quyết định, Thông tư, Công văn."""
    words = site.lexicon.words.documents
    kinds = {fold(kind) for kind in (*words.legal, *words.administrative, *words.directing)}
    return len(kinds & {fold(choice) for choice in choices}) >= _KINDS


def _is_general(site: Site, form: Form) -> bool:
    """The same form on pages of other kinds is the portal's own search."""
    key = (form.text, form.action, tuple(field.name for field in form.fields))
    same = sum(
        1
        for other in site.pages
        for item in other.view.forms
        if (item.text, item.action, tuple(field.name for field in item.fields)) == key
    )
    return same > max(3, len(site.pages) // 4)


def _answered(site: Site, form: Form, documents: tuple[Document, ...]) -> bool | None:
    """Whether an archived answer of this form lists a document known by number or title; None where none was asked."""
    answers = [page for page in site.searches if form.action and page.url.split("?")[0] == form.action.split("?")[0]]
    if not answers:
        return None
    texts = [fold(answer.view.main_text) for answer in answers]
    known = [fold(item.number.text) for item in documents if item.number and item.number.kind]
    titles = [fold(item.item.title)[:80] for item in documents]
    return any(name and name in text for text in texts for name in (*known, *titles))


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2("Công cụ tìm kiếm riêng cho văn bản.", "A search over the documents, not the portal's general one."),
)
