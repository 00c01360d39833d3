"""Lists of services in files that pages of services hand out."""

import pytest
from snapshots import Served, file_text
from tiny_sites import tiny_site

from checks.services.entries import Entry
from checks.services.listing import read_listing
from checks.services.wanted_services import service_wishes
from checks.site import Site
from domain.captures import CaptureKind
from domain.findings import LocatorType

LINK = "<p><a href='/tep/bang.{kind}'>Tải về</a></p>"
SHEET = """Trang tính 1
BẢNG KÊ THỦ TỤC
Lập tháng 5
TT\tTên thủ tục\tMã số\tMức độ\tCơ quan thực hiện
Lĩnh vực: Thú y
1\tCấp chứng chỉ hành nghề thú y\t1.004022\t3\tChi cục Thú y
2\tCấp giấy kiểm dịch động vật\t1.003781\t\tChi cục Thú y
Lĩnh vực: Thủy lợi
3\tCấp phép xả nước vào công trình\t2.001804\t4\tChi cục Thủy lợi"""
PDF = """DANH MỤC
Tên thủ tục\tLĩnh vực\tMức độ
Cấp chứng chỉ hành nghề thú y cho\tThú y\tMức độ 3
người nước ngoài
Cấp giấy kiểm dịch động vật\tThú y\tMức độ 2"""
PREAMBLE = """ỦY BAN NHÂN DÂN
TỈNH BÌNH MINH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/KH-UBND"""
NEXT = """Tên thủ tục\tLĩnh vực\tMức độ
Cấp phép xả nước vào công trình\tThủy lợi\tMức độ 4"""


def site_of(*texts: str, kind: str = "xlsx", content: str = LINK, label: str = "Thủ tục hành chính") -> Site:
    body = f"the bytes of a {kind}"
    file = Served(body, kind=CaptureKind.FILE, mime="application/octet-stream")
    text = file_text(texts, body)
    told = Served(text.body, kind=text.kind, mime=text.mime, notes={**text.notes, "is": kind})
    pages = {f"/tep/bang.{kind}": file} if texts else {}
    records = [(f"/tep/bang.{kind}", told)] if texts else []
    site, _ = tiny_site(content.format(kind=kind), pages, label=label, records=records)
    return site


def listed(site: Site) -> tuple[Entry, ...]:
    return read_listing(site).entries


def test_a_spreadsheet_under_its_heads() -> None:
    found = listed(site_of(SHEET))
    assert [(entry.code, entry.level, entry.field, entry.agency) for entry in found] == [
        ("1.004022", "3", "Thú y", "Chi cục Thú y"),
        ("1.003781", "unstated", "Thú y", "Chi cục Thú y"),
        ("2.001804", "4", "Thủy lợi", "Chi cục Thủy lợi"),
    ]
    assert {entry.seen.locator.type for entry in found} == {LocatorType.PAGE}
    assert {entry.url for entry in found} == {""}


def test_pages_of_a_pdf_repeat_their_heads_and_break_their_lines() -> None:
    found = listed(site_of(PDF, NEXT, kind="pdf"))
    assert [(entry.field, entry.level) for entry in found] == [("Thú y", "3"), ("Thú y", "2"), ("Thủy lợi", "4")]


@pytest.mark.parametrize(
    ("text", "label", "content"),
    [
        (f"Kế hoạch nâng mức độ dịch vụ công\n{SHEET}", "Thủ tục hành chính", LINK),
        (SHEET.replace("Tên thủ tục", "Tên hội nghị").replace("Mã số", "Số"), "Thủ tục hành chính", LINK),
        (SHEET, "Tin tức", LINK),
        (SHEET, "Thủ tục hành chính", "<p><a href='/tep/bang.{kind}'>Kế hoạch cung cấp dịch vụ công</a></p>"),
        (f"BIÊN BẢN RÀ SOÁT THỦ TỤC\n{SHEET}", "Thủ tục hành chính", LINK),
        (f"Danh mục thủ tục hành chính bị bãi bỏ\n{SHEET}", "Thủ tục hành chính", LINK),
        (SHEET.replace("Mức độ", "Tên tổ chức").replace("Cơ quan thực hiện", "Ngày cấp"), "Thủ tục hành chính", LINK),
        (f"{PREAMBLE}\nKẾ HOẠCH\nCung cấp dịch vụ công năm 2020\n{SHEET}", "Thủ tục hành chính", LINK),
    ],
)
def test_what_is_no_list(text: str, label: str, content: str) -> None:
    assert not listed(site_of(text, label=label, content=content))


