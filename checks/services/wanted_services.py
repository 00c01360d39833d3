"""What to ask so that services can be held to their levels: their own pages, their forms, their entries to submission.

In the order of checks.services.sample, so that every budget cuts the same list at its end. At most four requests a
service; an entry is only opened as far as a GET shows its page or its log-in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.services.details import details_of
from checks.services.entries import Entry
from checks.services.forms import ASKED, forms_of
from checks.services.listing import read_listing
from checks.services.own_place import Looked
from checks.services.sample import in_turn
from checks.services.submission import ways_of
from checks.site import Site
from checks.states import State, state_of
from domain.captures import CaptureKind
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
        files=_tagged([url for entry in turn for url in _forms(site, entry)], MOST_FILES),
        entries=_tagged([url for entry in turn for url in _entries(site, entry)], MOST_ENTRIES),
    )


def _tagged(urls: list[str], most: int) -> Tagged:
    return tuple((url, _TAG) for url in dict.fromkeys(urls))[:most]


def _pages(site: Site, entry: Entry) -> Iterator[str]:
    if entry.url and details_of(site, entry).looked is Looked.UNSEEN and _is_open(site, entry.url):
        yield entry.url


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
