"""Entries that are single lines of text with a day."""

from datetime import date

import pytest
from tiny_sites import tiny_site

from checks.lists import read_list


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        (
            "<p>10/11/2026: Mời thầu sửa mái nhà kho cảng</p><p><b>22/10/2026</b> Mua ba xuồng tuần tra mới</p>",
            ["Mời thầu sửa mái nhà kho cảng", "Mua ba xuồng tuần tra mới"],
        ),
        (
            "<ul><li>Men vi sinh cho ao tôm (nghiệm thu 14/05/2026)</li><li>Sấy mực bằng nắng, 03/02/2026</li></ul>",
            ["Men vi sinh cho ao tôm (nghiệm thu 14/05/2026)", "Sấy mực bằng nắng, 03/02/2026"],
        ),
        ("<p>10/11/2026: Mời thầu sửa mái nhà kho cảng</p>", []),  # one line alone
        ("<p>Mái nhà kho cảng sửa xong ngày 10/11/2026.</p><p>Xuồng mua xong ngày 22/10/2026.</p>", []),  # prose
        ("<p>12/05/1979: Lập huyện Bình Minh từ ba tổng</p><p>01/03/1986: Dời huyện lỵ về chợ</p>", []),  # a chronicle
        ("<p>01/12/2026: Hội chợ khai mạc ở sân vận động</p><p>05/12/2026: Hội chợ bế mạc ở bến</p>", []),  # ahead
        ("<p>10/11/2026: Nghỉ</p><p>11/11/2026: Học</p>", []),  # too little said
    ],
)
def test_lines_with_a_day_are_entries(content: str, titles: list[str]) -> None:
    site, page = tiny_site(f"<h1>Mục</h1>{content}")
    assert [item.title for item in read_list(site, page).items] == titles


def test_the_day_of_posting_and_a_day_the_line_speaks_of() -> None:
    content = (
        "<ul><li>10/11/2026: Mời thầu sửa mái nhà kho cảng</li>"
        "<li>Đề tài men vi sinh cho ao tôm lót bạt vùng cửa sông, đã được hội đồng nghiệm thu 14/05/2026</li></ul>"
    )
    site, page = tiny_site(content)
    first, second = read_list(site, page).items
    assert (first.day, first.content_day) == (date(2026, 11, 10), None)
    assert (second.day, second.content_day) == (None, date(2026, 5, 14))


def test_a_long_list_of_lines_is_read_by_its_first_ones() -> None:
    lines = "".join(
        f"<p>{day:02}/{month:02}/2026: Mời thầu sửa mái nhà kho cảng</p>"
        for month in range(1, 9)
        for day in range(1, 26)
    )
    site, page = tiny_site(f"<h1>Mục</h1>{lines}")
    assert len(read_list(site, page).items) == 60
