"""An official mail address for comments on services. Circular 32 Art. 11(2)(g): on the pages of services.

The portal's own address, which stands in its frame and in that of its service host, is given for no service unless the
line says so.
"""

from collections.abc import Iterator
from itertools import pairwise

from checks.contacts import ContactField, read_contacts
from checks.observations import FULL, NONE, Observation
from checks.per_site import once_per_site
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.services.context import on_service_host
from checks.services.details import details_of
from checks.services.listing import read_listing
from checks.services.sample import sampled
from checks.services.sample_share import no_online, trace_of
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence, Text2
from domain.text import fold
from pages.view import FRAME_REGIONS, Block

NAME = "service_mail"
_MOST_PAGES = 60
_SECTION = "services"
_COMMENTS = ("gop y", "phan anh", "kien nghi", "ho tro", "tiep nhan")


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    settled = no_online(site, NAME)
    if settled is not None:
        return settled
    pages = tuple(_pages(site))[:_MOST_PAGES]
    private: list[Evidence] = []
    for page in pages:
        for above, block in pairwise((None, *page.view.blocks)):
            if block is None or block.hidden or "@" not in block.text or _is_portals_foot(site, page, block):
                continue
            for contact in read_contacts(block.text):
                if contact.field is not ContactField.MAIL:
                    continue
                evidence = site.evidence(page, block.xpath, NAME, excerpt=block.text, value=contact.text)
                if contact.text.lower() in _of_portal(site) and not _speaks_of_services(site, _said(above, block)):
                    continue
                if not site.lexicon.is_public_mail(contact.text):
                    said = Text2(
                        f"Trang dịch vụ nêu thư điện tử {contact.text}.", f"The service pages give {contact.text}."
                    )
                    return Observation(NAME, FULL, 0.0, "full", said, (evidence,))
                private.append(evidence)
    searched = trace_of(site, sampled(read_listing(site)))
    said = (
        Text2("Chỉ có thư điện tử cá nhân, không phải thư công vụ.", "Only private mail addresses, no official one.")
        if private
        else Text2("Các trang dịch vụ không nêu thư điện tử nào.", "The service pages give no mail address.")
    )
    first = tuple(private[:2]) or (sampled(read_listing(site))[0].seen,)
    return Observation(NAME, NONE, 0.0, "private" if private else "absent", said, first, searched)


def _pages(site: Site) -> Iterator[SitePage]:
    """The service portal's pages: its home, its lists, its services."""
    seen: set[str] = set()
    urls = [read_listing(site).home, *(place.url for place in read_listing(site).places)]
    own = (details_of(site, entry).page for entry in sampled(read_listing(site)))
    hosts = (page for page in site.pages if on_service_host(site, page.url))
    for page in (*(site.page(url) for url in urls if url), *own, *hosts):
        if page is not None and page.url not in seen:
            seen.add(page.url)
            yield page


@once_per_site
def _of_portal(site: Site) -> frozenset[str]:
    """Addresses in the frame of the portal's own front page."""
    home = site.home
    if home is None or on_service_host(site, home.url):
        return frozenset()
    framed = (block for block in home.view.blocks if "@" in block.text and block.region in FRAME_REGIONS)
    contacts = (contact for block in framed for contact in read_contacts(block.text))
    return frozenset(contact.text.lower() for contact in contacts if contact.field is ContactField.MAIL)


def _said(above: Block | None, block: Block) -> str:
    """The line and the one above it in its box: "Góp ý về dịch vụ công:" stands often over the address."""
    beside = above is not None and above.xpath.rpartition("/")[0] == block.xpath.rpartition("/")[0]
    return f"{above.text}\n{block.text}" if above is not None and beside else block.text


def _speaks_of_services(site: Site, text: str) -> bool:
    folded = fold(text)
    return any(word in folded for word in _COMMENTS) and bool(site.lexicon.topic_words(_SECTION, folded))


def _is_portals_foot(site: Site, page: SitePage, block: Block) -> bool:
    """The mail of the portal's own frame, which stands below services as below everything: given for no service."""
    return site.in_template(block.xpath, block.text) and not on_service_host(site, page.url)


PROBE = ProbeKind(
    NAME,
    Params,
    run,
    Text2(
        "Thư điện tử công vụ tiếp nhận góp ý, trên trang dịch vụ hoặc trang từng dịch vụ.",
        "An official mail address for comments, on the service portal or on its services.",
    ),
)
