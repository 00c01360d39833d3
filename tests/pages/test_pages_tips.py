"""Words of elements that stand in no run of text."""

import pytest

from pages.parse import parse_page
from pages.view import Tip


def tips(markup: str) -> list[tuple[str, str]]:
    view = parse_page(f"<body><main>{markup}</main></body>".encode(), "http://a.gov.vn/")
    return [(tip.text, tip.name) for tip in view.tips]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<span title='Tên đầy đủ của thủ tục'>Tên đầy…</span>", [("Tên đầy đủ của thủ tục", "")]),
        ("<i class='icon muc-do-4'></i>", [("", "icon muc-do-4")]),
        ("<em class='toan-trinh' aria-label='Toàn trình'></em>", [("Toàn trình", "toan-trinh")]),
        ("<div class='box4'>Chữ</div>", []),
        ("<i class='fa fa-home'></i>", []),
        ("<a title='Xem'>x</a><img title='Ảnh' src='/a.png'><input title='Tìm'>", []),
        ("<script title='x' class='a1'></script>", []),
    ],
)
def test_tips_are_read(markup: str, found: list[tuple[str, str]]) -> None:
    assert tips(markup) == found


def test_tips_are_bounded_and_placed() -> None:
    view = parse_page(b"<body>" + b"<i class='muc-do-4'></i>" * 4000 + b"</body>", "http://a.gov.vn/")
    assert len(view.tips) == 3000
    assert isinstance(view.tips[0], Tip)
    assert view.tips[0].xpath == "/html/body/i[1]"
