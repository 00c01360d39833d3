"""What to ask so that services can be held to their levels: their own pages, their forms, their entries to submission.

In the order of checks.services.sample, so that every budget cuts the same list at its end. Of one service: its record
or its page, two forms (four files, where those may tell what its page does not), two entries to submission; an entry is
only opened as far as a GET shows its page or its log-in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.services.detail_addresses import record_address
from checks.services.details import details_of
from checks.services.entries import Entry
from checks.services.file_lists import list_files
from checks.services.forms import ASKED, forms_of
from checks.services.listing import read_listing
from checks.services.own_place import Looked, find_own_place
from checks.services.sample import in_turn, is_online
from checks.services.submission import ways_of
from checks.site import Site
from checks.states import State, state_of
from domain.captures import CaptureKind
from domain.plans import ONLY_TRIED
from pages.hosts import in_scope

MOST_PAGES, MOST_FILES, MOST_ENTRIES = 200, 120, 200  # in an audit
_ENTRIES_OF_ONE = 2
_TAG = "services"

Tagged = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ServiceWishes:
    """Addresses not asked yet, each with its tag: pages, files, entries to try."""

    urls: Tagged
    files: Tagged
    entries: Tagged


def service_wishes(site: Site) -> ServiceWishes:
    """The next addresses of the services that are looked at one by one."""
    turn = in_turn(read_listing(site))[:MOST_PAGES]
    shown = [url for entry in turn for url in _shown_entries(site, entry)]
    return ServiceWishes(
        urls=_tagged([*(url for entry in turn for url in _pages(site, entry)), *shown], MOST_PAGES),
        files=_first(
            (
                *((url, _TAG) for url in _list_files(site)),
                *((url, _TAG) for entry in turn for url in _content_files(site, entry)),
                *((url, ONLY_TRIED) for entry in turn for url in _forms(site, entry)),
            ),
            MOST_FILES,
        ),
        entries=_tagged([url for entry in turn for url in _entries(site, entry)], MOST_ENTRIES),
    )


def _tagged(urls: Iterable[str], most: int) -> Tagged:
    return _first(((url, _TAG) for url in urls), most)


def _first(pairs: Iterable[tuple[str, str]], most: int) -> Tagged:
    found: dict[str, str] = {}
    for url, tag in pairs:
        found.setdefault(url, tag)
    return tuple(found.items())[:most]


def _pages(site: Site, entry: Entry) -> Iterator[str]:
    """The record of a service where an application has one, else its page; the page too where the record does not tell
    how an online service is handed in."""
    if not entry.url:
        return
    details = details_of(site, entry)
    record = record_address(site, entry)
    if details.looked is Looked.UNSEEN and record and _is_open(site, record):
        yield record
    elif details.looked is Looked.UNSEEN or (
        details.json and details.page is None and is_online(entry) and not _has_way(site, entry)
    ):
        yield from (url for url in (entry.url,) if _is_open(site, url))


def _list_files(site: Site) -> Iterator[str]:
    """Files that may hold the list, where no page shows one."""
    if not read_listing(site):
        yield from (url for url in list_files(site) if _is_open(site, url))


def _has_way(site: Site, entry: Entry) -> bool:
    ways = ways_of(site, entry)
    return bool(ways.own or ways.shared or ways.blind)


def _content_files(site: Site, entry: Entry) -> Iterator[str]:
    if details_of(site, entry).looked is Looked.READ:
        yield from (url for url in find_own_place(site, entry).unread_files if _is_open(site, url))


def _forms(site: Site, entry: Entry) -> Iterator[str]:
    details = details_of(site, entry)
    if details.looked is Looked.READ:
        yield from (url for url in forms_of(site, details).urls[:ASKED] if _is_open(site, url))


def _entries(site: Site, entry: Entry) -> Iterator[str]:
    if not _in_browser(site, entry):
        yield from _ways(site, entry)


def _shown_entries(site: Site, entry: Entry) -> Iterator[str]:
    """Entries of an application that only a browser shows: they have to be shown to be seen."""
    yield from (url for url in _ways(site, entry) if _in_browser(site, entry) or "#" in url)


def _ways(site: Site, entry: Entry) -> Iterator[str]:
    own = [way.url for way in ways_of(site, entry).own if way.url]
    yield from (url for url in own[:_ENTRIES_OF_ONE] if site.tried(url) is None and in_scope(url, site.target))


def _in_browser(site: Site, entry: Entry) -> bool:
    page = details_of(site, entry).page
    return page is not None and page.capture.kind is CaptureKind.RENDERED and site.source(page) is not page


def _is_open(site: Site, url: str) -> bool:
    home = site.home
    return (
        home is not None
        and site.capture(url) is None
        and state_of(site, url, home) in (State.UNFETCHED, State.NATIONAL)
    )
