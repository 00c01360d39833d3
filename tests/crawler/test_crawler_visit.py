"""An ordinary crawl, from the front door to the ending."""

import json
from itertools import pairwise

from crew import Crew, Told, limited, plan, words
from fake_portal import Asked, FakePortal, Reply, missing, page, redirect

from crawler.protocol import FinishOrder, Order, WantedOrder
from domain.agencies import Target
from domain.captures import CaptureKind, Ending, Outcome
from domain.codec import canonical_json
from domain.plans import Search, Wanted

MENU = (
    ("/gioi-thieu", "Giới thiệu"),
    ("/tin-tuc", "Tin tức"),
    ("/hoi-dap", "Hỏi đáp"),
    ("/lien-he", "Liên hệ"),
    ("/so-do", "Sơ đồ cổng"),
)


def small_portal() -> FakePortal:
    portal = FakePortal(
        {
            "/": page("Cổng", ("/chuyen-muc/quy-hoach", "Quy hoạch"), ("/tai-lieu/a.pdf", "Tài liệu"), menu=MENU),
            "/gioi-thieu": page("Giới thiệu", ("/gioi-thieu/co-cau", "Cơ cấu tổ chức"), menu=MENU),
            "/gioi-thieu/co-cau": page("Cơ cấu tổ chức", menu=MENU),
            "/tin-tuc": page("Tin tức", *((f"/tin-tuc/bai-so-{n}.html", f"Bài số {n}") for n in range(30)), menu=MENU),
            "/hoi-dap": page("Hỏi đáp", menu=MENU),
            "/lien-he": page("Liên hệ", menu=MENU),
            "/so-do": page("Sơ đồ cổng", ("/van-ban", "Văn bản"), ("/an-kin", "Trang kín"), menu=MENU),
            "/van-ban": page("Văn bản", menu=MENU),
            "/an-kin": page("Trang kín", menu=MENU),
            "/chuyen-muc/quy-hoach": page("Quy hoạch", menu=MENU),
            "/tai-lieu/a.pdf": Reply(body=b"%PDF-1.4 nothing", mime="application/pdf"),
            "/tim?q=abc": page("Kết quả tìm kiếm"),
            "/robots.txt": Reply(body=b"User-agent: *\nDisallow: /an-kin\n", mime="text/plain"),
        }
    )
    for n in range(30):
        portal.routes[f"/tin-tuc/bai-so-{n}.html"] = page(f"Bài số {n}", text=f"Nội dung bài {n} " * 20, menu=MENU)
    return portal


def test_menus_and_map_first_then_wanted_words_then_breadth(crew: Crew) -> None:
    with small_portal() as portal:
        told = crew.crawl(plan(portal.url, wanted=Wanted(words("co cau to chuc", "quy hoach"))))
    root = portal.url.rstrip("/")
    order = [url.removeprefix(root) for url in told.pages()]
    assert order[:2] == ["/", "/so-do"]
    assert set(order[2:6]) == {"/gioi-thieu", "/tin-tuc", "/hoi-dap", "/lien-he"}
    assert set(order[6:8]) == {"/gioi-thieu/co-cau", "/chuyen-muc/quy-hoach"}
    assert order[8] == "/van-ban"
    assert "/tin-tuc/bai-so-1.html" in order
    assert told.ending is Ending.COMPLETED
    assert told.end["pages"] == len(order) == 39
    assert told.end["requests"] == len(portal.log)
    assert "/an-kin" not in portal.paths()
    assert told.capture(f"{root}/an-kin").outcome is Outcome.ROBOTS
    assert {asked.method for asked in portal.log} == {"GET"}


def test_two_crawls_ask_in_the_same_order(crew: Crew) -> None:
    with small_portal() as portal:
        first, second = (
            crew.crawl(plan(portal.url, wanted=Wanted(words("van ban")), limits=limited(max_pages=25)))
            for _ in range(2)
        )
    assert first.pages() == second.pages()
    assert first.ending is Ending.BUDGET
    assert len(first.pages()) == 25


def test_record_holds_everything_in_order(crew: Crew) -> None:
    with small_portal() as portal:
        made = plan(portal.url, limits=limited(max_pages=3))
        told = crew.crawl(made)
    assert [capture.id for capture in told.captures] == [f"c{n:06d}" for n in range(1, len(told.captures) + 1)]
    target, dns, robots, home = told.captures[:4]
    assert target.kind is CaptureKind.TARGET
    assert told.bodies[target.id].decode() == canonical_json(made.target)
    assert dns.kind is CaptureKind.DNS
    assert json.loads(told.bodies[dns.id])["a"] == ["127.0.0.1"]
    assert robots.kind is CaptureKind.ROBOTS
    assert (home.status, home.mime, home.charset, home.depth) == (200, "text/html", "utf-8", 0)
    assert ("content-type", "text/html; charset=utf-8") in home.headers
    assert any(name == "user-agent" and "portal-audit" in value for name, value in told.sent[home.id])
    ending = told.captures[-1]
    record = json.loads(told.bodies[ending.id])
    assert ending.kind is CaptureKind.ENDING
    assert record["ending"] == "budget"
    assert record["left"] == told.end["summary"]["left"] > 0
    left = {entry["url"].removeprefix(portal.url): entry for entry in record["not_asked"]}
    assert left["tin-tuc"]["standing"] == "menu"
    assert left["tin-tuc"]["reason"] == "not_asked"


