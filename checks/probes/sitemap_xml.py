"""Is there a site map as XML for search engines? Circular 32/2017 Art. 16(4)(b)."""

from lxml import etree

from checks.absence import trace
from checks.observations import FULL, NONE, Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from domain.captures import Capture, CaptureKind, Outcome
from domain.findings import Text2
from pages.hosts import own_host

NAME = "sitemap_xml"
_ROOTS = frozenset({"urlset", "sitemapindex"})
_MOST_ADDRESSES = 50_000  # the protocol's own limit for one file
_GONE = frozenset({400, 401, 403, 404, 405, 410})


class SitemapXmlParams(Params):
    """None."""


def run(site: Site, params: SitemapXmlParams, requirement: Requirement) -> Observation:  # noqa: ARG001
    captures = _asked(site)
    faults: list[Text2] = []
    for capture in captures:
        if capture.outcome is not Outcome.OK or not capture.digest:
            continue
        addresses = read_addresses(site.snapshot.body(capture))
        own = [url for url in addresses or () if own_host(url, site.target)]
        if own:
            said = Text2(
                f"Sơ đồ XML có {len(own)} địa chỉ của cổng.",
                f"The XML site map lists {len(own)} addresses of the portal.",
            )
            evidence = site.record_evidence(capture, NAME, excerpt=own[0], value=str(len(own)))
            return Observation(NAME, FULL, 0.0, "full", said, (evidence,), figures=(("addresses", float(len(own))),))
        faults.append(_fault(addresses))
    if _all_answered(captures):
        visited = tuple(capture.url for capture in captures)
        said = faults[0] if faults else _NONE_FOUND
        return Observation(NAME, NONE, 0.0, "absent", said, (), trace(site, "", visited, ()))
    said = Text2("Chưa hỏi được địa chỉ sơ đồ XML.", "The addresses of an XML site map could not be asked.")
    return Observation(NAME, NONE, 1.0, "unfetched", said)


def _asked(site: Site) -> tuple[Capture, ...]:
    """Site maps that were fetched, and the addresses where one was looked for in vain."""
    tried = [capture for capture in site.snapshot.of(CaptureKind.PROBE) if capture.notes.get("probe") == "sitemap"]
    return (*site.snapshot.of(CaptureKind.SITEMAP), *tried)


def read_addresses(body: bytes) -> tuple[str, ...] | None:
    """The addresses of a sitemap file or index; None when it is neither."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if etree.QName(root).localname not in _ROOTS:
        return None
    found = root.iterfind(".//{*}loc")
    return tuple((loc.text or "").strip() for loc, _ in zip(found, range(_MOST_ADDRESSES), strict=False))


def _fault(addresses: tuple[str, ...] | None) -> Text2:
    if addresses is None:
        return Text2("Tệp sơ đồ không phải XML sơ đồ hợp lệ.", "The file is no valid sitemap XML.")
    return Text2("Sơ đồ XML không có địa chỉ nào của cổng này.", "The XML site map has no address of this portal.")


_NONE_FOUND = Text2(
    "Không có sơ đồ XML ở robots.txt hay /sitemap.xml.",
    "No XML site map is named in robots.txt or stands at /sitemap.xml.",
)


def _all_answered(captures: tuple[Capture, ...]) -> bool:
    return bool(captures) and all(
        capture.outcome is Outcome.OK or (capture.outcome is Outcome.HTTP_ERROR and capture.status in _GONE)
        for capture in captures
    )


PROBE = ProbeKind(
    NAME,
    SitemapXmlParams,
    run,
    Text2("Tệp sơ đồ XML có địa chỉ của cổng.", "A sitemap XML file with addresses of the portal."),
    needs_pages=False,
)
