"""A file's text laid out as a page: lines joined as they were written, rows as tables, places that name the page."""

from datetime import UTC, datetime

import pytest
from snapshots import HOME, Served, file_text, make_snapshot, make_target

from checks.file_pages import page_number, unwrapped, view_of
from checks.file_texts import FileText
from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.captures import Capture, CaptureKind, Outcome
from domain.codec import digest_bytes
from domain.findings import LocatorType

FILE = Capture("c1", CaptureKind.FILE, f"{HOME}a.pdf", Outcome.OK, datetime(2026, 11, 20, tzinfo=UTC), "sha256:0")


def text(*pages: str) -> FileText:
    return FileText(FILE, pages)


def test_lines_that_the_paper_broke_are_joined_and_others_are_not() -> None:
    lines = [
        "QUYẾT ĐỊNH",
        "Sở Công Thương là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, tham mưu giúp tỉnh quản lý",
        "nhà nước về công thương.",
        "Điều 2. Nhiệm vụ và quyền hạn của Sở được quy định tại các khoản dưới đây, gồm những việc sau",
        "- Trình dự thảo",
        "1. Hướng dẫn",
        "Nơi nhận:",
    ]
    assert [line[:14] for line in unwrapped(lines)] == [
        "QUYẾT ĐỊNH", "Sở Công Thương", "Điều 2. Nhiệm ", "- Trình dự thả", "1. Hướng dẫn", "Nơi nhận:",
    ]  # fmt: skip
    assert unwrapped(lines)[1].endswith("quản lý nhà nước về công thương.")


def test_short_lines_of_a_chart_stay_lines() -> None:
    assert unwrapped(["Văn phòng", "Thanh tra", "Phòng Nội vụ"]) == ["Văn phòng", "Thanh tra", "Phòng Nội vụ"]


def test_places_tell_the_page_and_rows_become_a_table() -> None:
    view = view_of(text("Mở đầu", "Danh bạ\nHọ tên\tMáy\nPhòng Nội vụ\nTrần Thị Bình\t0255.3822.101\nHết"))
    assert [page_number(block.xpath) for block in view.blocks] == [1, 2, 2, 2, 2, 2]
    (table,) = view.tables
    assert table.rows == (("Họ tên", "Máy"), ("Phòng Nội vụ", ""), ("Trần Thị Bình", "0255.3822.101"))
    assert [page_number(place) for place in table.row_xpaths] == [2, 2, 2]
    assert view.blocks[4].text == "Trần Thị Bình | 0255.3822.101"
    assert page_number("/html/body/p") == 0


def test_days_of_a_text_are_found() -> None:
    (found,) = view_of(text("Lịch ngày 16/11/2026")).dates
    assert page_number(found.xpath) == 1


def site(**texts: Served) -> Site:
    body = "%PDF-1.4 a"
    pages: dict[str, str | Served] = {"/": "<html><body>x</body></html>"}
    pages["/a.pdf"] = Served(body, kind=CaptureKind.FILE, mime="application/pdf")
    pages["/b.pdf"] = Served(body, kind=CaptureKind.FILE, mime="application/pdf")
    records = [("/a.pdf", text) for text in texts.values()]
    return Site.build(make_snapshot(pages, make_target(), records=records), load_lexicon())


def test_one_text_serves_every_address_of_the_same_bytes() -> None:
    told = site(text=file_text(["Điều 1. Chức năng"], "%PDF-1.4 a"))
    for name in ("a", "b"):
        page = told.file_page(f"{HOME}{name}.pdf")
        assert page is not None
        assert page.url == f"{HOME}{name}.pdf"


def test_evidence_in_a_file_names_its_page() -> None:
    told = site(text=file_text(["Một", "Hai"], "%PDF-1.4 a"))
    page = told.file_page(f"{HOME}a.pdf")
    assert page is not None
    seen = told.evidence(page, page.view.blocks[1].xpath, "thử", excerpt="Hai")
    assert (seen.locator.type, seen.locator.value) == (LocatorType.PAGE, "2")
    assert seen.digest == digest_bytes(b"%PDF-1.4 a")
    assert told.evidence(page, "/file", "thử").locator.value == ""


@pytest.mark.parametrize("notes", [{"scan": True}, {"legacy": True}])
def test_a_scan_and_an_old_font_cannot_be_read(notes: dict[str, bool]) -> None:
    record = Served("Điều 1", kind=CaptureKind.TEXT, notes={"of": digest_bytes(b"%PDF-1.4 a"), **notes})
    told = site(text=record)
    assert told.file_text(f"{HOME}a.pdf") is not None
    assert told.file_page(f"{HOME}a.pdf") is None


def test_without_a_record_there_is_no_page() -> None:
    assert site().file_page(f"{HOME}a.pdf") is None
    failed = Served("", kind=CaptureKind.TEXT, outcome=Outcome.TIMEOUT, notes={"of": digest_bytes(b"%PDF-1.4 a")})
    assert site(text=failed).file_page(f"{HOME}a.pdf") is None
