"""Is a page real? What it holds of its own: text, rows, pictures, files; or a promise, a trial, a template, nothing.

"A label is not content" (docs/judging.md 3): this is the step between "the target answers" and "it is on topic".
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from checks.attachments import file_urls
from checks.filler import (
    heads_comments,
    heads_related,
    is_filler,
    is_furniture,
    is_placeholder,
    is_template_name,
    is_test,
    says_error,
    says_gone,
    says_no_rows,
)
from checks.list_item import Listing
from checks.lists import read_list
from checks.per_site import once_per_site
from checks.pictures import own_pictures
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Text2
from domain.text import fold
from pages.dates import find_dates
from pages.view import FRAME_REGIONS, Block, Image

ENOUGH_WORDS = 12  # fewer of its own words, and nothing else: an empty page
_TEXT_BESIDE = 60
_PROMISE_WORDS = 30  # beside a placeholder there may stand a greeting, not an article
_ERROR_WORDS = 80
_HEAD_LINES = 2
_COPY_WORDS = 15
_COPIES = 3
_BANNER = 3


class State(StrEnum):
    REAL = "real"
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    TEST = "test"
    TEMPLATE = "template"
    DUPLICATE = "duplicate"
    ERROR = "error"


#: States in which whatever stands on the page says nothing; an empty page may still name a person or a number.
NOT_CONTENT = frozenset({State.PLACEHOLDER, State.TEST, State.TEMPLATE, State.ERROR})


@dataclass(frozen=True, slots=True)
class Substance:
    """What a page is. `words` are its own running words; pictures and files count as content but are not read."""

    state: State
    words: int
    reason: Text2
    xpath: str
    excerpt: str
    pictures: tuple[Image, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def real(self) -> bool:
        return self.state is State.REAL

    @property
    def unread(self) -> bool:
        """Real, but only by pictures or files whose text is not read here."""
        return self.real and self.words < ENOUGH_WORDS and bool(self.pictures or self.files)


@once_per_site
def told_lines(site: Site, page: SitePage) -> tuple[Block, ...]:
    """The page's own lines that say something: no counters, share buttons, paths, dates of posting. Head and foot are
    left out where anything stands between them (a bare page can be all foot to the eye of a parser)."""
    own = [block for block in _before_comments(site.own_blocks(page)) if not _is_around(block.text)]
    between = tuple(block for block in own if block.region not in FRAME_REGIONS)
    return between or tuple(block for block in own if not block.in_link)


def lines_before_related(site: Site, page: SitePage) -> Iterator[Block]:
    """The page's own lines up to what the frame adds behind an article ("Tin liên quan")."""
    return takewhile(lambda block: not heads_related(block.text), told_lines(site, page))


