"""Which pages are worth a browser, and why."""

import time

import pytest

from crawler.renderer.when import Occasion, Why, why_render
from pages.parse import parse_page

_WORDS = "Ủy ban nhân dân tỉnh thông báo về việc tiếp nhận hồ sơ và trả kết quả giải quyết thủ tục hành chính. "
_MENU = "<nav>" + "".join(f"<a href=/muc-{i}>Mục số {i}</a>" for i in range(8)) + "</nav>"
_SCRIPT = "<script src=/app.js></script>"


def _why(body: str, occasion: Occasion | None = None) -> Why | None:
    page = f"<!doctype html><html lang=vi><head><meta charset=utf-8></head><body>{body}</body></html>".encode()
    return why_render(parse_page(page, "http://cong.example/"), page, occasion)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<div id=app></div>" + _SCRIPT, Why.SHELL),
        ("<app-root></app-root>" + _SCRIPT, Why.SHELL),
        ("<div id=root>Đang tải…</div>" + _SCRIPT, Why.SHELL),
        ("<noscript>You need to enable JavaScript to run this app.</noscript><div></div>" + _SCRIPT, Why.SHELL),
        (f"<ul id=main-menu></ul><main><p>{_WORDS * 20}</p></main>" + _SCRIPT, Why.SCRIPT_MENU),
        (f"<nav></nav><main><p>{_WORDS * 20}</p></main>" + _SCRIPT, Why.SCRIPT_MENU),
        (f"{_MENU}<main><h1>Dịch vụ công</h1><table><thead><tr><th>Tên<th>Mức độ</thead><tbody></tbody></table></main>"
         + _SCRIPT, Why.SCRIPT_CONTENT),
        (f"{_MENU}<main><h1>Văn bản</h1><p>Đang tải dữ liệu...</p></main>" + _SCRIPT, Why.SCRIPT_CONTENT),
        (f"{_MENU}<main><ul><li ng-repeat='tin in ds'>{{{{tin.ten}}}}</li></ul><p>{_WORDS * 8}</p></main>" + _SCRIPT,
         Why.SCRIPT_CONTENT),
        (f"{_MENU}<main><h1>Tin</h1><div id=list-news></div></main>" + _SCRIPT, Why.SCRIPT_CONTENT),
    ],
)  # fmt: skip
def test_pages_that_need_script(body: str, why: Why) -> None:
    assert _why(body) is why
    assert _why(body, Occasion(pictured=True)) is why


@pytest.mark.parametrize(
    "body",
    [
        f"{_MENU}<main><h1>Giới thiệu</h1><p>{_WORDS * 5}</p></main>{_SCRIPT}",
        f"{_MENU}<div id=app><p>{_WORDS * 5}</p></div>{_SCRIPT}",
        f"{_MENU}<main><table><thead><tr><th>Tên</thead><tbody><tr><td>Khai sinh</table></main>{_SCRIPT}",
        "<div id=app></div>",  # no script would fill it
        f"{_MENU}<p>{_WORDS * 5}</p><div class=clearfix></div><div id=ad></div>{_SCRIPT}",
    ],
)
def test_pages_that_say_enough(body: str) -> None:
    assert _why(body) is None
    assert _why(body, Occasion(pictured=True)) is Why.PICTURE


_ROWS = f"{_MENU}<main><h1>Thủ tục</h1><p>{_WORDS * 5}</p>"


@pytest.mark.parametrize(
    ("pager", "why"),
    [
        ("<a href='#' data-page=1>1</a><a href='#' data-page=2>2</a>", Why.SCRIPT_PAGER),
        ("<a href='javascript:go(2)'>2</a>", Why.SCRIPT_PAGER),
        ("<button type=button onclick='them()'>Xem thêm</button>", Why.SCRIPT_PAGER),
        ("<a href='?trang=2'>2</a>", None),
        ("<a href=\"javascript:__doPostBack('x','Page$2')\">2</a>", None),
        ("<a href='#' id=len>Lên đầu trang</a>", None),
    ],
)
def test_further_pages_that_only_script_reaches(pager: str, why: Why | None) -> None:
    assert _why(f"{_ROWS}{pager}</main>{_SCRIPT}") is why
    assert _why(f"{_ROWS}{pager}</main>") is None


def test_a_wanted_section_that_is_not_there() -> None:
    page = f"{_MENU}<main><h1>Giới thiệu</h1><p>{_WORDS * 5}</p></main>"
    assert _why(page + _SCRIPT, Occasion(sought=("co cau to chuc",))) is Why.WANTED
    assert _why(page + _SCRIPT, Occasion(sought=("co cau to chuc", "tiep nhan ho so"))) is None
    assert _why(page, Occasion(sought=("co cau to chuc",))) is None


def test_a_menu_is_looked_for_once() -> None:
    page = f"<ul id=main-menu></ul><main><p>{_WORDS * 20}</p></main>{_SCRIPT}"
    assert _why(page) is Why.SCRIPT_MENU
    assert _why(page, Occasion(menu_known=True)) is None


def test_nothing_to_parse() -> None:
    assert why_render(parse_page(b"", "http://cong.example/"), b"") is None


@pytest.mark.parametrize("piece", ["<!--", "<script", "<nav ", "<div><div>", "<ul id=list", "{{", "<div id=list>\n"])
def test_hostile_sources_take_no_time(piece: str) -> None:
    page = (f"<script></script>{_MENU[:300]}" + piece * (1_500_000 // len(piece))).encode()
    view = parse_page(f"<script></script><p>{_WORDS * 9}</p>".encode(), "http://cong.example/")
    started = time.perf_counter()
    why_render(view, page)
    assert time.perf_counter() - started < 2
