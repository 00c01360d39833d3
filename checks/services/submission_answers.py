"""What became of an entry to online submission: its form, its log-in, a page that is neither, nothing.

`held` None: it could not be looked at (not asked, another owner's host, a script, a wall).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from checks.filler import is_placeholder, says_error, says_wall
from checks.per_site import once_per_site
from checks.services.detail_words import detail_words
from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.own_place import is_strange
from checks.services.submission import Way, is_of_service
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import Capture, CaptureKind, Outcome
from domain.findings import Evidence, Text2
from domain.text import fold
from domain.urls import host_of
from pages.hosts import in_scope
from pages.view import FRAME_REGIONS, WRITTEN_TYPES, Block, PageView

PROBE = "services"
_FAULT = 500
_PAGE_TRIES = 2  # how often the crawl asks for a page
_LOG_IN_HOST = re.compile(r"(?:^|\.)(?:sso|dangnhap|login|id|auth|account|xacthuc|vneid|passport|idp)\.", re.IGNORECASE)
_ENTRY_FIELDS = WRITTEN_TYPES | {"password"}
_LEAST = 2
_LITTLE = 60  # words
_CHOICES = frozenset({"select", "radio"})


@dataclass(frozen=True, slots=True)
class Answer:
    """`log_in`: it asks who one is before anything else. `capture`: the record it is told from. `dead`: its address
    answers that there is nothing."""

    held: bool | None
    said: Text2
    evidence: tuple[Evidence, ...] = ()
    log_in: bool | None = None
    capture: Capture | None = None
    dead: bool = False


@once_per_site
def answer_of(site: Site, entry: Entry, way: Way) -> Answer:
    """What a service's entry to submission answered."""
    if way.embedded:
        said = Text2("biểu mẫu điện tử ngay trên trang dịch vụ", "its electronic form stands on its own page")
        listed = site.capture(entry.url) if entry.url else None
        return Answer(True, said, (way.evidence,), False, listed)
    capture = site.tried(way.url)
    if capture is None:
        return Answer(None, _unasked(site, way.url), (way.evidence,))
    if capture.outcome is Outcome.OK:
        return _of_page(site, entry, way, capture)
    return _refused(way, capture)


def _refused(way: Way, capture: Capture) -> Answer:
    """No page came."""
    if _asks_by_refusal(capture):
        said = Text2("máy chủ đòi đăng nhập", "the server asks for a log-in")
        return Answer(True, said, (way.evidence,), True, capture)
    if capture.gone:
        said = Text2(f"lối nộp hồ sơ trả lời {capture.status}", f"its entry answers {capture.status}")
        return Answer(False, said, (way.evidence,), None, capture, dead=True)
    if _fails_for_good(capture):
        said = Text2("lối nộp hồ sơ báo lỗi 500 cả hai lần thử", "its entry answers 500, tried twice")
        return Answer(False, said, (way.evidence,), None, capture, dead=True)
    return Answer(None, Text2("lối nộp hồ sơ chưa mở được", "its entry could not be opened"), (way.evidence,))


def _fails_for_good(capture: Capture) -> bool:
    """A fault of the application itself, and not once only: 502 to 504 are of a server that is busy or down."""
    tries = capture.notes.get("tries", 1) if capture.kind is CaptureKind.PROBE else _PAGE_TRIES
    return capture.outcome is Outcome.HTTP_ERROR and capture.status == _FAULT and tries > 1


def _unasked(site: Site, url: str) -> Text2:
    if in_scope(url, site.target):
        return Text2("lối nộp hồ sơ chưa được thử", "its entry was not tried")
    host = host_of(url)
    return Text2(f"lối nộp hồ sơ ở máy chủ khác ({host})", f"its entry is on another host ({host})")


def _asks_by_refusal(capture: Capture) -> bool:
    """401, or a redirect to a national or the agency's sign-on that our scope keeps us from following."""
    if capture.outcome is Outcome.HTTP_ERROR and capture.status == 401:
        return True
    moved = bool(capture.requested) and capture.requested != capture.url
    return capture.outcome is Outcome.GUARDED and moved and bool(_LOG_IN_HOST.search(host_of(capture.url)))


