"""The small pure parts: links told apart, pleas read, site maps, names."""

import asyncio
import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawler.actions import is_file, is_fruitless, looks_like_action
from crawler.frontier import Nearness, Standing
from crawler.links import LinkReader
from crawler.manners import Manners, Turnstile, retry_after
from crawler.names import Answers, LookupFailedError, Names, system_lookup
from crawler.renderer.job import Way
from crawler.sitemap import MAX_ADDRESSES, read_sitemap
from domain.agencies import Agency, DeclaredHost, HostRole, Kind, Target
from pages.parse import parse_page

ROOT = "http://x.gov.vn"


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/dang-xuat", ""), ("/a", "Đăng xuất"), ("/a", "ĐĂNG XUẤT"), ("/user/logout.aspx", ""),
        ("/c/portal/logout", ""), ("/?do=xoa", ""), ("/a?action=delete&id=1", ""), ("/_layouts/15/SignOut.aspx", ""),
        ("/_layouts/Authenticate.aspx?Source=%2F", ""),
        ("/tai-khoan/luu-nhap?ma=1", ""), ("/tai-khoan/huy?ma=1", ""), ("/a", "Hủy hồ sơ"), ("/a", "Lưu bản nháp"),
        ("/a?p_p_lifecycle=1&x=2", ""), ("/%5Flayouts/signout.aspx", ""), ("/gio?op=vote", ""),
    ],
)  # fmt: skip
def test_links_that_act(path: str, label: str) -> None:
    assert looks_like_action(ROOT + path, label)


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/xoa-doi-giam-ngheo", "Xoá đói giảm nghèo"), ("/dang-ky-kinh-doanh", "Đăng ký kinh doanh"),
        ("/tin", "Tin tức"), ("/a?page=2", "2"),
        ("/huong-dan-dang-nhap-he-thong-mot-cua", "Hướng dẫn đăng nhập hệ thống một cửa"),
        ("/huy-bo-quyet-dinh", "Hủy bỏ quyết định"), ("/dvc/gui-ho-so?ma=1", "Gửi hồ sơ"),
        ("/documents/in-an-xuat-ban", "In ấn, xuất bản"), ("/dich-vu-cong/nop-ho-so", "Nộp hồ sơ"),
    ],
)  # fmt: skip
def test_links_that_only_sound_alike(path: str, label: str) -> None:
    assert not looks_like_action(ROOT + path, label)
    assert not is_fruitless(ROOT + path, label)


def test_an_order_beside_a_form_is_no_link() -> None:
    links = '<a href="/tk/gui-ho-so?ma=1">Gửi hồ sơ</a> <a href="/tk/x?ma=1">Tiếp tục</a> <a href="/hd">Hướng dẫn</a>'
    fields = '<input name="hoten"><textarea name="noidung"></textarea>'
    form = f'<form method="post" action="/nop">{fields}<button>Nộp hồ sơ</button></form>'
    for more, expected in ((form, {"/hd"}), ("", {"/tk/gui-ho-so?ma=1", "/tk/x?ma=1", "/hd"})):
        page = parse_page(f"<html><body><main>{more}<p>{links}</p></main></body></html>".encode(), ROOT + "/nop")
        reader = LinkReader(Target(Agency("x", "Sở X", Kind.DEPARTMENT), ROOT), 8)
        found = reader.candidates(page, 1, Standing.BODY)
        assert {each.url.removeprefix(ROOT) for each in found} == expected


def test_files_are_told_by_their_ending() -> None:
    assert all(is_file(ROOT + path) for path in ("/a.pdf", "/a/VB%20s%E1%BB%91.DOCX", "/x.zip?y=1", "/a.signed.pdf"))
    assert not any(is_file(ROOT + path) for path in ("/", "/a", "/a.aspx", "/a.html", "/view.php?f=a.pdf", "/.pdf"))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("0", 0.0),
        ("99999999999999", 10**7),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("5²", None),
    ],
)
def test_retry_after_in_seconds(text: str, seconds: float | None) -> None:
    assert retry_after(text) == seconds


def test_retry_after_as_a_moment() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 85 < (retry_after(later) or 0) <= 90
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0


def test_pace_slows_with_the_site_and_never_below_its_wish() -> None:
    stile = Turnstile()
    assert stile.pause(1.0) == 1.0
    stile.answered(8.0)
    assert stile.pause(1.0) == 4.0
    for _ in range(10):
        stile.answered(0.1)
    assert stile.pause(1.0) == 1.0
    stile.crawl_delay = 7.0
    assert stile.pause(1.0) == 7.0
    assert stile.pause(9.0) == 9.0


def test_a_host_has_one_turnstile_by_either_scheme() -> None:
    manners = Manners()
    assert manners.turnstile("http://www.x.gov.vn/a") is manners.turnstile("https://x.gov.vn/b")
    assert manners.turnstile("http://127.0.0.1:1/") is not manners.turnstile("http://127.0.0.1:2/")


# --- site maps ------------------------------------------------------------------------------------------------------

