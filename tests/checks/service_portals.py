"""Tiny service portals for tests: a table of services and a page for each, to be spoilt one thing at a time."""

from collections.abc import Mapping, Sequence

from snapshots import Served
from tiny_sites import tiny_site

from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.site import Site
from domain.captures import CaptureKind

NAMES = (
    "Đăng ký khai sinh có yếu tố nước ngoài",
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Cấp đổi giấy chứng nhận đăng ký hộ kinh doanh",
    "Thẩm định thiết kế kỹ thuật công trình cầu đường",
)
FIELDS = {
    "Trình tự thực hiện": "Bước 1: người dân nộp hồ sơ tại Bộ phận một cửa. Bước 2: nhận kết quả theo phiếu hẹn.",
    "Cách thức thực hiện": "Nộp trực tiếp, qua bưu chính hoặc trực tuyến trên cổng dịch vụ công.",
    "Thành phần hồ sơ": "Tờ khai theo mẫu; bản sao giấy tờ tùy thân.",
    "Số lượng hồ sơ": "01 bộ",
    "Thời hạn giải quyết": "05 ngày làm việc",
    "Đối tượng thực hiện": "Cá nhân, tổ chức",
    "Cơ quan thực hiện": "Phòng Tư pháp",
    "Kết quả thực hiện": "Giấy khai sinh bản chính",
    "Phí, lệ phí": "Không",
    "Mẫu đơn, tờ khai": '<a href="/mau/to-khai-{n}.docx">Tờ khai {n}</a>',
    "Căn cứ pháp lý": "Luật Hộ tịch số 60/2014/QH13; Quyết định số 12/QĐ-BTP công bố thủ tục.",
}
FORM = Served("PK\x03\x04 form", kind=CaptureKind.FILE, mime="application/octet-stream")
LOG_IN = (
    '<h1>Đăng nhập</h1><form method="post" action="/vao"><input name="u" type="text">'
    '<input name="p" type="password"><button>Đăng nhập</button></form>'
)


def code_of(number: int) -> str:
    return f"1.00{4900 + number}"


def own_page(number: int, fields: Mapping[str, str] = FIELDS, more: str = "", submit: str | None = None) -> str:
    """A service's page as a table of labels and values."""
    rows = "".join(
        f"<tr><td>{label}</td><td>{value.format(n=number)}</td></tr>" for label, value in fields.items() if value
    )
    href = f"/nop-ho-so/{number}" if submit is None else submit
    button = f'<p><a href="{href}">Nộp hồ sơ trực tuyến</a></p>' if href else ""
    return (
        f"<h1>{NAMES[number]}</h1><table><tr><td>Mã thủ tục</td><td>{code_of(number)}</td></tr>{rows}</table>"
        f"{button}{more}"
    )


def table(levels: Sequence[str], hrefs: Mapping[int, str] | None = None) -> str:
    hrefs = hrefs or {}
    rows = "".join(
        f'<tr><td>{n + 1}</td><td>{code_of(n)}</td><td><a href="{hrefs.get(n, f"/dvc/{n}")}">{NAMES[n]}</a></td>'
        f"<td>Tư pháp</td><td>{level}</td></tr>"
        for n, level in enumerate(levels)
    )
    return (
        "<h1>Danh mục dịch vụ công trực tuyến</h1><table><tr><th>STT</th><th>Mã thủ tục</th><th>Tên thủ tục</th>"
        f"<th>Lĩnh vực</th><th>Mức độ</th></tr>{rows}</table>"
    )


def good_pages(count: int = 4) -> dict[str, str | Served]:
    """All that four honest services of level 4 need."""
    pages: dict[str, str | Served] = {}
    for number in range(count):
        pages[f"/dvc/{number}"] = own_page(number)
        pages[f"/mau/to-khai-{number}.docx"] = FORM
        pages[f"/nop-ho-so/{number}"] = LOG_IN
    return pages


def portal(
    pages: Mapping[str, str | Served | None] | None = None,
    levels: Sequence[str] = ("4", "4", "4", "4"),
    hrefs: Mapping[int, str] | None = None,
    records: Sequence[tuple[str, Served]] = (),
) -> Site:
    """A portal with a table of services at /muc; `pages` replace or (None) take away."""
    served = {path: body for path, body in {**good_pages(len(levels)), **(pages or {})}.items() if body is not None}
    site, _ = tiny_site(table(levels, hrefs), served, label="Dịch vụ công trực tuyến", records=records)
    return site


def first(site: Site) -> Entry:
    """The entry of the first name."""
    return next(entry for entry in read_listing(site).entries if entry.name == NAMES[0])