def test_rounds_fetch_what_is_wanted_next(crew: Crew) -> None:
    def next_round(audit: str, number: int, told: Told) -> Order:
        if number > 1:
            return FinishOrder(audit)
        root = told.of(CaptureKind.PAGE)[0].url.rstrip("/")
        wanted = Wanted(
            urls=((f"{root}/tin-tuc/bai-so-7.html", "news"), (f"{root}/dang-xuat", "bad")),
            files=((f"{root}/tai-lieu/a.pdf", "file"),),
            searches=(Search(f"{root}/tim?q=abc", "abc", f"{root}/tin-tuc", f"{root}/"),),
        )
        return WantedOrder(audit, wanted, 4)

    with small_portal() as portal:
        told = crew.crawl(plan(portal.url, round_pages=(3, 4, 4)), next_round)
    root = portal.url.rstrip("/")
    assert [told.rounds[0]["pages"], told.rounds[1]["pages"]] == [3, 7]
    assert told.capture(f"{root}/tin-tuc/bai-so-7.html").notes["tag"] == "news"
    file = told.of(CaptureKind.FILE)[0]
    assert (file.url, file.notes["tag"]) == (f"{root}/tai-lieu/a.pdf", "file")
    search = told.of(CaptureKind.SEARCH)[0]
    assert search.notes == {"phrase": "abc", "known_at": f"{root}/tin-tuc", "form_page": f"{root}/"}
    assert "/dang-xuat" not in portal.paths()
    assert told.ending is Ending.COMPLETED


def test_request_budget_ends_a_crawl_of_redirects(crew: Crew) -> None:
    links = tuple((f"/qua/{n}", f"Mục {n}") for n in range(100))
    portal = FakePortal({"/": page("Cổng", *links)}, default=lambda asked: redirect(asked.path + "x"))
    with portal:
        told = crew.crawl(plan(portal.url, limits=limited(max_pages=5)))
    assert told.ending is Ending.BUDGET
    assert len(portal.log) == told.end["requests"] == 50


def test_progress_is_told_while_it_crawls(crew: Crew) -> None:
    with small_portal() as portal:
        told = crew.crawl(plan(portal.url, limits=limited(max_pages=12, delay=0.2)))
    assert len(told.progress) >= told.seconds // 1.0
    last = told.progress[-1]
    assert last["max_pages"] == 12
    assert last["pages"] <= 12
    assert last["current"].startswith(portal.url)
    spaced = [asked.at for asked in portal.log]
    assert min(later - sooner for sooner, later in pairwise(spaced)) >= 0.15


def test_actions_files_and_strangers_are_left_alone(crew: Crew) -> None:
    bad = (
        ("/dang-xuat", "Đăng xuất"),
        ("/x?do=delete&id=3", "Xoá"),
        ("/_layouts/Authenticate.aspx?Source=/", "Sign In"),
        ("/bai?print=1", "In trang"),
        ("/dang-nhap", "Đăng nhập"),
        ("http://khac.example/", "Nơi khác"),
        ("javascript:void(0)", "Không"),
        ("/van-ban.pdf", "Văn bản"),
    )
    with FakePortal({"/": page("Cổng", *bad, ("/tot", "Tốt")), "/tot": page("Tốt")}) as portal:
        told = crew.crawl(plan(portal.url))
    assert [path for path in portal.paths() if not path.startswith("/khong-co")] == [
        "/robots.txt",
        "/",
        "/sitemap.xml",
        "/tot",
    ]
    assert told.end["summary"]["refused"] == {"action": 3, "file": 1, "fruitless": 2, "out of scope": 1}


def test_xml_sitemap_is_read_and_its_index_followed(crew: Crew) -> None:
    def listing(tag: str, entry: str, *addresses: str) -> Reply:
        rows = "".join(f"<{entry}><loc>{address}</loc></{entry}>" for address in addresses)
        return Reply(body=f"<?xml version='1.0'?><{tag}>{rows}</{tag}>".encode(), mime="application/xml")

    with FakePortal({"/": page("Cổng"), "/sau": page("Sâu")}) as portal:
        portal.routes["/robots.txt"] = Reply(body=f"Sitemap: {portal.url}s.xml\n".encode(), mime="text/plain")
        portal.routes["/s.xml"] = listing("sitemapindex", "sitemap", f"{portal.url}t.xml", "http://khac.example/u.xml")
        portal.routes["/t.xml"] = listing("urlset", "url", f"{portal.url}sau", "http://khac.example/x")
        told = crew.crawl(plan(portal.url))
    assert [capture.url.removeprefix(portal.url) for capture in told.of(CaptureKind.SITEMAP)] == ["s.xml", "t.xml"]
    assert f"{portal.url}sau" in told.pages()


