"""Every kind of file is known by its bytes, and its text comes out as a reader sees it."""

from datetime import date, datetime

import file_makers as make
import pytest

from demo import files as demo
from extraction.draw import draw
from extraction.drawn import Bounds, Drawn, Fault, FileKind

URL = "http://binhminh.gov.vn/tep/van-ban"


def drawn(data: bytes, url: str = URL) -> Drawn:
    return draw(data, url, Bounds())


def test_pdf_by_pages_in_vietnamese() -> None:
    told = drawn(demo.pdf("QUYẾT ĐỊNH", tuple(f"Điều {n}. Ủy ban nhân dân huyện." for n in range(60))))
    assert (told.kind, told.fault, len(told.pages), told.scan) == (FileKind.PDF, Fault.NONE, 2, False)
    assert told.pages[0].startswith("QUYẾT ĐỊNH\nĐiều 0. Ủy ban nhân dân huyện.")
    assert told.tool.startswith("pypdfium2 5")


def test_word_keeps_rows_text_boxes_insertions_and_the_pages_that_word_noted() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{make.paragraph('Phòng Nội vụ')}</w:txbxContent></w:pict></w:r></w:p>"
    cells = "".join(f"<w:tc>{make.paragraph(text)}</w:tc>" for text in ("Họ tên", "Chức vụ"))
    row = f"<w:tr>{cells}</w:tr>"
    new = "<w:ins><w:r><w:t>Điều 2.</w:t><w:tab/><w:t>Mới</w:t></w:r></w:ins>"
    old = "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"
    added = f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{new}{old}</w:p>"
    new_page = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Trang sau</w:t></w:r></w:p>"
    told = drawn(make.docx(f"{make.paragraph('Điều 1')}{box}<w:tbl>{row}</w:tbl>{added}{new_page}"))
    assert told.kind is FileKind.DOCX
    assert told.pages == ("Điều 1\n\nPhòng Nội vụ\nHọ tên\tChức vụ\nĐiều 2.\tMới", "Trang sau")


def test_a_word_document_of_pictures_is_a_scan() -> None:
    assert drawn(make.docx(make.paragraph(""), **{"word/media/image1.png": b"x"})).scan


def test_a_workbook_is_a_page_for_each_sheet_that_is_shown() -> None:
    rows = [["STT", "Ngày", "Giá"], [1.0, date(2026, 3, 9), 2.5], [2, datetime(2026, 3, 9, 8, 30), None]]  # noqa: DTZ001 - as Excel has it
    told = drawn(make.xlsx({"Danh bạ": rows, "Nháp": [["ẩn"]]}, hidden=["Nháp"]))
    assert told.pages == ("Danh bạ\nSTT\tNgày\tGiá\n1\t09/03/2026\t2.5\n2\t09/03/2026 08:30",)


def test_old_workbook() -> None:
    told = drawn(make.xls([["Họ tên", "Máy"], ["Trần Thị Bình", 3824.0]], "Danh bạ"))
    assert (told.kind, told.fault, told.error) == (FileKind.XLS, Fault.NONE, "")
    assert told.pages == ("Danh bạ\nHọ tên\tMáy\nTrần Thị Bình\t3824",)


def test_old_word_with_both_kinds_of_pieces_fields_cells_and_pages() -> None:
    text = 'Dieu 1. Chuc nang va nhiem vu\rPhòng\x07Máy\x07\x07\x13 HYPERLINK "x" \x14Xem\x15 thêm\rTờ đầu\fTờ sau\r'
    told = drawn(make.word97(text))
    assert (told.kind, told.fault) == (FileKind.DOC, Fault.NONE)
    assert told.pages == ("Dieu 1. Chuc nang va nhiem vu\nPhòng\tMáy\t\nXem thêm\nTờ đầu", "Tờ sau")


def test_rich_text_under_the_name_of_word() -> None:
    told = drawn(demo.rtf("QUYẾT ĐỊNH", ("Về việc giao chỉ tiêu",)), f"{URL}.doc")
    assert (told.kind, told.pages) == (FileKind.RTF, ("QUYẾT ĐỊNH\nVề việc giao chỉ tiêu",))


