"""The six fields of each document: form, authority, number, date issued, date in force, abstract.

Decree 43 Art. 10(1)(e); the date in force is not asked of administrative documents, which mostly have none.
"""

from collections.abc import Sequence

from checks.candidates import Candidate
from checks.document_numbers import kind_of
from checks.documents import Document
from checks.judged import Judged, refuse
from checks.observations import Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.probes.document_list import documents_of, listed_documents, sampled_documents
from checks.requirement import Requirement
from checks.section import judge_section
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Text2

NAME = "document_fields"
_FIELDS = {
    "form": ("hình thức", "form"),
    "authority": ("cơ quan ban hành", "authority"),
    "number": ("số, ký hiệu", "number"),
    "issued": ("ngày ban hành", "date issued"),
    "effective": ("ngày hiệu lực", "date in force"),
    "abstract": ("trích yếu", "abstract"),
}
_ENOUGH = 0.5  # of the sample must have been seen in full


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    return judge_section(site, params.section, NAME, _judge)


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    here = documents_of(site, candidate, page)
    if not here.found:
        return refuse("no_documents", "Trang không có văn bản thật nào.", "The page has no real documents.")
    chosen = sampled_documents(site, candidate.section, here)
    seen = [item for item in chosen if _seen(site, item)]
    if len(seen) < _ENOUGH * len(chosen):
        vi = f"Chỉ xem được {len(seen)} trong {len(chosen)} văn bản của mẫu."
        reason = Text2(vi, f"Only {len(seen)} of the {len(chosen)} sampled documents were seen.")
        return Judged(0.0, 1.0, "unfetched", reason)
    asked = [(name, item) for item in seen for name in _asked(item)]
    missing = [name for name, item in asked if not shows(site, item, name)]
    share = round(1 - len(missing) / len(asked), 4)
    evidence = tuple(
        site.evidence(item.page, item.item.xpath, NAME, excerpt=item.item.title, value=_shown(site, item))
        for item in seen[:3]
    )
    lacking = list(dict.fromkeys(name for name in _FIELDS if name in missing))
    reason = Text2(
        f"{round(100 * share)} % trường của {len(seen)} văn bản được nêu."
        + (f" Còn thiếu: {', '.join(_FIELDS[name][0] for name in lacking)}." if lacking else ""),
        f"{round(100 * share)} % of the fields of {len(seen)} documents are shown."
        + (f" Missing: {', '.join(_FIELDS[name][1] for name in lacking)}." if lacking else ""),
    )
    figures = (("documents", float(len(seen))),)
    return Judged(share, 0.0, "full" if not lacking else "some_fields", reason, evidence, figures=figures)


def _asked(document: Document) -> Sequence[str]:
    return [name for name in _FIELDS if name != "effective" or document.legal is True]


def _seen(site: Site, document: Document) -> bool:
    """A document whose own page was not read tells only what its list shows: seen, if that is all, or complete."""
    complete = all(shows(site, document, name) for name in _asked(document))
    return complete or document.detail is not None or document.item.url is None or document.item.url in document.files


def shows(site: Site, document: Document, name: str) -> bool:
    """Whether list or detail page show a field. The form may be the title's first word, the authority stand in it."""
    if document.field(name):
        return True
    if name == "form":
        return bool(kind_of(site.lexicon, document.item.title))
    if name == "authority":
        return " của " in document.item.title[:120] and bool(kind_of(site.lexicon, document.item.title))
    if name == "number":
        return document.number is not None
    return name == "issued" and document.issued is not None


def _shown(site: Site, document: Document) -> str:
    return ", ".join(name for name in _FIELDS if shows(site, document, name))


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2("Tỷ lệ các trường của văn bản được nêu trong mẫu.", "The share of the fields shown over sampled documents."),
    entries=listed_documents,
)
