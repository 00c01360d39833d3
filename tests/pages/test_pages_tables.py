"""Tables of data are read with their headers; tables of layout are not."""

import pytest

from pages.parse import element_at, parse_page
from pages.view import Table


def tables(html: str) -> tuple[Table, ...]:
    return parse_page(f"<html><body>{html}</body></html>".encode(), "http://x.gov.vn/").tables


HEAD = "<tr><th>Số ký hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>"
ROWS = "".join(
    f"<tr><td><a href='/vb/{n}'>{n}/QĐ-UBND</a></td><td>0{n}/03/2018</td><td>Về việc <b>{n}</b></td></tr>"
    for n in (1, 2, 3)
)
WANTED = ("Số ký hiệu", "Ngày ban hành", "Trích yếu")
BOLD = "<tr><td><b>Số ký hiệu</b></td><td><strong>Ngày ban hành</strong></td><td><b>Trích yếu</b></td></tr>"
STYLED = "<tr class='hd'><td>Số ký hiệu</td><td>Ngày ban hành</td><td>Trích yếu</td></tr>"
COLOURED = "<tr><td bgcolor=#369>Số ký hiệu</td><td bgcolor=#369>Ngày ban hành</td><td>Trích yếu</td></tr>"
SHAREPOINT = HEAD.replace("<th>", "<th><table><tr><td>").replace("</th>", "</td></tr></table></th>")


@pytest.mark.parametrize(
    "html",
    [
        f"<table>{HEAD}{ROWS}</table>",
        f"<table><thead>{HEAD.replace('th>', 'td>')}</thead><tbody>{ROWS}</tbody></table>",
        f"<table>{BOLD}{ROWS}</table>",
        f"<table>{STYLED}{ROWS}</table>",
        f"<table>{COLOURED}{ROWS}</table>",
        f"<table class=ms-listviewtable>{SHAREPOINT}{ROWS}</table>",
        f"<table><tr><td><table>{HEAD}{ROWS}</table></td></tr></table>",
    ],
    ids=["th", "thead", "bold", "styled", "coloured", "sharepoint", "nested in layout"],
)
def test_data_tables(html: str) -> None:
    found = [table for table in tables(html) if len(table.rows) == 3]
    assert len(found) == 1
    assert found[0].headers == WANTED
    assert found[0].rows[1] == ("2/QĐ-UBND", "02/03/2018", "Về việc 2")


def test_rows_know_their_links_and_places() -> None:
    body = f"<html><body><a href='/x'>x</a><table>{HEAD}{ROWS}</table><a href='/y'>y</a></body></html>".encode()
    page = parse_page(body, "http://x.gov.vn/")
    table = page.tables[0]
    assert [[page.links[i].url for i in row] for row in table.row_links] == [
        ["http://x.gov.vn/vb/1"],
        ["http://x.gov.vn/vb/2"],
        ["http://x.gov.vn/vb/3"],
    ]
    rows = [element_at(body, path) for path in table.row_xpaths]
    assert [row.text_content()[:1] for row in rows if row is not None] == ["1", "2", "3"]


def test_label_and_value_table() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{'Nội dung ' * 60}</td></tr>"
        for name in ("Trình tự", "Cách thức", "Thời hạn", "Lệ phí")
    )
    (table,) = tables(f"<table>{rows}</table>")
    assert table.headers == ()
    assert [row[0] for row in table.rows] == ["Trình tự", "Cách thức", "Thời hạn", "Lệ phí"]


def test_empty_list_keeps_its_headers() -> None:
    (table,) = tables(f"<table>{HEAD}</table>")
    assert (table.headers, table.rows) == (WANTED, ())


def test_spanning_cells_keep_columns_in_line() -> None:
    (table,) = tables(
        "<table><tr><th rowspan=2>Đơn vị</th><th colspan=2>Số điện thoại</th></tr><tr><th>Cơ quan</th><th>Di động"
        "</th></tr>"
        "<tr><td rowspan=2>Văn phòng</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"
    )
    assert table.headers == ("Đơn vị", "Số điện thoại Cơ quan", "Di động")
    assert table.rows == (("Văn phòng", "1", "2"), ("Văn phòng", "3", "4"))


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>Trái</td><td>Giữa</td><td>Phải</td></tr></table>",
        "<table role=presentation><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
        "<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr><tr><td>c</td><td>d</td></tr><tr><td>e"
        "</td><td>f</td></tr></table>",
        "<table>" + "<tr><td><a href='/a'>Mục một</a></td><td><a href='/b'>Mục hai</a></td></tr>" * 4 + "</table>",
        "<table>" + "<tr><td>Một cột</td></tr>" * 5 + "</table>",
        "<table>" + "<tr><td>Họ tên</td><td><input name=a></td></tr>" * 4 + "</table>",
        "<table>" + f"<tr><td>{'Đoạn văn dài ' * 30}</td><td>{'Đoạn văn dài ' * 30}</td></tr>" * 3 + "</table>",
        "<table>" + "<tr><td></td><td></td><td>x</td></tr>" * 4 + "</table>",
        "<nav><table>" + "<tr><td>1</td><td>2</td></tr>" * 4 + "</table></nav>",
        f"<div style='display:none'><table>{HEAD}{ROWS}</table></div>",
    ],
)
def test_tables_of_layout(html: str) -> None:
    assert tables(html) == ()


def test_hostile_spans_are_bounded() -> None:
    (table,) = tables(f"<table>{HEAD}<tr><td colspan=99999999 rowspan=99999999>a</td></tr>{ROWS}</table>")
    assert max(len(row) for row in table.rows) <= 40


@pytest.mark.parametrize("attribute", ["aria-labelledby", "aria-describedby"])
def test_a_caption_elsewhere_is_read_where_it_stands(attribute: str) -> None:
    found = tables(f"<h3 id=tbl-1>Dân số năm 2018</h3><table {attribute}='khong-co tbl-1'>{HEAD}{ROWS}</table>")
    assert [table.caption for table in found] == ["Dân số năm 2018"]
