"""Site maps as a tree for people and as XML for machines."""

import gzip

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.probes import sitemap_tree, sitemap_xml
from checks.probes.sitemap_xml import XmlMap, read_map
from checks.site import Site
from domain.agencies import Kind
from domain.captures import CaptureKind

P = "http://sonha.gov.vn/"
MENU = [
    "gioi-thieu",
    "tin-tuc",
    "van-ban",
    "dich-vu-cong",
    "hoi-dap",
    "lien-he",
    "thong-ke",
    "du-an",
    "cong-bao",
    "lich",
]


def nav() -> str:
    items = "".join(f"<li><a href='/{slug}'>{slug.replace('-', ' ').title()}</a></li>" for slug in MENU)
    return f"<title>Cổng TTĐT tỉnh Sơn Hà</title><body><nav><ul>{items}</ul></nav>"


def site(tree: str | Served, more: dict | None = None) -> Site:
    pages: dict = {P: f"{nav()}<footer><a href='/so-do'>Sơ đồ cổng</a></footer>"}
    pages |= {f"/{slug}": f"{nav()}<main><h1>{slug}</h1><p>Nội dung mục {slug}</p></main>" for slug in MENU}
    pages["/so-do"] = f"{nav()}<main>{tree}</main>" if isinstance(tree, str) else tree
    pages |= more or {}
    return Site.build(make_snapshot(pages, make_target(Kind.PROVINCE, "Tỉnh Sơn Hà", P)), load_lexicon())


def listed(slugs: list[str]) -> str:
    rows = "".join(f"<li><a href='/{slug}'>{slug}</a></li>" for slug in slugs)
    return f"<h1>Sơ đồ cổng</h1><ul class=tree>{rows}</ul>"


TREES = [
    (listed(MENU), 1.0),
    (listed(MENU[:9]), 1.0),
    (listed(MENU[:6]), 0.6),
    ("<h1>Sơ đồ cổng</h1><p>Đang cập nhật</p>", 0.0),
    ("<h1>Sơ đồ tổ chức</h1><img src=/sodo.png>", 0.0),
    (listed([f"rss/{n}.xml" for n in range(8)]), 0.0),
    (Served(status=404), 0.0),
]


@pytest.mark.parametrize(("tree", "earned"), TREES)
def test_tree(tree: str | Served, earned: float) -> None:
    seen = sitemap_tree.run(site(tree), sitemap_tree.Params(), None)
    assert (seen.earned, seen.unknown) == (earned, 0.0), seen.reason.vi
    if not earned:
        assert seen.searched is not None
        assert seen.searched.misses or seen.searched.labels


def xml(body: str, status: int = 200) -> dict:
    return {"/sitemap.xml": Served(body, status=status, kind=CaptureKind.SITEMAP, mime="application/xml")}


GOOD = f"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{P}tin-tuc</loc></url></urlset>"
XML = [
    (xml(GOOD), 1.0, 0.0),
    (xml(GOOD.replace("urlset", "sitemapindex").replace("url>", "sitemap>")), 1.0, 0.0),
    (xml(GOOD.replace(P, "http://khac.gov.vn/")), 0.0, 0.0),
    (xml("<html><body>Trang chủ</body></html>"), 0.0, 0.0),
    (xml("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><loc>&x;</loc></urlset>"), 0.0, 0.0),
    (xml(GOOD.replace("tin-tuc", "")), 0.0, 0.0),
    (xml(GOOD.replace("</urlset>", "")), 0.0, 0.0),
    (xml(GOOD.replace("<url>", "<item>").replace("</url>", "</item>")), 0.0, 0.0),
    (xml(GOOD.replace(P, "/")), 0.0, 0.0),
    (xml("", 404), 0.0, 0.0),
    (xml("", 503), 0.0, 1.0),
    ({}, 0.0, 1.0),
]


@pytest.mark.parametrize(("more", "earned", "unknown"), XML)
def test_xml(more: dict, earned: float, unknown: float) -> None:
    seen = sitemap_xml.run(site(listed(MENU), more), sitemap_xml.Params(), None)
    assert (seen.earned, seen.unknown) == (earned, unknown), seen.reason.vi


def test_packed_map_is_read() -> None:
    assert read_map(gzip.compress(GOOD.encode())) == XmlMap(False, (f"{P}tin-tuc",))
    assert read_map(gzip.compress(GOOD.encode())[:-20]) is None


INDEX = f"<sitemapindex><sitemap><loc>{P}a.xml</loc></sitemap><sitemap><loc>{P}b.xml</loc></sitemap></sitemapindex>"
GONE = Served(status=404, kind=CaptureKind.PROBE, notes={"probe": "sitemap"})
BUSY = Served(status=503, kind=CaptureKind.PROBE, notes={"probe": "sitemap"})
EMPTY = Served("<urlset></urlset>", kind=CaptureKind.SITEMAP, mime="application/xml")
PARTS = [
    ({}, 1.0),
    ({"/a.xml": GONE}, 1.0),
    ({"/a.xml": GONE, "/b.xml": BUSY}, 1.0),
    ({"/a.xml": GONE, "/b.xml": Served(GOOD, kind=CaptureKind.SITEMAP, mime="application/xml")}, 1.0),
    ({"/a.xml": GONE, "/b.xml": GONE}, 0.0),
    ({"/a.xml": EMPTY, "/b.xml": GONE}, 0.0),
]


@pytest.mark.parametrize(("parts", "earned"), PARTS)
def test_index_counts_unless_all_of_its_parts_are_useless(parts: dict, earned: float) -> None:
    seen = sitemap_xml.run(site(listed(MENU), xml(INDEX) | parts), sitemap_xml.Params(), None)
    assert seen.earned == earned, seen.reason.en
