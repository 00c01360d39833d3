"""What is told of a service: JSON answers, accordions in the list, tabs of their own, values that say nothing."""

import json

import pytest
from service_portals import FIELDS, NAMES, code_of, first, own_page, portal
from snapshots import Served
from tiny_sites import tiny_site

from checks.load_lexicon import load_lexicon
from checks.services.detail_words import detail_words
from checks.services.details import Given, details_of
from checks.services.eleven import eleven_of
from checks.services.listing import read_listing
from checks.services.own_place import Looked
from checks.services.sections import read_lines, read_sections
from domain.captures import CaptureKind


def answer(document: object) -> tuple[str, Served]:
    body = json.dumps(document, ensure_ascii=False)
    return "http://binhminh.gov.vn/api/tt/0", Served(body, kind=CaptureKind.JSON, mime="application/json")


BY_KEY = {
    "data": {
        "maThuTuc": code_of(0),
        "tenThuTuc": NAMES[0],
        "trinhTuThucHien": "<p>Bước 1: nộp hồ sơ tại Bộ phận một cửa</p><p>Bước 2: nhận kết quả</p>",
        "cachThucThucHien": [{"hinhThuc": "Trực tiếp"}, {"hinhThuc": "Trực tuyến"}],
        "thanhPhanHoSo": [{"tenGiayTo": "Tờ khai theo mẫu", "soLuong": "01 bộ"}],
        "thoiHanGiaiQuyet": "05 ngày",
        "doiTuong": "Cá nhân",
        "coQuanThucHien": "Phòng Tư pháp",
        "ketQua": "Giấy khai sinh",
        "lePhi": "Không",
        "bieuMau": [{"ten": "Tờ khai", "duongDan": "/mau/to-khai-0.docx"}],
        "canCuPhapLy": "Luật Hộ tịch; Quyết định số 1/QĐ-BTP công bố thủ tục",
    }
}
BY_LABEL = {
    "ma": code_of(0),
    "ten": NAMES[0],
    "muc": [{"tieuDe": label, "noiDung": value.format(n=0)} for label, value in FIELDS.items()],
}


@pytest.mark.parametrize("document", [BY_KEY, BY_LABEL], ids=["by key", "by label"])
def test_json_answers(document: object) -> None:
    site = portal({"/dvc/0": None}, records=[answer(document)])
    details = details_of(site, first(site))
    assert details.looked is Looked.READ
    assert eleven_of(site, details).share >= 0.9
    pointers = [value.evidence.locator.value for field, value in details.values.items() if field == "limit"]
    assert pointers[0].startswith("/")


def test_json_of_another_service_tells_nothing() -> None:
    other = {**BY_LABEL, "ma": "1.999999", "ten": "Cấp giấy phép khai thác nước mặt"}
    site = portal({"/dvc/0": None}, records=[answer(other)])
    assert details_of(site, first(site)).looked is Looked.UNSEEN


def test_an_accordion_in_the_list() -> None:
    boxes = "".join(
        f'<div class="item"><h4><a href="#x{n}">{NAMES[n]}</a></h4><div class="body">'
        + "".join(f"<p>{label}: {value.format(n=n)}</p>" for label, value in FIELDS.items())
        + f"<p>Mã thủ tục: {code_of(n)}</p><p>Mức độ 3</p></div></div>"
        for n in range(4)
    )
    site, _ = tiny_site(f"<h1>Dịch vụ công trực tuyến</h1>{boxes}", label="Dịch vụ công trực tuyến")
    for entry in read_listing(site).entries:
        details = details_of(site, entry)
        assert details.looked is Looked.READ
        assert details.text("limit") == "05 ngày làm việc"


def test_a_page_of_another_service_tells_nothing() -> None:
    site = portal({"/dvc/0": own_page(1)})
    details = details_of(site, first(site))
    assert details.how("order") is Given.ABSENT


def test_a_tab_that_is_a_page_of_its_own() -> None:
    few = {label: value for label, value in FIELDS.items() if label != "Căn cứ pháp lý"}
    link = '<p><a href="/dvc/0?tab=cancu">Căn cứ pháp lý</a></p>'
    unread = portal({"/dvc/0": own_page(0, few, more=link)})
    assert not details_of(unread, first(unread)).whole
    tab = f"<h2>Căn cứ pháp lý</h2><p>{FIELDS['Căn cứ pháp lý']}</p>"
    read = portal({"/dvc/0": own_page(0, few, more=link), "/dvc/0?tab=cancu": tab})
    assert details_of(read, first(read)).how("basis") is Given.TOLD


@pytest.mark.parametrize(
    ("value", "given"),
    [
        ("Không", Given.NONE),
        ("Không thu phí", Given.NONE),
        ("Miễn phí", Given.NONE),
        ("0 đồng", Given.NONE),
        ("8.000 đồng/bản", Given.TOLD),
        ("Theo quy định của Hội đồng nhân dân tỉnh, 20.000 đồng", Given.TOLD),
        ("Đang cập nhật", Given.EMPTY),
        ("-", Given.EMPTY),
        ("Xem chi tiết", Given.EMPTY),
        ("Theo quy định", Given.EMPTY),
    ],
)
def test_fees(value: str, given: Given) -> None:
    site = portal({"/dvc/0": own_page(0, FIELDS | {"Phí, lệ phí": value})})
    assert details_of(site, first(site)).how("fee") is given


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Trình tự thực hiện:", "order"),
        ("1. Trình tự thực hiện", "order"),
        ("a) Thành phần, số lượng hồ sơ:", "dossier"),
        ("* Phí/lệ phí (nếu có)", "fee"),
        ("Tên mẫu đơn, mẫu tờ khai", "form"),
        ("THỜI HẠN GIẢI QUYẾT", "limit"),
        ("Thoi han giai quyet", "limit"),
        ("Trình tự thực hiện các cuộc họp của phòng", ""),
        ("Hồ sơ của ông Nguyễn Văn A", ""),
        ("Trang chủ", ""),
    ],
)
def test_labels(label: str, field: str) -> None:
    assert detail_words(load_lexicon()).label(label.rstrip(" :")) == field


def test_lines_of_a_file() -> None:
    lines = [
        "Tên thủ tục: Đăng ký khai sinh",
        "1. Trình tự thực hiện:",
        "Bước 1: nộp hồ sơ",
        "Lệ phí\tKhông",
        "Phụ lục",
    ]
    read = {section.field: section.text for section in read_lines(lines, detail_words(load_lexicon()))}
    assert read["order"] == "Bước 1: nộp hồ sơ"
    assert read["fee"].startswith("Không")


def test_a_table_with_heads_of_columns() -> None:
    site, page = tiny_site(
        "<h2>Cách thức thực hiện</h2><table><tr><th>Hình thức nộp</th><th>Thời hạn giải quyết</th>"
        "<th>Phí, lệ phí</th></tr>"
        "<tr><td>Trực tiếp</td><td>5 ngày</td><td>75.000 đồng</td></tr></table>"
    )
    found = {section.field: section.text for section in read_sections(page.view, detail_words(site.lexicon))}
    assert (found["handing"], found["limit"], found["fee"]) == ("Trực tiếp", "5 ngày", "75.000 đồng")