def _before_comments(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks up to where readers have their say; a page that begins so is a section of its own."""
    end = next((place for place, block in enumerate(blocks) if place > 1 and heads_comments(block.text)), len(blocks))
    return blocks[:end]


def _is_around(line: str) -> bool:
    return is_furniture(line) or _is_date(line)


def _is_date(line: str) -> bool:
    found = find_dates(line)
    if not found:
        return False
    rest = line
    for item in found:
        rest = rest.replace(item.text, " ")
    return len(fold(rest).split()) <= 3


@once_per_site
def substance(site: Site, page: SitePage) -> Substance:
    """What a page holds of its own; told once for each page."""
    lines = told_lines(site, page)
    listing = read_list(site, page)
    heads = _heads(page)
    running = [block for block in lines if not block.in_link and fold(block.text) not in heads]
    words = _words(running)
    pictures = own_pictures(site, page)
    files = file_urls(site.own_links(page))
    told = _Told(lines, tuple(running), listing, words, pictures, files)
    state, block, reason = told.verdict()
    if state is State.REAL and not listing.items and _is_copy(site, page, words):
        state, reason = State.DUPLICATE, _COPY
    place = block or (running[0] if running else lines[0] if lines else None)
    return Substance(
        state=state,
        words=words,
        reason=reason,
        xpath=place.xpath if place else "/html",
        excerpt=place.text if place else "",
        pictures=pictures,
        files=files,
    )


def _words(running: Sequence[Block]) -> int:
    """Words of running text; a line that stands there several times (a moving banner) says nothing."""
    lines = Counter(fold(block.text) for block in running if not is_filler(block.text))
    return sum(len(line.split()) for line, times in lines.items() if times < _BANNER)


def _heads(page: SitePage) -> frozenset[str]:
    """Lines that only name what follows: headings, the page's title, the heads of tables."""
    view = page.view
    tables = (" ".join(table.headers) for table in view.tables)
    return frozenset(fold(text) for text in (view.title, *(heading.text for heading in view.headings), *tables))


Verdict = tuple[State, Block | None, Text2]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a page says, ready to be judged."""

    lines: tuple[Block, ...]
    running: tuple[Block, ...]
    listing: Listing
    words: int
    pictures: tuple[Image, ...]
    files: tuple[str, ...]

    def verdict(self) -> Verdict:
        return self._trial() or self._by_list() or self._promise() or self._by_lines()

    def _trial(self) -> Verdict | None:
        """An error page, or a page whose own title is a trial."""
        error = next((block for block in self.lines if says_error(block.text)), None)
        if error is not None and self.words < _ERROR_WORDS and (not self.listing.items or self._heads_page(error)):
            return State.ERROR, error, _said("Trang báo lỗi", "The page reports an error", error.text)
        tried = next((block for block in self.lines[:2] if is_test(block.text)), None)
        if tried is not None and len(self.listing.items) <= 1:
            return State.TEST, tried, _said("Trang là một bài đăng thử", "The page is a trial", tried.text)
        return None

    def _heads_page(self, error: Block) -> bool:
        """The error stands before everything else: what is listed below it is the system's offer of other pages."""
        return says_gone(error.text) and not error.in_link and error in self.lines[:_HEAD_LINES]

    def _by_list(self) -> Verdict | None:
        if self.listing.items:
            return State.REAL, None, _REAL
        return self._only_fillers() if self.listing.fillers and not self._has_text_beside() else None

    def _has_text_beside(self) -> bool:
        """Running text of the page that is none of its fillers: they are links at its end."""
        titles = {item.title for item in self.listing.fillers}
        beside = [block for block in self.running if not any(title in block.text for title in titles)]
        return _words(beside) >= _TEXT_BESIDE

    def _promise(self) -> Verdict | None:
        """A placeholder, or a list that says that it is empty."""
        if self.words >= _PROMISE_WORDS:
            return None
        promise = next((block for block in self.lines if is_placeholder(block.text)), None)
        if promise is not None and not self.files:
            reason = _said("Trang chỉ hứa nội dung", "The page only promises content", promise.text)
            return State.PLACEHOLDER, promise, reason
        bare = next((block for block in self.lines if says_no_rows(block.text)), None)
        if bare is not None:
            return State.EMPTY, bare, _said("Danh sách trống", "The list is empty", bare.text)
        return None

    def _only_fillers(self) -> Verdict:
        titles = [item.title for item in self.listing.fillers]
        first = self.listing.fillers[0]
        block = next((line for line in self.lines if first.title in line.text), None)
        state = State.TEMPLATE if all(is_template_name(title) for title in titles) else State.TEST
        count = len(titles)
        bare = sum(1 for title in titles if not is_filler(title))
        shown = first.title[:80]
        if bare == count:
            vi = f"Trang chỉ có {count} mục và mục nào cũng trống (“{shown}”)."
            return State.EMPTY, block, Text2(vi, f"The page has {count} entries, each of them empty (“{shown}”).")
        reason = Text2(
            f"Trang chỉ có {count} dòng, tất cả là dữ liệu thử hoặc tên mẫu (“{shown}”).",
            f"The page has {count} rows, all of them test data or template names (“{shown}”).",
        )
        return state, block, reason

    def _by_lines(self) -> Verdict:
        filler = next((block for block in self.running if is_filler(block.text)), None)
        if filler is not None and self.words < ENOUGH_WORDS:
            state = State.TEMPLATE if is_template_name(filler.text) else State.TEST
            return state, filler, _said("Trang chỉ có dữ liệu thử", "The page holds only a trial", filler.text)
        entries = sum(len(fold(block.text).split()) for block in self.lines if block.in_link)
        if self.words + entries >= ENOUGH_WORDS or self.pictures or self.files:
            return State.REAL, None, _REAL
        return State.EMPTY, None, _EMPTY


def _said(vi: str, en: str, line: str) -> Text2:
    return Text2(f"{vi}: “{line[:120]}”.", f"{en}: “{line[:120]}”.")


def _is_copy(site: Site, page: SitePage, words: int) -> bool:
    """The same text under several other headings: a greeting the system shows wherever there is nothing."""
    if words < _COPY_WORDS:
        return False
    return _copies(site)[_body(site, page)] >= _COPIES


@once_per_site
def _copies(site: Site) -> Counter[str]:
    """Under how many headings each text stands."""
    headings: dict[str, set[str]] = {}
    for other in site.pages:
        if other is not site.home:
            headings.setdefault(_body(site, other), set()).add(_first_heading(site, other))
    return Counter({body: len(named) for body, named in headings.items()})


def _body(site: Site, page: SitePage) -> str:
    """The page's running text without the lines that head it."""
    heads = {fold(heading.text) for heading in page.view.headings}
    told = (fold(block.text) for block in told_lines(site, page))
    return " ".join(line for line in told if line not in heads)[:2000]


def _first_heading(site: Site, page: SitePage) -> str:
    headings = site.own_headings(page)
    return fold(headings[0].text) if headings else page.url


_REAL = Text2("Trang có nội dung riêng.", "The page has content of its own.")
_EMPTY = Text2(
    "Trang không có nội dung riêng nào ngoài khung của cổng.",
    "The page holds nothing of its own besides the portal's frame.",
)
_COPY = Text2(
    "Trang chỉ lặp lại cùng một nội dung đặt dưới nhiều nhãn khác nhau.",
    "The page repeats one and the same text that stands under several labels.",
)