URLSET = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"


def test_site_map_is_read_packed_or_not() -> None:
    body = URLSET.format(
        "<url><loc> http://x.gov.vn/a </loc></url><url><loc>/b</loc></url><url><loc>mailto:x</loc></url>"
    ).encode()
    for given in (body, gzip.compress(body)):
        found = read_sitemap(given, f"{ROOT}/sitemap.xml")
        assert found is not None
        assert found.pages == (f"{ROOT}/a", f"{ROOT}/b")


@pytest.mark.parametrize(
    "body", [b"", b"<html><body>404</body></html>", b"<rss><channel/></rss>", b"\x1f\x8bxx", b"junk"]
)
def test_what_is_no_site_map(body: bytes) -> None:
    assert read_sitemap(body, f"{ROOT}/sitemap.xml") is None


def test_site_map_without_end_and_with_entities() -> None:
    many = "".join(f"<url><loc>{ROOT}/{n}</loc></url>" for n in range(MAX_ADDRESSES + 100))
    found = read_sitemap(URLSET.format(many).encode(), ROOT)
    assert found is not None
    assert len(found.pages) == MAX_ADDRESSES
    evil = (
        "<?xml version='1.0'?><!DOCTYPE u [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY a 'aaaaaaaaaa'>"
        "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><urlset><url><loc>http://x.gov.vn/&f;&b;</loc></url></urlset>"
    )
    read = read_sitemap(evil.encode(), ROOT)
    assert read is None or all("root:" not in page and "aaaa" not in page for page in read.pages)


# --- names ----------------------------------------------------------------------------------------------------------


def test_numeric_spellings_are_read_as_what_they_are() -> None:
    for spelling in ("2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost"):
        assert "127.0.0.1" in asyncio.run(system_lookup(spelling)).addresses


def test_first_answer_holds_and_is_told_once() -> None:
    told: list[tuple[Answers, str]] = []
    answers = iter([Answers("a.vn", ("1.2.3.4",)), Answers("a.vn", ("10.0.0.1",))])

    async def lookup(host: str) -> Answers:
        return next(answers)

    names = Names(lookup, on_answer=lambda answer, error: told.append((answer, error)))

    async def twice() -> None:
        assert await names.places("A.vn", 80) == (("1.2.3.4", 80),)
        assert await names.places("a.vn", 443) == (("1.2.3.4", 443),)

    asyncio.run(twice())
    assert len(told) == 1


def test_failing_name_is_told_once_and_asked_again() -> None:
    told: list[str] = []

    async def lookup(host: str) -> Answers:
        raise LookupFailedError("no")

    names = Names(lookup, on_answer=lambda _, error: told.append(error))

    async def twice() -> None:
        for _ in range(2):
            with pytest.raises(LookupFailedError):
                await names.places("a.vn", 80)

    asyncio.run(twice())
    assert told == ["no"]


def test_test_portals_have_no_names_but_their_own() -> None:
    names = Names(system_lookup, {"a.vn": ("127.0.0.1", 81)})

    async def both() -> None:
        assert await names.places("a.vn", 80) == (("127.0.0.1", 81),)
        with pytest.raises(LookupFailedError):
            await names.places("b.vn", 80)

    asyncio.run(both())


# --- links ----------------------------------------------------------------------------------------------------------


def test_links_get_their_standing_and_nearness() -> None:
    target = Target(
        Agency("a", "Sở", Kind.DEPARTMENT), "http://so.tinh.gov.vn/", hosts=(DeclaredHost("dvc.vn", HostRole.SERVICE),)
    )
    html = (
        "<nav><a href='/a'>Mục A</a><a href='/b#top'>Mục B</a><a href='/d'>Mục D</a><a href='/e'>Mục E</a></nav>"
        "<main><a href='/c'>C</a>"
        "<a href='http://khac.tinh.gov.vn/'>Sở khác</a><a href='http://dvc.vn/x'>DVC</a>"
        "<a href='http://vbpl.vn/'>VBPL</a><a href='http://bao.vn/'>Báo</a><iframe src='/khung'></iframe></main>"
        "<footer><a href='/so-do'>Sơ đồ cổng</a></footer>"
    )
    view = parse_page(f"<html><body>{html}</body></html>".encode(), "http://so.tinh.gov.vn/", "utf-8")
    reader = LinkReader(target, 8)
    found = {candidate.url: candidate for candidate in reader.candidates(view, 0, Standing.MENU)}
    standing = {url.removeprefix("http://so.tinh.gov.vn"): candidate.standing for url, candidate in found.items()}
    assert standing["/a"] is standing["/b"] is standing["/khung"] is Standing.MENU
    assert standing["/c"] is Standing.BODY
    assert standing["/so-do"] is Standing.MAP
    assert found["http://khac.tinh.gov.vn/"].nearness is Nearness.SISTER
    assert found["http://dvc.vn/x"].nearness is Nearness.OWN
    assert found["http://dvc.vn/x"].purpose
    assert found["http://vbpl.vn/"].nearness is Nearness.NATIONAL
    assert reader.refused == {"out of scope": 1}
    assert reader.candidates(view, 8, Standing.BODY) == []


