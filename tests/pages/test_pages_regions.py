"""Head, menu, main, side and foot are told apart in the markup habits of the real platforms."""

import pytest

from pages.parse import parse_page
from pages.view import PageView, Region

PARAGRAPH = "<p>" + "Ủy ban nhân dân tỉnh tổ chức hội nghị triển khai nhiệm vụ phát triển kinh tế xã hội. " * 6 + "</p>"
MENU = "".join(f"<li><a href='/m{n}'>Mục {word}</a></li>" for n, word in enumerate(["một", "hai", "ba", "bốn", "năm"]))
FOOT = "<div>Địa chỉ: 1 Lê Lợi. Điện thoại: 0261 3544 000</div>"


def view(body: str) -> PageView:
    return parse_page(f"<html><body>{body}</body></html>".encode(), "http://x.gov.vn/")


def regions(page: PageView) -> dict[str, Region]:
    """Region by the block's text, the repeated paragraph cut."""
    return {block.text[:20]: block.region for block in page.blocks}


HTML5 = (
    f"<header><h1>Cổng</h1></header><nav><ul>{MENU}</ul></nav><main>{PARAGRAPH}</main><aside><p>Bên lề</p></aside>"
    f"<footer>{FOOT}</footer>"
)
ROLES = (
    f"<div role=banner><h1>Cổng</h1></div><div role=navigation><ul>{MENU}</ul></div><div role=main>{PARAGRAPH}</div>"
    f"<div role=complementary><p>Bên lề</p></div><div role=contentinfo>{FOOT}</div>"
)
SHAREPOINT = (
    f"<form id=aspnetForm method=post><div id='s4-workspace'><div class='s4-pr s4-header'><h1>Cổng</h1></div>"
    f"<div class='ms-topnavContainer' id='zz1_TopNavigationMenuV4'><ul>{MENU}</ul></div>"
    f"<div id='MSO_ContentTable'><div class='ms-bodyareacell'>{PARAGRAPH}</div></div>"
    f"<div class='right-col'><p>Bên lề</p></div><div class='ms-footer'>{FOOT}</div></div></form>"
)
DOTNETNUKE = (
    f"<form id=Form method=post><div id='dnn_HeaderPane'><h1>Cổng</h1></div><div id='dnn_pnav'><ul "
    f"class='dnnMenu'>{MENU}</ul></div>"
    f"<div id='dnn_ContentPane'><div class='DnnModule'>{PARAGRAPH}</div></div><div id='dnn_RightPane'><p>Bên lề</p>"
    f"</div>"
    f"<div id='dnn_FooterPane'>{FOOT}</div></form>"
)
LIFERAY = (
    f"<div id='wrapper'><div id='banner'><h1>Cổng</h1></div><div class='sort-pages modify-pages' id='navigation'>"
    f"<ul>{MENU}</ul></div>"
    f"<div class='columns-2' id='main-content'><div class='portlet-column portlet-column-first'>"
    f"<div class='journal-content-article'>{PARAGRAPH}</div></div>"
    f"<div class='aui-w30 right-column'><p>Bên lề</p></div></div><div id='footer'>{FOOT}</div></div>"
)
NUKEVIET = (
    f"<div class='wraper'><div id='header' class='clearfix'><h1>Cổng</h1></div><div class='navbar navbar-default' "
    f"id='menusite'>"
    f"<ul class='nav navbar-nav'>{MENU}</ul></div><section><div class='container' id='body'><div class='row'>"
    f"<div class='col-md-16 news-detail'>{PARAGRAPH}</div><div class='col-md-8 sidebar'><p>Bên lề</p></div></div>"
    f"</div></section>"
    f"<div class='section-footer-bottom' id='footer'>{FOOT}</div></div>"
)
TABLES = (
    "<table width=1000><tr><td class='banner' colspan=3><h1>Cổng</h1></td></tr>"
    f"<tr><td colspan=3 class='menu_ngang'><ul>{MENU}</ul></td></tr>"
    f"<tr><td width=600>{PARAGRAPH}</td><td class='cot_phai'><p>Bên lề</p></td></tr>"
    f"<tr><td colspan=3 class='chan-trang'>{FOOT}</td></tr></table>"
)


