"""Where an application's records on single services are: learnt from the pages that a browser showed.

The page `/dich-vu/6` asked for `/api/dvc/6`: what stands in both holds for the pages of all the other services, whose
records can be asked for directly. A browser shows only so many pages of one portal.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from checks.per_site import once_per_site
from checks.services.entries import Entry
from checks.services.json_details import all_json_details
from checks.services.listing import read_listing
from checks.services.record_addresses import Ids, ids_of, learn_address, made_address
from checks.site import Site
from domain.urls import as_path
from pages.hosts import in_scope

_AT_END = re.compile(r"(\d+)(?:\.[a-z]{3,5})?$", re.IGNORECASE)
_MOST = 60


def record_address(site: Site, entry: Entry) -> str:
    """The address of the record that the page of a service would ask for; "" where none was learnt."""
    learnt = _learnt(site) if entry.url else None
    url = made_address(learnt, _ids_of_page(entry.url)) if learnt is not None else ""
    return url if url and in_scope(url, site.target) else ""


@once_per_site
def _learnt(site: Site) -> tuple[str, str, str] | None:
    own = {entry.url for entry in read_listing(site).entries if entry.url}
    asked = {details.capture.url: details.capture.referrer for details in all_json_details(site)}
    return learn_address([(_ids_of_page(page), url) for url, page in sorted(asked.items()) if page in own][:_MOST])


def _ids_of_page(url: str) -> Ids:
    """What of a page's address a record's address may carry, each by the place where it stands."""
    return ids_of(_parts(url))


def _parts(url: str) -> Iterator[tuple[str, object]]:
    parts = urlsplit(as_path(url))
    yield from parse_qsl(parts.query)
    pieces = [piece for piece in parts.path.split("/") if piece]
    for place, piece in enumerate(reversed(pieces[-4:]), start=1):
        number = _AT_END.search(piece)
        yield f"piece {place}", piece
        if number is not None:
            yield f"number {place}", number[1]
