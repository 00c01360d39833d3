"""What is told of a service: JSON answers, accordions in the list, tabs of their own, values that say nothing."""

import json
from dataclasses import replace

import pytest
from service_portals import FIELDS, FORM, NAMES, code_of, first, own_page, portal
from snapshots import Served, file_text
from tiny_sites import tiny_site

from checks.load_lexicon import load_lexicon
from checks.services.detail_words import detail_words
from checks.services.details import Given, details_of
from checks.services.eleven import eleven_of
from checks.services.forms import forms_of
from checks.services.listing import read_listing
from checks.services.own_place import Looked
from checks.services.sections import read_lines, read_sections
from checks.services.submission import ways_of
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
    assert details.looked is Looked.UNSEEN


def test_a_tab_that_is_a_page_of_its_own() -> None:
    few = {label: value for label, value in FIELDS.items() if label != "Căn cứ pháp lý"}
    link = '<p><a href="/dvc/0?tab=cancu">Căn cứ pháp lý</a></p>'
    unread = portal({"/dvc/0": own_page(0, few, more=link)})
    assert not details_of(unread, first(unread)).whole
    tab = f"<h2>Căn cứ pháp lý</h2><p>{FIELDS['Căn cứ pháp lý']}</p>"
    read = portal({"/dvc/0": own_page(0, few, more=link), "/dvc/0?tab=cancu": tab})
    details = details_of(read, first(read))
    assert details.how("basis") is Given.TOLD
    assert details.values["basis"].evidence.url.endswith("/dvc/0?tab=cancu")


def test_what_a_tab_links_is_the_service_s_and_stands_on_the_tab() -> None:
    few = {label: value for label, value in FIELDS.items() if label != "Mẫu đơn, tờ khai"}
    link = '<p><a href="/dvc/0?tab=mau">Mẫu đơn, tờ khai</a></p>'
    tab = (
        '<h2>Mẫu đơn, tờ khai</h2><p><a href="/mau/to-khai-0.docx">Tờ khai</a> <a href="/nop-ho-so/0">Nộp hồ sơ</a></p>'
    )
    site = portal({"/dvc/0": own_page(0, few, more=link, submit=""), "/dvc/0?tab=mau": tab})
    details = details_of(site, first(site))
    assert [url.rpartition("/")[2] for url in forms_of(site, details).urls] == ["to-khai-0.docx"]
    (way,) = ways_of(site, first(site)).own
    assert way.url.endswith("/nop-ho-so/0")
    page = next(page for page in site.pages if page.url == way.evidence.url)
    assert page.url.endswith("/dvc/0?tab=mau")
    assert any(item.xpath == way.evidence.locator.value for item in page.view.links)


def test_the_file_that_tells_of_it_is_found_among_its_forms() -> None:
    told = "\n".join(f"{label}: {value.format(n=0)}" for label, value in FIELDS.items() if "<" not in value)
    links = '<p><a href="/mau/to-khai-0.docx">Tờ khai</a> <a href="/mau/noi-dung.docx">Nội dung thủ tục</a></p>'
    page = own_page(0, {}, more=links)
    file = replace(FORM, body="PK\x03\x04 content")
    for text, share in ((told, 0.9), ("Kính gửi: Ủy ban nhân dân", 0.0)):
        drawn = [
            (name, file_text([said], body.body))
            for name, said, body in (
                ("/mau/noi-dung.docx", text, file),
                ("/mau/to-khai-0.docx", "Kính gửi: Ủy ban nhân dân", FORM),
            )
        ]
        site = portal({"/dvc/0": page, "/mau/noi-dung.docx": file}, records=drawn)
        details = details_of(site, first(site))
        assert eleven_of(site, details).share >= share
        assert details.whole
        assert all("noi-dung" not in url for url in forms_of(site, details).urls) or not share


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
        ("Cách thực hiện", "way"),
        ("Thành phần hồ sơ, số bộ", "dossier"),
        ("Mức thu phí và lệ phí", "fee"),
        ("Nơi nhận và trả hồ sơ", "handing"),
        ("Cơ quan thực hiện thủ tục", "agency"),
        ("Căn cứ pháp lý của thủ tục", "basis"),
        ("Địa điểm nộp hồ sơ, trả kết quả", "handing"),
        ("Thời gian làm việc", ""),
        ("Cơ quan phối hợp", ""),
        ("Quyết định hành chính", ""),
        ("Nộp hồ sơ", ""),
        ("Nộp hồ sơ trực tuyến", ""),
        ("Kết quả xổ số", ""),
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


@pytest.mark.parametrize(
    ("label", "offers"),
    [
        ("Nộp hồ sơ", True),
        ("Nộp đơn tại đây", True),
        ("Thực hiện", True),
        ("Kế hoạch thực hiện nhiệm vụ năm 2019", False),
        ("Tổ chức thực hiện", False),
        ("Hướng dẫn nộp hồ sơ", False),
    ],
)
def test_labels_that_offer_submission(label: str, offers: bool) -> None:
    assert detail_words(load_lexicon()).names_submission(label) is offers


def test_a_heading_inside_what_looks_like_one_ends_a_value() -> None:
    """The box around its title is drawn as a heading too, and the box is not the line."""
    rows = "".join(f"<tr><td><h3>{label}</h3></td><td>{value.format(n=0)}</td></tr>" for label, value in FIELDS.items())
    box = "<div class='title'><h3>Tệp kèm theo</h3></div><p><a href='/mau/to-khai-0.docx'>to-khai-0.docx</a></p>"
    rows = rows.replace(FIELDS["Mẫu đơn, tờ khai"].format(n=0), "Tờ khai đăng ký")
    site = portal({"/dvc/0": f"<h1>{NAMES[0]}</h1><table>{rows}</table>{box}"})
    assert "Tệp kèm theo" not in details_of(site, first(site)).text("basis")
    assert forms_of(site, details_of(site, first(site))).urls == ("http://binhminh.gov.vn/mau/to-khai-0.docx",)
