"""The inventory: every list of services that the portal shows, read and made one (Decree 43/2011 Art. 18(2))."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from checks.all_candidates import candidates_of
from checks.per_site import once_per_site
from checks.services.branches import levels_of_branches
from checks.services.closed_branches import why_closed
from checks.services.context import is_of_services, on_service_host
from checks.services.entries import Entry, Listing, Scale
from checks.services.file_lists import is_file, read_file_lists
from checks.services.json_documents import json_captures
from checks.services.merging import Merger, Source
from checks.services.own_page import OwnPage, lone_entry, read_own_page, with_own_page
from checks.services.page_kind import tells_of_one
from checks.services.page_lists import read_page_lists
from checks.services.paging import ListPages, MarkedPage, list_pages
from checks.services.record_addresses import Ids, with_addresses
from checks.services.records import KnownKeys, read_records
from checks.services.totals import claimed_total, pages_in, total_in_heading
from checks.services.words import ServiceWords, service_words
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from domain.findings import Evidence
from pages.view import FRAME_REGIONS

_MOST_PLACES = 20
_STRONG = 0.6
_MAIN = 0.6  # of all entries, on one list


@dataclass(frozen=True, slots=True)
class Inventory:
    """The list, and the pages and records it was read from, with the addresses that would complete it."""

    listing: Listing
    pages: ListPages


@once_per_site
def read_inventory(site: Site) -> Inventory:
    """All lists of services of a snapshot. Each page and record is read once."""
    marked, singles = _marked(site)
    pages = list_pages(site, marked)
    owns = _OwnPages(site, frozenset(page.url for page in marked), {own.page.url: own for own in singles})
    merger, lists = Merger(), []
    places: list[tuple[Ids, str]] = []
    levels = levels_of_branches(site, pages)
    for page in pages.in_order:
        entries = [_under(entry, levels.get(pages.stem_of(page), "")) for entry in _addressed(page, merger, places)]
        read = tuple(with_own_page(site, entry, owns.of(entry)) for entry in entries)
        fresh = merger.add(Source(pages.stem_of(page), read, page.kinds))
        if fresh or pages.is_paged(page):
            lists.append(page)
    for own in singles:
        alone = lone_entry(site, own)
        if alone is not None:
            merger.add(Source(f"own page {own.page.url}", (alone,), ("own page",), own=True))
    return Inventory(_listing(site, merger, pages, lists), pages)


def _under(entry: Entry, level: str) -> Entry:
    return replace(entry, admin_level=level) if level and not entry.admin_level else entry


def _addressed(page: MarkedPage, merger: Merger, shown: list[tuple[Ids, str]]) -> Sequence[Entry]:
    """A record's entries with the addresses that pages show for some of them. `shown` grows from record to record."""
    if page.page is not None:
        return page.entries
    shown.extend((its, url) for entry, its in zip(page.entries, page.ids, strict=True) if (url := merger.url_of(entry)))
    return with_addresses(page.entries, page.ids, shown)


@dataclass(slots=True)
class _OwnPages:
    """Services' own pages by address, each read at its first use."""

    site: Site
    lists: frozenset[str]
    read: dict[str, OwnPage]

    def of(self, entry: Entry) -> OwnPage | None:
        page = self.site.page(entry.url) if entry.url else None
        if page is None or page is self.site.home or page.url in self.lists:
            return None
        if page.url not in self.read:
            self.read[page.url] = read_own_page(self.site, page)
        return self.read[page.url]


def read_listing(site: Site) -> Listing:
    """The list alone."""
    return read_inventory(site).listing


def _marked(site: Site) -> tuple[list[MarkedPage], list[OwnPage]]:
    """Pages and records that list services, files where no page does, and pages that tell of a single one."""
    words = service_words(site.lexicon)
    marked: list[MarkedPage] = []
    singles: list[OwnPage] = []
    shown_by = read_page_lists(site)
    for page in site.pages:
        if tells_of_one(site, page):
            singles.append(read_own_page(site, page))
        elif (shown := shown_by.get(page.url)) is not None:
            told, last = _counted(page, words) if len(shown.entries) > 1 else (None, None)
            marked.append(MarkedPage(page.url, shown.entries, shown.kinds, told, page=page, last=last))
    known: KnownKeys = {}
    for capture in json_captures(site):
        lists = read_records(site, capture, known)
        read = tuple(entry for each in lists for entry in each.entries)
        totals = [each.total for each in lists if each.total is not None and len(each.entries) > 1]
        if read:
            ids = tuple(its for each in lists for its in each.ids)
            marked.append(MarkedPage(capture.url, read, ("json",) * len(read), max(totals, default=None), ids=ids))
    if not marked:
        files = read_file_lists(site).items()
        marked += [MarkedPage(file.url, shown.entries, shown.kinds, page=file) for file, shown in files]
    return marked, singles