def _of_page(site: Site, entry: Entry, way: Way, capture: Capture) -> Answer:
    if capture.notes.get("home"):
        return Answer(False, Text2("lối nộp hồ sơ chỉ về trang chủ", "its entry only leads home"), (way.evidence,))
    if capture.notes.get("soft404"):
        return Answer(
            False, Text2("lối nộp hồ sơ báo không tìm thấy", "its entry is not there"), (way.evidence,), dead=True
        )
    page = site.page(way.url) or site.as_page(capture)
    if page is None:
        said = Text2("lối nộp hồ sơ không trả về trang", "its entry gives no page")
        return Answer(False if capture.kind is not CaptureKind.FILE else None, said, (way.evidence,), None, capture)
    if page.view.shell:
        said = Text2("lối nộp hồ sơ chỉ hiện bằng trình duyệt", "its entry shows only in a browser")
        return Answer(None, said, (way.evidence,))
    if is_strange(page, entry):
        said = Text2("lối nộp hồ sơ mở ra thủ tục khác", "its entry opens another procedure's")
        return Answer(False, said, (way.evidence, site.evidence(page, "/html/body", PROBE)), None, page.capture)
    return _judged(site, entry, way, page)


def _judged(site: Site, entry: Entry, way: Way, page: SitePage) -> Answer:
    view, words = page.view, detail_words(site.lexicon)
    lines = [block for block in view.blocks if block.region not in FRAME_REGIONS and not block.hidden]
    evidence = (way.evidence, site.evidence(page, lines[0].xpath if lines else "/html/body", PROBE, excerpt=view.title))
    wall = _asks_to_log_in(lines, words.log_in)
    bad = next((block for block in lines if block is not wall and _says_nothing_is_here(block.text)), None)
    fields = _entry_fields(view)
    log_in = "password" in fields or wall is not None or _names_log_in(view, words.log_in)
    if bad is not None and len(fields) < _LEAST:
        said = Text2(f"lối nộp hồ sơ chỉ ghi “{bad.text[:80]}”", f"its entry only says “{bad.text[:80]}”")
        return Answer(False, said, evidence, None, page.capture)
    if log_in:
        said = Text2("tới trang đăng nhập của chính dịch vụ", "the log-in of this very service is reached")
        return Answer(True, said, evidence, True, page.capture)
    if len(fields) >= _LEAST or "file" in fields:
        said = Text2("tới biểu mẫu nộp hồ sơ", "its form for submission is reached")
        return Answer(True, said, evidence, False, page.capture)
    named = any(words.names_submission(block.text) for block in lines)
    if named and _is_about(site, entry, page):
        said = Text2("tới trang nộp hồ sơ", "its page for submission is reached")
        return Answer(True, said, evidence, None, page.capture)
    if named and _asks_to_choose(view) and not _lists(site, page):
        said = Text2("bước đầu của việc nộp hồ sơ, chưa đi tiếp", "a first step of submission; it was not gone on from")
        return Answer(None, said, evidence, None, page.capture)
    said = Text2("trang mở ra không có biểu mẫu hay đăng nhập", "the page that opens has neither a form nor a log-in")
    return Answer(None if site.content_by_script(page) else False, said, evidence, None, page.capture)


def _says_nothing_is_here(line: str) -> bool:
    return is_placeholder(line) or says_error(line)


def _asks_to_log_in(lines: Sequence[Block], phrases: tuple[str, ...]) -> Block | None:
    """The line of a page that says little else: "Vui lòng đăng nhập để nộp hồ sơ", above a link to a sign-on."""
    if sum(len(block.text.split()) for block in lines) > _LITTLE:
        return None
    walls = (block for block in lines if says_wall(block.text))
    return next((block for block in walls if any(f" {phrase} " in f" {fold(block.text)} " for phrase in phrases)), None)


def _is_about(site: Site, entry: Entry, page: SitePage) -> bool:
    """Does a page that only speaks of submission speak of this service: by its name, its code, its address? A list of
    services, the portal's general page of submission do not."""
    if _lists(site, page):
        return False
    named = fold(entry.name) in page.view.folded or (bool(entry.code) and fold(entry.code) in page.view.folded)
    return named or is_of_service(site, entry, page.url)


def _lists(site: Site, page: SitePage) -> bool:
    return any(listed.seen.url == page.url for listed in read_listing(site).entries)


def _asks_to_choose(view: PageView) -> bool:
    """A form with nothing but choices, as the first step of several has: an office, in whose name."""
    forms = [form for form in view.forms if form.region not in FRAME_REGIONS]
    return any(field.type in _CHOICES for form in forms for field in form.fields)


def _entry_fields(view: PageView) -> list[str]:
    """Kinds of the entry fields of the page's own forms; a search box of the head is none."""
    return [
        field.type
        for form in view.forms
        if form.region not in FRAME_REGIONS
        for field in form.fields
        if field.type in _ENTRY_FIELDS
    ]


def _names_log_in(view: PageView, phrases: tuple[str, ...]) -> bool:
    heads = [view.title, *(item.text for item in view.headings if item.region not in FRAME_REGIONS)]
    said = (f" {fold(text)} " for text in heads)
    return any(f" {phrase} " in text for text in said for phrase in phrases)
