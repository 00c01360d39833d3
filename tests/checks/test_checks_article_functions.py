"""Print and save on a page: what offers them, and what only looks like it."""

import pytest
from tiny_sites import tiny_site

from checks.article_functions import functions, offered

PRINT = "<a href='#' onclick='print()'>In</a>"
MAIL = "mailto:?subject=Tin&body=http://binhminh.gov.vn/muc"


def offers(content: str, elsewhere: str = "") -> set[str]:
    site, page = tiny_site(
        f"<h1>Một bài viết dài</h1><p>Nội dung.</p>{content}", {"/khac": f"<p>Bài khác</p>{elsewhere}"}
    )
    other = site.page("http://binhminh.gov.vn/khac")
    assert other is not None
    return {name for name in functions() if offered(site, page, name, [page, other])[0] is not None}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("<a href='javascript:window.print()'><img src=/p.gif></a>", {"print"}),
        ("<a href='#' onclick='window.print();return false'>Máy in</a>", {"print"}),
        ("<a href='/tin/in.aspx?id=5'>Bản in</a>", {"print"}),
        ("<button onclick='printDiv(\"noidung\")'>🖨</button>", {"print"}),
        ("<a href='#' class='btn-print'>In bài viết</a>", {"print"}),
        ("<a href='/vi/news/print/bai-5.html' title='In ra'><i class='fa fa-print'></i></a>", {"print"}),
        (f"<a href='{MAIL}'>Chia sẻ</a>", {"save"}),
        ("<a href='/vi/news/sendmail/bai-5.html'><i class='fa fa-envelope'></i></a>", {"save"}),
        ("<a href='#' onclick='addBookmark()'>Thêm vào ưa thích</a>", {"save"}),
        ("<a href='/tin/5?save=1'><img src=/s.png alt='Lưu bài viết'></a>", {"save"}),
        (f"<ul><li>{PRINT}</li><li><a href='/tai?id=5'>Tải về</a></li></ul>", {"print", "save"}),
        (f"<p>{PRINT} <a href='#' class='ico-email'><i class='icon-envelope'></i></a></p>", {"print", "save"}),
        ("<a href='/export/pdf?id=5'>Xuất PDF</a>", {"save"}),
    ],
)  # fmt: skip
def test_offered(content: str, found: set[str]) -> None:
    assert offers(content) == found


@pytest.mark.parametrize(
    ("content", "elsewhere"),
    [
        ("<a href='https://www.facebook.com/sharer.php?u=x'>Chia sẻ</a>", ""),
        ("<a href='mailto:vanphong@binhminh.gov.vn'><img src=/email.png alt='Email'></a>", ""),
        ("<p>Tệp: <a href='/files/kh.pdf'>Tải về</a></p>", ""),
        ("<a href='/tai-lieu/5'>Tải về</a>", ""),
        ("<a href='/linh-vuc/in-an'>In ấn</a>", "<a href='/linh-vuc/in-an'>In ấn</a>"),
        ("<a href='/in?trang=1'>In trang</a>", "<a href='/in?trang=1'>In trang</a>"),
        ("<a href='/nha-in'>Công ty In và Phát hành sách</a>", ""),
        ("<a href='/chi-cuc'>Chi cục Văn thư - Lưu trữ</a>", ""),
        ("<div style='display:none'><a href='javascript:window.print()'>In</a></div>", ""),
        ("<style>@media print{body{color:#000}}</style>", ""),
        ("<form><input name=pass><input type=submit value='Lưu'></form>", ""),
        ("<a href='/'>In</a>", ""),
        ("<i class='icon-envelope'></i>", ""),
    ],
)
def test_not_offered(content: str, elsewhere: str) -> None:
    assert offers(content, elsewhere) == set()