def _counted(page: SitePage, words: ServiceWords) -> tuple[int | None, int | None]:
    """How many services, and how many pages of them, a list page says there are."""
    lines = [block.text for block in page.view.blocks if block.region not in FRAME_REGIONS]
    headings = (item.text for item in page.view.headings if item.region not in FRAME_REGIONS)
    told = claimed_total(lines, words)
    if told is None:
        told = next((total for text in headings if (total := total_in_heading(text, words)) is not None), None)
    return told, pages_in(lines)


def _listing(site: Site, merger: Merger, pages: ListPages, lists: Sequence[MarkedPage]) -> Listing:
    entries = tuple(merger.entries)
    total = _claimed(pages, len(entries))
    if total is None and len(pages.series) > 1:
        total = _of_tree(site, {page.url for page in lists}, len(entries))
    closed = why_closed(site, {page.url for page in lists}) if entries else ""
    complete, cut = _state(pages, total, len(entries) + len(merger.duplicates), closed)
    return Listing(
        entries=entries,
        duplicates=tuple((entries[place], again) for place, again in merger.duplicates),
        claimed_total=total,
        pages_read=len(lists),
        pages_known=len(lists) + len(pages.unread) + len(pages.failed),
        complete=complete,
        cut=cut,
        scale=_scale(entries),
        home=_home(site, lists) if entries else "",
        places=_places(lists),
    )


def _claimed(pages: ListPages, read: int) -> int | None:
    """How many the portal says it has: what its main list says, the one with most entries; where each of several lists
    (branches, filters) tells its own, the largest that is not less than what was read, else what they say together."""
    totals = [series.total for series in pages.series if series.total is not None]
    if not totals:
        return None
    main = max(pages.series, key=lambda series: series.size)
    if main.total is not None and (len(pages.series) == 1 or main.size >= _MAIN * read):
        return main.total
    if max(totals) >= read:
        return max(totals)
    return sum(totals) if sum(totals) >= read and len(totals) == len(pages.series) else None


def _of_tree(site: Site, lists: Collection[str], read: int) -> int | None:
    """How many there are in all, as the page says that leads to the lists of a tree and shows no service itself."""
    words = service_words(site.lexicon)
    for page in site.pages:
        branches = {link.url for link in page.view.links if link.url in lists and link.region not in FRAME_REGIONS}
        if len(branches) > 1 and page.url not in lists and is_of_services(site, page):
            told, _ = _counted(page, words)
            if told is not None and told >= read:
                return told
    return None


def _state(pages: ListPages, total: int | None, read: int, closed: str) -> tuple[bool, str]:
    """Whether every page was read, and why not. `closed`: why branches could not be opened."""
    if not read:
        return False, ""
    if total is not None and read >= total:
        return True, ""
    paged = any(len(series.known) > 1 for series in pages.series)
    hidden = bool(pages.by_script) or (total is not None and not paged)
    why = {
        "budget": bool(pages.unread),
        "failed": bool(pages.failed),
        "needs_post": bool(pages.needs_post) or closed == "needs_post",
        "script": hidden or bool(closed),
    }
    cut = next((reason for reason, holds in why.items() if holds), "")
    return not cut, cut


def _scale(entries: Sequence[Entry]) -> Scale:
    counts = Counter(entry.scale for entry in entries if entry.scale is not Scale.NONE)
    return max(counts, key=lambda scale: (counts[scale], scale.value), default=Scale.NONE)


def _home(site: Site, lists: Sequence[MarkedPage]) -> str:
    """The page that the portal calls its services; where none is so called, the first of its lists."""
    named = [item for item in candidates_of(site, "services") if item.strength >= _STRONG and item.state is State.ALIVE]
    listed = {page.url for page in lists}
    own = (item.url for item in named if item.url and (item.url in listed or on_service_host(site, item.url)))
    first = next((page.url for page in lists if page.page is not None and not is_file(page.page)), "")
    return next(own, "") or next((item.url for item in named if item.url), "") or first


def _places(lists: Sequence[MarkedPage]) -> tuple[Evidence, ...]:
    return tuple(page.entries[0].seen for page in lists[:_MOST_PLACES])
