"""Is a page real? A label is not content; and real content is not called empty."""

import pytest
from tiny_sites import tiny_site

from checks.substance import State, substance

ARTICLE = (
    "<h2>Lịch sử</h2><p>Huyện Bình Minh được thành lập năm 1988 trên cơ sở tách năm xã của huyện Hòa An, "
    "đến nay có mười hai xã.</p>"
)


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (ARTICLE, State.REAL),
        ("<h2>Lịch sử</h2><p>Đang cập nhật …</p>", State.PLACEHOLDER),
        ("<h2>Lịch sử</h2><p>Chuyên mục đang xây dựng.</p><p>Lượt xem: 12</p>", State.PLACEHOLDER),
        ("<h2>Lịch sử</h2>", State.EMPTY),
        ("<h2>Lịch sử</h2><p>18/03/2026</p><p>Trang chủ &gt; Giới thiệu</p>", State.EMPTY),
        ("<h2>Văn bản</h2><p>Không có bản ghi nào</p>", State.EMPTY),
        ("<h2>test lịch sử</h2><p>aaa</p>", State.TEST),
        ("<h3>Tiêu đề bài viết</h3><p>Nội dung 1</p>", State.TEMPLATE),
        ("<p>Trang bạn yêu cầu không tồn tại.</p>", State.ERROR),
        ("<h2>Sơ đồ tổ chức</h2><img src='/upload/sodo-2026.png' alt=''>", State.REAL),
        ("<h2>Quy chế</h2><p><a href='/upload/quyche.pdf'>Quy chế làm việc</a></p>", State.REAL),
        ("<img src='/images/icon_new.gif' alt=''>", State.EMPTY),
        ("<h2>Thống kê</h2><p>Số lượt truy cập: 3138603</p><p>Đang online: 1</p>", State.EMPTY),
        (
            "<table><tr><th>Số</th><th>Tên văn bản</th></tr><tr><td>1</td><td>Tên văn bản</td></tr>"
            "<tr><td>2</td><td>Tên văn bản 2</td></tr></table>",
            State.TEMPLATE,
        ),
        (
            "<table><tr><th>Số</th><th>Trích yếu</th></tr>"
            "<tr><td>12</td><td>Phê duyệt kế hoạch sử dụng đất</td></tr></table>",
            State.REAL,
        ),
        ("<table><tr><th>Số hiệu</th><th>Trích yếu nội dung</th><th>Ngày ban hành</th></tr></table>", State.EMPTY),
        ("<p>Mừng Đảng, mừng Xuân, mừng đất nước đổi mới!</p>" * 3, State.EMPTY),
        (f"{ARTICLE}<p>Bảng giá đất đang được cập nhật.</p>" * 2, State.REAL),
    ],
)
def test_what_a_page_is(content: str, state: State) -> None:
    site, page = tiny_site(content)
    found = substance(site, page)
    assert found.state is state, found
    assert found.reason.vi
    assert found.reason.en


def test_one_text_under_three_headings_is_boilerplate() -> None:
    greeting = (
        "<p>Chào mừng quý vị đến với chuyên mục, kính mời quý vị theo dõi và góp ý để cổng ngày càng tốt hơn.</p>"
    )
    pages = {f"/{name}": f"<h2>{name}</h2>{greeting}" for name in ("Khoáng sản", "Chất thải")}
    many = {
        f"/t{turn}": f"<p>Trang số {turn} có nội dung riêng của nó, không giống trang nào.</p>" for turn in range(8)
    }
    site, page = tiny_site(f"<h2>Quy hoạch</h2>{greeting}", {**pages, **many})
    assert substance(site, page).state is State.DUPLICATE


def test_pictures_and_files_are_named() -> None:
    site, page = tiny_site("<h2>Sơ đồ</h2><img src='/upload/sodo-2026.png'><a href='/upload/sodo.pdf'>Sơ đồ</a>")
    found = substance(site, page)
    assert [image.name for image in found.pictures] == ["sodo-2026.png"]
    assert found.files == ("http://binhminh.gov.vn/upload/sodo.pdf",)
    assert found.unread
