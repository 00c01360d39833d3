"""The list of the agency's services in use. Decree 43 Art. 18(2), Circular 32 Art. 6(1).

Real services, read to the list's end or to the total that the portal states, are full; a selection, or services found
only one by one, are some. News about services and test rows are no services.
"""

from checks.candidates import Candidate
from checks.judged import Judged, refuse
from checks.navigation import read_navigation
from checks.observations import FULL, SOME, Observation, Unknown
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.section import judge_section
from checks.services.entries import Listing
from checks.services.list_search import service_search
from checks.services.listing import read_listing
from checks.site import Site
from checks.site_page import SitePage
from checks.substance import NOT_CONTENT, substance
from domain.findings import SearchTrace, Text2

NAME = "service_list"
_LEAST = 3
_SHOWN = 6
_CUTS = {
    "budget": Text2("hết lượt tải trang", "the page budget ended"),
    "failed": Text2("có trang không tải được", "some of its pages could not be fetched"),
    "needs_post": Text2("trang tiếp theo chỉ mở bằng POST", "its further pages open by POST only"),
    "script": Text2("phần còn lại chỉ hiện bằng mã lệnh", "the rest is shown by script only"),
}


def run(site: Site, params: SectionParams, _requirement: Requirement) -> Observation:
    listing = read_listing(site)
    if not listing:
        return _without(site, params.section)
    evidence = (listing.places or tuple(entry.seen for entry in listing.entries))[:_SHOWN]
    count, claimed = len(listing.entries), listing.claimed_total
    figures = (("services", float(count)),)
    counted = Text2(
        f"Danh sách có {count} dịch vụ" + (f", cổng nêu {claimed}." if claimed is not None else "."),
        f"The list has {count} services" + (f", the portal says {claimed}." if claimed is not None else "."),
    )
    searched = _trace(site, listing)
    part = _selection(site, listing)
    if part is not None:
        said = Text2(f"{counted.vi} {part.vi}", f"{counted.en} {part.en}")
        return Observation(NAME, SOME, 0.0, "selection", said, evidence, searched, figures=figures)
    if listing.complete:
        said = Text2(f"{counted.vi} Đã đọc hết.", f"{counted.en} It was read to its end.")
        return Observation(NAME, FULL, 0.0, "full", said, evidence, figures=figures)
    why = _CUTS.get(listing.cut, Text2("chưa rõ đã hết chưa", "whether that is all is not known"))
    said = Text2(f"{counted.vi} Chưa đọc hết: {why.vi}.", f"{counted.en} Not read to its end: {why.en}.")
    rest = round(1 - SOME, 4)
    return Observation(
        NAME, SOME, rest, listing.cut or "partial", said, evidence, searched, Unknown.UNSEEN, figures=figures
    )


def _selection(site: Site, listing: Listing) -> Text2 | None:
    """Why the list is only a part of what the agency offers; None where it is a list of its own."""
    told = listing.claimed_total is not None and len(listing.entries) >= listing.claimed_total
    if all(entry.seen.url == entry.url for entry in listing.entries):
        return Text2("Chỉ tìm được từng dịch vụ một.", "Services are found only one by one.")
    if site.home is not None and not told and all(entry.seen.url == site.home.url for entry in listing.entries):
        return Text2("Chỉ có một số dịch vụ trên trang chủ.", "Only a selection on the home page.")
    if len(listing.entries) < _LEAST and not told:
        return Text2("Quá ít để là danh mục.", "Too few to be the list.")
    return None


def _without(site: Site, section: str) -> Observation:
    return judge_section(site, section, NAME, _refused)


def _refused(site: Site, candidate: Candidate, page: SitePage) -> Judged:
    held = substance(site, page)
    if held.state in NOT_CONTENT:
        return Judged(0.0, 0.0, held.state.value, held.reason)
    form = service_search(site, page)
    if form is not None:
        reason = Text2(
            f"Trang “{candidate.label[:60]}” chỉ hiện thủ tục khi tra cứu, nên chưa đọc được danh sách.",
            f"“{candidate.label[:60]}” shows procedures to a search only, so that the list could not be read.",
        )
        evidence = (site.evidence(page, form.xpath, NAME, excerpt=form.text or candidate.label, value=form.method),)
        return Judged(0.0, 1.0, "needs_post" if form.method == "post" else "not_asked", reason, evidence)
    return refuse(
        "no_services",
        f"Trang “{candidate.label[:60]}” không liệt kê dịch vụ hay thủ tục nào.",
        f"“{candidate.label[:60]}” lists no service or procedure.",
    )


def _trace(site: Site, listing: Listing) -> SearchTrace:
    return SearchTrace(
        sections=tuple(dict.fromkeys(place.url for place in listing.places))[:20],
        pages=len(site.pages),
        labels_compared=len(site.labels),
        navigation=read_navigation(site).coverage,
        unfetched=read_navigation(site).unfetched[:10],
    )


PROBE = ProbeKind(
    NAME,
    SectionParams,
    run,
    Text2(
        "Danh sách dịch vụ của cơ quan: có thật, đọc được đến hết hoặc đến tổng số mà cổng nêu.",
        "The list of the agency's services: real, read to its end or to the total that the portal states.",
    ),
)
