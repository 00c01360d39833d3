"""The site map for machines: a good one, a broken one, one about another host."""

from xml.sax.saxutils import escape

from demo.site import Site

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_xml(site: Site) -> bytes | None:
    """The bytes of /sitemap.xml; None where the portal has none."""
    mode = site.data.manners.sitemap_xml
    if mode == "none":
        return None
    urls = [url for url in site.pages if site.pages[url].kind in ("home", "list", "text")]
    if mode == "foreign":
        urls = [url.replace(site.data.host, "cms.nhacungcap.example") for url in urls]
    listed = "".join(f"<url><loc>{escape(url)}</loc></url>" for url in urls)
    if mode == "broken":
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{_SPACE}">{listed}<url><loc>'.encode()
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{_SPACE}">{listed}</urlset>'.encode()
