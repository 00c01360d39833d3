"""Pages of the menus: entries, the parts that a page names instead of a menu of its own, files in place of pages."""

import pytest
from snapshots import HOME, Served, file_text
from tiny_sites import tiny_site

from checks.menu_pages import file_entries, read_menu_pages
from checks.own_names import names_itself
from checks.submenus import parts_of
from domain.captures import CaptureKind

PARTS = "<p><a href='/viec'>Việc của nhà mình</a></p><p><a href='/nguoi'>Người của nhà mình</a></p>"
WORK = "mấy dòng về việc của nhà mình, mỗi năm mỗi khác, ai cũng nhớ."
FILE = Served("%PDF-1.4 x", kind=CaptureKind.FILE, mime="application/pdf")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PARTS, ["viec", "nguoi"]),
        (PARTS + "<p>Vài lời chào.</p>", ["viec", "nguoi"]),
        (PARTS + "".join(f"<p>Việc năm {year}: {WORK}</p>" for year in range(2016, 2024)), []),  # an article
        (PARTS.replace("</a>", "</a> 03/11/2026"), []),  # dated
        ("<p><a href='/viec'>Trần Văn Khởi</a></p><p><a href='/nguoi'>Lê Thị Sáu</a></p>", []),  # persons
        ("<p><a href='/viec'>Công văn số 12/CV-UBND</a></p>", []),  # a document
        ("<p><a href='http://khac.gov.vn/'>Nhà hàng xóm</a></p>", []),
    ],
)
def test_the_parts_that_a_page_names(content: str, found: list[str]) -> None:
    site, page = tiny_site(content, {"/viec": f"<p>{WORK}</p>", "/nguoi": f"<p>{WORK}</p>"})
    assert [link.url for link in parts_of(site, page)] == [HOME + path for path in found]


@pytest.mark.parametrize(("label", "reached"), [("Nhà mình", True), ("Giới thiệu", True), ("Văn bản pháp quy", False)])
def test_parts_belong_to_the_menus_below_a_general_name(label: str, reached: bool) -> None:
    site, _ = tiny_site(PARTS, {"/viec": f"<p>{WORK}</p>", "/nguoi": f"<p>{WORK}</p>"}, label=label)
    assert (f"{HOME}viec" in {entry.page.url for entry in read_menu_pages(site)}) is reached


def test_a_file_in_place_of_a_page() -> None:
    record = (f"{HOME}tep/ai.pdf", file_text(["Văn phòng, phòng Kinh tế, phòng Tư pháp"], FILE.body))
    content = "<p><a href='/tep/ai.pdf'>Ai làm gì</a></p><p><a href='/tep/chua-xem.pdf'>Sổ tay</a></p>"
    site, _ = tiny_site(content, {"/tep/ai.pdf": FILE}, label="Nhà mình", records=[record])
    files = [entry for entry in read_menu_pages(site) if entry.page.capture.kind is CaptureKind.FILE]
    assert [entry.link.label for entry in files] == ["Ai làm gì"]
    assert list(file_entries(site)) == [f"{HOME}tep/ai.pdf", f"{HOME}tep/chua-xem.pdf"]


@pytest.mark.parametrize(
    ("label", "itself"),
    [
        ("Huyện làm gì", False),
        ("Ủy ban nhân dân huyện làm gì", True),
        ("Ủy ban nhân dân huyện Sơn Lâm", False),
        ("Ủy ban nhân dân xã làm gì", False),
    ],
)
def test_a_label_that_speaks_of_the_agency_itself(label: str, itself: bool) -> None:
    site, _ = tiny_site("<p>Một đoạn.</p>")
    assert names_itself(site, label) is itself
