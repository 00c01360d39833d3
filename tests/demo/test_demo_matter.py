"""What the portals of the exam are made of: files of their kinds, old encodings, tabs, frames, hollow tags."""

import io
from datetime import date
from functools import cache

import pytest
from openpyxl import load_workbook

from demo.files import file_of
from demo.portals import DemoPortal, build_portal
from demo.sections.folded import folded, paired
from demo.sheets import rows_of, xlsx
from demo.tcvn3 import tcvn3_of
from demo.wire import Request, Response

_DAY = date(2026, 11, 18)


@cache
def _portal(name: str) -> DemoPortal:
    return build_portal(name, _DAY)


def _ask(name: str, target: str, host: str = "") -> Response:
    portal = _portal(name)
    return portal.respond(Request("GET", host or portal.data.host, target))


def _page(name: str, section: str) -> Response:
    portal = _portal(name)
    return portal.pages[portal.respond.site.section_url(section)]  # type: ignore[attr-defined]


def test_spreadsheets_hold_the_figures_and_are_the_same_every_time() -> None:
    rows = rows_of(("Số liệu: huyện A: 12; huyện B: 30,5",))
    assert rows == (("Số liệu: huyện A", "12"), ("huyện B", "30,5"))
    body = xlsx("Biểu 1", rows)
    assert body == xlsx("Biểu 1", rows)
    sheet = load_workbook(io.BytesIO(body)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["Số liệu: huyện A", 12],
        ["huyện B", 30.5],
    ]


def test_a_scan_is_a_pdf_without_text() -> None:
    kind, body = file_of("a.pdf", "Quyết định", ("Điều 1.",), scan=True)
    assert (kind, body[:5]) == ("application/pdf", b"%PDF-")
    assert b"/Subtype /Image" in body
    assert b"/Font" not in body


def test_files_of_the_portals_are_of_their_kind() -> None:
    kinds = {
        response.media_type.rsplit(".", 1)[-1]
        for name in ("bo-luong-thuc", "co-quan-dia-danh")
        for response in _portal(name).pages.values()
        if response.media_type.startswith("application/")
    }
    assert {"application/pdf", "sheet", "document"} <= kinds


def test_old_fonts_stand_under_a_utf8_label() -> None:
    assert tcvn3_of("Quyết định về đất") == "QuyÕt ®Þnh vÒ ®Êt"
    page = _page("huyen-van-trach", "dissemination")
    text = page.body.decode("utf-8")
    assert "charset=utf-8" in text
    assert "quy ®Þnh" in text
    assert "quy định" not in text


def test_one_page_in_windows_1258_says_so() -> None:
    page = _page("bo-luong-thuc", "history")
    assert dict(page.headers)["Content-Type"].endswith("windows-1258")
    assert "charset=windows-1258" in page.body.decode("cp1258")
    assert dict(_page("bo-luong-thuc", "news").headers)["Content-Type"].endswith("utf-8")


def test_tabs_folds_and_terms_keep_their_text_in_the_page() -> None:
    folds = (("Một", ("a < b",)), ("Hai", ("c",)))
    assert folded(folds, "").count('class="tab-pane"') == 2
    assert "a &lt; b" in folded(folds, "accordion")
    assert paired((("Địa chỉ", "số 1"),), "Liên hệ") == "<h3>Liên hệ</h3><dl><dt>Địa chỉ</dt><dd>số 1</dd></dl>"


def test_the_schedule_stands_in_a_frame_of_a_sister_host() -> None:
    assert '<iframe src="http://lich.mofr.gov.vn/tuan.jsp"' in _page("bo-luong-thuc", "schedule").body.decode()
    assert "Bộ trưởng Vũ Đình Khánh" in _ask("bo-luong-thuc", "/tuan.jsp", "lich.mofr.gov.vn").body.decode()


