"""Frames (iframe) that hold a page's own content: a document store, a calendar; not the buttons of social networks."""

from collections import Counter

from checks.filler import is_widget_host
from checks.per_site import once_per_site
from checks.site import Site
from checks.site_page import SitePage
from domain.urls import host_of
from pages.view import FRAME_REGIONS, Link, LinkKind

_RECURS = 3  # pages; what so many show is the portal's frame


def own_frames(site: Site, page: SitePage) -> tuple[Link, ...]:
    """The frames that a page shows and the rest of the portal does not."""
    counts = _counts(site)
    return tuple(
        link
        for link in _frames(page)
        if link.url and counts[link.url] < _RECURS and not is_widget_host(host_of(link.url))
    )


def _frames(page: SitePage) -> list[Link]:
    return [
        link
        for link in page.view.links
        if link.kind is LinkKind.FRAME and not link.hidden and link.region not in FRAME_REGIONS
    ]


@once_per_site
def _counts(site: Site) -> Counter[str]:
    """On how many pages each address is framed; the home page's frames are widgets."""
    counts: Counter[str] = Counter()
    for page in site.pages:
        weight = _RECURS if page is site.home else 1
        counts.update({link.url: weight for link in _frames(page) if link.url})
    return counts
