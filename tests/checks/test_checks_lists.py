"""What a page lists, in the markups that portals really use."""

from datetime import date

import pytest
from tiny_sites import tiny_site

from checks.list_item import Item
from checks.lists import items_under, read_list

SHAREPOINT = """<table><tbody><tr><td>
<a href="/a">Huyện tổ chức hội nghị sơ kết sáu tháng (05.11.2026 16:32)</a></td></tr>
<tr><td><a href="/b">Kiểm tra tiến độ xây dựng đường liên xã (04.11.2026 09:00)</a></td></tr></tbody></table>"""
LIFERAY = """<div class="asset"><h3><a href="/a">Huyện tổ chức hội nghị sơ kết sáu tháng</a></h3>
<span>05/11/2026 | 16:32</span>
<p>Đồng chí Chủ tịch chủ trì hội nghị.</p></div><div class="asset"><h3>
<a href="/b">Kiểm tra tiến độ xây dựng đường liên xã</a></h3>
<span>04/11/2026 | 09:00</span><p>Đoàn kiểm tra ba gói thầu.</p></div>"""
NUKEVIET = """<div class="panel"><a href="/a"><img src="/1.jpg" alt=""></a><h4>
<a href="/a">Huyện tổ chức hội nghị sơ kết sáu tháng</a></h4>
<div class="text-muted">Thứ năm, 05/11/2026 - 16:32</div><a href="/a">Xem chi tiết</a></div>
<div class="panel"><a href="/b"><img src="/2.jpg" alt=""></a><h4>
<a href="/b">Kiểm tra tiến độ xây dựng đường liên xã</a></h4>
<div class="text-muted">Thứ tư, 04/11/2026 - 09:00</div><a href="/b">Xem chi tiết</a></div>"""
DNN = """<ul><li><a href="/a">Huyện tổ chức hội nghị sơ kết sáu tháng</a> <span>(05/11/2026)</span></li>
<li><a href="/b">Kiểm tra tiến độ xây dựng đường liên xã</a> <span>(04/11/2026)</span></li></ul>"""
PLAIN = """<TD><A href="/a">Huyện tổ chức hội nghị sơ kết sáu tháng</A> (05/11/2026)<BR>
<A href="/b">Kiểm tra tiến độ xây dựng đường liên xã</A> (04/11/2026)<BR></TD>"""
CARDS = """<div class="card"><h4>Huyện tổ chức hội nghị sơ kết sáu tháng</h4><p>05/11/2026</p>
<a href="/a">Đọc tiếp</a></div>
<div class="card"><h4>Kiểm tra tiến độ xây dựng đường liên xã</h4><p>04/11/2026</p><a href="/b">Đọc tiếp</a></div>"""
TABLE = """<table><tr><th>STT</th><th>Tiêu đề</th><th>Ngày đăng</th></tr><tr><td>1</td>
<td><a href="/a">Huyện tổ chức hội nghị sơ kết sáu tháng</a></td><td>05/11/2026</td></tr><tr><td>2</td>
<td><a href="/b">Kiểm tra tiến độ xây dựng đường liên xã</a></td><td>04/11/2026</td></tr></table>"""


def told(content: str, pages: dict[str, str] | None = None) -> tuple[Item, ...]:
    site, page = tiny_site(content, dict(pages or {}))
    return read_list(site, page).items


@pytest.mark.parametrize("markup", [SHAREPOINT, LIFERAY, NUKEVIET, DNN, PLAIN, CARDS, TABLE])
def test_two_news_in_any_markup(markup: str) -> None:
    items = told(markup)
    assert [item.title for item in items] == [
        "Huyện tổ chức hội nghị sơ kết sáu tháng",
        "Kiểm tra tiến độ xây dựng đường liên xã",
    ]
    assert [item.day for item in items] == [date(2026, 11, 5), date(2026, 11, 4)]
    assert [item.url and item.url[-1] for item in items] == ["a", "b"]


