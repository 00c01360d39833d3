"""Which pages each list of services has, which of them were read, and which addresses to ask next.

Only GET addresses: pages linked, pages between the linked ones, pages that the stated total makes sure, further pages
of JSON endpoints that the portal's own pages ask. What only a form or a script would show is said, never forced.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from checks.filler import is_paging
from checks.services.entries import Entry
from checks.services.record_addresses import Ids
from checks.services.series import Place, place_between, place_by_name, size_of, spread, stem_of, value_of, with_value
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import Outcome
from domain.procedures import procedure_key
from domain.text import fold
from pages.view import Link

_LABEL_DIGITS = 6
_AHEAD = 4  # pages of an endpoint that states no total, beside as many as were read
_POSTS = re.compile(r"__doPostBack|WebForm_DoPostBack|\.submit\s*\(", re.IGNORECASE)
_SCRIPT = re.compile(r"^\s*(?:javascript:|#)", re.IGNORECASE)
_MORE = frozenset({"xem them", "tai them", "hien thi them", "load more", "xem tiep"})


@dataclass(frozen=True, eq=False, slots=True)
class MarkedPage:
    """A page or record that lists services."""

    url: str
    entries: tuple[Entry, ...]
    kinds: tuple[str, ...]
    total: int | None = None
    page: SitePage | None = None  # None: a JSON record
    ids: tuple[Ids, ...] = ()  # of a JSON record's entries

    @property
    def is_endpoint(self) -> bool:
        """Is it what scripts ask for, a record or a piece of HTML, rather than a page that visitors see?"""
        return self.page is None or not (self.page.view.title or self.page.view.headings)

    last: int | None = None  # how many pages the list has, as the page says


@dataclass(slots=True)
class Series:
    """The pages of one list. `values`: numbers of pages read; `known`: of all that there are, as far as was told."""

    stem: str
    place: Place | None = None
    pages: dict[int | None, MarkedPage] = field(default_factory=dict)
    shown: set[tuple[str, ...]] = field(default_factory=set)  # what each page lists
    linked: set[int] = field(default_factory=set)
    sample: str = ""  # an address that carries a number
    base: int = 1  # the number of the page without one
    step: int | None = None
    total: int | None = None
    last: int | None = None  # how many pages there are, as they say
    known: dict[int, str] = field(default_factory=dict)
    next_only: str = ""  # a linked further page beyond all others: the end is not in sight

    @property
    def size(self) -> int:
        """Entries on the pages read."""
        return sum(len(keys) for keys in self.shown)

    @property
    def per_page(self) -> int:
        sizes = [size for page in self.pages.values() if (size := size_of(page.url))]
        return max([*sizes, *(len(page.entries) for page in self.pages.values())], default=1)


@dataclass(frozen=True, slots=True)
class ListPages:
    """All lists of a portal by their pages."""

    series: tuple[Series, ...]
    in_order: tuple[MarkedPage, ...]
    unread: tuple[str, ...]  # addresses never asked, in order
    failed: tuple[str, ...]
    needs_post: tuple[MarkedPage, ...]
    by_script: tuple[MarkedPage, ...]
    stems: dict[int, str]
    paged: frozenset[str]

    def stem_of(self, page: MarkedPage) -> str:
        return self.stems[id(page)]

    def is_paged(self, page: MarkedPage) -> bool:
        """One of several pages of its list."""
        return self.stems[id(page)] in self.paged

    @property
    def open_ends(self) -> tuple[str, ...]:
        """A further page of each list whose end is not in sight."""
        return tuple(series.next_only for series in self.series if series.next_only)


class _Pager(NamedTuple):
    """A paging link that differs from its page in one number."""

    value: int
    url: str
    label: str


def list_pages(site: Site, marked: Sequence[MarkedPage]) -> ListPages:
    series: dict[str, Series] = {}
    stems: dict[int, str] = {}
    kept: list[tuple[Series, MarkedPage]] = []
    read = [(page, *_pagers(page)) for page in marked]
    same = _same_lists(read)
    for page, place, pagers in read:
        own = stem_of(page.url, place)
        stem = same.get(own, own) + (" json" if page.page is None else "")
        its = series.setdefault(stem, Series(stem, place))
        its.place = its.place or place
        if not _add(its, page, place, pagers):
            continue
        stems[id(page)] = stem
        kept.append((its, page))
    for its in series.values():
        _complete(its)
    order = {id(its): number for number, its in enumerate(series.values())}
    kept.sort(key=lambda pair: (pair[1].page is None, order[id(pair[0])], _value(pair[1], pair[0])))
    unread, failed = _unread(site, series.values())
    told = {_keys(page) for its, page in kept if page.is_endpoint and len(its.known) > 1}
    alone = (page for its, page in kept if page.page is not None and len(its.known) <= 1)
    dead_ends = [page for page in alone if _keys(page) not in told]  # what its script asks for is read by itself
    return ListPages(
        series=tuple(series.values()),
        in_order=tuple(page for _, page in kept),
        unread=unread,
        failed=failed,
        needs_post=tuple(page for page in dead_ends if _pages_by(page, _POSTS)),
        by_script=tuple(page for page in dead_ends if _pages_by(page, _SCRIPT) and not _pages_by(page, _POSTS)),
        stems=stems,
        paged=frozenset(its.stem for its in series.values() if len(its.known) > 1),
    )


def _same_lists(read: Iterable[tuple[MarkedPage, Place | None, list[_Pager]]]) -> dict[str, str]:
    """Pages that link each other as pages of one list though their addresses differ in more: `/dvc`, then
    `/dvc?p_p_id=x&cur=2`. Stem to the stem of the page that links it."""
    same: dict[str, str] = {}
    for page, place, pagers in read:
        own = stem_of(page.url, place)
        own = same.get(own, own)
        for pager in pagers:
            linked = stem_of(pager.url, place)
            if linked != own:
                same.setdefault(linked, own)
    return same


def _pagers(page: MarkedPage) -> tuple[Place | None, list[_Pager]]:
    """Where the page's address carries its number, and what its paging links lead to."""
    if page.page is None:
        return place_by_name(page.url), []
    votes: dict[Place, list[_Pager]] = {}
    for link in page.page.view.links:
        if link.url is None or not pages_on(link):
            continue
        place = place_between(page.url, link.url)
        value = value_of(link.url, place) if place is not None else None
        if place is not None and value is not None:
            votes.setdefault(place, []).append(_Pager(value, link.url, link.label))
    if not votes:
        return place_by_name(page.url), []
    best = max(votes, key=lambda place: len(votes[place]))
    return best, votes[best]


