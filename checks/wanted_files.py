"""Files worth a request: those that are a section's content, and a sample of those that lists offer."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from checks.candidates import Candidate
from checks.linked_files import COVER_WORDS, content_files
from checks.list_topics import files_of
from checks.lists import read_list
from checks.passages import names
from checks.site import Site, SitePage
from checks.states import State
from checks.substance import substance
from checks.wanted_addresses import Tagged, listed_items
from domain.text import fold, slug_words
from pages.hosts import in_scope
from pages.view import Link

_STRONG = 0.6
_PAGES_PER_SECTION = 4
_PER_SECTION = 3
_FEW_ENTRIES = 3  # a page with more is a list: its files belong to its entries
_SAMPLE = {"documents": 4, "directions": 3, "schedule": 3}
_FEW_FILES = 2
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


def item_files(site: Site, sections: Sequence[str]) -> Tagged:
    """A small sample of the lists' files, chosen by digest so that a repeat takes the same."""
    for section in sections:
        files = dict.fromkeys(url for item in listed_items(site, section) for url in files_of(site, item))
        most = _SAMPLE.get(section, _FEW_FILES)
        chosen = list(files)[:most] if section in _FROM_THE_TOP else sorted(files, key=_lot)
        yield from ((url, section) for url in _unasked(site, chosen)[:most])


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
    return [item for item in site.candidates(section) if item.strength >= _STRONG and item.state is State.ALIVE]


def _unasked(site: Site, urls: Iterable[str]) -> list[str]:
    return [url for url in urls if site.capture(url) is None and in_scope(url, site.target)]


def _lot(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()