@pytest.mark.parametrize(
    "body",
    [HTML5, ROLES, SHAREPOINT, DOTNETNUKE, LIFERAY, NUKEVIET, TABLES],
    ids=["html5", "roles", "sharepoint", "dotnetnuke", "liferay", "nukeviet", "tables"],
)
def test_platforms_name_their_parts(body: str) -> None:
    found = regions(view(body))
    assert found == {
        "Cổng": Region.HEADER,
        "Mục một": Region.NAV,
        "Mục hai": Region.NAV,
        "Mục ba": Region.NAV,
        "Mục bốn": Region.NAV,
        "Mục năm": Region.NAV,
        "Ủy ban nhân dân tỉnh": Region.MAIN,
        "Bên lề": Region.ASIDE,
        "Địa chỉ: 1 Lê Lợi. Đ": Region.FOOTER,
    }


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<div class='panel-header'>Trong</div>", Region.MAIN),
        ("<div class='card-footer'>Trong</div>", Region.MAIN),
        ("<article><header>Trong</header></article>", Region.MAIN),
        ("<article><footer>Trong</footer></article>", Region.MAIN),
        ("<article><div class='menu'>Trong</div></article>", Region.MAIN),
        ("<div class='navy'>Trong</div>", Region.MAIN),
        ("<div class='has-menu'>Trong</div>", Region.MAIN),
        ("<div class='leftover'>Trong</div>", Region.MAIN),
        ("<div class='breadcrumb'><a href='/'>Trong</a></div>", Region.NAV),
        ("<div id='left'>Trong</div>", Region.ASIDE),
        ("<footer><nav>Trong</nav></footer>", Region.FOOTER),
        ("<footer><div class='sidebar'>Trong</div></footer>", Region.FOOTER),
        ("<header><nav><a href='/'>Trong</a></nav></header>", Region.NAV),
        ("<nav><div id='main-content'>Trong</div></nav>", Region.NAV),
    ],
)
def test_words_that_mean_a_part_of_the_page_and_words_that_do_not(html: str, region: Region) -> None:
    page = view(f"<div>Trên</div>{PARAGRAPH if 'footer' not in html else PARAGRAPH * 3}{html}")
    assert regions(page)["Trong"] is region


def test_a_row_of_the_layout_with_menu_and_titles_is_no_menu() -> None:
    menu = "".join(f"<div><a href='/{n}'>Chuyên mục số {n}</a></div>" for n in range(12))
    title = "Dự thảo Quyết định ban hành quy chế quản lý vỉa hè tại thị trấn Bình Minh"
    found = regions(view(f"<table><tr><td>{menu}</td><td><a href='/d'>{title}</a></td></tr></table>"))
    assert found["Chuyên mục số 1"] is Region.NAV
    assert found[title[:20]] is Region.MAIN


def test_wrapper_named_after_its_menu_is_no_menu() -> None:
    page = view(f"<div class='page-menu left-menu'><ul>{MENU}</ul>{PARAGRAPH * 3}</div>")
    assert regions(page)["Ủy ban nhân dân tỉnh"] is Region.MAIN


def test_wrapper_named_header_or_left_is_not_believed_when_it_holds_the_page() -> None:
    for name in ("header", "left-col", "footer"):
        page = view(f"<div class='{name}'>{PARAGRAPH * 8}</div><div>Sau</div>")
        assert regions(page)["Ủy ban nhân dân tỉnh"] is Region.MAIN, name


@pytest.mark.parametrize(
    "foot",
    [
        "<div><p>Bản quyền thuộc Ủy ban nhân dân tỉnh Sơn Hà</p><p>Trụ sở</p></div>",
        "<table><tr><td>Giấy phép số 12/GP-TTĐT</td></tr><tr><td>Trụ sở</td></tr></table>",
        "<center>Chịu trách nhiệm chính: Ông Nguyễn Văn A<br>Trụ sở</center>",
        "<div>© 2018 Cổng thông tin<br></div><div>Trụ sở</div>",
    ],
)
def test_foot_without_a_name_is_known_by_its_phrases(foot: str) -> None:
    page = view(f"<div>{PARAGRAPH * 6}</div>{foot}")
    blocks = {block.text: block.region for block in page.blocks}
    assert all(region is Region.FOOTER for text, region in blocks.items() if "Trụ sở" in text or "Bản quyền" in text)
    assert page.blocks[0].region is Region.MAIN


def test_article_about_copyright_keeps_its_text() -> None:
    page = view(f"<div>{PARAGRAPH * 4}<p>Xử phạt vi phạm bản quyền phần mềm ở cơ quan nhà nước.</p>{PARAGRAPH}</div>")
    assert {block.region for block in page.blocks} == {Region.MAIN}