def pages_on(link: Link) -> bool:
    """Does a link lead to another page of the same list?"""
    return any(is_paging(text) or fold(text) in _MORE for text in (link.label, link.title, link.alt) if text)


def shows_more(label: str) -> bool:
    """Does something to press add the next rows to a list?"""
    return fold(label) in _MORE


def _add(its: Series, page: MarkedPage, place: Place | None, pagers: Iterable[_Pager]) -> bool:
    """Takes a page into its series; False for one that shows what another showed (`?page=1`, beyond the end)."""
    value = value_of(page.url, place) if place is not None else None
    for pager in pagers:
        its.linked.add(pager.value)
        its.sample = its.sample or pager.url
        if pager.label.isdecimal() and len(pager.label) <= _LABEL_DIGITS:
            _learn_base(its, int(pager.label), pager.value)
    if value is not None:
        its.sample = its.sample or page.url
    if page.total is not None:
        its.total = max(its.total or 0, page.total)
    its.last = max(its.last or 0, page.last or 0) or None
    keys = _keys(page)
    if value in its.pages or keys in its.shown:
        its.pages.setdefault(value, page)
        return False
    its.pages[value] = page
    its.shown.add(keys)
    return True


def _keys(page: MarkedPage) -> tuple[str, ...]:
    return tuple(procedure_key(entry.code) if entry.code else fold(entry.name) for entry in page.entries)


def _learn_base(its: Series, label: int, value: int) -> None:
    """A link named 2 that carries 1, or 20, tells how pages are numbered."""
    if label == value or label < 1:
        return
    if label == 1:
        its.base = value
    elif value == label - 1:
        its.base = 0
    elif value % (label - 1) == 0:
        its.base, its.step = 0, value // (label - 1)


def _complete(its: Series) -> None:
    """All the addresses of a series, as far as its links, its total and its numbers tell."""
    place = its.place
    if place is None or not its.sample:
        return
    values = {value for value in its.pages if value is not None} | its.linked
    if place.counts_entries:
        its.base, its.step = 0, its.step or its.per_page
    elif 0 in values:
        its.base = 0
    last = _last(its, values)
    made = spread({*values, its.base}, step=its.step, last=last)
    for value in made:
        url = with_value(its.sample, place, value) if value not in its.pages else its.pages[value].url
        if url is not None:
            its.known[value] = url
    beyond = max(its.linked, default=0)
    read = max((value for value in its.pages if value is not None), default=its.base)
    if beyond > read and last is None and all(page.page is not None for page in its.pages.values()):
        its.next_only = its.known.get(beyond, "")


def _last(its: Series, values: set[int]) -> int | None:
    """The number of the last page: as the pages say, or by the total; else, of an endpoint, a few pages ahead while
    they come full."""
    step = its.step or 1
    if its.last is not None:
        return its.base + (its.last - 1) * step
    if its.total is not None and its.total > its.per_page:
        pages = -(-its.total // its.per_page)
        return its.base + (pages - 1) * step
    highest = max(values, default=its.base)
    newest = its.pages.get(highest) or its.pages.get(None)
    if its.total is not None or newest is None or not newest.is_endpoint:
        return None
    full = len(newest.entries) >= its.per_page and its.per_page >= 5
    return highest + (_AHEAD + len(its.pages)) * step if full else None


def _value(page: MarkedPage, its: Series) -> int:
    value = value_of(page.url, its.place) if its.place is not None else None
    return its.base if value is None else value


def _unread(site: Site, series: Iterable[Series]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    unread: dict[str, None] = {}
    failed: dict[str, None] = {}
    for its in series:
        for value, url in its.known.items():
            if value in its.pages or (value == its.base and None in its.pages):
                continue
            capture = site.capture(url)
            if capture is None or capture.outcome is Outcome.NOT_ASKED:
                unread[url] = None
            elif capture.outcome is not Outcome.OK:
                failed[url] = None
    return tuple(unread), tuple(failed)


def _pages_by(page: MarkedPage, how: re.Pattern[str]) -> bool:
    links = page.page.view.links if page.page is not None else ()
    return any(link.url is None and pages_on(link) and how.search(link.raw) for link in links)
