"""Hidden is what no visitor gets to see; menus that open on hover are seen."""

import pytest

from pages.parse import parse_page


def hidden_of(html: str) -> dict[str, bool]:
    view = parse_page(f"<html><body>{html}</body></html>".encode(), "http://x.gov.vn/")
    return {link.label: link.hidden for link in view.links}


@pytest.mark.parametrize(
    "outer",
    [
        "<div style='display:none'>{}</div>",
        "<div style='color:red; DISPLAY : none !important'>{}</div>",
        "<span style='visibility:hidden'>{}</span>",
        "<div hidden>{}</div>",
        "<div aria-hidden='true'>{}</div>",
        "<div class='ms-hide'>{}</div>",
        "<div class='x hidden y'>{}</div>",
        "<div class='d-none'>{}</div>",
        "<div class='modal fade'><div>{}</div></div>",
        "<div id='s4-ribbonrow'><div class='s4-notdlg'>{}</div></div>",
        "<div id='RibbonContainer-TabRowLeft'>{}</div>",
        "<div class='ms-cui-tabBar'>{}</div>",
        "<div style='display:none'><ul><li>{}<ul style='display:none'><li>x</li></ul></li></ul></div>",
        "<div class='ms-popoutMenu' style='display:none'><ul><li>{}</li></ul></div>",
        "<ul><li><div class='modal' style='display:none'>{}</div></li></ul>",
    ],
)
def test_hidden_parts(outer: str) -> None:
    found = hidden_of(outer.format("<a href='/1'>Trong</a>") + "<a href='/2'>Ngoài</a>")
    assert found["Trong"]
    assert not found["Ngoài"]


@pytest.mark.parametrize(
    "outer",
    [
        "<ul class='menu'><li><a href='/0'>Giới thiệu</a><ul style='display:none'><li>{}</li></ul></li></ul>",
        "<ul><li><a href='/0'>Giới thiệu</a><div class='drop' style='visibility: hidden'><ul><li>{}</li></ul></div>"
        "</li></ul>",
        "<nav><div class='collapse' style='display:none'><ul><li>{}</li></ul></div></nav>",
        "<div id='mobile-menu' style='display:none'><ul><li>{}</li></ul></div>",
        "<ul><li aria-hidden='false'>{}</li></ul>",
        "<ul><li><a href='/0'>x</a><ul aria-hidden='true' class='dropdown-menu'><li>{}</li></ul></li></ul>",
        "<div class='tab-content'><div class='tab-pane' style='display:none'>{}</div></div>",
        "<div role='tabpanel' hidden>{}</div>",
        "<div class='d-none d-md-block'>{}</div>",
        "<div class='hidden-xs'>{}</div>",
        "<div class='s4-notdlg'>{}</div>",
        "<span class='sr-only'>{}</span>",
        "<div style='border-style:none'>{}</div>",
    ],
)
def test_parts_that_a_visitor_gets_to_see(outer: str) -> None:
    assert not hidden_of(outer.format("<a href='/1'>Trong</a>"))["Trong"]


def test_hidden_texts_are_marked_and_left_out() -> None:
    view = parse_page(
        "<body><p>Thấy</p><div style='display:none'>Giấu <b>kín</b></div><p>Nửa <span style='display:none'>giấu"
        "</span> câu</p>".encode(),
        "http://x.gov.vn/",
    )
    assert [(block.text, block.hidden) for block in view.blocks] == [
        ("Thấy", False),
        ("Giấu kín", True),
        ("Nửa", False),
        ("giấu", True),
        ("câu", False),
    ]
    assert view.text == "Thấy\nNửa\ncâu"
