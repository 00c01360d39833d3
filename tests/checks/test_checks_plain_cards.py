"""Entries that open nothing: read by the fields or the date they tell of themselves, in several markups."""

import pytest
from tiny_sites import tiny_site

from checks.lists import read_list

_FIELDS = (("Mã số", "KC.04/19"), ("Cơ quan chủ trì", "Viện Thủy sản"), ("Thời gian", "2024 - 2026"))
_TITLES = ("Ươm giống rong sụn", "Chế biến nước mắm ít muối", "Lồng nuôi chịu sóng")


def boxes(title: str, line: str, box: str = "div") -> str:
    told = "".join(line % pair for pair in _FIELDS)
    return "".join(f"<{box} class='muc'>{title % name}{told}</{box}>" for name in _TITLES)


@pytest.mark.parametrize(
    "content",
    [
        boxes("<h4>%s</h4>", "<p>%s: %s</p>"),
        boxes("<div class='tieu-de'>%s</div>", "<div><b>%s:</b> %s</div>", "section"),
        boxes("<h3>%s</h3>", "<span>%s: %s</span><br>", "article"),
        "<div>"
        + boxes("<h5>%s</h5>", "<p>%s: %s</p>").replace("<div class='muc'>", "").replace("</div>", "")
        + "</div>",
        "<dl>"
        + "".join(
            f"<dt>{name}</dt>" + "".join(f"<dd>{label}: {value}</dd>" for label, value in _FIELDS) for name in _TITLES
        )
        + "</dl>",
    ],
)
def test_boxes_with_named_fields_are_entries(content: str) -> None:
    site, page = tiny_site(f"<h1>Mục</h1>{content}")
    items = read_list(site, page).items
    assert [item.title for item in items] == list(_TITLES)
    assert ("Mã số", "KC.04/19") in items[0].row
    assert all(item.url is None for item in items)


def test_entries_known_by_their_date_have_it() -> None:
    box = "<div><h4>%s</h4><p>Cập nhật: %s</p></div>"
    content = box % ("Thông báo lấy mẫu nước giếng khoan", "05/11/2026") + box % (
        "Thông báo tạm đóng âu thuyền",
        "02/11/2026",
    )
    site, page = tiny_site(content)
    assert [str(item.day) for item in read_list(site, page).items] == ["2026-11-05", "2026-11-02"]


@pytest.mark.parametrize(
    "content",
    [
        "<h3>Thời kỳ đầu</h3><p>Ngày 05/11/1976 huyện được thành lập theo quyết định của Chính phủ, gồm mười ba xã.</p>"
        "<h3>Thời kỳ đổi mới</h3><p>Ngày 02/11/1989 huyện được chia tách, từ đó đời sống đổi thay nhiều.</p>",
        "<div><h4>Nguyễn Thị Thu Hà</h4><p>Sinh ngày: 05/11/1971</p></div>"
        "<div><h4>Trần Văn Nam</h4><p>Sinh ngày: 02/11/1970</p></div>",
        "<div><h4>Văn phòng huyện</h4><p>Điện thoại: 0255 3822 456</p></div>"
        "<div><h4>Phòng Tư pháp</h4><p>Điện thoại: 0255 3822 457</p></div>",
        "<div><h4>Hồ Núi Lớn</h4><p>Rộng 300 ha.</p></div><div><h4>Thác Bạc</h4><p>Cao 40 m.</p></div>",
    ],
)
def test_texts_people_and_units_under_headings_are_no_entries(content: str) -> None:
    site, page = tiny_site(content)
    assert read_list(site, page).items == ()


def test_a_card_whose_link_says_read_more_is_read_once() -> None:
    card = "<div><h4>%s</h4><p>05/11/2026</p><a href='/%s'>Chi tiết</a></div>"
    site, page = tiny_site(card % ("Huyện tổ chức hội nghị sơ kết", "a") + card % ("Kiểm tra tiến độ làm đường", "b"))
    assert len(read_list(site, page).items) == 2
