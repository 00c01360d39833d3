"""Files of the listed documents: each of the sample must hand out one that is what it claims to be.

Decree 43 Art. 10(1)(e). Full text on a page, without a file, counts half. One file behind many documents is the file of
one of them at most.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from checks.attachments import file_urls, is_file_address
from checks.candidates import Candidate
from checks.documents import Document
from checks.file_answers import FileAnswer, FileState, file_answer
from checks.judged import Judged, refuse
from checks.lists import article_words
from checks.observations import Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.probes.document_list import documents_of, listed_documents, sampled_documents
from checks.requirement import Requirement
from checks.section import judge_section
from checks.seen_shares import enough_seen, too_few_seen
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from domain.findings import Evidence, Text2
from domain.text import fold

NAME = "document_files"
_FULL_TEXT_WORDS = 120
_HALF = 0.5
_SHARED = 3  # so many different documents with one and the same file: it stands there for want of theirs
_SHOWN = 4
_FAULTS = {
    "gone": Text2("liên kết tệp hỏng", "a broken link"),
    "page": Text2("mở ra trang web thay vì tệp", "a page instead of a file"),
    "empty": Text2("tệp rỗng", "an empty file"),
    "type": Text2("tệp không đúng loại", "a file of another type"),
    "shared": Text2("nhiều văn bản dùng chung một tệp", "one file behind many documents"),
    "none": Text2("không có tệp", "no file"),
}


@dataclass(frozen=True, slots=True)
class _Offer:
    """What one document offers: 1 a file, 0.5 its text on a page, 0 nothing; None: not seen."""

    document: Document
    worth: float | None
    file: FileAnswer | None = None
    fault: str = "none"


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    return judge_section(site, params.section, NAME, _judge)


def files_of(site: Site, document: Document) -> tuple[str, ...]:
    """Addresses of a document's files; of a page that only shows the file, those it hands out."""
    found: dict[str, None] = {}
    for url in document.files:
        page = None if is_file_address(url) else site.page(url)
        found |= dict.fromkeys(file_urls(site.own_links(page)) or (url,) if page is not None else (url,))
    return tuple(found)


def _judge(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    chosen = sampled_documents(site, candidate.section, documents_of(site, candidate, page))
    if not chosen:
        return refuse("no_documents", "Trang không có văn bản thật nào.", "The page has no real documents.")
    offers = _without_shared(site, [_offer(site, document) for document in chosen])
    seen = [offer for offer in offers if offer.worth is not None]
    if not enough_seen(len(seen), len(chosen)):
        return too_few_seen(len(seen), len(chosen), Text2("văn bản", "documents"))
    share = round(sum(offer.worth or 0.0 for offer in seen) / len(seen), 4)
    figures = (("documents", float(len(seen))), ("files", float(sum(1 for offer in seen if offer.worth == 1.0))))
    code = "full" if share == 1.0 else "some_files" if share else "no_files"
    return Judged(share, 0.0, code, _reason(seen), _evidence(site, seen), figures=figures)


def _offer(site: Site, document: Document) -> _Offer:
    answers = [file_answer(site, url) for url in files_of(site, document)]
    good = next((answer for answer in answers if answer.state is FileState.GOOD), None)
    if good is not None:
        return _Offer(document, 1.0, good)
    if any(answer.state is FileState.UNREAD for answer in answers) or _own_page_unseen(site, document):
        return _Offer(document, None)
    bad = answers[0] if answers else None
    return _Offer(document, _text_on_page(site, document), bad, bad.fault if bad else "none")


def _own_page_unseen(site: Site, document: Document) -> bool:
    """A page of its own, behind the list, that was not read: the file may stand there."""
    url = document.item.url
    if document.detail is not None:
        return site.content_by_script(document.detail)
    if url is None or url in document.files:
        return False
    return state_of(site, url, document.page) not in (State.NOWHERE, State.DEAD)


def _text_on_page(site: Site, document: Document) -> float:
    page = document.detail
    full = page is not None and article_words(site, page, document.item.title) >= _FULL_TEXT_WORDS
    return _HALF if full else 0.0


def _without_shared(site: Site, offers: Sequence[_Offer]) -> list[_Offer]:
    """Of many different documents with the same file only the first has it."""
    named: dict[str, set[str]] = {}
    for offer in offers:
        if offer.worth == 1.0:
            named.setdefault(_digest(offer), set()).add(_identity(offer.document))
    shared = {digest for digest, documents in named.items() if len(documents) >= _SHARED}
    met: set[str] = set()
    kept: list[_Offer] = []
    for offer in offers:
        digest = _digest(offer) if offer.worth == 1.0 else ""
        again = digest in shared and digest in met
        met.add(digest)
        text = _text_on_page(site, offer.document) if again else offer.worth
        kept.append(replace(offer, worth=text, fault="shared") if again else offer)
    return kept


def _digest(offer: _Offer) -> str:
    return offer.file.capture.digest if offer.file is not None and offer.file.capture is not None else ""


def _identity(document: Document) -> str:
    return fold(f"{document.number.text if document.number else ''} {document.item.title}")


def _reason(seen: Sequence[_Offer]) -> Text2:
    files = sum(1 for offer in seen if offer.worth == 1.0)
    texts = sum(1 for offer in seen if offer.worth == _HALF)
    vi = f"{files} trong {len(seen)} văn bản của mẫu có tệp tải về được, đúng loại."
    en = f"{files} of {len(seen)} sampled documents hand out a file of the type it claims."
    if texts:
        vi += f" {texts} văn bản chỉ có toàn văn trên trang."
        en += f" {texts} have their text on a page only."
    faults = Counter(offer.fault for offer in seen if not offer.worth)
    if faults:
        named = sorted(faults.items(), key=lambda pair: (-pair[1], pair[0]))
        vi += f" Còn lại: {', '.join(f'{_FAULTS[fault].vi} ({count})' for fault, count in named)}."
        en += f" The rest: {', '.join(f'{_FAULTS[fault].en} ({count})' for fault, count in named)}."
    return Text2(vi, en)


def _evidence(site: Site, seen: Sequence[_Offer]) -> tuple[Evidence, ...]:
    """Files first, then texts on pages, then what is missing."""
    ordered = sorted(seen, key=lambda offer: -(offer.worth or 0.0))[:_SHOWN]
    return tuple(_shown(site, offer) for offer in ordered)


def _shown(site: Site, offer: _Offer) -> Evidence:
    document, file = offer.document, offer.file
    if offer.worth == 1.0 and file is not None and file.capture is not None:
        return site.record_evidence(file.capture, NAME, excerpt=document.item.title, value=file.capture.mime)
    if offer.worth and document.detail is not None:
        blocks = [block for block in site.own_blocks(document.detail) if not block.in_link]
        longest = max(blocks, key=lambda block: len(block.text))
        return site.evidence(document.detail, longest.xpath, NAME, excerpt=longest.text)
    value = _FAULTS[offer.fault].vi
    return site.evidence(document.page, document.item.xpath, NAME, excerpt=document.item.title, value=value)


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Văn bản của mẫu có tệp tải về được, đúng loại tệp.",
        "Sampled documents hand out a file that is of the type it claims.",
    ),
    entries=listed_documents,
)
