"""Lists of services that stand in files: a spreadsheet, a table of a Word or PDF document that a page of services hands
out (docs/judging.md 4: files count as content when their text can be read)."""

from collections.abc import Iterator, Mapping
from itertools import islice

from checks.attachments import is_file_link
from checks.per_site import once_per_site
from checks.services.boxes import read_boxes
from checks.services.context import PageContext, is_of_services, names_services
from checks.services.drafts import Found
from checks.services.file_tables import lines_above, tables_of, without_cells
from checks.services.levels import heads_proactive
from checks.services.list_signs import share
from checks.services.page_kind import begins
from checks.services.page_lists import PageList, list_of
from checks.services.parts import Parts
from checks.services.tables import read_table
from checks.services.words import service_words
from checks.site import Site
from checks.site_page import SitePage
from domain.captures import CaptureKind
from domain.text import fold
from pages.hosts import in_scope
from pages.view import CONTENT_REGIONS, Region

MOST_FILES = 12
_REGIONS = CONTENT_REGIONS | {Region.NAV}
_LABEL_WORDS = 14
_MOSTLY = 0.5
_WRAPPING = "pdf"  # its lines end where the paper does


@once_per_site
def list_files(site: Site) -> Mapping[str, str]:
    """Addresses of files that may hold the list, with the labels of their links: those that a page of services hands
    out, or that links call so."""
    found: dict[str, str] = {}
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
                found.setdefault(link.url, link.label)
    return dict(islice(found.items(), MOST_FILES))


def read_file_lists(site: Site) -> Mapping[SitePage, PageList]:
    """The services that each of those files lists, by the file laid out as a page. A decision that makes procedures
    public, a plan, is no list of what is in use."""
    lists: dict[SitePage, PageList] = {}
    words = service_words(site.lexicon)
    for url, label in list_files(site).items():
        file = site.file_page(url)
        if file is None or file in lists:
            continue
        titles = [label, *lines_above(file, site.lexicon, words)]
        if any(begins(fold(text), words.announcing) for text in titles):
            continue
        context = PageContext(of_services=True, proactive=any(map(heads_proactive, titles)))
        listed = list_of(site, file, context, tuple(_groups(site, file)))
        if listed is not None:
            lists[file] = listed
    return lists


def _groups(site: Site, file: SitePage) -> Iterator[Found]:
    """Tables with such heads; where it has none, lines of names that carry their codes or levels."""
    tables = list(_tables(site, file))
    yield from tables
    words = service_words(site.lexicon)
    for found in read_boxes(Parts(without_cells(file)), site.lexicon, words) if not tables else ():
        if share(found.drafts, lambda draft: bool(draft.code or draft.level)) >= _MOSTLY:
            yield found


def _tables(site: Site, file: SitePage) -> Iterator[Found]:
    words = service_words(site.lexicon)
    text = site.file_text(file.url)
    wraps = text is not None and text.kind == _WRAPPING
    for table in tables_of(file, site.lexicon, words, wraps=wraps):
        found = read_table(file.view, table, site.lexicon, words)
        if found is not None and found.headed:
            yield found


def is_file(page: SitePage) -> bool:
    return page.capture.kind is CaptureKind.FILE
