"""Where a service is told of: its own page, the part of its list that it opens, a file; or why that was not seen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from checks.attachments import is_file_address, is_file_link
from checks.filler import says_gone
from checks.per_site import once_per_site
from checks.places import Places, holds
from checks.services.codes import find_code
from checks.services.detail_words import OF_ELEVEN, DetailWords, detail_words
from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.sections import read_lines, read_sections
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State, state_of
from checks.substance import State as PageState
from checks.substance import substance
from domain.captures import Capture, Outcome
from domain.findings import LocatorType, Text2
from domain.procedures import procedure_key
from domain.text import fold
from domain.urls import host_of
from pages.hosts import in_scope
from pages.view import CONTENT_REGIONS

_FEW = 4
_MOST_PARTS = 12
_MOST_FILES = 4


class Looked(StrEnum):
    READ = "read"
    NOWHERE = "nowhere"  # the list names it and leads nowhere
    DEAD = "dead"
    UNSEEN = "unseen"


@dataclass(frozen=True, eq=False, slots=True)
class Found:
    """`within`: the XPaths between which the list itself tells of it. `parts`: further pages of it (tabs with addresses
    of their own). `strange`: the page tells of another service. `file`: the file that tells of it; `unread_files`:
    those that may, where the page itself tells next to nothing."""

    looked: Looked
    why: Text2 = Text2("", "")
    page: SitePage | None = None
    within: tuple[str, str] | None = None
    parts: tuple[SitePage, ...] = ()
    unread_parts: bool = False
    strange: bool = False
    file: Capture | None = None
    unread_files: tuple[str, ...] = ()


@once_per_site
def find_own_place(site: Site, entry: Entry) -> Found:
    """Where the portal tells of one service."""
    listed = site.page(entry.seen.url)
    page = site.page(entry.url) if entry.url else None
    if not entry.url or (page is not None and listed is not None and page.url == listed.url):
        return _in_list(site, entry, listed)
    if is_file_address(entry.url):
        opened = _in_list(site, entry, listed)
        if opened.looked is Looked.READ:
            return opened
    around = listed or site.home
    state = state_of(site, entry.url, around) if around is not None else State.UNFETCHED
    if page is not None and state in (State.ALIVE, State.SHELL):
        return _of_page(site, entry, page)
    return _of_state(site, entry, state)


def _of_state(site: Site, entry: Entry, state: State) -> Found:
    capture = site.capture(entry.url)
    if state in (State.ALIVE, State.UNREAD) and capture is not None:
        if state is State.UNREAD and site.file_text(entry.url) is None:
            return Found(Looked.UNSEEN, Text2("tệp chưa đọc được", "its file could not be read"), file=capture)
        return Found(Looked.READ, file=capture)
    if state is State.DEAD:
        return Found(Looked.DEAD, Text2("đường dẫn báo không tìm thấy", "its address answers that it is not there"))
    if state is State.NOWHERE:
        return Found(Looked.DEAD, Text2("đường dẫn chỉ về trang chủ", "its address only leads back to the home page"))
    host = host_of(entry.url)
    return Found(
        Looked.UNSEEN,
        {
            State.FAILED: Text2("trang của dịch vụ không tải được", "its page could not be fetched"),
            State.SHELL: Text2("trang chỉ hiện bằng trình duyệt", "its page shows only in a browser"),
            State.ELSEWHERE: Text2(f"trang ở máy chủ khác ({host})", f"its page is on another host ({host})"),
            State.NATIONAL: Text2(f"trang ở hệ thống quốc gia ({host})", f"its page is on {host}"),
        }.get(state, Text2("trang của dịch vụ chưa được tải", "its page was not fetched")),
    )


def _of_page(site: Site, entry: Entry, page: SitePage) -> Found:
    words = detail_words(site.lexicon)
    held = substance(site, page)
    told = len({section.field for section in read_sections(page.view, words)})
    if held.state is PageState.ERROR and told < _FEW:
        if says_gone(held.excerpt):
            return Found(Looked.DEAD, Text2("trang báo không tìm thấy", "its page says that it is not there"))
        return Found(Looked.UNSEEN, Text2("trang báo lỗi", "its page reports an error"))
    if page.view.shell and told < _FEW:
        return Found(Looked.UNSEEN, Text2("trang chỉ hiện bằng trình duyệt", "its page shows only in a browser"))
    if told < _FEW and _asks_log_in(page, words):
        return Found(Looked.UNSEEN, Text2("trang đòi đăng nhập", "its page asks for a log-in"))
    if is_strange(page, entry):
        said = Text2("đường dẫn mở ra thủ tục khác", "its address opens another procedure")
        return Found(Looked.UNSEEN, said, page, strange=True)
    parts, unread = _parts(site, page, words)
    file, unread_files = _content_file(site, page, words) if told < _FEW else (None, ())
    return Found(Looked.READ, Text2("", ""), page, None, parts, unread, False, file, unread_files)


def _asks_log_in(page: SitePage, words: DetailWords) -> bool:
    fields = [field.type for form in page.view.forms if form.region in CONTENT_REGIONS for field in form.fields]
    return "password" in fields or words.has(words.log_in[:1], page.view.title)


def is_strange(page: SitePage, entry: Entry) -> bool:
    """Does the page tell of another service: another code, and nowhere this one's name?"""
    if fold(entry.name) in page.view.folded:
        return False
    lines = [block.text for block in page.view.blocks if block.region in CONTENT_REGIONS]
    codes = {procedure_key(code) for line in lines if (code := find_code(line))}
    return bool(entry.code) and len(codes) == 1 and procedure_key(entry.code) not in codes


