"""Is the portal's text Unicode (TCVN 6909:2001), declared and in fact? Decree 43/2011 Art. 7(1)."""

import re

from checks.absence import ENOUGH_NAVIGATION
from checks.navigation import read_navigation
from checks.observations import FULL, NONE, Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import SearchTrace, Text2
from domain.text import legacy_font_share

NAME = "unicode_text"
_UNICODE = re.compile(r"utf[-_ ]?(?:8|16|32)(?:[-_ ]?[lb]e)?|unicode(?:-1-1-utf-8)?")
_NINE_IN_TEN = 0.9
_LEGACY = 0.2  # of the words
_FEW_WORDS = 20  # too little own text to tell a font by
# UTF-8 read as a Western page and written as UTF-8 again: "Cá»™ng hÃ²a", "Ä‘", "Æ°".
_TWICE = re.compile("[ÃÄÅÆ][\u0080-\u00bf\u2018-\u201e\u2020-\u2026\u0152-\u0192]|á[º»][\u0080-\u00bf\u0152-\u2122]")


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    judged = [
        (source, _fault(site, page, source))
        for page in site.pages
        if page.view.text and (source := site.source(page)) is not None
    ]
    if not judged:
        said = Text2("Không có trang nào đọc được chữ.", "No page with readable text.")
        return Observation(NAME, NONE, 1.0, "unfetched", said)
    faults = [(page, fault) for page, fault in judged if fault is not None]
    good = 1 - len(faults) / len(judged)
    if good >= _NINE_IN_TEN:
        page = next(page for page, fault in judged if fault is None)
        evidence = site.record_evidence(page.capture, NAME, excerpt=page.view.title, value=page.view.declared_charset)
        said = Text2(
            f"{len(judged) - len(faults)}/{len(judged)} trang khai báo và dùng bảng mã Unicode.",
            f"{len(judged) - len(faults)} of {len(judged)} pages declare and use Unicode.",
        )
        return Observation(NAME, FULL, 0.0, "full", said, (evidence,), figures=(("unicode_share", round(good, 4)),))
    page, fault = faults[0]
    said = Text2(
        f"{len(faults)}/{len(judged)} trang không đạt, ví dụ: {fault.vi}",
        f"{len(faults)} of {len(judged)} pages fail, for example: {fault.en}",
    )
    trace = SearchTrace(
        sections=tuple(page.url for page, _ in faults[:10]),
        pages=len(judged),
        navigation=read_navigation(site).coverage,
    )
    evidence = site.record_evidence(page.capture, NAME, excerpt=page.view.title, value=page.view.declared_charset)
    if len(judged) < 3 and read_navigation(site).coverage < ENOUGH_NAVIGATION:
        return Observation(NAME, NONE, 1.0, "coverage", said, (evidence,), trace)
    return Observation(NAME, NONE, 0.0, "not_unicode", said, (evidence,), trace)


def _fault(site: Site, page: SitePage, source: SitePage) -> Text2 | None:
    """What is wrong with the bytes as they came; the text is read as visitors see it, the page's own part apart from
    the frame: an article in an old font may stand in a menu that is Unicode.
    """
    declared = source.view.declared_charset.strip("\"'; ").lower()
    if not declared:
        return Text2("trang không khai báo bảng mã.", "the page declares no character set.")
    if not _UNICODE.fullmatch(declared):
        return Text2(f"trang khai báo bảng mã {declared[:40]}.", f"the page declares {declared[:40]}.")
    if not _UNICODE.fullmatch(source.view.charset.lower()):
        return Text2("nội dung không đúng bảng mã đã khai báo.", "the bytes are not in the declared character set.")
    for text in (page.view.text, site.own_text(page)):
        words = len(text.split())
        if text is not page.view.text and words < _FEW_WORDS:
            continue
        if len(_TWICE.findall(text)) >= max(1, _LEGACY * words):
            return Text2("chữ Việt bị mã hóa hai lần.", "Vietnamese that was encoded twice.")
        if legacy_font_share(text) >= _LEGACY:
            return Text2("chữ Việt viết bằng bộ mã phông cũ.", "Vietnamese in a legacy font encoding.")
    return None


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2("Bảng mã khai báo và thực tế của các trang.", "The declared and the actual character set of the pages."),
)
