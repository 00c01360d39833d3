"""Totals that list pages state."""

import pytest

from checks.load_lexicon import load_lexicon
from checks.services.totals import pages_in, total_in, total_in_heading
from checks.services.words import service_words

WORDS = service_words(load_lexicon())


@pytest.mark.parametrize(
    ("line", "total"),
    [
        ("Tổng số: 128", 128),
        ("Tổng số thủ tục: 1.234", 1234),
        ("Tổng số dịch vụ công trực tuyến: 56", 56),
        ("Tổng cộng 97 thủ tục hành chính", 97),
        ("38 kết quả", 38),
        ("Tìm thấy 38 thủ tục", 38),
        ("Có 12 dịch vụ công", 12),
        ("Hiển thị 1-10 của 128", 128),
        ("Hiển thị từ 1 đến 10 trong tổng số 128 bản ghi", 128),
        ("Showing 1 to 20 of 61 entries", 61),
        ("1 - 20 / 61", 61),
        ("Số thủ tục: 61", 61),
        ("Tổng số hồ sơ đã tiếp nhận: 12.000", None),
        ("Tổng số lượt truy cập: 99123", None),
        ("Tổng số trang: 13", None),
        ("Mức độ 4: 38 dịch vụ", None),
        ("Hiển thị 10 kết quả trên trang", None),
        ("Trang 1/13", None),
        ("Sở đang cung cấp 96 dịch vụ công trực tuyến, trong đó 40 dịch vụ đạt mức độ 4", 96),
        ("Cung cấp 12 dịch vụ công trực tuyến mức độ 4", None),
        ("Hiển thị 1-20 trong 132", 132),
        ("Lệ phí tổng cộng: 99.000 đồng", None),
        ("Tổng cộng 99000 đồng", None),
        ("Tổng số: 99.000", None),
        ("Tổng số 45 mục", None),
        ("Mức phí | Tổng cộng | 150", None),
        ("Ngày 12/11/2026", None),
        ("Thủ tục số 12", None),
        ("Quyết định số 128/QĐ-UBND", None),
        ("", None),
    ],
)
def test_a_line_states_a_total(line: str, total: int | None) -> None:
    assert total_in(line, WORDS) == total


@pytest.mark.parametrize(
    ("heading", "total"),
    [
        ("Thủ tục hành chính (132)", 132),
        ("Danh mục dịch vụ công (1.320 thủ tục)", 1320),
        ("Dịch vụ công trực tuyến mức độ 4 (56)", None),
        ("Lĩnh vực Hộ tịch (12)", None),
        ("Thủ tục hành chính", None),
    ],
)
def test_a_heading_carries_a_total(heading: str, total: int | None) -> None:
    assert total_in_heading(heading, WORDS) == total


@pytest.mark.parametrize(
    ("lines", "pages"),
    [
        (("Trang 1/7",), 7),
        (("Trang 2 của 13", "Trang 2 của 13"), 13),
        (("Tổng số trang: 5",), 5),
        (("Page 1 of 9",), 9),
        (("Trang 1/7", "Trang 1/9"), None),
        (("Trang chủ", "Quyết định số 1/7"), None),
    ],
)
def test_lines_tell_how_many_pages(lines: tuple[str, ...], pages: int | None) -> None:
    assert pages_in(lines) == pages
