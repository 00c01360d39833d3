"""Lists of many pages made one: what was read, what is still to be asked, what the portal claims."""

import json
import time
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from snapshots import HOME, Served, make_snapshot
from tiny_sites import tiny_site

from checks.all_candidates import candidates_of
from checks.load_lexicon import load_lexicon
from checks.services.entries import Entry, LevelFrom
from checks.services.listing import read_inventory, read_listing
from checks.services.merging import Merger, Source
from checks.services.wanted_pages import list_addresses, open_ends
from checks.site import Site
from domain.captures import CaptureKind
from domain.findings import Evidence, Locator, LocatorType

OBJECTS = ("nhà hàng", "cửa hàng", "trường học", "bệnh viện", "phòng khám", "nhà thuốc", "kho lạnh", "bến xe")


def name(number: int) -> str:
    return f"Cấp giấy phép hoạt động cho {OBJECTS[number % 8]} loại {number}"


def rows(numbers: "range | list[int]") -> str:
    return "".join(
        f"<tr><td>{n}</td><td>1.{n:06d}</td><td><a href='/tt/{n}'>{name(n)}</a></td>"
        f"<td>Y tế</td><td>{n % 4 + 1}</td></tr>"
        for n in numbers
    )


HEAD = "<tr><th>STT</th><th>Mã TTHC</th><th>Tên thủ tục</th><th>Lĩnh vực</th><th>Mức độ</th></tr>"


def shown(numbers: "range | list[int]", pager: str = "", total: str = "") -> str:
    return f"<h2>Danh sách thủ tục</h2><p>{total}</p><table>{HEAD}{rows(numbers)}</table><div class='pg'>{pager}</div>"


def site_of(pages: dict[str, str | Served]) -> Site:
    first = pages.pop("/muc")
    assert isinstance(first, str)
    return tiny_site(first, pages, label="Thủ tục hành chính")[0]


def pager(*numbers: int, last: int | None = None, key: str = "?page=") -> str:
    links = "".join(f"<a href='/muc{key}{n}'>{n}</a> " for n in numbers)
    return links + (f"<a href='/muc{key}{last}'>Cuối</a>" if last else "")


def wanted(site: Site) -> list[str]:
    return [url.removeprefix(HOME) for url, tag in list_addresses(site) if tag == "services"]


def test_pages_between_the_linked_and_the_last_are_asked_for() -> None:
    site = site_of({"/muc": shown(range(10), pager(1, 2, 3, last=9))})
    assert wanted(site) == [f"muc?page={n}" for n in range(2, 10)]
    found = read_listing(site)
    assert (found.pages_read, found.pages_known, found.complete, found.cut) == (1, 9, False, "budget")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        (pager(2, 3), ["muc?page=2", "muc?page=3"]),
        (pager(2, 3, key="?p="), ["muc?p=2", "muc?p=3"]),
        (pager(2, 3, key="?lv=&trang="), ["muc?lv=&trang=2", "muc?lv=&trang=3"]),
        (pager(2, 3, key="/trang-"), ["muc/trang-2", "muc/trang-3"]),
        ("<a href='/muc?page=1'>2</a> <a href='/muc?page=2'>3</a>", ["muc?page=1", "muc?page=2"]),
        (
            "<a href='/muc?start=10'>2</a> <a href='/muc?start=30'>4</a>",
            ["muc?start=10", "muc?start=20", "muc?start=30"],
        ),
        ("<a href='/muc?pageIndex=2&amp;pageSize=10'>»</a>", ["muc?pageIndex=2&pageSize=10"]),
        ("<a href='/muc?_x_cur=2' title='Trang sau'><img src='/n.gif'></a>", ["muc?_x_cur=2"]),
        ("<a href='/muc?page=2'>Trang sau</a>", ["muc?page=2"]),
        ("<a href='/muc?page=2' title='Trang sau'>②</a>", ["muc?page=2"]),
        ("<a href='/muc?jsessionid=ab12&amp;page=2'>2</a>", ["muc?page=2"]),
    ],
)
def test_addresses_of_further_pages(links: str, expected: list[str]) -> None:
    assert wanted(site_of({"/muc": shown(range(10), links)})) == expected


def test_the_total_tells_the_pages_that_no_link_names() -> None:
    site = site_of({"/muc": shown(range(10), pager(2), "Tổng số: 47 thủ tục")})
    assert wanted(site) == [f"muc?page={n}" for n in range(2, 6)]
    assert read_listing(site).claimed_total == 47