@pytest.mark.parametrize(
    "foot", ["Địa chỉ: 1 Lê Lợi, thị xã Sơn Bình", "ĐT: 0261 3544 000", "Điện thoại: 02613544000 - Fax: 02613544001"]
)
def test_foot_of_nothing_but_an_address(foot: str) -> None:
    menu = f"<table><tr><td>TỈNH SƠN HÀ</td></tr><tr><td class=menu><ul>{MENU}</ul></td></tr>"
    page = view(f"{menu}<tr><td>Giới thiệu<br>Đang cập nhật</td></tr><tr><td>UBND huyện<br>{foot}</td></tr></table>")
    found = {block.text: block.region for block in page.blocks}
    assert (found["UBND huyện"], found[foot]) == (Region.FOOTER, Region.FOOTER)
    assert (found["Đang cập nhật"], found["TỈNH SƠN HÀ"]) == (Region.MAIN, Region.HEADER)


def test_contact_page_without_a_foot_keeps_its_text() -> None:
    address = "<p>Địa chỉ: 1 Lê Lợi</p><p>Điện thoại: 0261 3544 000</p>"
    table = "<table><tr><td>Địa chỉ:</td><td>1 Lê Lợi</td></tr><tr><td>Điện thoại:</td><td>0261</td></tr></table>"
    for content in (
        f"<div><h2>Liên hệ</h2>{address}</div>",
        f"<h1>Liên hệ</h1>{table}",
        f"<div><div class=title>Liên hệ</div><div>{address}</div></div>",
    ):
        page = view(f"<ul class=menu>{MENU}</ul>{content}")
        assert {block.region for block in page.blocks if "Liên hệ" not in block.text} == {Region.NAV, Region.MAIN}
    assert {block.region for block in view(f"<div>{address}</div>").blocks} == {Region.MAIN}


@pytest.mark.parametrize(
    ("above", "region"),
    [
        ("<div><b>TỈNH SƠN HÀ</b></div><div>Thứ hai, 05/03/2018</div>", Region.HEADER),
        ("<table><tr><td>TỈNH SƠN HÀ</td></tr></table>", Region.HEADER),
        (f"<div>TỈNH SƠN HÀ</div>{PARAGRAPH}", Region.MAIN),
        ("<div><h2>TỈNH SƠN HÀ</h2></div>", Region.MAIN),
        ("<article>TỈNH SƠN HÀ</article><header></header>", Region.MAIN),
    ],
)
def test_head_without_a_name_is_what_stands_above_the_menu(above: str, region: Region) -> None:
    page = view(f"<div id=wrap>{above}<div class=menu><ul>{MENU}</ul></div><div>{PARAGRAPH * 3}</div></div>")
    assert {block.region for block in page.blocks if block.text == "TỈNH SƠN HÀ"} == {region}


def test_menu_without_a_name_is_known_by_its_shape() -> None:
    table = "<table><tr>" + "".join(f"<td><a href='/m{n}'>Mục số {n}</a></td>" for n in range(6)) + "</tr></table>"
    for menu in (
        table,
        f"<div><ul>{MENU}</ul></div>",
        "<div>" + " | ".join(f"<a href='/m{n}'>Mục {n}x</a>" for n in range(6)) + "</div>",
    ):
        page = view(f"<div><img src='b.jpg'></div>{menu}<h2>Tin tức</h2>{PARAGRAPH}")
        assert {link.region for link in page.links} == {Region.NAV}
        assert page.headings[0].region is Region.MAIN


@pytest.mark.parametrize(
    "listing",
    [
        "".join(
            f"<li><a href='/t{n}'>Hội nghị tổng kết công tác năm và triển khai nhiệm vụ số {n}</a></li>"
            for n in range(6)
        ),
        "".join(f"<li><a href='/p{n}'>{n}</a></li>" for n in range(9)),
        "".join(f"<li><a href='/v{n}'>Số {n}</a> Quyết định về việc ban hành quy chế làm việc</li>" for n in range(6)),
    ],
    ids=["news", "pages", "documents"],
)
def test_lists_that_are_no_menus(listing: str) -> None:
    assert {link.region for link in view(f"<div><ul>{listing}</ul></div>{PARAGRAPH}").links} == {Region.MAIN}


def test_site_map_after_its_heading_is_main() -> None:
    tree = "".join(f"<li><a href='/s{n}'>Mục {n}x</a></li>" for n in range(40))
    page = view(f"<div><ul>{MENU}</ul></div><h2>Sơ đồ cổng</h2><ul>{tree}</ul>")
    found = {link.label: link.region for link in page.links}
    assert found["Mục một"] is Region.NAV
    assert found["Mục 7x"] is Region.MAIN
