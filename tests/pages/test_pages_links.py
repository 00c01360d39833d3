"""Every way a portal writes a link is found, labelled, and can be found again in the archived bytes."""

import pytest

from pages.parse import element_at, parse_page
from pages.view import Link, LinkKind, PageView, Region

URL = "http://sonha.gov.vn/tin/index.html"


def view(html: str) -> PageView:
    return parse_page(f"<html><body>{html}</body></html>".encode(), URL)


def only(html: str) -> Link:
    links = view(html).links
    assert len(links) == 1, links
    return links[0]


@pytest.mark.parametrize(
    ("html", "url", "label", "kind"),
    [
        ("<a href='/a'>Tin tức</a>", "http://sonha.gov.vn/a", "Tin tức", LinkKind.A),
        ("<a href='b.html'>Tin <b>tức</b></a>", "http://sonha.gov.vn/tin/b.html", "Tin tức", LinkKind.A),
        ("<a href='/a'>Tin<b>tức</b></a>", "http://sonha.gov.vn/a", "Tintức", LinkKind.A),
        ("<a href='/a'><div>Tin</div><div>tức</div></a>", "http://sonha.gov.vn/a", "Tin tức", LinkKind.A),
        ("<a href='/a'>Tin<br>tức<script>var x</script></a>", "http://sonha.gov.vn/a", "Tin tức", LinkKind.A),
        ("<a href='/a?utm_source=x&id=2#top'>x</a>", "http://sonha.gov.vn/a?id=2", "x", LinkKind.A),
        ("<a href='//khac.gov.vn'>x</a>", "http://khac.gov.vn/", "x", LinkKind.A),
        ("<a href=' /a b '>x</a>", "http://sonha.gov.vn/a%20b", "x", LinkKind.A),
        ("<a href='#/tin/5'>x</a>", "http://sonha.gov.vn/tin/index.html#/tin/5", "x", LinkKind.A),
        ("<a href='hhttp://x.gov.vn'>x</a>", None, "x", LinkKind.A),
        ("<a href='http://'>x</a>", None, "x", LinkKind.A),
        ("<a href='http://[::1'>x</a>", None, "x", LinkKind.A),
        ("<a href='http:/x'>x</a>", "http://sonha.gov.vn/x", "x", LinkKind.A),
        ("<a href='#'>x</a>", None, "x", LinkKind.A),
        ("<a href=''>x</a>", None, "x", LinkKind.A),
        ("<a href='javascript:void(0)'>x</a>", None, "x", LinkKind.A),
        ("<a href=\"javascript:__doPostBack('ctl00$x','')\">x</a>", None, "x", LinkKind.A),
        ("<a href='mailto:a@x.gov.vn'>x</a>", None, "x", LinkKind.A),
        ("<a href=\"javascript:window.location='/a'\">x</a>", "http://sonha.gov.vn/a", "x", LinkKind.ONCLICK),
        ('<a href=\'javascript:window.open("/a","_blank")\'>x</a>', "http://sonha.gov.vn/a", "x", LinkKind.ONCLICK),
        (
            "<a href='#' onclick=\"location.href='/a'; return false\">x</a>",
            "http://sonha.gov.vn/a",
            "x",
            LinkKind.ONCLICK,
        ),
        ("<a onclick=\"document.location.assign('/a')\">x</a>", "http://sonha.gov.vn/a", "x", LinkKind.ONCLICK),
        ("<td onclick=\"location='/a'\">x</td>", "http://sonha.gov.vn/a", "x", LinkKind.ONCLICK),
        ("<div onclick=\"window.open('/a')\">x</div>", "http://sonha.gov.vn/a", "x", LinkKind.ONCLICK),
        ("<li data-href='/a'>x</li>", "http://sonha.gov.vn/a", "x", LinkKind.ONCLICK),
        ("<div data-url='/a'>x</div>", "http://sonha.gov.vn/a", "x", LinkKind.ONCLICK),
        ("<button onclick=\"location.href='/a'\">x</button>", "http://sonha.gov.vn/a", "x", LinkKind.ONCLICK),
        (
            "<input type=button value='x' onclick=\"location.href='/a'\">",
            "http://sonha.gov.vn/a",
            "x",
            LinkKind.ONCLICK,
        ),
        (
            "<select><option value=''>Chọn</option><option value='http://a.gov.vn'>x</option></select>",
            "http://a.gov.vn/",
            "x",
            LinkKind.OPTION,
        ),
        (
            "<select><option value='/so/1'>x</option><option value='5'>y</option></select>",
            "http://sonha.gov.vn/so/1",
            "x",
            LinkKind.OPTION,
        ),
        ("<select><option value='www.a.gov.vn'>x</option></select>", "http://www.a.gov.vn/", "x", LinkKind.OPTION),
        ("<iframe src='/khung'></iframe>", "http://sonha.gov.vn/khung", "", LinkKind.FRAME),
        ("<map><area href='/ban-do' alt='Bản đồ'></map>", "http://sonha.gov.vn/ban-do", "", LinkKind.AREA),
    ],
)
def test_ways_to_write_a_link(html: str, url: str | None, label: str, kind: LinkKind) -> None:
    link = only(f"<table><tr>{html}</tr></table>" if html.startswith("<td") else html)
    assert (link.url, link.label, link.kind) == (url, label, kind)