def test_short_links_of_a_front_page_without_a_menu_are_its_menu() -> None:
    target = Target(Agency("a", "Sở", Kind.DEPARTMENT), "http://so.tinh.gov.vn/")
    long = "Sở tổ chức hội nghị tổng kết công tác năm và triển khai nhiệm vụ năm sau"
    html = f"<table><tr><td><a href='/gioi-thieu'>Giới thiệu</a></td><td><a href='/tin-1'>{long}</a></td></tr></table>"
    view = parse_page(f"<html><body>{html}</body></html>".encode(), target.portal, "utf-8")
    found = LinkReader(target, 8).candidates(view, 0, Standing.MENU)
    assert [candidate.standing for candidate in found] == [Standing.MENU, Standing.BODY]


def test_one_address_linked_twice_has_the_better_place_and_all_its_words() -> None:
    target = Target(Agency("a", "Sở", Kind.DEPARTMENT), "http://so.tinh.gov.vn/")
    menu = "".join(f"<a href='/m{n}'>Mục {n}</a>" for n in range(5))
    html = f"<main><a href='/x'><img src='a.png' alt='Ảnh bìa'></a></main><nav>{menu}<a href='/x'>Văn bản</a></nav>"
    view = parse_page(f"<html><body>{html}</body></html>".encode(), target.portal, "utf-8")
    found = {candidate.url: candidate for candidate in LinkReader(target, 8).candidates(view, 0, Standing.MENU)}
    twice = found["http://so.tinh.gov.vn/x"]
    assert twice.standing is Standing.MENU
    assert {"Ảnh bìa", "Văn bản"} <= {twice.label, *twice.texts}


@pytest.mark.parametrize(
    "path", ["/a/b/a/b/a/b", "/x?" + "&".join(f"p{n}={n}" for n in range(40)), "/lich?thang=3&nam=2099"]
)
def test_traps_are_left_out(path: str) -> None:
    target = Target(Agency("a", "Sở", Kind.DEPARTMENT), "http://so.tinh.gov.vn/")
    raw = f"<html><body><main><a href='{path}'>Xem</a></main></body></html>"
    view = parse_page(raw.encode(), "http://so.tinh.gov.vn/khac", "utf-8")
    reader = LinkReader(target, 8)
    assert reader.candidates(view, 2, Standing.BODY) == []
    assert next(iter(reader.refused)).startswith("trap: ")


def test_links_of_a_sister_lead_home_only() -> None:
    target = Target(Agency("a", "Sở", Kind.DEPARTMENT), "http://so.tinh.gov.vn/")
    html = "<a href='/tin'>Tin</a><a href='http://so.tinh.gov.vn/x'>Về sở</a>"
    view = parse_page(f"<html><body>{html}</body></html>".encode(), "http://khac.tinh.gov.vn/", "utf-8")
    assert [candidate.url for candidate in LinkReader(target, 8).candidates(view, 1, Standing.BODY)] == [
        "http://so.tinh.gov.vn/x"
    ]


def test_places_behind_the_hash_are_addresses_only_where_a_browser_showed_so() -> None:
    page = """<title>x</title><nav><a href="#/van-ban">Văn bản</a><a href="#/">Đầu</a><a href="#tren">Lên</a>
    <a href="#/tai-khoan/dang-xuat">Ra</a></nav><p>chào"""
    view = parse_page(page.encode(), f"{ROOT}/")
    reader = LinkReader(Target(Agency("x", "X", Kind.DEPARTMENT), f"{ROOT}/"), 8)
    assert reader.candidates(view, 0, Standing.MENU) == []
    reader.apps.add(f"{ROOT}/")
    assert [found.url for found in reader.candidates(view, 0, Standing.MENU)] == [f"{ROOT}/#/van-ban"]
    assert reader.refused["action"] == 1


def test_what_pressing_brings_is_followed_like_links() -> None:
    view = parse_page(b"<title>x</title><p>x", f"{ROOT}/")
    reader = LinkReader(Target(Agency("x", "X", Kind.DEPARTMENT), f"{ROOT}/"), 8)
    ways = (
        Way(f"{ROOT}/", "Giới thiệu", "hover", "/x", ((f"{ROOT}/co-cau", "Cơ cấu"), (f"{ROOT}/xoa?do=xoa", "Xóa"))),
        Way(f"{ROOT}/van-ban", "Văn bản", "click", "/*[local-name()='nav'][1]"),
        Way("http://khac.vn/", "Khác", "click", "/x"),
    )
    found = reader.pressed(ways, view, 0, Standing.MENU, lambda _: False)
    assert [(each.url, each.label, each.standing) for each in found] == [
        (f"{ROOT}/co-cau", "Cơ cấu", Standing.MENU),
        (f"{ROOT}/van-ban", "Văn bản", Standing.MENU),
    ]