def _parts(site: Site, page: SitePage, words: DetailWords) -> tuple[tuple[SitePage, ...], bool]:
    """Tabs of the page that are pages of their own."""
    found: dict[str, SitePage] = {}
    unread = False
    for link in page.view.links:
        if link.region not in CONTENT_REGIONS or not link.url or is_file_link(link):
            continue
        if words.label(link.label) not in OF_ELEVEN:
            continue
        target = site.page(link.url)
        if target is None:
            unread = unread or (site.capture(link.url) is None and in_scope(link.url, site.target))
        elif target.url != page.url and target is not site.home:
            found.setdefault(target.url, target)
    return tuple(found.values())[:_MOST_PARTS], unread


def _content_file(site: Site, page: SitePage, words: DetailWords) -> tuple[Capture | None, tuple[str, ...]]:
    """Of the files that a page without text of its own hands out: the one that tells of the service; else those that
    were not read."""
    links = (link for link in page.view.links if link.region in CONTENT_REGIONS and is_file_link(link))
    urls = tuple(dict.fromkeys(link.url for link in links if link.url))[:_MOST_FILES]
    told = {url: _fields_in_file(site, url, words) for url in urls}
    best = max(urls, key=lambda url: told[url] or 0, default="")
    if best and (told[best] or 0) >= _FEW:
        return site.capture(best), ()
    return None, tuple(url for url in urls if told[url] is None)


def _fields_in_file(site: Site, url: str, words: DetailWords) -> int | None:
    """How many of the eleven groups a file tells of; None for one that could not be read."""
    text = site.file_text(url)
    if text is not None:
        return len({section.field for section in read_lines(text.text.splitlines(), words)} & OF_ELEVEN)
    capture = site.capture(url)
    gone = capture is not None and capture.outcome is Outcome.HTTP_ERROR
    return 0 if gone else None


def _in_list(site: Site, entry: Entry, listed: SitePage | None) -> Found:
    """An entry without a page of its own: the list may open it in place (an accordion), or a script may."""
    if listed is None or entry.seen.locator.type is not LocatorType.XPATH:
        return Found(Looked.UNSEEN, Text2("không rõ trang của dịch vụ", "which page tells of it is not known"))
    start = entry.seen.locator.value
    within = (start, _next_start(site, listed, start))
    if read_sections(listed.view, detail_words(site.lexicon), within):
        return Found(Looked.READ, page=listed, within=within)
    if _opens_by_script(listed, start):
        return Found(Looked.UNSEEN, Text2("chỉ mở được bằng mã lệnh", "only a script opens it"))
    return Found(Looked.NOWHERE, Text2("danh sách không dẫn tới đâu", "the list leads nowhere from it"))


def _opens_by_script(listed: SitePage, xpath: str) -> bool:
    places = [link.xpath for link in listed.view.links if link.url is None and link.raw.strip() not in ("", "#")]
    places += [press.xpath for press in listed.view.presses if press.script]
    return any(holds(xpath, place) or holds(place, xpath) for place in places)


def _next_start(site: Site, listed: SitePage, start: str) -> str:
    """The XPath of the entry that stands behind another on its page; "" for the last."""
    return _following(site).get((listed.url, start), "")


@once_per_site
def _following(site: Site) -> dict[tuple[str, str], str]:
    """By the address of a list page and the XPath where an entry begins: where the next one does."""
    starts: dict[str, list[str]] = {}
    for entry in read_listing(site).entries:
        if entry.seen.locator.type is LocatorType.XPATH:
            starts.setdefault(entry.seen.url, []).append(entry.seen.locator.value)
    return {
        (url, start): behind
        for url, xpaths in starts.items()
        if (page := site.page(url)) is not None
        for start, behind in pairwise(sorted(xpaths, key=_place_in(site, page)))
    }


@once_per_site
def places_of(_site: Site, page: SitePage) -> Places:
    """The blocks of a page by the elements around them."""
    return Places(page.view.blocks)


def _place_in(site: Site, page: SitePage) -> Callable[[str], int]:
    places = places_of(site, page)
    return lambda xpath: places.span(xpath)[0]
