"""Lists whose rows come from an endpoint by portions: how many clicks on its page show each."""

from collections.abc import Mapping

from checks.services.json_documents import json_captures
from checks.services.paging import pages_on, shows_more
from checks.services.series import place_by_name, size_of, stem_of, value_of
from checks.site import Site
from checks.site_page import SitePage


def portion_clicks(site: Site, clicks: Mapping[str, int]) -> dict[str, int]:
    """By the address of a record: the clicks that show its rows, where the page that asks for it is reached. Behind
    "Xem thêm" each portion needs one more; numbered pages are one click away. Where neither stands on the page, only
    the first portion is known."""
    pages: dict[str, SitePage] = {}
    places: dict[str, dict[int, str]] = {}
    for capture in json_captures(site):
        place = place_by_name(capture.url)
        number = value_of(capture.url, place) if place is not None else None
        if place is None or number is None:
            continue
        stem = stem_of(capture.url, place)
        step = size_of(capture.url) or 1 if place.counts_entries else 1
        places.setdefault(stem, {}).setdefault(number // step, capture.url)
        page = site.page(capture.referrer) if capture.referrer else None
        if page is not None and page.url in clicks:
            pages.setdefault(stem, page)
    found: dict[str, int] = {}
    for stem, page in pages.items():
        first = min(places[stem])
        for number, url in places[stem].items():
            ahead = _ahead(page, number - first)
            if ahead is not None:
                found[url] = clicks[page.url] + ahead
    return found


def _ahead(page: SitePage, portions: int) -> int | None:
    if not portions:
        return 0
    if any(shows_more(press.label) for press in page.view.presses):
        return portions
    return 1 if any(pages_on(link) for link in page.view.links) else None
