"""Headings by element, and those that only look like one."""

import pytest

from pages.parse import parse_page


def headings(html: str) -> list[tuple[int, str]]:
    view = parse_page(f"<html><body>{html}</body></html>".encode(), "http://x.gov.vn/")
    return [(heading.level, heading.text) for heading in view.headings]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<h1>Tin <b>tức</b></h1><h4>Nhỏ</h4>", [(1, "Tin tức"), (4, "Nhỏ")]),
        ("<div class='title'>Tin tức</div>", [(0, "Tin tức")]),
        ("<div class='title'><a href='/a'>Tin tức</a></div>", [(0, "Tin tức")]),
        ("<span class='Head' id='dnn_ctr412_dnnTITLE_lblTitle'>Tin tức</span>", [(0, "Tin tức")]),
        ("<div class='portlet-title'><span class='portlet-title-text'>Tin tức</span></div>", [(0, "Tin tức")]),
        ("<div class='panel-heading'>Tin tức</div>", [(0, "Tin tức")]),
        ("<table><tr><td class='ms-WPTitle'>Tin tức</td></tr></table>", [(0, "Tin tức")]),
        ("<div class='tieude'>Tin tức</div>", [(0, "Tin tức")]),
        ("<div class='tieu-de-muc'>Tin tức</div>", [(0, "Tin tức")]),
        ("<div class='boxTitle'>Tin tức</div>", [(0, "Tin tức")]),
        ("<fieldset><legend>Tìm kiếm</legend></fieldset>", [(0, "Tìm kiếm")]),
        ("<table><caption>Danh mục</caption><tr><td>x</td></tr></table>", [(0, "Danh mục")]),
        ("<h2></h2><h2> <img src=x></h2>", []),
        ("<div class='title'><h3>Tin tức</h3></div>", [(0, "Tin tức")]),
        ("<div class='subtitle'>x</div><div class='header'>y</div><div class='entitled'>z</div>", []),
        ("<div class='title'>" + "dài " * 60 + "</div>", []),
        ("<ul><li><a class='title' href='/1'>Một tin</a></li></ul>", []),
        ("<div class='title'><a href='/1'>Một tin</a></div><div class='title'><a href='/2'>Hai tin</a></div>", []),
        (
            "<table><tr><th class='cell-head'>Dự án</th><th class='cell-head'>Vốn</th></tr><tr><td>a</td></tr></table>",
            [],
        ),
        ("<table><tr><td class='title'>Tên</td><td class='title'>Ngày</td></tr></table>", []),
        ("<div class='breadcrumb'><a href='/'>Trang chủ</a> » Tin tức</div>", []),
        ("<div class='breadcrumb-title'>x</div>", []),
    ],
)
def test_headings(html: str, found: list[tuple[int, str]]) -> None:
    assert headings(html) == found
