"""A shell is a page that only script would fill; a small page that is complete is none."""

import pytest

from pages.parse import parse_page

SCRIPT = "<script src='/main.js'></script>"
NAV = "<nav><ul>" + "".join(f"<li><a href='/m{n}'>Mục thứ {n} của cổng</a></li>" for n in range(12)) + "</ul></nav>"
FOOT = (
    "<footer>Bản quyền thuộc Ủy ban nhân dân tỉnh. Địa chỉ: 1 Lê Lợi. Điện thoại 0261 3544 000. Fax 0261 3544 001."
    "</footer>"
)
PARAGRAPH = "<p>" + "Ủy ban nhân dân tỉnh tổ chức hội nghị. " * 20 + "</p>"


def shell(body: str) -> bool:
    return parse_page(
        f"<html><head><title>Cổng</title></head><body>{body}</body></html>".encode(), "http://x.gov.vn/"
    ).shell


@pytest.mark.parametrize(
    "body",
    [
        f"<div id=app></div>{SCRIPT}",
        f"<div id='root'><noscript>You need to enable JavaScript to run this app.</noscript></div>{SCRIPT}",
        f"<app-root>Đang tải...</app-root>{SCRIPT}",
        f"<div ng-app='cong'><div ng-view></div></div>{SCRIPT}",
        "<div id=__next></div><script id=__NEXT_DATA__ type='application/json'>{}</script>",
        f"<noscript>Vui lòng bật JavaScript để xem trang</noscript>{SCRIPT}",
        "<script>document.location='/webcenter?_afrLoop='+x</script>",
        f"{NAV}<div id=root></div>{FOOT}{SCRIPT}",
        f"{NAV}<main id=main></main>{FOOT}{SCRIPT}",
        f"{NAV}<div id=content><div class=spinner></div></div>{FOOT}{SCRIPT}",
        f"{NAV}<div class=list>Đang tải dữ liệu...</div>{FOOT}{SCRIPT}",
        f"{NAV}<div ng-repeat='x in ds'><h3>{{{{x.title}}}}</h3><p>{{{{x.summary}}}}</p></div>{FOOT}{SCRIPT}",
    ],
)
def test_shells(body: str) -> None:
    assert shell(body)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Trang đang bảo trì</p>",
        f"<p>Trang đang bảo trì. Mời quay lại sau.</p>{SCRIPT}",
        "<div id=app></div>",
        f"<div id=app>{PARAGRAPH}</div>{SCRIPT}",
        f"{NAV}<div id=content>{PARAGRAPH}</div>{FOOT}{SCRIPT}",
        f"{NAV}<div>{PARAGRAPH}</div><div id=root></div>{FOOT}{SCRIPT}",
        f"{NAV}<div id=content><p>Chưa có bài viết nào trong chuyên mục này.</p></div>{FOOT}{SCRIPT}",
        f"{NAV}<div id=content><img src='/so-do-to-chuc.png'></div>{FOOT}{SCRIPT}",
        f"{NAV}<div>{PARAGRAPH}<code>{{{{ mau }}}}</code></div>{FOOT}{SCRIPT}",
        f"<noscript>Trình duyệt không hỗ trợ JavaScript</noscript>{NAV}{PARAGRAPH}{SCRIPT}",
    ],
)
def test_pages_that_are_complete(body: str) -> None:
    assert not shell(body)
