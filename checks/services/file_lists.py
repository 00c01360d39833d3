"""Lists of services that stand in files: a spreadsheet, a table of a Word or PDF document that a page of services hands
out (law.md 9.5: files count as content when their text can be read)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from checks.attachments import is_file_link
from checks.load_lexicon import Lexicon
from checks.per_site import once_per_site
from checks.services.columns import TELLING
from checks.services.context import PageContext, is_of_services, names_services
from checks.services.drafts import Found
from checks.services.groups import over_of
from checks.services.page_kind import begins
from checks.services.page_lists import PageList, list_of
from checks.services.tables import read_table
from checks.services.words import ServiceWords, service_words
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import CaptureKind
from domain.text import fold
from pages.hosts import in_scope
from pages.view import CONTENT_REGIONS, Block, Region, Table

MOST_FILES = 12
_REGIONS = CONTENT_REGIONS | {Region.NAV}
_LABEL_WORDS = 14
_TITLE_LINES = 6
_LEAST_HEADS = 2
_CELL = "|"
_WRAPPING = "pdf"  # its lines end where the paper does
_NUMBERED = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H]|\d{1,3})\s*[.)/]\s*\S")

Row = tuple[str, tuple[str, ...]]  # its place, its cells


@once_per_site
def list_files(site: Site) -> tuple[str, ...]:
    """Addresses of files that may hold the list: those that a page of services hands out, or that links call so."""
    found: dict[str, None] = {}
    plain: set[tuple[str, str]] = set()  # address and label of links that hand out none
    for page in site.pages:
        of_services = None
        for link in page.view.links:
            if not link.url or (link.url, link.label) in plain or link.region not in _REGIONS:
                continue
            if not is_file_link(link):
                plain.add((link.url, link.label))
                continue
            named = len(link.label.split()) <= _LABEL_WORDS and names_services(site.lexicon, link.label)
            if not named and of_services is None:
                of_services = is_of_services(site, page)
            if (named or of_services) and in_scope(link.url, site.target):
                found.setdefault(link.url)
    return tuple(found)[:MOST_FILES]


def read_file_lists(site: Site) -> Mapping[SitePage, PageList]:
    """The services that each of those files lists, by the file laid out as a page."""
    lists: dict[SitePage, PageList] = {}
    for url in list_files(site):
        file = site.file_page(url)
        if file is None or file in lists:
            continue
        groups = tuple(_groups(site, file))
        listed = list_of(site, file, PageContext(of_services=True), groups)
        if listed is not None:
            lists[file] = listed
    return lists


def _groups(site: Site, file: SitePage) -> Iterator[Found]:
    """Tables with such heads. A decision that makes procedures public, a plan, is no list of what is in use."""
    words = service_words(site.lexicon)
    if any(begins(fold(block.text), words.announcing) for block in file.view.blocks[:_TITLE_LINES]):
        return
    text = site.file_text(file.url)
    wraps = text is not None and text.kind == _WRAPPING
    for table in _tables(file, site.lexicon, words, wraps=wraps):
        found = read_table(file.view, table, site.lexicon, words)
        if found is not None and found.headed:
            yield found


def _tables(file: SitePage, lexicon: Lexicon, words: ServiceWords, *, wraps: bool) -> Iterator[Table]:
    """The rows below each row of heads up to the next one, over all pages of the file."""
    heads: tuple[str, ...] = ()
    rows: list[Row] = []
    for block in file.view.blocks:
        cells = tuple(cell.strip() for cell in block.text.split(_CELL))
        if _are_heads(cells, lexicon):
            if cells != heads:
                yield from _table(heads, rows)
                heads, rows = cells, []
        elif heads:
            _take(rows, block, cells, lexicon, words, wraps=wraps)
    yield from _table(heads, rows)


def _are_heads(cells: Sequence[str], lexicon: Lexicon) -> bool:
    roles = {lexicon.field_named("services", cell) for cell in cells if cell and not any(map(str.isdigit, cell))}
    return "name" in roles and len(roles & TELLING) + 1 >= _LEAST_HEADS


def _take(
    rows: list[Row], block: Block, cells: tuple[str, ...], lexicon: Lexicon, words: ServiceWords, *, wraps: bool
) -> None:
    """A row, or a line over a group of them. In a PDF a line without cells may be the rest of the cell above."""
    if len(cells) > 1 or not wraps or _NUMBERED.match(block.text):
        rows.append((block.xpath, cells))
        return
    over = over_of(block.text, block.xpath, lexicon, words)
    if over.field or over.levelled or over.agency or over.admin_level:
        rows.append((block.xpath, cells))


def _table(heads: tuple[str, ...], rows: Sequence[Row]) -> Iterator[Table]:
    if not heads or not rows:
        return
    width = max(len(heads), *(len(cells) for _, cells in rows))
    even = tuple(cells + ("",) * (width - len(cells)) for _, cells in rows)
    yield Table(heads, even, rows[0][0], Region.MAIN, tuple(place for place, _ in rows))


def is_file(page: SitePage) -> bool:
    return page.capture.kind is CaptureKind.FILE
