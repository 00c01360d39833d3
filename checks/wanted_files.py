"""Files worth a request: those that are a section's content, and a sample of those that lists offer."""

from collections.abc import Iterable, Iterator, Sequence

from checks.all_candidates import candidates_of
from checks.candidates import Candidate
from checks.entry_files import files_of_item
from checks.linked_files import COVER_WORDS, content_files
from checks.list_topics import files_of
from checks.lists import article_of, read_list
from checks.menu_pages import file_entries
from checks.passages import names
from checks.pictures import own_pictures
from checks.site import Site
from checks.site_page import SitePage
from checks.states import State
from checks.substance import substance
from checks.wanted_addresses import Entries, Tagged, by_lot, listed_items, lot
from domain.text import fold, slug_words
from pages.hosts import in_scope
from pages.view import Link

_STRONG = 0.6
_PAGES_PER_SECTION = 4
_PER_SECTION = 3
_FEW_ENTRIES = 3  # a page with more is a list: its files belong to its entries
_PARTS = 6
_SAMPLE = {"directions": 3, "schedule": 3}
_FEW_FILES = 2
#: Files asked of lists whose entries are judged one by one; twelve where the row is a share over twenty.
_JUDGED = {
    "documents": 12,
    "drafts": 6,
    "gazette": 12,
    "projects": 4,
    "results": 6,
    "statistics": 12,
    "topics": 4,
}
#: Lists whose newest entry is what counts: their files are taken from the top.
_FROM_THE_TOP = frozenset({"schedule"})


def content_addresses(site: Site, sections: Sequence[str]) -> Tagged:
    """Files that a section's own pages hand out beside few words of their own: every section's first one before any
    section's second."""
    waiting = {section: tuple(_content(site, section))[:_PER_SECTION] for section in sections}
    for turn in range(_PER_SECTION):
        for section in sections:
            if turn < len(waiting[section]):
                yield waiting[section][turn], section


def part_files(site: Site) -> Tagged:
    """Files that stand in menus where others have pages: what they are is seen by reading them."""
    for url in _unasked(site, dict.fromkeys(file_entries(site)))[:_PARTS]:
        yield url, "navigation"


def item_files(site: Site, sections: Sequence[str], judged: Entries) -> Tagged:
    """A small sample of the lists' files, chosen by digest so that a repeat takes the same: one of each entry that is
    judged by itself, which the list or its own page hands out."""
    for section in sections:
        if section in judged:
            items = by_lot(judged[section])[: _JUDGED.get(section, _FEW_FILES)]
            chosen = [url for item in items for url in files_of_item(site, item, article_of(site, item))[:1]]
            most = len(chosen)
        else:
            files = dict.fromkeys(url for item in listed_items(site, section) for url in files_of(site, item))
            chosen = list(files) if section in _FROM_THE_TOP else sorted(files, key=lot)
            most = _SAMPLE.get(section, _FEW_FILES)
            chosen = chosen[:most] if section in _FROM_THE_TOP else chosen
        yield from ((url, section) for url in _unasked(site, chosen)[:most])


def map_pictures(site: Site) -> Tagged:
    """Pictures on the pages of the map's section: whether they are there at all is seen by asking."""
    for candidate in _alive(site, "map"):
        page = candidate.page_found
        if page is not None and page is not site.home:
            found = (image.src for image in own_pictures(site, page) if image.src)
            yield from ((url, "map") for url in _unasked(site, found))


def _content(site: Site, section: str) -> Iterator[str]:
    for candidate in _alive(site, section)[:_PAGES_PER_SECTION]:
        page = candidate.page_found
        if page is not None and page is not site.home:
            links = sorted(_of_page(site, page), key=lambda link: not _named(site, section, link))
            yield from _unasked(site, [link.url for link in links if link.url])


def _of_page(site: Site, page: SitePage) -> Sequence[Link]:
    if len(read_list(site, page).items) > _FEW_ENTRIES or substance(site, page).words >= COVER_WORDS:
        return ()
    return content_files(site, page)


def _named(site: Site, section: str, link: Link) -> bool:
    said = f"{link.label} {slug_words((link.url or '').rsplit('/', 1)[-1])}"
    return names(site, link.label, section) or bool(site.lexicon.topic_words(section, fold(said)))


def _alive(site: Site, section: str) -> list[Candidate]:
    return [item for item in candidates_of(site, section) if item.strength >= _STRONG and item.state is State.ALIVE]


def _unasked(site: Site, urls: Iterable[str]) -> list[str]:
    return [url for url in urls if site.capture(url) is None and in_scope(url, site.target)]