def test_a_list_whose_end_no_page_tells_is_followed_by_the_crawl() -> None:
    site = site_of({"/muc": shown(range(10), "<a href='/muc?page=2'>Trang sau</a>")})
    assert open_ends(site) == (f"{HOME}muc?page=2",)
    whole = site_of({"/muc": shown(range(10), pager(2)), "/muc?page=2": shown(range(10, 15), pager(1, 2))})
    assert open_ends(whole) == ()
    assert wanted(whole) == []


def test_a_list_read_to_its_end_is_complete() -> None:
    pages: dict[str, str | Served] = {
        "/muc": shown(range(10), pager(1, 2, 3), "Tổng số: 25"),
        "/muc?page=1": shown(range(10), pager(1, 2, 3), "Tổng số: 25"),
        "/muc?page=2": shown(range(10, 20), pager(1, 2, 3), "Tổng số: 25"),
        "/muc?page=3": shown(range(20, 25), pager(1, 2, 3), "Tổng số: 25"),
        "/muc?page=4": shown(range(20, 25), pager(1, 2, 3), "Tổng số: 25"),
    }
    found = read_listing(site_of(pages))
    assert [entry.code for entry in found.entries] == [f"1.{n:06d}" for n in range(25)]
    assert not found.duplicates
    assert (found.claimed_total, found.complete, found.cut) == (25, True, "")
    assert found.home == f"{HOME}muc"


def test_fewer_than_the_portal_claims_is_seen() -> None:
    found = read_listing(site_of({"/muc": shown(range(10), "", "Tổng số: 12 thủ tục")}))
    assert (found.claimed_total, len(found.entries), found.complete, found.cut) == (12, 10, False, "script")


def test_pages_that_failed_are_named_so() -> None:
    pages: dict[str, str | Served] = {"/muc": shown(range(10), pager(2)), "/muc?page=2": Served("", status=500)}
    found = read_listing(site_of(pages))
    assert (found.complete, found.cut, found.pages_known) == (False, "failed", 2)


def test_paging_by_post_is_said() -> None:
    posts = "<a href=\"javascript:__doPostBack('ctl00$g','Page$2')\">2</a>"
    site = site_of({"/muc": shown(range(10), posts)})
    assert (read_listing(site).cut, wanted(site)) == ("needs_post", [])


def test_paging_by_script_alone_is_said() -> None:
    site = site_of({"/muc": shown(range(10), "<a href='#' onclick='go(2)'>2</a>")})
    assert (read_listing(site).complete, read_listing(site).cut) == (False, "script")


def test_pieces_of_html_that_a_script_asks_for_are_pages_of_the_list() -> None:
    """A browser pressed 2 and 3; the others are asked for until they end, and the page itself is no dead end."""

    def piece(numbers: range) -> Served:
        return Served(f"<table>{HEAD}{rows(numbers)}</table>")

    first = shown(range(10), "<a href='#' onclick='go(2)'>2</a>")
    pages: dict[str, str | Served] = {"/muc": first}
    pages |= {f"/ds/manh?trang={n}": piece(range(10 * n - 10, 10 * n)) for n in (2, 3)}
    site = site_of(dict(pages))
    asked = [url.removeprefix(HOME) for url, _ in list_addresses(site)]
    assert asked[:2] == ["ds/manh?trang=1", "ds/manh?trang=4"]
    assert read_listing(site).cut == "budget"
    pages |= {f"/ds/manh?trang={n}": piece(range(10 * n - 10, min(10 * n, 34))) for n in (1, 4)}
    pages |= {f"/ds/manh?trang={n}": Served("<p>Không có dữ liệu</p>") for n in range(5, 13)}
    found = read_listing(site_of(dict(pages)))
    assert (len(found.entries), found.complete, found.cut) == (34, True, "")


def test_a_list_that_moves_on_between_two_requests_has_no_duplicates() -> None:
    pages: dict[str, str | Served] = {
        "/muc": shown(range(10), pager(1, 2)),
        "/muc?page=2": shown(range(8, 17), pager(1, 2)),
    }
    found = read_listing(site_of(pages))
    assert (len(found.entries), len(found.duplicates)) == (17, 0)


def test_the_same_on_two_pages_of_one_list_is_a_duplicate() -> None:
    pages: dict[str, str | Served] = {
        "/muc": shown(range(10), pager(1, 2)),
        "/muc?page=2": shown([10, 11, 3, 12], pager(1, 2)),
    }
    found = read_listing(site_of(pages))
    assert (len(found.entries), [kept.code for kept, _ in found.duplicates]) == (13, ["1.000003"])


