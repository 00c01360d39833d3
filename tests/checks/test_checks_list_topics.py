"""Whether a title tells of a table of figures."""

import pytest

from checks.list_topics import titles_figures

OPENINGS = ("số", "tỷ lệ", "sản lượng", "diện tích")


@pytest.mark.parametrize(
    ("title", "figures"),
    [
        ("Số lượt khám chữa bệnh quý III năm 2026", True),
        ("Số mét kè đã gia cố đến 30/9/2026", True),
        ("Sản lượng cá tra 6 tháng đầu năm", True),
        ("Tỷ lệ hộ dùng nước sạch tháng 10", True),
        ("Số 12/QĐ-SXD ngày 05/3/2026 về đơn giá", False),
        ("Số hóa tài liệu lưu trữ", False),
        ("Hội nghị sơ kết quý III năm 2026", False),
    ],
)
def test_titles_of_figures(title: str, figures: bool) -> None:
    assert titles_figures(title, OPENINGS) is figures
