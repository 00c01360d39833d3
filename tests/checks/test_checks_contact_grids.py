"""Directories made of divs and cards."""

from tiny_sites import tiny_site

from checks.contact_grids import card_rows, grid_rows


def blocks(html: str):
    site, page = tiny_site(html)
    return site, site.own_blocks(page)


def test_cells_keep_their_places_where_one_is_empty() -> None:
    html = (
        "<div><div class=r><div>Họ tên</div><div>Chức vụ</div><div>Số máy</div><div>Hộp thư</div></div>"
        "<div class=r><div>Trần Thị Ngọc</div><div></div><div>0271 3855 111</div><div>ngoc@sonha.gov.vn</div></div>"
        "<div class=r><div>Lê Quang Vinh</div><div>Chuyên viên</div><div></div><div>vinh@sonha.gov.vn</div></div></div>"
    )
    first, second = grid_rows(*blocks(html))
    assert dict(first.cells) == {"name": "Trần Thị Ngọc", "phone": "0271 3855 111", "mail": "ngoc@sonha.gov.vn"}
    assert dict(second.cells)["post"] == "Chuyên viên"


def test_divs_without_heads_are_no_grid() -> None:
    assert not list(grid_rows(*blocks("<div><div>Trần Thị Ngọc</div><div>Trưởng phòng</div></div>")))


def test_cards_tell_of_one_person_after_the_other() -> None:
    html = (
        "<div><h4>Vũ Đức Lâm</h4><p>Trưởng phòng</p><p>0271.3855.201</p></div>"
        "<div><h4>Họ và tên: Hoàng Thị Mây</h4><p>Điện thoại: 0271.3855.202</p></div>"
    )
    first, second = card_rows(*blocks(html))
    assert dict(first.cells) == {"post": "Trưởng phòng", "phone": "0271.3855.201"}
    assert (second.name, dict(second.cells)["phone"]) == ("Hoàng Thị Mây", "0271.3855.202")