@pytest.mark.parametrize(
    "html",
    [
        "<a name='top'>x</a>",
        "<div onclick='toggle()'>x</div>",
        "<select><option value='1'>x</option><option value='tin-tuc'>y</option></select>",
        "<div data-url=''>x</div>",
        "<div data-url='{{url}}'>x</div>",
        "<iframe></iframe>",
        "<meta http-equiv='refresh' content='300'>",
        "<a href='/a'><span onclick=\"location='/b'\"></span></a>"[:0],
    ],
)
def test_what_is_no_link(html: str) -> None:
    assert view(html).links == ()


def test_meta_refresh_and_frameset() -> None:
    page = parse_page(b"<html><head><meta http-equiv=Refresh content='0; URL=\"/Pages/home.aspx\"'></head></html>", URL)
    assert [(link.url, link.kind) for link in page.links] == [("http://sonha.gov.vn/Pages/home.aspx", LinkKind.REFRESH)]
    frames = parse_page(
        b"<html><frameset><frame src='/menu.htm' title='Menu'><frame src='main.htm'></frameset></html>", URL
    )
    assert [(link.url, link.title) for link in frames.links] == [
        ("http://sonha.gov.vn/menu.htm", "Menu"),
        ("http://sonha.gov.vn/tin/main.htm", ""),
    ]


def test_image_only_link_carries_weak_labels() -> None:
    link = only(
        "<a href='/dvc'><img src='/images/dich%20vu-cong.png?v=2' alt='Dịch vụ công' title='DVC trực tuyến'></a>"
    )
    assert link.image_only
    assert (link.label, link.alt, link.title, link.image) == ("", "Dịch vụ công", "DVC trực tuyến", "dich vu-cong.png")
    late = only("<a href='/dvc' title='Cổng dịch vụ'><img data-src='/i/x.jpg'></a>")
    assert (late.title, late.image) == ("Cổng dịch vụ", "x.jpg")
    assert only("<a href='/a' aria-label='Trang chủ'><svg></svg></a>").title == "Trang chủ"


def test_inner_click_of_a_link_is_not_a_second_link() -> None:
    assert len(view("<a href='/a'><span onclick=\"location='/b'\">x</span></a>").links) == 1


def test_context_is_the_heading_above() -> None:
    links = view(
        "<div class='box'><div class='box-head'><h2>Tin tức</h2></div><ul><li><a href='/1'>Một</a></li></ul></div>"
        "<div class='box'><h2>Văn bản</h2><p><a href='/2'>Hai</a></p></div>"
        "<div><p><a href='/3'>Ba</a></p></div>"
    ).links
    assert [(link.label, link.context) for link in links] == [("Một", "Tin tức"), ("Hai", "Văn bản"), ("Ba", "")]


def test_context_of_a_nested_menu_is_its_parent_entry() -> None:
    links = view(
        "<ul class='menu'><li><a href='/gt'>Giới thiệu</a><ul><li><a href='/cc'>Cơ cấu tổ chức</a>"
        "<ul><li><a href='/vp'>Văn phòng</a></li></ul></li></ul></li>"
        "<li><span>Văn bản</span><ul><li><a href='/vb'>Văn bản mới</a></li></ul></li></ul>"
    ).links
    assert [(link.label, link.context) for link in links] == [
        ("Giới thiệu", ""),
        ("Cơ cấu tổ chức", "Giới thiệu"),
        ("Văn phòng", "Cơ cấu tổ chức"),
        ("Văn bản mới", "Văn bản"),
    ]


def test_select_of_links_knows_its_heading() -> None:
    links = view(
        "<div><h3>Liên kết website</h3><select onchange='go()'><option value='http://a.gov.vn'>Sở A</option>"
        "</select></div>"
    )
    assert links.links[0].context == "Liên kết website"


def test_locator_finds_the_link_again_in_the_bytes() -> None:
    body = (
        "<html><body><div>x</div><div><o:p><a href='/1'>Một</a></o:p><p><a href='/2'>Hai</a><!-- c --><a "
        "href='/3'>Ba</a></p>"
        "<table><tr><td><a href='/4'>Bốn</a></td><td><a href='/5'>Năm</a></td></tr></table><x\"y><a href='/6'>Sáu"
        '</a></x"y></div>'
    ).encode()
    links = parse_page(body, URL).links
    assert [link.label for link in links] == ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"]
    for link in links:
        element = element_at(body, link.xpath)
        assert element is not None
        assert element.text_content() == link.label
    assert len({link.xpath for link in links}) == len(links)


def test_base_is_honoured_at_home_and_noticed_abroad() -> None:
    home = parse_page(b"<head><base href='/goc/'></head><a href='x'>x</a>", URL)
    assert (home.links[0].url, home.foreign_base) == ("http://sonha.gov.vn/goc/x", "")
    www = parse_page(b"<head><base href='http://www.sonha.gov.vn/'></head><a href='x'>x</a>", URL)
    assert (www.links[0].url, www.foreign_base) == ("http://www.sonha.gov.vn/x", "")
    abroad = parse_page(b"<head><base href='http://egov2k10:81/'></head><a href='x'>x</a>", URL)
    assert (abroad.links[0].url, abroad.foreign_base, abroad.base) == ("http://sonha.gov.vn/tin/x", "egov2k10:81", URL)
    broken = parse_page(b"<head><base href='http://[bad'><base target=_blank></head><a href='x'>x</a>", URL)
    assert (broken.links[0].url, broken.foreign_base) == ("http://sonha.gov.vn/tin/x", "")


def test_links_carry_region_and_raw() -> None:
    link = view("<nav><a href='/a?x=1'>Tin</a></nav>").links[0]
    assert (link.region, link.raw) == (Region.NAV, "/a?x=1")
