"""Versions for phones as pages name them."""

import pytest
from snapshots import Served
from tiny_sites import tiny_site

from checks.mobile_version import mobile_addresses, mobile_version
from checks.states import State

M = "http://m.binhminh.gov.vn/"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (f"<a href='{M}'>Mobile</a>", (M,)),
        (f"<link rel=alternate media='handheld' href='{M}'>", (M,)),
        (f"<link rel=alternate media='only screen and (max-width: 640px)' href='{M}muc'>", (f"{M}muc",)),
        ("<a href='/mobile'>Phiên bản di động</a>", ("http://binhminh.gov.vn/mobile",)),
        ("<link rel=alternate hreflang=en href='/en'>", ()),
        ("<a href='http://play.google.com/app'>Tải ứng dụng di động</a>", ()),
        ("<a href='http://m.facebook.com/huyen'>Trang Facebook</a>", ()),
        ("<a href='/tin/1'>Huyện ra mắt phiên bản di động của cổng thông tin điện tử cho người dân tra cứu</a>", ()),
    ],
)
def test_addresses(content: str, found: tuple[str, ...]) -> None:
    site, page = tiny_site(content)
    assert mobile_addresses(site, page) == found


def test_a_version_must_answer_with_a_page_of_its_own() -> None:
    link = f"<a href='{M}'>Bản mobile</a>"
    own = "<html><head><title>UBND huyện Bình Minh</title></head><body><h1>Bản di động</h1><p>Tin.</p></body></html>"
    site, page = tiny_site(link, {M: Served(own)})
    assert mobile_version(site, page) == (M, State.ALIVE)
    site, page = tiny_site(link, {M: Served("", status=404)})
    assert mobile_version(site, page) == (M, State.DEAD)
    site, page = tiny_site(link)
    assert mobile_version(site, page) == (M, State.UNFETCHED)
    assert mobile_version(*tiny_site("<p>Không có</p>")) is None
