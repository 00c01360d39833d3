"""Entries of a list as records, and when they were made."""

from datetime import date

import pytest
from snapshots import Served
from tiny_sites import tiny_site

from checks.lists import read_list
from checks.record_days import begun
from checks.records import is_group_line, is_value, read_record

CAPTURED = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "figures", "good"),
    [
        ("Nông nghiệp", False, True),
        ("-", False, False),
        ("", False, False),
        ("...", False, False),
        ("Đang cập nhật", False, False),
        ("không có", False, False),
        ("test", False, False),
        ("B", False, True),
        ("2026 - 2027", True, True),
        ("theo kế hoạch", True, False),
    ],
)
def test_values_that_say_something(text: str, figures: bool, good: bool) -> None:
    assert is_value(text, figures=figures) is good


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024 - 2026", date(2024, 12, 31)),
        ("từ 03/2025 đến 12/2027", date(2025, 3, 31)),
        ("2026-2028", CAPTURED),
        ("01/02/2026 - 31/12/2027", date(2026, 2, 1)),
        ("24 tháng", None),
        ("Quyết định số 12/2020/QĐ-UBND", None),
        ("", None),
    ],
)
def test_the_latest_day_something_can_have_begun(text: str, day: date | None) -> None:
    assert begun(text, CAPTURED) == day


def _first(content: str, pages: dict[str, str | Served] | None = None, *, prose: bool = False, group: str = "projects"):
    site, page = tiny_site(content, pages)
    return read_record(site, group, read_list(site, page).items[0], ("time", "funds"), prose=prose)


def test_columns_labels_and_the_own_page_add_up() -> None:
    table = (
        "<table><tr><th>Tên dự án</th><th>Chủ đầu tư</th><th>Kinh phí</th></tr>"
        "<tr><td><a href='/d1'>Cải tạo đường vào chợ trung tâm</a></td><td>Ban Quản lý</td><td>-</td></tr>"
        "<tr><td><a href='/d2'>Nâng cấp trạm bơm thôn Đông</a></td><td>UBND xã</td><td>2 tỷ</td></tr></table>"
    )
    own = "<h1>Cải tạo đường vào chợ trung tâm</h1><p>Nguồn vốn: Ngân sách</p><p>Kinh phí: 3,5 tỷ đồng</p>"
    own += "<p>Mục tiêu: xe chở hàng ra vào thuận lợi trong mùa mưa</p>"
    record = _first(table, {"/d1": own})
    assert record.values["donor"] == "Ban Quản lý"
    assert record.values["funding"] == "Ngân sách"
    assert record.values["funds"] == "3,5 tỷ đồng"
    assert not record.unread
    assert _first(table).unread


def test_sentences_count_only_where_asked() -> None:
    card = "<ul><li><a href='/d1'>Khởi công đường vành đai phía tây</a> (02/11/2026)</li></ul>"
    own = "<h1>Khởi công đường vành đai phía tây</h1><p>Dự án có tổng mức đầu tư 320 tỷ đồng, làm trong ba năm.</p>"
    assert "funds" not in _first(card, {"/d1": own}).values
    assert _first(card, {"/d1": own}, prose=True).values["funds"].startswith("320")


def test_a_row_that_heads_others_is_known() -> None:
    site, page = tiny_site(
        "<table><tr><th>TT</th><th>Tên đề tài</th><th>Cấp</th></tr>"
        "<tr><td>I</td><td colspan='2'>Đề tài cấp tỉnh</td></tr>"
        "<tr><td>1</td><td>Nghiên cứu giống ngô nếp tím</td><td>Tỉnh</td></tr></table>"
    )
    assert [is_group_line(item) for item in read_list(site, page).items] == [True, False]