def test_bytes_that_are_the_same_page_are_not_followed_twice(crew: Crew) -> None:
    def trap(asked: Asked) -> Reply:
        return (
            page("Bẫy", ("x/", "Sâu hơn"), text="Một trang thật. " * 30) if asked.path.endswith("bay/") else missing()
        )

    portal = FakePortal({"/": page("Cổng", ("/bay/", "Một"), ("/khac/bay/", "Hai"))}, default=trap)
    with portal:
        told = crew.crawl(plan(portal.url))
    first = told.capture(f"{portal.url}bay/")
    assert told.capture(f"{portal.url}khac/bay/").notes["same_as"] == first.id
    assert len(told.pages()) == 3
    assert told.ending is Ending.COMPLETED


def test_front_page_of_frames_and_script_redirects(crew: Crew) -> None:
    moved = Reply(body=b"<html><script>window.location.href = '/Pages/home.aspx';</script></html>")
    frames = Reply(body=b"<html><frameset><frame src='/dau.html'><frame src='/than.html'></frameset></html>")
    portal = FakePortal(
        {
            "/": moved,
            "/Pages/home.aspx": frames,
            "/dau.html": page("Đầu", menu=(("/gioi-thieu", "Giới thiệu"),)),
            "/than.html": page("Thân", ("/tin", "Tin")),
            "/gioi-thieu": page("Giới thiệu"),
            "/tin": page("Tin"),
        }
    )
    with portal:
        told = crew.crawl(plan(portal.url))
    door = next(capture for capture in told.of(CaptureKind.PROBE) if capture.notes["probe"] == "door")
    home = told.of(CaptureKind.PAGE)[0]
    assert (door.url, home.requested, home.redirects) == (portal.url, portal.url, (portal.url,))
    assert home.url == door.notes["onward"]
    assert {url.removeprefix(portal.url) for url in told.pages()} == {
        "Pages/home.aspx",
        "dau.html",
        "than.html",
        "gioi-thieu",
        "tin",
    }


def test_declared_entry_is_used_when_the_portal_has_no_front_page(crew: Crew) -> None:
    with FakePortal({"/": missing(), "/cong": page("Cổng", ("/a", "A")), "/a": page("A")}) as portal:
        made = plan(portal.url)
        target = Target(made.target.agency, portal.url, entries=(f"{portal.url}cong",))
        told = crew.crawl(plan(portal.url, target))
    assert told.pages() == [f"{portal.url}cong", f"{portal.url}a"]
    assert told.ending is Ending.COMPLETED


def test_no_front_page_at_all_is_unreachable(crew: Crew) -> None:
    with FakePortal({"/": Reply(500, b"oops")}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.UNREACHABLE
    assert "500" in told.end["error"]


def test_crawl_without_page_budget_left_still_says_where_it_stands(crew: Crew) -> None:
    with small_portal() as portal:
        told = crew.crawl(plan(portal.url, limits=limited(max_pages=1)))
    assert told.ending is Ending.BUDGET
    assert told.pages() == [portal.url]


def test_empty_front_page_is_read_for_what_it_is(crew: Crew) -> None:
    with FakePortal({"/": Reply(200, b"")}) as portal:
        told = crew.crawl(plan(portal.url.rstrip("/")))
    assert told.ending is Ending.COMPLETED
    assert told.end["pages"] == 0
    assert told.of(CaptureKind.PAGE)[0].url == portal.url


def test_front_page_that_leads_to_another_owner_is_not_followed(crew: Crew) -> None:
    with FakePortal() as other, FakePortal({"/": redirect(other.url)}) as portal:
        told = crew.crawl(plan(portal.url))
    assert other.connections == 0
    assert told.ending is Ending.UNREACHABLE
    assert "scope" in told.end["error"]
    assert told.capture(other.url).outcome is Outcome.GUARDED


def test_door_that_leads_nowhere_is_the_front_page(crew: Crew) -> None:
    door = Reply(body="<html><head><meta http-equiv='refresh' content='0;url=/mat'></head><p>Cổng</p></html>".encode())
    with FakePortal({"/": door}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.pages() == [portal.url]
    assert told.capture(f"{portal.url}mat").outcome is Outcome.HTTP_ERROR
    assert told.ending is Ending.COMPLETED