@pytest.mark.parametrize("markup", [SHAREPOINT, LIFERAY, NUKEVIET])
def test_hours_beside_dates(markup: str) -> None:
    assert [item.hour for item in told(markup)] == ["16:32", "09:00"]


def test_dates_are_taken_from_the_articles_where_the_list_has_none() -> None:
    items = told(
        '<p><a href="/a">Huyện tổ chức hội nghị sơ kết</a></p><p><a href="/b">Kiểm tra tiến độ đường liên xã</a></p>'
        '<p><a href="/c">Khai giảng năm học mới ở các trường</a></p>',
        {
            "/a": "<h1>Huyện tổ chức hội nghị sơ kết</h1><p>Ngày đăng: 03/11/2026</p><p>Ngày 01/11/2026 huyện họp, "
            "dự có lãnh đạo các phòng và các xã trong toàn huyện.</p>",
            "/b": "<h1>Kiểm tra tiến độ đường liên xã</h1><p>02/11/2026 15:00</p>"
            "<p>Đoàn đã kiểm tra ba gói thầu và yêu cầu "
            "nhà thầu đẩy nhanh tiến độ trước mùa mưa.</p>",
            "/c": "<h1>Khai giảng năm học mới ở các trường</h1>"
            "<p>Ngày 05/09/2026, các trường trên địa bàn đồng loạt khai "
            "giảng năm học mới trong không khí phấn khởi.</p>",
        },
    )
    assert [item.day for item in items] == [date(2026, 11, 3), date(2026, 11, 2), None]
    assert items[2].content_day == date(2026, 9, 5)


@pytest.mark.parametrize(
    "markup",
    [
        '<ul><li><a href="/a">Kinh tế</a></li><li><a href="/b">Xã hội</a></li><li><a href="/c">Giáo dục</a></li></ul>',
        '<div><a href="/muc?p=1">1</a> <a href="/muc?p=2">2</a> <a href="/muc?p=3">Trang sau</a></div>',
        "<p>Một đoạn văn không có đường dẫn nào trong đó, chỉ là chữ.</p>",
        '<a href="/a">Xem tiếp</a>',
    ],
)
def test_menus_and_paging_are_no_items(markup: str) -> None:
    assert told(markup) == ()


def test_test_rows_are_kept_apart_and_counted() -> None:
    site, page = tiny_site(
        '<ul><li><a href="/a">test tin tức</a> (05/11/2026)</li><li><a href="/b">Tiêu đề 1</a> (05/11/2026)</li>'
        '<li><a href="/c">Hội thi nông dân đua tài toàn huyện</a> (01/11/2026)</li></ul>'
    )
    listing = read_list(site, page)
    assert [item.title for item in listing.items] == ["Hội thi nông dân đua tài toàn huyện"]
    assert len(listing.fillers) == 2


def test_an_entry_whose_page_repeats_its_title_is_empty() -> None:
    page_of = {"/a": "<p>giới thiệu</p><p>06/04/2026</p>", "/b": "<p>ẩm thực</p>"}
    entries = '<li><a href="/a">giới thiệu</a> (06/04/2026)</li><li><a href="/b">ẩm thực</a> (06/04/2026)</li>'
    site, page = tiny_site(f"<ul>{entries}</ul>", dict(page_of))
    assert read_list(site, page).all_filler


def test_related_items_of_an_article_are_not_its_list() -> None:
    text = (
        "Huyện đã hoàn thành kế hoạch năm với nhiều kết quả đáng ghi nhận trên các lĩnh vực kinh tế, văn hóa, xã hội. "
        * 4
    )
    items = told(
        f'<p>{text}</p><p>Tin liên quan</p><ul><li><a href="/a">Một tin khác của huyện</a> (05/11/2026)</li></ul>'
    )
    assert items == ()


