"""What of a page's files counts, which files are dead, and which are asked for."""

import pytest
from snapshots import HOME, Served, file_text
from tiny_sites import tiny_site

from checks.dead_files import is_dead_file
from checks.linked_files import content_files, head_of, title_of
from checks.list_topics import files_of, offers_text, own_text
from checks.lists import read_list
from checks.states import State, state_of
from checks.wanted_files import content_addresses, item_files
from domain.captures import CaptureKind, Outcome

ERROR = "<!DOCTYPE html><html><head><title>Lỗi</title></head><body><h1>Không tìm thấy tệp</h1></body></html>"
WORD_PAGE = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body>Điều 1. Chức năng</body></html>"
PDF = "%PDF-1.4 x"


def served(body: str = PDF, **more: object) -> Served:
    return Served(body, **{"kind": CaptureKind.FILE, "mime": "application/pdf", **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "dead"),
    [
        (served(), False),
        (served(ERROR), True),
        (served(f"<!-- gateway -->\n{ERROR}"), True),
        (served(WORD_PAGE), False),
        (served("", outcome=Outcome.OK), True),
        (Served("", status=404), True),
        (Served("", status=503), False),
        (Served("", outcome=Outcome.TIMEOUT), False),
        (Served(ERROR, notes={"soft404": True}), True),
        (Served("<html><body><p>404 - File not found</p></body></html>"), True),
        (Served(f"<html><body><p>{'Nội dung toàn văn của quyết định giao chỉ tiêu. ' * 20}</p></body></html>"), False),
    ],
)
def test_what_proves_that_a_file_is_not_there(answer: Served, dead: bool) -> None:
    site, _ = tiny_site("<p>x</p>", {"/a.pdf": answer})
    assert is_dead_file(site, f"{HOME}a.pdf") is dead
    assert not is_dead_file(site, f"{HOME}never-asked.pdf")


def test_states_of_files() -> None:
    texts = {"/read.pdf": served("%PDF a"), "/scan.pdf": served("%PDF b"), "/page.pdf": served(ERROR)}
    site, page = tiny_site("<p>x</p>", {**texts}, records=[("/read.pdf", file_text(["Điều 1"], "%PDF a"))])
    states = [state_of(site, f"{HOME}{name}.pdf", page) for name in ("read", "scan", "page", "none")]
    assert states == [State.ALIVE, State.UNREAD, State.DEAD, State.UNFETCHED]


def test_files_of_the_frame_and_pages_are_no_content() -> None:
    site, page = tiny_site(
        "<p><a href='/a.pdf'>Tải về</a> <a href='/a.pdf'>lần nữa</a> <a href='/trang'>Trang</a></p>"
        "<footer><a href='/huong-dan.pdf'>Hướng dẫn</a></footer>"
    )
    assert [link.url for link in content_files(site, page)] == [f"{HOME}a.pdf"]


def test_the_head_and_the_title_of_a_document() -> None:
    lines = ["KẾ HOẠCH", "Phát triển ngành đến năm 2030", "Căn cứ Chiến lược đến năm 2050;", "từ " * 400]
    assert title_of(lines) == "KẾ HOẠCH\nPhát triển ngành đến năm 2030\n"
    assert len(head_of(lines).split()) == 150


LIST = (
    "<ul><li><a href='/a.pdf'>Kế hoạch công tác năm thứ nhất của huyện</a></li>"
    "<li><a href='/b.pdf'>Kế hoạch công tác năm thứ hai của huyện</a></li>"
    "<li><a href='/c'>Kế hoạch công tác năm thứ ba của huyện</a></li>"
    "<li><a href='/d'>Kế hoạch công tác năm thứ tư của huyện</a></li></ul>"
)


def test_an_items_own_text_may_be_its_file_and_dead_files_offer_none() -> None:
    pages = {"/a.pdf": served("%PDF a"), "/b.pdf": served(ERROR), "/c": "<p><a href='/e.pdf'>Tải về</a></p>"}
    site, page = tiny_site(LIST, pages, records=[("/a.pdf", file_text(["Chỉ tiêu trồng rừng"], "%PDF a"))])
    read, dead, behind, unread = read_list(site, page).items
    assert own_text(site, read) == "Chỉ tiêu trồng rừng"
    assert (files_of(site, dead), offers_text(site, dead)) == ((), False)
    assert (files_of(site, behind), offers_text(site, behind)) == ((f"{HOME}e.pdf",), True)
    assert (files_of(site, unread), offers_text(site, unread)) == ((), None)


def test_files_that_are_a_sections_content_are_asked_for_the_named_ones_first() -> None:
    links = "".join(f"<p><a href='/{name}.pdf'>{label}</a></p>" for name, label in (
        ("x", "Phụ lục"), ("y", "Quyết định về chức năng, nhiệm vụ"), ("z", "Mẫu"), ("w", "Mẫu khác"),
    ))  # fmt: skip
    site, _ = tiny_site(links, label="Chức năng, nhiệm vụ")
    assert list(content_addresses(site, ["functions", "history"])) == [
        (f"{HOME}{name}.pdf", "functions") for name in ("y", "x", "z")
    ]


def test_files_beside_a_long_text_or_in_a_list_are_not_its_content() -> None:
    words = "<p>" + "Sở thực hiện chức năng quản lý nhà nước về công thương. " * 60 + "</p>"
    site, _ = tiny_site(f"{words}<p><a href='/x.pdf'>Tải về</a></p>", label="Chức năng, nhiệm vụ")
    assert not list(content_addresses(site, ["functions"]))
    site, _ = tiny_site(LIST, label="Chức năng, nhiệm vụ")
    assert not list(content_addresses(site, ["functions"]))


def test_files_asked_for_already_and_of_strangers_are_left() -> None:
    links = "<p><a href='/x.pdf'>Tải về</a></p><p><a href='http://khac.com.vn/y.pdf'>Tải về</a></p>"
    site, _ = tiny_site(links, {"/x.pdf": served()}, label="Chức năng, nhiệm vụ")
    assert not list(content_addresses(site, ["functions"]))


def test_schedules_are_asked_for_from_the_top_other_lists_by_lot() -> None:
    rows = "".join(f"<li><a href='/{n}.pdf'>Lịch công tác tuần của lãnh đạo huyện kỳ {n}</a></li>" for n in range(9))
    site, _ = tiny_site(f"<ul>{rows}</ul>", label="Lịch công tác")
    assert [url for url, _ in item_files(site, ["schedule"], {})] == [f"{HOME}{n}.pdf" for n in range(3)]
    rows = rows.replace("Lịch công tác tuần", "Số liệu thống kê dân số")
    site, _ = tiny_site(f"<ul>{rows}</ul>", label="Thống kê")
    chosen = [url for url, _ in item_files(site, ["statistics"], {})]
    assert len(chosen) == 2
    assert chosen == [url for url, _ in item_files(site, ["statistics"], {})]