def test_branches_are_asked_for_while_they_add_something() -> None:
    tree = (
        "<ul><li><a href='/muc?linhvuc=1'>Hộ tịch (12)</a></li><li><a href='/muc?linhvuc=2'>Đất đai (3)</a></li></ul>"
    )
    assert wanted(site_of({"/muc": tree})) == ["muc?linhvuc=1", "muc?linhvuc=2"]
    assert wanted(site_of({"/muc": shown(range(10)) + tree})) == []
    without = shown(range(10)).replace("<td>Y tế</td>", "<td></td>")
    assert wanted(site_of({"/muc": without + tree})) == ["muc?linhvuc=1", "muc?linhvuc=2"]


def test_branches_of_one_list_are_no_duplicates_and_name_the_field() -> None:
    plain = "".join(f"<li><a href='/tt/{n}'>{name(n)}</a></li>" for n in range(4))
    tree = "<a href='/muc?linhvuc=1'>Hộ tịch (4)</a>"
    pages: dict[str, str | Served] = {"/muc": f"{tree}<ul>{plain}</ul>", "/muc?linhvuc=1": f"{tree}<ul>{plain}</ul>"}
    found = read_listing(site_of(pages))
    assert (len(found.entries), len(found.duplicates)) == (4, 0)


def answer(numbers: range, total: int | None, kind: CaptureKind = CaptureKind.JSON) -> Served:
    items = [{"ma": f"1.{n:06d}", "ten": name(n), "mucDo": n % 4 + 1} for n in numbers]
    document: dict[str, Any] = {"content": items}
    if total is not None:
        document["totalElements"] = total
    return Served(json.dumps(document), kind=kind, mime="application/json")


def test_further_pages_of_an_endpoint_are_asked_for_by_its_total() -> None:
    site = site_of({"/muc": "<div id='list'></div>", "/api/tthc?page=0&size=10": answer(range(10), 34)})
    assert wanted(site) == [f"api/tthc?page={n}&size=10" for n in (1, 2, 3)]
    site = site_of({"/muc": "<p>x</p>", "/api/tthc?start=0&length=10": answer(range(10), 34)})
    assert wanted(site) == [f"api/tthc?start={n}&length=10" for n in (10, 20, 30)]


def test_an_endpoint_without_a_total_is_asked_some_pages_ahead_until_they_end() -> None:
    first = {"/muc": "<p>x</p>", "/api?page=1&size=10": answer(range(10), None)}
    assert wanted(site_of(dict(first))) == [f"api?page={n}&size=10" for n in range(2, 7)]
    second = {"/api?page=2&size=10": answer(range(10, 14), None, CaptureKind.PAGE)}
    site = site_of({**first, **second})
    assert wanted(site) == []
    assert read_listing(site).complete


def test_what_page_and_endpoint_both_say_is_one() -> None:
    site = site_of({"/muc": shown(range(10)), "/api?page=0&size=10": answer(range(10), 10)})
    found = read_listing(site)
    assert (len(found.entries), len(found.duplicates), found.complete) == (10, 0, True)
    assert found.entries[0].url == f"{HOME}tt/0"


def test_addresses_made_by_script_are_learnt_from_those_that_a_page_shows() -> None:
    cards = "".join(
        f"<div><h4><a href='/#/thu-tuc/{900 + n}'>{name(n)}</a></h4><p>1.{n:06d}</p></div>" for n in range(5)
    )
    items = [{"id": 900 + n, "ma": f"1.{n:06d}", "ten": name(n), "mucDo": n % 4 + 1} for n in range(12)]
    pages: dict[str, str | Served] = {
        "/muc": f"<main>{cards}</main>",
        "/api?page=0&size=12": Served(json.dumps({"items": items}), kind=CaptureKind.JSON, mime="application/json"),
    }
    found = read_listing(site_of(pages))
    assert [entry.url for entry in found.entries] == [f"{HOME}#/thu-tuc/{900 + n}" for n in range(12)]


def test_an_agency_without_services_has_none() -> None:
    site = site_of({"/muc": "<h1>Dịch vụ công</h1><p>Đang cập nhật</p>"})
    found = read_listing(site)
    assert not found
    assert (found.complete, found.home, found.claimed_total) == (False, "", None)


def test_five_thousand_services_of_fifty_a_page() -> None:
    pages: dict[str, str | Served] = {"/": "<title>Cổng dịch vụ công</title><a href='/muc'>Thủ tục hành chính</a>"}
    for page in range(100):
        numbers = range(page * 50, page * 50 + 50)
        near = pager(*range(max(1, page - 2), min(100, page + 4)), last=100)
        pages["/muc" + (f"?page={page + 1}" if page else "")] = f"<body>{shown(numbers, near, 'Tổng số: 5.000')}</body>"
    site = Site.build(make_snapshot(pages), load_lexicon())
    candidates_of(site, "services")  # the frame's own work
    tracemalloc.start()
    before, began = tracemalloc.get_traced_memory()[0], time.process_time()
    found = read_inventory(site).listing
    grown, took = tracemalloc.get_traced_memory()[0] - before, time.process_time() - began
    tracemalloc.stop()
    assert len({entry.code for entry in found.entries}) == len(found.entries) == 5000
    assert (found.claimed_total, found.complete, len(found.duplicates)) == (5000, True, 0)
    assert grown < 150e6
    assert took < 60