def test_a_home_block_holds_the_items_under_its_heading() -> None:
    site, page = tiny_site(
        '<div class="box"><div class="title">Thông báo</div><ul><li>'
        '<a href="/a">Thông báo nghỉ lễ Quốc khánh</a> (28/08/2026)</li></ul></div>'
        '<div class="box"><div class="title">Văn bản</div><ul><li><a href="/b">Kế hoạch cải cách hành chính'
        "</a> (20/08/2026)</li></ul></div>"
    )
    heading = next(item for item in page.view.headings if item.text == "Văn bản")
    assert [item.title for item in items_under(site, page, heading.xpath).items] == ["Kế hoạch cải cách hành chính"]


def test_files_beside_a_title_belong_to_it() -> None:
    items = told(
        "<table><tr><th>Số</th><th>Trích yếu</th><th>Tải về</th></tr><tr><td>1/QĐ-UBND</td>"
        "<td>Phê duyệt kế hoạch năm</td>"
        '<td><a href="/f/1.pdf">Tải về</a></td></tr></table>'
    )
    assert items[0].file_urls == ("http://binhminh.gov.vn/f/1.pdf",)
    assert dict(items[0].row)["Số"] == "1/QĐ-UBND"


def test_the_day_of_publishing_goes_before_a_date_in_the_title() -> None:
    table = """<table><tr><th>Biểu</th><th>Ngày công bố</th><th>Tệp</th></tr>
<tr><td>Số hộ nghèo tính đến 31/12/2025</td><td>04/03/2026</td><td><a href="/a.xlsx">Tải về</a></td></tr>
<tr><td>Số lao động tính đến 31/12/2025</td><td>05/03/2026</td><td><a href="/b.xlsx">Tải về</a></td></tr></table>"""
    assert [item.day for item in told(table)] == [date(2026, 3, 4), date(2026, 3, 5)]


def test_titles_of_a_table_stand_in_one_column() -> None:
    rows = (("Công ty Đá Bạc", "112/QĐ-XPHC"), ("Cơ sở gỗ Hòa An", "97/QĐ-XPHC"), ("Ông Lê An", "Số 41 ngày 9 tháng 2"))
    told_rows = "".join(f"<tr><td>{name}</td><td>{act}</td><td>5 triệu</td></tr>" for name, act in rows)
    table = f"<table><tr><th>Tổ chức, cá nhân</th><th>Quyết định</th><th>Mức phạt</th></tr>{told_rows}</table>"
    assert [item.title for item in told(table)] == [name for name, _ in rows]


def test_heads_that_are_not_marked_are_heads() -> None:
    items = told(
        "<table><tr><td>Số</td><td>Nội dung</td></tr><tr><td>15</td><td>Phê duyệt kế hoạch năm của huyện</td></tr>"
        "<tr><td>16</td><td>Phê duyệt dự toán chi của huyện</td></tr></table>"
    )
    assert [dict(item.row)["Số"] for item in items] == ["15", "16"]


def test_a_column_without_a_head_beside_named_ones() -> None:
    """What opens a row often stands under no head; two such columns are no heads at all."""
    rows = "".join(
        f"<tr><td>1{n}/QĐ-UBND</td><td>Quy định giờ họp chợ {n}</td><td>0{n}/11/2026</td>%s</tr>" for n in (1, 2)
    )
    head = "<tr><td>Số ký hiệu</td><td>Trích yếu</td><td>Ban hành</td>%s</tr>"
    one, two = "<td><a href='/t.pdf'><img src='/p.gif'></a></td>", "<td></td><td></td>"
    named = told(f"<table>{head % '<td></td>'}{rows % (one, one)}</table>")
    assert [dict(item.row).get("Trích yếu") for item in named] == ["Quy định giờ họp chợ 1", "Quy định giờ họp chợ 2"]
    assert all(not header for item in told(f"<table>{head % two}{rows % (two, two)}</table>") for header, _ in item.row)
