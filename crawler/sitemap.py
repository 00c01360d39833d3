"""sitemap.xml: addresses a portal lists of itself (sitemaps.org protocol), read with bounds and without entities."""

from dataclasses import dataclass

from lxml import etree

from domain.urls import join
from pages.packed import unpacked

MAX_ADDRESSES = 5000
_MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`maps` are further site maps of an index; `pages` are addresses."""

    maps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def read_sitemap(body: bytes, url: str) -> Sitemap | None:
    """The site map in this answer; None when it is no site map (an error page, a feed)."""
    plain = unpacked(body, _MAX_BYTES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False)
    try:
        root = etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    name = _local(root)
    if name not in ("urlset", "sitemapindex"):
        return None
    found = _addresses(root, url)
    return Sitemap(maps=found) if name == "sitemapindex" else Sitemap(pages=found)


def _addresses(root: "etree._Element | None", url: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for element in root.iter() if root is not None else ():
        if len(found) >= MAX_ADDRESSES:
            break
        if _local(element) == "loc" and element.text:
            address = join(url, element.text.strip())
            if address:
                found[address] = None
    return tuple(found)


def _local(element: "etree._Element | None") -> str:
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].lower()