ROWS = """1\tCấp chứng chỉ hành nghề thú y\t1.004022\t{}
2\tCấp giấy kiểm dịch động vật\t1.003781\t{}
3\tCấp phép xả nước vào công trình\t2.001804\t{}"""
HEADS = "TT\tTên thủ tục\tMã số\t"


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (f"{HEADS}Mức độ\n{ROWS.format(3, 4, 2)}", ["3", "4", "2"]),
        (f"Danh mục dịch vụ công chủ động\n{HEADS}Mức độ\n{ROWS.format(3, 4, 2)}", ["unstated"] * 3),
        (f"DANH MỤC DỊCH VỤ CÔNG TOÀN TRÌNH\n{HEADS}Ghi chú\n{ROWS.format('', '', '')}", ["toan_trinh"] * 3),
        (f"Danh mục dịch vụ công mức độ 3, 4\n{HEADS}Ghi chú\n{ROWS.format('', '', '')}", ["unstated"] * 3),
        (f"Tổng hợp: 3 dịch vụ mức độ 4\n{HEADS}Ghi chú\n{ROWS.format('', '', '')}", ["unstated"] * 3),
        (
            f"{HEADS}DVC trực tuyến\t\n\t\t\tToàn trình\tMột phần\n" + ROWS.format("x\t", "\tx", "\tx"),
            ["toan_trinh", "mot_phan", "mot_phan"],
        ),
        (
            f"A. Mức độ 4\n{HEADS}Lĩnh vực\n{ROWS.format('Thú y', 'Thú y', 'Thủy lợi')}\nB. Mức độ 3\n"
            + "Tên thủ tục\tMã số\nCấp phép nuôi thủy sản\t1.004918",
            ["unstated"] * 3 + ["3"],
        ),
    ],
)
def test_levels_of_a_file(text: str, levels: list[str]) -> None:
    assert [entry.level for entry in listed(site_of(text))] == levels


def test_a_cell_over_several_rows_is_of_all_of_them() -> None:
    rows = [f"{field}\tCấp phép nuôi cá loại {n}\t1.00401{n}" for n, field in enumerate(("Cá", "", "", "Tôm", "", ""))]
    found = listed(site_of("Lĩnh vực\tTên thủ tục\tMã số\n" + "\n".join(rows)))
    assert [entry.field for entry in found] == ["Cá"] * 3 + ["Tôm"] * 3


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("{n}. {name} (mức độ {level})", ["3", "4", "2"]),
        ("{n}) 1.00401{n} - {name}", ["unstated"] * 3),
        ("{n}. {name}", []),
        ("{n}. {name} ngày 0{n}/03/2020", []),
    ],
)
def test_lines_of_a_document_that_carry_codes_or_levels(line: str, levels: list[str]) -> None:
    names = ("Cấp chứng chỉ hành nghề thú y", "Cấp giấy kiểm dịch động vật", "Cấp phép xả nước vào công trình")
    lines = (
        line.format(n=n, name=name, level=level) for n, (name, level) in enumerate(zip(names, "342", strict=True), 1)
    )
    found = listed(site_of("Thủ tục hành chính\n" + "\n".join(lines), kind="docx"))
    assert [entry.level for entry in found] == levels


def test_a_row_of_endless_cells_is_bounded() -> None:
    wide = "\t".join(["x"] * 50_000)
    rows = "\n".join(f"{n}\tĐăng ký tàu cá hạng {n}\t1.00{n:04}\t3" for n in range(2000))
    assert len(listed(site_of(f"{HEADS}Mức độ\n{wide}\n{rows}"))) == 2000


def test_a_file_that_a_link_calls_the_list() -> None:
    content = "<p><a href='/tep/bang.{kind}'>Danh mục thủ tục hành chính</a></p>"
    assert len(listed(site_of(SHEET, label="Tài liệu", content=content))) == 3


def test_files_stand_back_behind_a_list_that_a_page_shows() -> None:
    names = ("Đăng ký tàu cá", "Xóa đăng ký tàu cá", "Cấp giấy phép khai thác thủy sản")
    rows = "".join(f"<li><a href='/tt/{n}'>{name}</a> - 1.00{n}365</li>" for n, name in enumerate(names, 3))
    assert [entry.name for entry in listed(site_of(SHEET, content=f"<ul>{rows}</ul>{LINK}"))] == list(names)


def test_the_file_is_asked_for_while_no_list_is_known() -> None:
    asked = [url for url, _ in service_wishes(site_of()).files]
    assert asked == ["http://binhminh.gov.vn/tep/bang.xlsx"]
    assert not service_wishes(site_of(SHEET)).files
