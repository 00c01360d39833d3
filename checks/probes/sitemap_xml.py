"""Is there a site map as XML for search engines? Circular 32/2017 Art. 16(4)(b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from checks.absence import trace
from checks.observations import FULL, NONE, Observation
from checks.probe_kind import Params, ProbeKind
from checks.requirement import Requirement
from checks.site import Site
from domain.captures import Capture, CaptureKind, Outcome
from domain.findings import Text2
from domain.urls import canonical
from pages.hosts import own_host
from pages.packed import unpacked

NAME = "sitemap_xml"
_INDEX, _MAP = "sitemapindex", "urlset"
_MAX_BYTES = 50 * 1024 * 1024  # the protocol's limit for one file, unpacked
_MOST_ADDRESSES = 50_000  # the protocol's own limit for one file
_GONE = frozenset({400, 401, 403, 404, 405, 410})


def run(site: Site, _params: Params, _requirement: Requirement) -> Observation:
    captures = _asked(site)
    faults: list[Text2] = []
    for capture in captures:
        if capture.outcome is not Outcome.OK or not capture.digest:
            continue
        found = read_map(site.snapshot.body(capture))
        own = [url for url in found.addresses if own_host(url, site.target)] if found is not None else []
        fault = _fault(site, found, own, captures)
        if fault is None:
            said = Text2(
                f"Sơ đồ XML có {len(own)} địa chỉ của cổng.",
                f"The XML site map lists {len(own)} addresses of the portal.",
            )
            evidence = site.record_evidence(capture, NAME, excerpt=own[0], value=str(len(own)))
            return Observation(NAME, FULL, 0.0, "full", said, (evidence,), figures=(("addresses", float(len(own))),))
        faults.append(fault)
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


@dataclass(frozen=True, slots=True)
class XmlMap:
    """A site map file: an index of further ones, or a list of pages."""

    index: bool
    addresses: tuple[str, ...]


def read_map(body: bytes) -> XmlMap | None:
    """A sitemap file or index, packed or not; None when it is neither, or breaks off."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(unpacked(body, _MAX_BYTES).strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    name = etree.QName(root).localname
    if name not in (_INDEX, _MAP):
        return None
    entry = "sitemap" if name == _INDEX else "url"
    found = islice(root.iterfind(f"{{*}}{entry}/{{*}}loc"), _MOST_ADDRESSES)
    return XmlMap(name == _INDEX, tuple((loc.text or "").strip() for loc in found))


def _fault(site: Site, found: XmlMap | None, own: Sequence[str], captures: Sequence[Capture]) -> Text2 | None:
    """Why a file that answered is no site map of this portal; None when it is one."""
    if found is None:
        return Text2("Tệp sơ đồ không phải XML sơ đồ hợp lệ.", "The file is no valid sitemap XML.")
    if not own:
        return Text2("Sơ đồ XML không có địa chỉ nào của cổng này.", "The XML site map has no address of this portal.")
    if found.index:
        asked = {url: capture for capture in captures for url in (capture.url, capture.requested) if url}
        parts = [asked.get(_canonical(url)) for url in own]
        if all(part is not None and _useless(site, part) for part in parts):
            return Text2(
                "Tệp chỉ mục nêu các sơ đồ con nhưng không sơ đồ con nào đọc được.",
                "The index names site maps, and none of them can be read.",
            )
    elif all(_is_front(url) for url in own):
        return Text2(
            "Sơ đồ XML chỉ nêu trang chủ, không nêu trang nào khác.",
            "The XML site map lists the front page and nothing else.",
        )
    return None


def _useless(site: Site, part: Capture) -> bool:
    """A part of an index that is not there, or is no list of this portal's pages. One that did not answer may be."""
    if part.outcome is not Outcome.OK or not part.digest:
        return part.outcome is Outcome.HTTP_ERROR and part.status in _GONE
    found = read_map(site.snapshot.body(part))
    return found is None or not any(own_host(url, site.target) for url in found.addresses)


def _canonical(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return url


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


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
    Params,
    run,
    Text2("Tệp sơ đồ XML có địa chỉ của cổng.", "A sitemap XML file with addresses of the portal."),
    needs_pages=False,
)
