"""Lines that name an author or a source, and lines that only sound like it."""

import pytest
from tiny_sites import tiny_site

from checks.article_sources import named_source
from checks.articles import read_articles

TITLE = "Bà con xã Hòa Sơn ra quân làm thủy lợi"
TEXT = "Sáng nay bà con trong xã cùng nhau ra đồng nạo vét kênh mương, chuẩn bị nước cho vụ lúa đông xuân sắp tới."


def named(body: str) -> str:
    listing = (
        f"<ul><li><a href='/t/1'>{TITLE}</a> (19/11/2026)</li><li><a href='/t/2'>Mở lớp dạy nghề may</a></li></ul>"
    )
    site, _ = tiny_site(listing, {"/t/1": f"<h1>{TITLE}</h1>{body}"}, label="Tin tức")
    found = named_source(site, read_articles(site).read[0])
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (f"<p>{TEXT}</p><p>Nguồn: TTXVN</p>", "TTXVN"),
        (f"<p>{TEXT}</p><p>Nguồn: <a href='http://sonha.gov.vn/x'>sonha.gov.vn</a></p>", "sonha.gov.vn"),
        (f"<p>{TEXT}</p><p><b>Nguồn tin:</b></p><p>Báo Sơn Hà</p>", "Báo Sơn Hà"),
        (f"<p>Ngày đăng: 19/11/2026 | Tác giả: Lê Thu Hiền | Lượt xem: 5</p><p>{TEXT}</p>", "Lê Thu Hiền"),
        (f"<p>{TEXT}</p><p>Tin, ảnh: Thanh Tùng</p>", "Thanh Tùng"),
        (f"<p>{TEXT}</p><p>Bài và ảnh: Thanh Tùng</p>", "Thanh Tùng"),
        (f"<p>{TEXT} (Theo Báo Nhân dân)</p>", "Báo Nhân dân"),
        (f"<p>{TEXT} (Nguồn: chinhphu.vn)</p>", "chinhphu.vn"),
        (f"<p>{TEXT}</p><p>Theo chinhphu.vn</p>", "Theo chinhphu.vn"),
        (f"<p>{TEXT}</p><p align=right><b>Minh Anh</b></p>", "Minh Anh"),
        (f"<p>{TEXT}</p><p align=right><b>Minh Anh - Đức Thọ</b></p>", "Minh Anh - Đức Thọ"),
        (f"<p>{TEXT}</p><p><strong>Đỗ Liên</strong></p>", "Đỗ Liên"),
        (f"<p>{TEXT}</p><p>BBT</p>", "BBT"),
        (f"<p>(TTXVN) - {TEXT}</p>", "TTXVN"),
        (f"<p>Nguyễn Văn Bình</p><p>{TEXT}</p><p>{TEXT[:60]}.</p>", "Nguyễn Văn Bình"),
        (f"<p>{TEXT}</p><p>Đăng bởi: Trần Thị Mai</p>", "Trần Thị Mai"),
        (f"<p>{TEXT}</p><p>PV: Hồng Vân</p>", "Hồng Vân"),
        (f"<p>19 Tháng 11, 2026 bởi Ban Biên tập</p><p>{TEXT}</p>", "Ban Biên tập"),
        (f"<p>T5, 19/11/2026 - 11:49 Tác giả: Ban Biên tập</p><p>{TEXT}</p>", "Ban Biên tập"),
        (f"<p>Xuân Nam 16:29 | 19/11/2026 <a href='javascript:print()'>In bài viết</a></p><p>{TEXT}</p>", "Xuân Nam"),
        (f"<p>Thứ năm, 19/11/2026 | Thanh An</p><p>{TEXT}</p>", "Thanh An"),
    ],
)  # fmt: skip
def test_named(body: str, who: str) -> None:
    assert named(body) == who


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{TEXT}</p>",
        f"<p>{TEXT}</p><p>Nguồn: vốn ngân sách huyện</p>",
        f"<p>{TEXT}</p><p>Nguồn vốn: ngân sách huyện và nhân dân đóng góp</p>",
        f"<p>{TEXT}</p><p>Nguồn nhân lực tại chỗ</p>",
        f"<p>{TEXT}</p><p>Nguồn gốc đất: nhận chuyển nhượng</p>",
        f"<p>Theo Luật Đất đai, {TEXT}</p>",
        f"<p>{TEXT}</p><p>Theo Kế hoạch số 5</p>",
        f"<p>{TEXT}</p><p>Nguồn:</p><p>Lượt xem: 12</p>",
        f"<p>{TEXT}</p><p>Người đăng: admin</p>",
        f"<p>19/11/2026 bởi admin</p><p>{TEXT}</p>",
        f"<p>Tin Tức | 19/11/2026 08:30 | Lượt xem: 120</p><p>{TEXT}</p>",
        f"<p>Cập nhật lúc 08:30 ngày 19/11/2026</p><p>{TEXT}</p>",
        f"<p>{TEXT}</p><p>Đăng bởi: quantri01</p>",
        f"<p>{TEXT}</p><p>Đề nghị ghi rõ nguồn khi sử dụng lại thông tin này</p>",
        f"<p>{TEXT}</p><p>Ảnh minh họa</p>",
        f"<p>{TEXT}</p><p>Tin liên quan</p><p>Minh Anh</p>",
        f"<p>{TEXT} Tác giả của sáng kiến là một nông dân.</p>",
        f"<p>{TEXT}</p><p>Lượt xem: 35</p>",
        f"<p>{TEXT}</p><p>PV: Xin trân trọng cảm ơn ông!</p>",
        f"<p>{TEXT}</p><p>Tin: huyện sẽ có mưa to trong vài ngày tới</p>",
    ],
)
def test_not_named(body: str) -> None:
    assert named(body) == ""
