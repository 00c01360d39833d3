"""Parts of a page that its own controls open."""

import pytest

from pages.parse import parse_page


def parts(markup: str) -> list[tuple[str, str]]:
    view = parse_page(f"<body>{markup}</body>".encode(), "http://a.gov.vn/")
    return [(part.label, part.opens.rpartition("/")[2]) for part in view.parts]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<ul><li><a href='#t1'>Vị trí</a></li></ul><section id='t1'>Chữ</section>", [("Vị trí", "section")]),
        ("<button data-bs-target='#g'>Nhiệm vụ</button><section id='g'>Chữ</section>", [("Nhiệm vụ", "section")]),
        (
            "<a href='javascript:;' data-target='#g'>Nhiệm vụ</a><section id='g'>Chữ</section>",
            [("Nhiệm vụ", "section")],
        ),
        ("<div role='tab' aria-controls='p'>Lịch sử</div><section id='p'>Chữ</section>", [("Lịch sử", "section")]),
        ("<details><summary>Chức năng</summary><p>Chữ</p></details>", [("Chức năng", "details")]),
        ("<a href='#'>Đầu trang</a><a href='#khong-co'>Không có</a>", []),
        ("<a href='#trong'>Trống</a><section id='trong'></section>", []),
        ("<a href='/trang#p'>Trang khác</a><section id='p'>Chữ</section>", []),
        ("<section id='p'><a href='#p'>Về đầu mục</a> Chữ</section>", []),
    ],
)
def test_what_controls_open(markup: str, found: list[tuple[str, str]]) -> None:
    assert parts(markup) == found
