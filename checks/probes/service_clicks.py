"""How many clicks a level 3-4 service lies from the service portal's home page. Circular 32 Art. 11(2)(b).

By links, paging and filters, counted on the pages that were read; asking the service portal's search is one click, the
answer it lists another. What only appears when a list is asked for more needs a click for each further portion.
"""

from collections import deque
from collections.abc import Mapping

from checks.all_candidates import candidates_of
from checks.observations import Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.search_forms import search_field
from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.portions import portion_clicks
from checks.services.sample import online_sample
from checks.services.sample_share import Tried, no_online, share_of
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2
from pages.view import CONTENT_REGIONS

NAME = "service_clicks"
_FAR = 99
_SECTION, _STRENGTH = "services", 0.6


class ClicksParams(Params):
    """`most`: so many clicks are allowed."""

    most: int


def run(site: Site, params: ClicksParams, _requirement: Requirement) -> Observation:
    settled = no_online(site, NAME)
    if settled is not None:
        return settled
    start = _start(site)
    searched = _search(site, start) if start is not None else None
    clicks = _clicks(site, start) if start is not None and searched is None else {}
    if clicks:
        clicks |= portion_clicks(site, clicks)
    tried = [_of_entry(entry, searched, clicks, params.most) for entry in online_sample(read_listing(site))]
    what = Text2(
        f"Tối đa {params.most} lần bấm từ trang dịch vụ", f"At most {params.most} clicks from the service home"
    )
    return share_of(site, NAME, tried, what, Text2("", ""))


def _start(site: Site) -> SitePage | None:
    """The service portal's home page: what the portal's own front page calls its services, else where its list is."""
    for item in candidates_of(site, _SECTION):
        found = item.page_found
        if item.page is site.home and item.strength >= _STRENGTH and found is not None and found is not site.home:
            return found
    return site.page(read_listing(site).home) if read_listing(site).home else site.home


def _of_entry(entry: Entry, searched: Evidence | None, clicks: Mapping[str, int], most: int) -> Tried:
    if searched is not None:
        return Tried(entry, 1.0, (searched, entry.seen))
    near = min(clicks.get(entry.url, _FAR), clicks.get(entry.seen.url, _FAR) + (1 if entry.url else 0))
    if near >= _FAR:
        return Tried(entry, None)
    return Tried(entry, float(near <= most), (entry.seen,))


def _search(site: Site, start: SitePage) -> Evidence | None:
    """The search of the service portal's home page."""
    for form in site.own_forms(start):
        if form.region not in CONTENT_REGIONS:
            continue
        field = search_field(form)
        if field is not None:
            return site.evidence(start, form.xpath, NAME, excerpt=form.text or field.label, value="search")
    return None


def _clicks(site: Site, start: SitePage) -> dict[str, int]:
    """Clicks from a page to every address that the pages read link."""
    found = {start.url: 0}
    waiting = deque([start])
    while waiting:
        page = waiting.popleft()
        for link in page.view.links:
            if not link.url or link.url in found or link.hidden:
                continue
            found[link.url] = found[page.url] + 1
            target = site.page(link.url)
            if target is not None and (target.url == link.url or target.url not in found):
                found[target.url] = found[link.url]
                waiting.append(target)
    return found


PROBE = ProbeKind(
    NAME,
    ClicksParams,
    run,
    Text2(
        "Số lần bấm từ trang đầu của trang dịch vụ đến từng dịch vụ mức độ 3, 4; hỏi ô tìm kiếm là một lần.",
        "Clicks from the service portal's home to each level 3-4 service; asking its search is one.",
    ),
)
