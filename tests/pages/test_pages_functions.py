"""What a page offers to press, what its head names, what moves, and what pictures and tables say of themselves."""

import pytest

from pages.parse import parse_page
from pages.view import PageView

URL = "http://binhminh.gov.vn/tin/1"


def view(body: str, head: str = "") -> PageView:
    return parse_page(f"<html><head><title>Tin</title>{head}</head><body>{body}</body></html>".encode(), URL)


@pytest.mark.parametrize(
    ("body", "label", "script", "names", "url"),
    [
        ("<a href='javascript:window.print()'>In</a>", "In", "javascript:window.print()", "", None),
        ("<a href='#' onclick='inBai(5)' title='In'><i class=fa-print></i></a>", "In", "inBai(5)", "fa-print", None),
        ("<button class=btn>Lưu</button>", "Lưu", "", "btn", None),
        ("<input type=button value='In bài' onclick='print()'>", "In bài", "print()", "", None),
        ("<span onclick='luu()' id=save>Lưu</span>", "Lưu", "luu()", "save", None),
        ("<a href='/print/1'><img src='/i/print.gif' alt=''></a>", "", "", "print.gif", "http://binhminh.gov.vn/print/1"),
        ("<div role=button aria-label='Gửi thư'></div>", "Gửi thư", "", "", None),
    ],
)  # fmt: skip
def test_what_can_be_pressed(body: str, label: str, script: str, names: str, url: str | None) -> None:
    (press,) = view(body).presses
    assert (press.label, press.script, press.names, press.url) == (label, script, names, url)


def test_links_with_a_text_and_an_address_are_no_presses() -> None:
    assert view("<a href='/x'>Tin mới</a><input type=text><p>In</p>").presses == ()


def test_containers_with_handlers_are_no_presses() -> None:
    assert view(f"<div onclick='x()'>{'chữ ' * 200}</div>").presses == ()


def test_hidden_presses_are_marked() -> None:
    (press,) = view("<div style='display:none'><button>In</button></div>").presses
    assert press.hidden


def test_head_links_leave_out_what_the_page_loads() -> None:
    head = (
        "<link rel=canonical href='/tin/1'><link rel=stylesheet href='/a.css'><link rel='shortcut icon' href='/f.ico'>"
        "<link rel=alternate media='only screen and (max-width: 640px)' href='http://m.binhminh.gov.vn/tin/1'>"
    )
    found = [(link.rel, link.media, link.url) for link in view("", head).head_links]
    assert found == [
        ("canonical", "", URL),
        ("alternate", "only screen and (max-width: 640px)", "http://m.binhminh.gov.vn/tin/1"),
    ]


def test_moving_elements() -> None:
    page = view("<marquee>Chào mừng</marquee><blink>Mới</blink><marquee></marquee><marquee><img src=a.png></marquee>")
    assert [block.text for block in page.moving] == ["Chào mừng", "Mới", ""]
    assert page.moving[0].xpath == "/html/body/marquee[1]"


def test_pictures_tell_whether_anything_is_written_for_them() -> None:
    page = view(
        "<img src=a.png><img src=b.png alt=''><img src=c.png alt='Cầu'><img src=d.png title='Cầu'>"
        "<img src=e.png role=presentation><p style='display:none'><img src=f.png></p>"
    )
    assert [image.bare for image in page.images] == [True, False, False, False, False, True]
    assert [image.hidden for image in page.images] == [False] * 5 + [True]


HEAD = "<tr><th>TT</th><th>Tên</th></tr>"
SIDE = "<tr><th>Tên</th><td>Lan</td></tr><tr><th>Tuổi</th><td>30</td></tr><tr><th>Quê</th><td>Hải An</td></tr>"
BOLD = "<tr><td><b>TT</b></td><td><b>Tên</b></td></tr>"
ROWS = "<tr><td>1</td><td>Xã Hòa Sơn</td></tr><tr><td>2</td><td>Xã An Phú</td></tr>"


@pytest.mark.parametrize(
    ("table", "header_cells", "caption"),
    [
        (f"<table>{HEAD}{ROWS}</table>", True, ""),
        (f"<table><caption>Các xã</caption>{HEAD}{ROWS}</table>", True, "Các xã"),
        (f"<table summary='Các xã'>{BOLD}{ROWS}</table>", False, "Các xã"),
        (f"<table>{SIDE}</table>", True, ""),
        (f"<figure><table>{HEAD}{ROWS}</table><figcaption>Các xã</figcaption></figure>", True, "Các xã"),
        (f"<table summary=''>{BOLD}{ROWS}</table>", False, ""),
    ],
)  # fmt: skip
def test_tables_tell_of_header_cells_and_captions(table: str, header_cells: bool, caption: str) -> None:
    (found,) = view(table).tables
    assert (found.header_cells, found.caption) == (header_cells, caption)


def test_metas_by_itemprop_are_read() -> None:
    page = view("", "<meta itemprop=datePublished content='2026-11-19'><meta name=a content=b>")
    assert page.metas == (("datepublished", "2026-11-19"), ("a", "b"))