def entry(code: str, title: str, level: str = "unstated", **fields: str) -> Entry:
    seen = Evidence("t", HOME, "sha256:0", Locator(LocatorType.RECORD, ""), title)
    return Entry(
        title, seen, code, level=level, level_from=LevelFrom.OWN if level != "unstated" else LevelFrom.NOWHERE, **fields
    )  # type: ignore[arg-type]


def merged(*lists: list[Entry]) -> Merger:
    merger = Merger()
    for number, entries in enumerate(lists):
        merger.add(Source(f"list {number}", tuple(entries), ("table",) * len(entries)))
    return merger


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (entry("1.000001", "Cấp phép A"), entry("1.000001.000.00.00.H51", "Cấp phép A"), 1),
        (entry("1.000001", "Cấp phép A"), entry("1.000002", "Cấp phép A"), 2),
        (entry("1.000001", "Cấp phép A"), entry("", "CẤP PHÉP A"), 1),
        (entry("", "Cấp phép A"), entry("1.000001", "Cấp phép A"), 1),
        (entry("", "Cấp phép A", field="Y tế"), entry("", "Cấp phép A", field="Đất đai"), 2),
        (entry("", "Cấp phép A", agency="Sở Y tế"), entry("", "Cấp phép A"), 1),
        (entry("", "Cấp phép A", admin_level="district"), entry("", "Cấp phép A", admin_level="commune"), 2),
        (entry("", "Cấp phép lập bến", url="/1"), entry("", "Cấp phép lập bến xe khách", url="/1"), 1),
        (entry("", "Cấp phép lập bến", url="/1"), entry("", "Cấp phép lập bến xe khách", url="/2"), 2),
        (entry("", "Cấp phép lập bến xe", cut=True), entry("", "Cấp phép lập bến xe khách liên tỉnh"), 1),
        (entry("", "Cấp phép lập bến xe khách liên tỉnh"), entry("", "Cấp phép lập bến xe", cut=True), 1),
        (entry("", "Cấp phép lập bến xe"), entry("", "Cấp phép lập bến xe khách liên tỉnh"), 2),
        (entry("", "Cấp phép lập bến xe", cut=True, url="/1"), entry("", "Cấp phép lập bến xe khách", url="/2"), 2),
        (entry("", "Cấp phép A", agency="Sở Y tế"), entry("", "Cấp phép A", agency="Sở Y tế tỉnh Bình Minh"), 1),
    ],
)
def test_what_is_the_same_service(first: Entry, second: Entry, count: int) -> None:
    assert len(merged([first], [second]).entries) == count


ENTRIES = st.builds(
    lambda code, title, level, field: entry(f"1.00000{code}" if code else "", f"Cấp phép {title}", level, field=field),
    st.integers(0, 5),
    st.sampled_from("ABC"),
    st.sampled_from(["unstated", "3", "4"]),
    st.sampled_from(["", "Y tế"]),
)


@given(st.lists(ENTRIES, max_size=12))
def test_no_code_stands_twice_and_nothing_is_lost(entries: list[Entry]) -> None:
    merger = merged(entries)
    codes = [each.code for each in merger.entries if each.code]
    assert len(codes) == len(set(codes)) == len({each.code for each in entries if each.code})
    assert len(merger.entries) + len(merger.duplicates) + merger.seen_again == len(entries)


@given(st.lists(ENTRIES, max_size=12))
def test_the_same_list_again_adds_nothing(entries: list[Entry]) -> None:
    assert merged(entries, entries).entries == merged(entries).entries or len(merged(entries, entries).entries) == len(
        merged(entries).entries
    )


def test_branches_that_only_a_script_opens_are_said() -> None:
    tree = "".join(f"<li><a href='/linh-vuc/{n}'>Lĩnh vực {n}</a></li>" for n in (1, 2))
    tree = f"<ul class='cay'>{tree}<li><a href=\"javascript:mo('91')\">Đất đai</a></li></ul>"
    pages = {"/muc": tree, "/linh-vuc/1": tree + shown(range(5)), "/linh-vuc/2": tree + shown(range(5, 9))}
    listing = read_listing(site_of({**pages}))
    assert (len(listing.entries), listing.complete, listing.cut) == (9, False, "script")
    form = "<form method='post' action='/x'><input name='lv'></form>"
    assert read_listing(site_of({path: page + form for path, page in pages.items()})).cut == "needs_post"