@pytest.mark.parametrize(
    ("name", "section", "sign"),
    [
        ("tinh-thuong-son", "news", '<meta name="DC.title" content=""/>'),
        ("tinh-thuong-son", "news", "<marquee"),
        ("tinh-thuong-son", "sitemap", "Lượt truy cập"),
        ("tinh-thuong-son", "en_home", "Lorem ipsum"),
        ("tinh-thuong-son", "gazette", "tỉnh Sơn Hà"),
        ("bo-luong-thuc", "structure", 'usemap="#sodo"'),
        ("bo-luong-thuc", "en_about", "Bộ Lương thực và Dự trữ thực hiện"),
        ("co-quan-dia-danh", "functions", "<details"),
        ("tinh-truong-giang", "overview", 'class="tab-pane"'),
        ("huyen-van-trach", "nature", "Huyện Đá Trắng có khí hậu"),
        ("so-du-lich-thuong-son", "structure", "Sở Y tế tỉnh Bình Trạch"),
        ("so-du-lich-thuong-son", "sitemap", "RSS Tin tức"),
        ("cuc-phong-chong-sat-lo", "posts", "Menu item 1"),
        ("cuc-phong-chong-sat-lo", "functions", "Sở Giao thông vận tải tỉnh Lâm Hải"),
        ("bo-thu-cong", "officials", '<td colspan="5"><b>II. VỤ LÀNG NGHỀ</b></td>'),
        ("tinh-dong-linh", "waste", "Ngày Chủ nhật xanh"),
        ("huyen-na-khoang", "reception", "Lịch tiếp công dân năm 2026"),
        ("so-giao-duc-tay-chau", "drafts", "đang cập nhật"),
        ("so-giao-duc-tay-chau", "news", "<MARQUEE"),
        ("uy-ban-luu-tru", "schedule", "Chưa có lịch công tác tuần này"),
    ],
)
def test_page_holds_the_trap(name: str, section: str, sign: str) -> None:
    assert sign in _page(name, section).body.decode("utf-8")


def test_titles_without_document_type_and_plain_doctypes() -> None:
    assert b"<!DOCTYPE" not in _page("huyen-van-trach", "news").body
    assert _page("tinh-thuong-son", "news").body.lstrip().startswith(b"<!DOCTYPE HTML PUBLIC")


def test_security_headers_are_sent_where_the_portal_has_them() -> None:
    assert dict(_page("bo-luong-thuc", "news").headers)["X-Content-Type-Options"] == "nosniff"
    assert "X-Content-Type-Options" not in dict(_page("co-quan-dia-danh", "news").headers)


def test_dates_stand_as_each_platform_writes_them() -> None:
    assert (
        '<span class="ngay">13</span><span class="thang">THÁNG 11</span>'
        in _page("uy-ban-luu-tru", "news").body.decode()
    )
    assert "Được đăng: Thứ Hai, 16 Tháng 11 2026" in _page("huyen-na-khoang", "news").body.decode()
    assert "GMT+7" in _page("tinh-dong-linh", "news").body.decode()
    assert "[17.11.2026]" in _page("so-giao-duc-tay-chau", "news").body.decode()


def test_a_week_by_the_hour_and_day_by_day() -> None:
    hours = _page("bo-thu-cong", "schedule").body.decode()
    assert "08h00" in hours
    assert "Bộ trưởng Trịnh Công Thành</td>" in hours
    assert "14h00: Phó Chủ tịch" in _page("tinh-dong-linh", "schedule").body.decode()


def test_written_records_and_questions_keep_their_text() -> None:
    pages = _portal("bo-thu-cong").pages
    assert any("1,8 triệu đồng mỗi tháng" in page.body.decode() for url, page in pages.items() if "DispForm" in url)
    asked = _portal("so-giao-duc-tay-chau").pages
    texts = [page.body.decode() for url, page in asked.items() if "vanban_chitiet" in url]
    assert any("Anh Thạch Sa Rây hỏi: Tôi mất bằng" in text for text in texts)
    assert "Đặt câu hỏi" in _page("bo-thu-cong", "questions").body.decode()


def test_tools_are_called_as_the_portal_calls_them() -> None:
    portal = _portal("huyen-na-khoang")
    article = next(page for url, page in portal.pages.items() if "/tin-trong-huyen/" in url)
    assert 'title="Email"' in article.body.decode()
