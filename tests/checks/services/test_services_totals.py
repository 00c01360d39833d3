"""Totals that list pages state."""

import pytest

from checks.load_lexicon import load_lexicon
from checks.services.totals import total_in
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
        ("Ngày 12/11/2026", None),
        ("Thủ tục số 12", None),
        ("Quyết định số 128/QĐ-UBND", None),
        ("", None),
    ],
)
def test_a_line_states_a_total(line: str, total: int | None) -> None:
    assert total_in(line, WORDS) == total
