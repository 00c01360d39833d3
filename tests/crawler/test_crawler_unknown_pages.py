"""Soft 404s: learned from two addresses nobody has made, and never mistaken for a real page."""

import itertools

import pytest
from crew import Crew, plan
from fake_portal import Asked, FakePortal, Reply, page, redirect

from crawler.unknown_pages import says_missing, unknown_addresses
from domain.captures import CaptureKind, Outcome
from pages.parse import parse_page

MENU = (("/gioi-thieu", "Giới thiệu"), ("/lien-he", "Liên hệ"), ("/da-mat", "Thông tin cũ"), ("/anh", "Sơ đồ"))
clock = itertools.count(1)


def framed(title: str, main: str, site_title: bool = False) -> Reply:
    """A page in the portal's frame, with a counter and a clock that never stand still."""
    tick = next(clock)
    menu = "".join(f'<li><a href="{url}">{label}</a></li>' for url, label in MENU)
    name = "Cổng thông tin điện tử" if site_title else title
    return Reply(
        body=(
            f"<!doctype html><html><head><title>{name}</title></head><body><header>Cổng thông tin</header>"
            f"<nav><ul>{menu}</ul></nav><main><h1>{title}</h1>{main}</main>"
            f"<footer>Lượt truy cập: {tick * 37}. Bây giờ là {tick % 24}:{tick % 60}. Bản quyền thuộc về"
            " cơ quan</footer></body></html>"
        ).encode()
    )


@pytest.mark.parametrize("site_title", [False, True], ids=["own titles", "one title"])
@pytest.mark.parametrize("kind", ["message", "front page", "redirect home", "error page", "proper 404"])
def test_dead_links_are_told_from_real_pages(crew: Crew, kind: str, site_title: bool) -> None:
    front = "<p>Chào mừng đến với cổng thông tin của cơ quan chúng tôi.</p>"

    def real(title: str, main: str) -> Reply:
        return framed(title, main, site_title)

    def home(_: Asked) -> Reply:
        return real("Trang chủ", front)

    def unknown(asked: Asked) -> Reply:
        return {
            "message": lambda: real("Thông báo", f"<p>Địa chỉ {asked.path} không có, mời quay lại.</p>"),
            "front page": lambda: real("Trang chủ", front),
            "redirect home": lambda: redirect("/"),
            "error page": lambda: redirect("/loi.aspx?tu=" + asked.path),
            "proper 404": lambda: Reply(404, real("Không tìm thấy", "<p>Không có gì.</p>").body),
        }[kind]()

    routes = {
        "/": home,
        "/robots.txt": Reply(404),
        "/sitemap.xml": Reply(404),
        "/gioi-thieu": lambda _: real("Giới thiệu", "<p>Cơ quan thành lập năm 1945, có nhiều nhiệm vụ.</p>"),
        "/lien-he": lambda _: real("Liên hệ", "<p>Số 1 phố Huế, quận Hai Bà Trưng, Hà Nội</p>"),
        "/anh": lambda _: real("Sơ đồ", "<img src='/so-do.png' alt=''>"),
    }
    with FakePortal(routes, lambda asked: _error_page(asked, real) or unknown(asked)) as portal:
        told = crew.crawl(plan(portal.url))
    for path in ("", "gioi-thieu", "lien-he", "anh"):
        found = told.capture(portal.url + path)
        assert (found.outcome, found.notes.get("soft404")) == (Outcome.OK, None), path
    dead = next(capture for capture in told.of(CaptureKind.PAGE) if "da-mat" in capture.url + capture.requested)
    assert dead.notes.get("soft404") is (None if kind == "proper 404" else True)
    assert dead.readable is False
    assert bool(dead.notes.get("home")) is (kind == "redirect home")
    assert len(told.of(CaptureKind.PROBE)) == 3


def _error_page(asked: Asked, real: object) -> Reply | None:
    if asked.path.startswith("/loi.aspx"):
        return real("Có lỗi", "<p>Rất tiếc, đã có lỗi.</p>")  # type: ignore[operator,no-any-return]
    return None


def test_front_page_by_another_name_is_no_soft_404(crew: Crew) -> None:
    routes = {
        "/": page("Cổng", ("/trang-chu", "Trang chủ"), ("/cu", "Cũ")),
        "/trang-chu": redirect("/"),
        "/cu": redirect("/"),
    }
    with FakePortal(routes) as portal:
        told = crew.crawl(plan(portal.url))
    home = told.of(CaptureKind.PAGE)[0].id
    assert told.capture(f"{portal.url}trang-chu").notes == {"home": True, "same_as": home}
    assert told.capture(f"{portal.url}cu").notes == {"home": True, "soft404": True}


def test_front_page_that_lost_addresses_lead_to_under_its_own_name(crew: Crew) -> None:
    home = page("Cổng", ("/Default.aspx?tabid=36", "Trang đầu"), ("/cu.aspx", "Cũ"), ("/moi.aspx", "Mới"))
    routes = {
        "/": home,
        "/Default.aspx?tabid=36": home,
        "/moi.aspx": page("Mới"),
        "/robots.txt": Reply(404),
        "/sitemap.xml": Reply(404),
    }
    with FakePortal(routes, redirect("/Default.aspx?tabid=36")) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.capture(f"{portal.url}cu.aspx").notes == {"home": True, "soft404": True}
    assert "soft404" not in told.capture(f"{portal.url}moi.aspx").notes
    direct = [c for c in told.of(CaptureKind.PAGE) if c.url.endswith("tabid=36") and not c.requested]
    assert all("soft404" not in capture.notes for capture in direct)


def test_unknown_addresses_are_the_same_for_the_same_audit() -> None:
    first = unknown_addresses("a1", "http://x.gov.vn/", "http://x.gov.vn/tin/abc.aspx")
    assert first == unknown_addresses("a1", "http://x.gov.vn/", "http://x.gov.vn/tin/abc.aspx")
    assert first != unknown_addresses("a2", "http://x.gov.vn/", "http://x.gov.vn/tin/abc.aspx")
    assert first[1].startswith("http://x.gov.vn/tin/")
    assert first[1].endswith(".aspx")


@pytest.mark.parametrize(
    ("html", "missing"),
    [
        ("<title>404 - Không tìm thấy trang</title><p>Xin lỗi</p>", True),
        ("<title>Cổng</title><h1>Trang không tồn tại</h1>", True),
        ("<title>404</title>", True),
        ("<title>Quy hoạch 404 căn hộ</title><p>Nội dung</p>", False),
        ("<title>Tin</title><h1>Page not found: bài học</h1><main><p>" + "Nội dung dài. " * 80 + "</p></main>", False),
    ],
)
def test_page_that_says_itself_it_is_not_there(html: str, missing: bool) -> None:
    assert says_missing(parse_page(f"<html>{html}</html>".encode(), "http://x.gov.vn/a", "utf-8")) is missing
