"""Sections found by what they hold, behind names that the lexicon does not know."""

import pytest
from snapshots import HOME
from tiny_sites import tiny_site

from checks.candidates import without_days, without_own_name
from checks.unnamed import find_unnamed

SCHEDULE = "<p>Lịch công tác tuần của lãnh đạo</p><p>Thứ Hai: Chủ tịch dự họp giao ban; chiều tiếp công dân</p>"
ARTICLE = "<h1>Chủ tịch huyện kiểm tra công tác chuẩn bị khai giảng năm học mới tại các trường vùng cao</h1>"
ITEMS = "".join(
    f"<h3><a href='/t/{n}'>Lịch công tác tuần thứ {n} của Chủ tịch và các Phó Chủ tịch huyện</a></h3>" for n in (1, 2)
)


@pytest.mark.parametrize(
    ("label", "content", "found"),
    [
        ("Từ thứ Hai đến thứ Sáu", SCHEDULE, True),
        ("Từ thứ Hai đến thứ Sáu", ITEMS + SCHEDULE, True),
        ("Lịch công tác", SCHEDULE, False),  # a name we know: found by it
        ("Từ thứ Hai đến thứ Sáu", ARTICLE + SCHEDULE, False),  # an article
        ("Từ thứ Hai đến thứ Sáu", "<p>Lịch bay nội địa mùa hè.</p>", False),  # nothing of the matter
        ("Một cái tên dài như tên của một bài báo thì không phải tên mục", SCHEDULE, False),
    ],
)
def test_pages_of_the_menu_are_found_by_their_matter(label: str, content: str, found: bool) -> None:
    site, page = tiny_site(content, label=label)
    assert ([candidate.page_found for candidate in find_unnamed(site).get("schedule", ())] == [page]) is found


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Cơ cấu tổ chức của Ủy ban nhân dân huyện Bình Minh", "Cơ cấu tổ chức"),
        ("Lịch sử hình thành - Ủy ban nhân dân huyện Bình Minh", "Lịch sử hình thành"),
        ("Ủy ban nhân dân huyện Bình Minh", "Ủy ban nhân dân huyện Bình Minh"),
        ("Cơ cấu tổ chức", "Cơ cấu tổ chức"),
    ],
)
def test_a_title_without_the_agency_s_own_name(title: str, left: str) -> None:
    site, _ = tiny_site("<p>Một đoạn.</p>")
    assert without_own_name(site, title) == left


def test_a_short_title_of_news_on_the_front_page_is_no_way_into_a_section() -> None:
    front = "<div><p>Chào mừng.</p><p><a href='/tin/7'>Bảy giờ sáng ở xã</a></p></div>"
    site, _ = tiny_site("<p>Một đoạn.</p>", {HOME: front, "/tin/7": SCHEDULE})
    assert site.page(f"{HOME}tin/7") is not None
    assert not find_unnamed(site).get("schedule", ())


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Lịch công tác tuần từ ngày 09/03/2026 đến ngày 13/03/2026", "Lịch công tác tuần"),
        ("Lịch công tác (09/03/2026 – 13/03/2026)", "Lịch công tác"),
        ("Lịch công tác tuần 11", "Lịch công tác tuần 11"),
        (f"09/03/2026 {'từ ' * 40}nay", f"{'từ ' * 40}nay"),  # every way to part the words is tried but once
    ],
)
def test_a_title_without_its_days(title: str, bare: str) -> None:
    assert without_days(title) == bare
