"""Which pages are articles, which are not, and which are still to be asked for."""

from datetime import date

from snapshots import Served
from tiny_sites import tiny_site

from checks.articles import read_articles
from checks.lists import without_title
from checks.site import Site
from domain.captures import CaptureKind

TEXT = "Sáng nay bà con trong xã cùng nhau ra đồng nạo vét kênh mương, chuẩn bị nước cho vụ lúa đông xuân sắp tới."


def entries(*items: tuple[str, str]) -> str:
    return "<ul>" + "".join(f"<li><a href='{url}'>{title}</a> (19/11/2026)</li>" for url, title in items) + "</ul>"


def site_of(listing: str, pages: dict[str, str | Served], label: str = "Tin tức") -> Site:
    return tiny_site(listing, pages, label=label)[0]


def test_items_with_running_text_are_articles() -> None:
    listing = entries(("/t/1", "Bà con xã Hòa Sơn ra quân làm thủy lợi"), ("/t/2", "Mở lớp dạy nghề may cho chị em"))
    site = site_of(listing, {"/t/1": f"<h1>Bà con xã Hòa Sơn ra quân làm thủy lợi</h1><p>{TEXT}</p>"})
    found = read_articles(site)
    assert [(each.page.url, each.day, each.section) for each in found.read] == [
        ("http://binhminh.gov.vn/t/1", date(2026, 11, 19), "news")
    ]
    assert found.unread == ("http://binhminh.gov.vn/t/2",)
    assert found.enough


def test_a_text_without_a_title_keeps_its_words() -> None:
    assert without_title("Quy định mới", "") == "quy dinh moi"
    assert without_title("Quy định mới: toàn văn", "Quy định mới").split() == ["toan", "van"]


def test_documents_files_empty_and_field_pages_are_none() -> None:
    listing = entries(
        ("/v/1", "Kế hoạch số 15/KH-UBND về phòng chống thiên tai năm nay"),
        ("/v/2.pdf", "Tài liệu tuyên truyền phòng cháy rừng mùa khô"),
        ("/v/3", "Thông tin tóm tắt của một văn bản mới ban hành"),
        ("/v/4", "Bài chưa có nội dung đăng lên trang hôm nay"),
    )
    fields = (
        "<table><tr><td>Số ký hiệu</td><td>15/KH-UBND</td></tr><tr><td>Ngày ban hành</td><td>10/11/2026</td></tr>"
        f"<tr><td>Trích yếu</td><td>{TEXT}</td></tr><tr><td>Người ký</td><td>Lê Văn Nam</td></tr></table><p>{TEXT}</p>"
    )
    pages: dict[str, str | Served] = {
        "/v/1": f"<p>{TEXT}</p>",
        "/v/2.pdf": Served("%PDF", kind=CaptureKind.FILE, mime="application/pdf"),
        "/v/3": fields,
        "/v/4": "<p>Đang cập nhật</p>",
    }
    found = read_articles(site_of(listing, pages))
    assert found.read == ()
    assert found.unread == ()
    assert not found.enough


def test_the_lines_of_an_article_end_before_related_news() -> None:
    listing = entries(("/t/1", "Bà con xã Hòa Sơn ra quân làm thủy lợi"), ("/t/2", "Mở lớp dạy nghề may cho chị em"))
    page = (
        f"<h1>Bà con xã Hòa Sơn ra quân làm thủy lợi</h1><p>{TEXT}</p><p>Minh Anh</p>"
        "<h3>Tin liên quan</h3><p><a href='/t/2'>Mở lớp dạy nghề may cho chị em</a></p><p>Thu Hà</p>"
    )
    (article, *_) = read_articles(site_of(listing, {"/t/1": page})).read
    assert [block.text for block in article.lines][-1] == "Minh Anh"


def test_where_no_list_is_known_long_titled_dated_pages_are_articles() -> None:
    page = f"<h1>Bà con xã Hòa Sơn ra quân làm thủy lợi</h1><p>Ngày 19/11/2026</p><p>{TEXT}</p>"
    site = site_of("<p>Không có gì.</p>", {"/t/1": page}, label="Góc nhỏ")
    assert [each.page.url for each in read_articles(site).read] == ["http://binhminh.gov.vn/t/1"]
