"""A list of real documents, legal and administrative, with number, date and abstract. Decree 43 Art. 10(1)(e).

Test rows and rows by which no document could be known are none. Its age is that of the newest date of issue.
"""

from collections.abc import Sequence

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.documents import Document, Documents, kinds_shown, read_documents
from checks.freshness import Dated, age_of, capture_day, limits_for
from checks.judged import Judged, aged, refuse
from checks.list_item import Item
from checks.lists import read_list
from checks.observations import FULL, MOST, SOME, Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.probes.dated_list import list_of, no_items
from checks.requirement import Requirement
from checks.samples import sample
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.unnamed import find_unnamed
from domain.findings import Evidence, Text2

NAME = "document_list"
_SHOWN = 4
_MOSTLY = 0.5
_OTHER_PAGES = 6
_LOOSE = frozenset({"heading", "home_block"})


def run(site: Site, params: SectionParams, requirement: Requirement) -> Observation:
    def judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
        return _judge(site, candidate, page, requirement)

    return judge_section(site, params.section, NAME, judge)


def documents_of(site: Site, candidate: Candidate, page: SitePage) -> Documents:
    """The documents of a page, or of its block on the home page."""
    return read_documents(site, page, list_of(site, candidate, page))


def all_documents(site: Site, section: str, first: Documents) -> tuple[Document, ...]:
    """The documents of a page with those of the section's other pages: legal and administrative ones often stand
    apart."""
    found = list(first.found)
    seen = {document.page.url for document in found}
    others = [item for item in candidates_of(site, section) if item.state is State.ALIVE and item.how not in _LOOSE]
    for candidate in others[:_OTHER_PAGES]:
        page = candidate.page_found
        if page is not None and page is not site.home and page.url not in seen:
            seen.add(page.url)
            found.extend(read_documents(site, page, read_list(site, page)).found)
    return tuple(found)


def sampled_documents(site: Site, section: str, here: Documents) -> list[Document]:
    """The documents that are looked at one by one; the same ones whichever of the section's pages is looked at."""
    documents = sorted(all_documents(site, section, here), key=_place)
    return sample(documents, lambda item: item.issued, lambda item: "#".join(_place(item)))


def listed_documents(site: Site, params: SectionParams) -> Sequence[Item]:
    """Their entries, for the crawl: whether they hand out files is seen on their own pages."""
    for candidate in candidates_of(site, params.section) or find_unnamed(site).get(params.section, ()):
        page = candidate.page_found if candidate.state is State.ALIVE else None
        here = documents_of(site, candidate, page) if page is not None else None
        if here is not None and here.found:
            return [document.item for document in sampled_documents(site, params.section, here)]
    return ()


def _place(document: Document) -> tuple[str, str]:
    return document.page.url, document.item.xpath


def _judge(site: Site, candidate: Candidate, page: SitePage, requirement: Requirement) -> Judged:
    here = documents_of(site, candidate, page)
    known = any(item.number is not None or item.issued is not None for item in here.found)
    if not here.found or (not known and len(here.found) <= len(here.refused)):
        return _none(site, candidate, page, here)
    documents = all_documents(site, candidate.section, here)
    earned, code, reason = _grade(documents)
    figures = (("documents", float(len(documents))), ("refused_rows", float(len(here.refused))))
    evidence = _evidence(site, documents)
    judged = Judged(earned, 0.0, code, reason, evidence, figures=figures)
    limits = limits_for(requirement, site.target.agency.kind)
    if limits is None:
        return judged
    return aged(judged, age_of([Dated(item.issued) for item in documents], limits, capture_day(page.capture)))


def _none(site: Site, candidate: Candidate, page: SitePage, here: Documents) -> Judged:
    listing = list_of(site, candidate, page)
    if not listing.items:
        return no_items(site, page, listing)
    refused = here.refused
    shown = refused[0].title[:80]
    if listing.fillers or any(item.row for item in refused):
        return refuse(
            "test_rows",
            f"Mục có {len(refused)} dòng, không dòng nào là văn bản thật: thử, hoặc không có số và ngày (“{shown}”).",
            f"The section has {len(refused)} rows, none a real document: trials, or no number and date (“{shown}”).",
        )
    return refuse(
        "no_documents", f"Danh sách là tin, bài, không phải văn bản (“{shown}”).", "The list holds no documents."
    )


def _grade(documents: Sequence[Document]) -> tuple[float, str, Text2]:
    count = len(documents)
    told = sum(1 for item in documents if item.number is not None and item.issued is not None)
    if told < _MOSTLY * count:
        reason = Text2(
            f"Có {count} văn bản nhưng chỉ {told} có cả số và ngày.",
            f"There are {count} documents, but only {told} with number and date.",
        )
        return SOME, "some", reason
    legal, administrative = kinds_shown(documents)
    if legal and administrative:
        reason = Text2(
            f"Có {count} văn bản, cả quy phạm pháp luật và hành chính.", f"{count} documents, legal and administrative."
        )
        return FULL, "full", reason
    kind = ("quy phạm pháp luật", "legal") if legal else ("hành chính", "administrative")
    reason = Text2(f"Có {count} văn bản, chỉ thấy loại {kind[0]}.", f"{count} documents, only {kind[1]} ones seen.")
    return MOST, "one_kind", reason


def _evidence(site: Site, documents: Sequence[Document]) -> tuple[Evidence, ...]:
    """One document of each kind first, then further ones."""
    shown: list[Document] = []
    for kind in (True, False, None):
        shown.extend([item for item in documents if item.legal is kind][:2])
    return tuple(
        site.evidence(
            item.page,
            item.item.xpath,
            NAME,
            excerpt=item.item.title,
            value=" ".join(filter(None, (item.number.text if item.number else "", _day(item)))),
        )
        for item in shown[:_SHOWN]
    )


def _day(document: Document) -> str:
    return f"{document.issued:%d/%m/%Y}" if document.issued else ""


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Danh sách văn bản thật có số, ngày, trích yếu; cả văn bản quy phạm pháp luật và văn bản hành chính.",
        "A list of real documents with number, date and abstract, legal and administrative.",
    ),
)
