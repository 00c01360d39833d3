"""A snapshot made ready for judging: pages parsed once, frame told from content, addresses and labels indexed."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from checks.file_pages import page_number, view_of
from checks.file_texts import FileText, read_file_texts
from checks.load_lexicon import Lexicon
from checks.own_content import OwnContent
from checks.owner_lines import strange_hosts
from checks.page_views import HTML, ViewCache, is_document, read_view, view_key
from checks.site_page import SitePage
from checks.template import Template
from domain.agencies import Target
from domain.captures import Capture, CaptureKind, Outcome, Snapshot
from domain.findings import Evidence, Locator, LocatorType
from domain.text import clean, fold
from domain.urls import canonical, host_of, without_route
from pages.hosts import own_host
from pages.script_made import content_by_script, menu_by_script
from pages.view import Block, Form, FoundDate, Heading, Link, PageView, Table

_DOCUMENTS = (CaptureKind.PAGE, CaptureKind.RENDERED)
_EXCERPT = 300
_PICTURE = "picture"  # why a page was rendered whose plain HTML says enough
_SHORT_LABEL = 12


class Site:
    """One audit's snapshot, indexed. Everything is derived from the snapshot and the lexicon; nothing changes."""

    def __init__(self, snapshot: Snapshot, lexicon: Lexicon, views: ViewCache) -> None:
        self.snapshot = snapshot
        self.lexicon = lexicon
        self._views = views
        self._captures = _by_address(snapshot.captures)
        self.strange_hosts: frozenset[str] = frozenset()  # of other agencies, under the same registrable domain
        self.pages, self.home = self._read_pages()
        self._pages = {page.url: page for page in self.pages}
        self.searches = self._read(CaptureKind.SEARCH)
        self._own: dict[str, OwnContent] = {}
        self._by_script: dict[str, bool] = {}
        self._file_pages: dict[str, SitePage] = {}
        self.kept: dict[tuple[object, ...], Any] = {}  # checks.per_site

    @classmethod
    def build(cls, snapshot: Snapshot, lexicon: Lexicon, views: ViewCache | None = None) -> "Site":
        """`views` lets successive rounds of one audit parse a page once."""
        return cls(snapshot, lexicon, {} if views is None else views)

    @property
    def target(self) -> Target:
        return self.snapshot.target

    @property
    def now(self) -> datetime:
        return self.snapshot.started

    def page(self, url: str) -> SitePage | None:
        capture = self.capture(url)
        return self._pages.get(capture.url) if capture is not None else None

    def tried(self, url: str) -> Capture | None:
        """The record of an address that was read as a page, or only tried (an entry to submission)."""
        return self.capture(url) or self._tried.get(url)

    @cached_property
    def _tried(self) -> dict[str, Capture]:
        return {
            url: capture
            for capture in self.snapshot.of(CaptureKind.PROBE)
            for url in (capture.url, capture.requested, *capture.redirects)
            if url
        }

    def as_page(self, capture: Capture) -> SitePage | None:
        """A record read as a page, also one that was only tried; None where it is none."""
        if not capture.readable or capture.mime not in HTML or capture.kind is CaptureKind.FILE:
            return None
        return SitePage(capture, self._view(capture))

    def capture(self, url: str) -> Capture | None:
        """The record of an address, whatever its outcome; redirects of the crawl are followed."""
        return self._captures.get(url)

    def own(self, page: SitePage) -> OwnContent:
        """The page's content without the portal's frame; computed once."""
        if page.url not in self._own:
            self._own[page.url] = OwnContent(page.view, self.template)
        return self._own[page.url]

    def own_blocks(self, page: SitePage) -> tuple[Block, ...]:
        return self.own(page).blocks

    def own_text(self, page: SitePage) -> str:
        return self.own(page).text

    def own_links(self, page: SitePage) -> tuple[Link, ...]:
        return self.own(page).links

    def own_headings(self, page: SitePage) -> tuple[Heading, ...]:
        return self.own(page).headings

    def own_dates(self, page: SitePage) -> tuple[FoundDate, ...]:
        return self.own(page).dates

    def own_tables(self, page: SitePage) -> tuple[Table, ...]:
        return self.own(page).tables

    def own_forms(self, page: SitePage) -> tuple[Form, ...]:
        return self.own(page).forms

    def file_text(self, url: str) -> FileText | None:
        """The text of a linked file; None where it was not asked for or could not be read."""
        return self._file_texts.get(url)

    def file_page(self, url: str) -> SitePage | None:
        """A linked file laid out as a page (checks.file_pages); None where nothing of it could be read as text."""
        text = self.file_text(url)
        if text is None or text.scan or text.legacy or not text.words:
            return None
        if text.file.url not in self._file_pages:
            self._file_pages[text.file.url] = SitePage(text.file, view_of(text))
        return self._file_pages[text.file.url]

    @cached_property
    def _file_texts(self) -> Mapping[str, FileText]:
        return read_file_texts(self.snapshot)

    @cached_property
    def menu_by_script(self) -> bool:
        """The home page's navigation is made by script, and no browser looked: what it leads to was not seen."""
        home = self.home
        if home is None or home.capture.kind is CaptureKind.RENDERED:
            return False
        return menu_by_script(home.view, self.snapshot.body(home.capture))

    def content_by_script(self, page: SitePage) -> bool:
        """The page's own content is filled by script, and no browser looked, or it did not come while one did."""
        if page.capture.kind is CaptureKind.FILE:
            return False
        if page.capture.kind is CaptureKind.RENDERED and not page.capture.notes.get("cut_short"):
            return False
        if page.url not in self._by_script:
            self._by_script[page.url] = content_by_script(page.view, self.snapshot.body(page.capture))
        return self._by_script[page.url]

    @cached_property
    def template(self) -> Template:
        views = [page.view for page in self.pages if own_host(page.url, self.target)]
        return Template.of(views, host_of(self.home.url) if self.home is not None else "")

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Distinct short labels of links on all pages, in reading order: what the search for a section compares."""
        seen: dict[str, str] = {}
        for page in self.pages:
            for link in page.view.links:
                text = link.name
                key = fold(text)
                if key and not link.hidden and len(key.split()) <= _SHORT_LABEL:
                    seen.setdefault(key, text[:_EXCERPT])
        return tuple(seen.values())

    def in_template(self, xpath: str, text: str) -> bool:
        return self.template.has(text, xpath)

    def evidence(
        self, page: SitePage, xpath: str, probe: str, *, excerpt: str = "", value: str = "", confidence: float = 1.0
    ) -> Evidence:
        locator = Locator(LocatorType.XPATH, xpath)
        if page.capture.kind is CaptureKind.FILE:
            number = page_number(xpath)
            locator = Locator(LocatorType.PAGE, str(number) if number else "")
        return Evidence(
            probe=probe,
            url=page.url,
            digest=page.digest,
            locator=locator,
            excerpt=clean(excerpt)[:_EXCERPT],
            value=clean(value)[:_EXCERPT],
            confidence=round(confidence, 3),
        )

    def record_evidence(self, capture: Capture, probe: str, *, excerpt: str = "", value: str = "") -> Evidence:
        """Evidence that is a whole record: a header, a site map, an observation."""
        locator = Locator(LocatorType.RECORD, "")
        return Evidence(probe, capture.url, capture.digest, locator, clean(excerpt)[:_EXCERPT], clean(value)[:_EXCERPT])

    def _read_pages(self) -> tuple[tuple[SitePage, ...], SitePage | None]:
        """Pages of the agency: its own and declared hosts, and sister hosts that speak for it (docs/judging.md 4)."""
        read = self._read(*_DOCUMENTS)
        self.strange_hosts = strange_hosts(read, self.target, self.lexicon)
        pages = tuple(page for page in read if host_of(page.url) not in self.strange_hosts)
        home = self._find_home(pages)
        if home is None:
            return pages, None
        kept = tuple(page for page in pages if page is home or not _same_document(page, home))
        return kept, home

    def _read(self, *kinds: CaptureKind) -> tuple[SitePage, ...]:
        """Each address once: as a browser showed it last, where one did and it showed no less."""
        chosen: dict[str, SitePage] = {}
        for capture in self.snapshot.of(*kinds):
            if not is_document(capture):
                continue
            page, before = SitePage(capture, self._view(capture)), chosen.get(capture.url)
            rendered = capture.kind is CaptureKind.RENDERED
            if before is None or (rendered and _tells_more(page, before)):
                chosen[capture.url] = page
            moved = chosen.get(capture.requested) if rendered else None
            if moved is not None and moved.view.shell:
                del chosen[capture.requested]  # its script led on to another address
        return tuple(chosen.values())

    def _view(self, capture: Capture) -> PageView:
        view = self._views.get(view_key(capture))
        return read_view(self._views, capture, self.snapshot.body(capture)) if view is None else view

    def source(self, page: SitePage) -> SitePage | None:
        """The page as it came over the wire, before script; None where only a browser asked for it."""
        if page.capture.kind is not CaptureKind.RENDERED:
            return page
        names = (page.url, page.capture.requested, without_route(page.url))
        found = next((self._fetched[name] for name in names if name in self._fetched), None)
        return SitePage(found, self._view(found)) if found is not None else None

    @cached_property
    def _fetched(self) -> dict[str, Capture]:
        return {capture.url: capture for capture in self.snapshot.of(CaptureKind.PAGE) if capture.readable}

    def _find_home(self, pages: tuple[SitePage, ...]) -> SitePage | None:
        wanted = {_canonical_or_raw(url) for url in (self.target.portal, *self.target.entries)}
        for page in pages:
            if not wanted.isdisjoint((page.url, page.capture.requested, *page.capture.redirects)):
                return page
        return next((page for page in pages if page.capture.depth == 0), None)


def _tells_more(rendered: SitePage, before: SitePage) -> bool:
    """Is a page to be judged as the browser showed it? Not where it only took the picture of what plain HTML says:
    pages of one portal are compared with each other, and browsers write them differently.
    """
    if before.view.shell:
        return True
    plain = before.capture.kind is not CaptureKind.RENDERED
    return not rendered.view.shell and not (plain and rendered.capture.notes.get("why") == _PICTURE)


def _canonical_or_raw(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return url


def _same_document(page: SitePage, home: SitePage) -> bool:
    return page.digest == home.digest or bool(page.capture.notes.get("home"))


def _by_address(captures: tuple[Capture, ...]) -> dict[str, Capture]:
    """Every address asked or passed through; a good answer wins over a failure, a later one over an earlier."""
    found: dict[str, Capture] = {}
    asked = (*_DOCUMENTS, CaptureKind.FILE, CaptureKind.SITEMAP, CaptureKind.SEARCH)
    for capture in captures:
        if capture.kind not in asked:
            continue
        for url in (capture.url, capture.requested, *capture.redirects):
            if url and (url not in found or capture.outcome is Outcome.OK or found[url].outcome is not Outcome.OK):
                found[url] = capture
    return found
