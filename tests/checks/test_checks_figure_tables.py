"""A table of figures is one entry; other tables are lists of their rows."""

from datetime import date

from tiny_sites import tiny_site

from checks.lists import read_list

HEAD = "<tr><th>Chỉ tiêu</th><th>Đơn vị</th><th>Thực hiện</th></tr>"
FIGURES = f"<table>{HEAD}<tr><td>Sản lượng lúa</td><td>tấn</td><td>1.842</td></tr><tr><td>Đàn bò</td><td>con</td>"
FIGURES += "<td>20.310</td></tr></table>"


def test_a_table_of_figures_is_one_entry_under_its_heading() -> None:
    site, page = tiny_site(f"<h3>Kinh tế - xã hội tháng 10 năm 2026 (công bố ngày 05/11/2026)</h3>{FIGURES}")
    (item,) = read_list(site, page).items
    assert item.title.startswith("Kinh tế - xã hội tháng 10 năm 2026")
    assert date(2026, 11, 5) in (item.day, item.content_day)
    assert [cell for _, cell in item.row] == ["Sản lượng lúa", "Đàn bò"]


def test_a_table_of_documents_keeps_its_rows() -> None:
    rows = "".join(
        f"<tr><td>{n}/TB</td><td>Thông báo lịch cắt nước đợt {n}</td><td>0{n}/11/2026</td></tr>" for n in (1, 2)
    )
    site, page = tiny_site(f"<table><tr><th>Số</th><th>Trích yếu</th><th>Ngày</th></tr>{rows}</table>")
    assert len(read_list(site, page).items) == 2