def test_open_documents() -> None:
    text = "<text:h>Chức năng</text:h><text:p>Một<text:s/>hai <text:span>ba</text:span> bốn</text:p>"
    text = f"<office:text>{text}</office:text>"
    assert drawn(make.open_document("text", text)).pages == ("Chức năng\nMột hai ba bốn",)
    cell = "<table:table-cell table:number-columns-repeated='16384'><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('Thu')}{cell.format('Chi')}</table:table-row>"
    sheet = f"<office:spreadsheet><table:table>{row}</table:table><table:table>{row}</table:table></office:spreadsheet>"
    assert drawn(make.open_document("spreadsheet", sheet)).pages == ("Thu\tChi", "Thu\tChi")


def test_slides_in_the_order_of_their_numbers() -> None:
    told = drawn(make.pptx(*(f"Trang {n}" for n in range(1, 12))))
    assert told.pages == tuple(f"Trang {n}" for n in range(1, 12))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text(encoding: str) -> None:
    assert drawn("Xin chào\r\nBình Minh".encode(encoding)).pages == ("Xin chào\nBình Minh",)


def test_comma_separated_values() -> None:
    assert drawn('Tên;Máy\r\n"Trần; An";12'.encode(), f"{URL}.csv").pages == ("Tên\tMáy\nTrần; An\t12",)


def test_pages_that_are_pictures_are_a_scan_also_under_a_stamp_of_signature() -> None:
    stamp = "Ky boi: Uy ban nhan dan, ngay ky 12/03/2020"
    told = drawn(make.pdf([stamp, "", ""], picture=True))
    assert told.scan
    assert told.pages[0] == stamp
    assert not drawn(make.pdf(["Van ban co chu. " * 30, "Trang hai. " * 30, ""], picture=True)).scan


@pytest.mark.parametrize(
    ("data", "kind", "fault"),
    [
        (b"<!DOCTYPE html><html><body>404</body></html>", FileKind.HTML, Fault.UNSUPPORTED),
        (make.packed({"a/b.txt": "x"}), FileKind.ZIP, Fault.UNSUPPORTED),
        (make.compound({"PowerPoint Document": b"x"}), FileKind.PPT, Fault.UNSUPPORTED),
        (make.compound({"EncryptedPackage": b"x"}), FileKind.ENCRYPTED, Fault.ENCRYPTED),
        (make.word97("x", flags=0x0300), FileKind.DOC, Fault.ENCRYPTED),
        (b"Rar!\x1a\x07\x00abc", FileKind.UNKNOWN, Fault.UNSUPPORTED),
        (b"", FileKind.UNKNOWN, Fault.UNSUPPORTED),
    ],
)
def test_what_is_not_read_is_named(data: bytes, kind: FileKind, fault: Fault) -> None:
    told = drawn(data, f"{URL}.pdf")
    assert (told.kind, told.fault, told.pages) == (kind, fault, ())


def test_a_picture_is_a_scan() -> None:
    assert drawn(demo.picture("x")).scan


def test_text_is_plain_nfc_without_control_characters() -> None:
    told = drawn("U\u031by\u0309  ban\x1b\u200b \u00a0nhân\u202e dân\n\n\n\nhuyện".encode())
    assert told.pages == ("Ưỷ ban nhân dân\n\nhuyện",)


def test_an_old_font_is_noted_and_left() -> None:
    old = "Uû ban nh©n d©n huyÖn B×nh Minh cã chøc n¨ng qu¶n lý nhµ n­íc trªn ®Þa bµn " * 3
    told = drawn(make.docx(make.paragraph(old)))
    assert told.legacy
    assert "nh©n d©n" in told.pages[0]
    assert not drawn(make.docx(make.paragraph("Ủy ban nhân dân huyện Bình Minh " * 5))).legacy


def test_gaps_between_the_cells_of_a_pdf_become_tabs() -> None:
    rows = "Ho va ten) Tj 150 0 Td (Chuc vu) Tj 150 0 Td (May) Tj -300 -20 Td (Le Van Phuc) Tj 150 0 Td (Giam doc"
    rows += ") Tj 150 0 Td (0255.3822101) Tj -300 -20 Td (Mot dong van ban binh thuong"
    told = drawn(make.pdf([rows]))
    assert told.pages == ("Ho va ten\tChuc vu\tMay\nLe Van Phuc\tGiam doc\t0255.3822101\nMot dong van ban binh thuong",)
