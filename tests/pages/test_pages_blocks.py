"""Readable text comes as runs in document order, with its place."""

import pytest

from pages.parse import element_at, parse_page


def texts(html: str) -> list[str]:
    return [block.text for block in parse_page(f"<html><body>{html}</body></html>".encode(), "http://x.gov.vn/").blocks]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Một <b>hai</b> ba</p><p>Bốn</p>", ["Một hai ba", "Bốn"]),
        ("<div>Trước<p>Giữa</p>Sau</div>", ["Trước", "Giữa", "Sau"]),
        ("<div>Một<br>hai</div>", ["Một", "hai"]),
        ("<ul><li>Một<ul><li>Trong</li></ul></li><li>Hai</li></ul>", ["Một", "Trong", "Hai"]),
        ("<p>Một<script>var x</script><style>p{}</style> hai<noscript>Bật JavaScript</noscript></p>", ["Một hai"]),
        ("<p>Một<!-- lời ghi --> hai</p>", ["Một hai"]),
        ("<p>Tìm theo <select><option>năm</option></select> và <input value=x> nữa</p>", ["Tìm theo và nữa"]),
        ("<textarea>chữ</textarea><svg><text>x</text></svg><iframe>y</iframe>", []),
        ("<p>  \n\t\u00a0 </p>", []),
        ("<span>Rời</span> <a href='/'>nối</a>", ["Rời nối"]),
        ("<table><tr><td>Điện thoại</td><td>0261 354</td></tr></table>", ["Điện thoại | 0261 354"]),
        ("<table><tr><td><p>Điện thoại</p></td><td>0261 354</td></tr></table>", ["Điện thoại", "0261 354"]),
        ("<table><tr><td>Một</td></tr><tr><td>Hai</td></tr></table>", ["Một", "Hai"]),
        ("<table><tr><td><a href='/1'>Một</a></td><td><a href='/2'>Hai</a></td></tr></table>", ["Một", "Hai"]),
        (
            "<table><tr><td>" + "a " * 200 + "</td><td>" + "b " * 100 + "</td></tr></table>",
            [("a " * 200).strip(), ("b " * 100).strip()],
        ),
        ("<dl><dt>Họ tên</dt><dd>Nguyễn Văn A</dd></dl>", ["Họ tên", "Nguyễn Văn A"]),
        ("ph&#242;ng &amp; ban", ["phòng & ban"]),
    ],
)
def test_runs(html: str, found: list[str]) -> None:
    assert texts(html) == found


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p><a href='/1'>Một</a> | <a href='/2'>hai</a></p>", True),
        ("<p>» <a href='/1'>Một</a></p>", True),
        ("<p>Xem <a href='/1'>một</a></p>", False),
        ("<p>(3) <a href='/1'>một</a></p>", False),
        ("<a href='/1'><div>Một</div></a>", True),
        ("<p>Một</p>", False),
        ("<p><a name='top'>Một</a></p>", False),
        ("<p><a onclick='mo()'>Một</a></p>", True),
    ],
)
def test_link_text_is_known(html: str, linked: bool) -> None:
    assert parse_page(html.encode(), "http://x.gov.vn/").blocks[0].in_link is linked


def test_locators_point_at_what_holds_the_text() -> None:
    html = "<div>Trước<p>Giữa <b>đậm</b></p></div><table><tr><td>Tên</td><td>Việc</td></tr></table>"
    body = f"<html><body>{html}</body></html>".encode()
    blocks = parse_page(body, "http://x.gov.vn/").blocks
    found = [element_at(body, block.xpath) for block in blocks]
    assert [element.tag for element in found if element is not None] == ["div", "p", "tr"]
    assert "Giữa đậm" in (found[1].text_content() if found[1] is not None else "")


def test_texts_are_bounded() -> None:
    page = parse_page(("<p>" + "chữ " * 30_000 + "</p>").encode(), "http://x.gov.vn/")
    assert len(page.blocks[0].text) <= 20_000
    many = parse_page(b"<p>x</p>" * 30_000, "http://x.gov.vn/")
    assert len(many.blocks) <= 20_000
