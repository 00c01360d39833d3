"""Files made to do harm: each costs its own text and no more."""

import file_makers as make
import pytest

from demo import files as demo
from extraction.draw import draw
from extraction.drawn import Bounds, Drawn, Fault

URL = "http://binhminh.gov.vn/tep"
SMALL = Bounds(unpacked=1024 * 1024, parts=50)


def drawn(data: bytes, bounds: Bounds = SMALL) -> Drawn:
    return draw(data, URL, bounds)


def test_a_packed_bomb_is_not_unpacked() -> None:
    bomb = make.docx(make.paragraph("x"), **{"word/big.xml": b"0" * (2 * 1024 * 1024)})
    assert len(bomb) < 10_000
    assert drawn(bomb).fault is Fault.TOO_BIG


def test_too_many_parts() -> None:
    assert drawn(make.docx("", **{f"word/{n}.xml": b"" for n in range(60)})).fault is Fault.TOO_BIG


def test_a_part_that_lies_about_its_size_is_broken() -> None:
    data = bytearray(make.docx(make.paragraph("Điều 1. " * 1000)))
    at = data.rindex(b"word/document.xml") - 46 + 24  # the size in the directory
    data[at : at + 4] = (10).to_bytes(4, "little")
    assert drawn(bytes(data)).fault is Fault.BROKEN


_ENTITIES = (
    "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
)


def test_entities_never_grow() -> None:
    told = drawn(make.docx(make.paragraph("&c;"), before=_ENTITIES))
    assert (told.fault, told.pages) == (Fault.BROKEN, ())
    assert "document type" in told.error


def test_an_outer_entity_is_not_read(tmp_path: object) -> None:
    outer = "<!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    assert drawn(make.docx(make.paragraph("&f;"), before=outer)).pages == ()


def test_entities_in_a_workbook_are_refused_before_the_library_reads_them() -> None:
    parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": f"{_ENTITIES}<x>&c;</x>"}
    assert "document type" in drawn(make.packed(parts)).error


@pytest.mark.parametrize(
    "part",
    [f"<!--{'x' * 9000}-->{_ENTITIES}<x>&c;</x>".encode(), f"{_ENTITIES}<x>&c;</x>".encode("utf-16")],
    ids=["behind a long comment", "in two bytes a letter"],
)
@pytest.mark.parametrize("name", ["xl/workbook.xml", "word/document.xml"])
def test_entities_are_found_wherever_they_hide(name: str, part: bytes) -> None:
    told = drawn(make.packed({"[Content_Types].xml": "<Types/>", name: part}))
    assert told.pages == ()
    assert "document type" in told.error


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_a_torn_pdf_is_broken_or_gives_what_is_left(keep: float) -> None:
    whole = demo.pdf("QUYẾT ĐỊNH", ("Điều 1. Giao chỉ tiêu.",) * 200)
    told = drawn(whole[: int(keep * len(whole))])
    assert told.fault in (Fault.BROKEN, Fault.NONE)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + b"\x00\xff" * 500, b"%PDF-", b"%PDF-1.4 1 0 obj << /Kids [1 0 R] >>"])
def test_garbage_that_calls_itself_pdf(data: bytes) -> None:
    assert drawn(data).fault is Fault.BROKEN


def test_pages_without_end_are_cut() -> None:
    told = drawn(make.pdf(["mot"] * 9, count=2_000_000_000), Bounds(pages=5))
    assert len(told.pages) <= 5


def test_a_tree_of_pages_that_bites_its_tail() -> None:
    told = drawn(make.pdf(["mot"], count=5, kids="2 0 R 2 0 R 5 0 R"))
    assert len(told.pages) <= 5


def test_pages_and_characters_are_bounded() -> None:
    many = drawn(make.pdf(["trang"] * 9), Bounds(pages=4))
    assert (len(many.pages), many.cut) == (4, True)
    long = drawn(make.docx(make.paragraph("a" * 5000)), Bounds(characters=1000))
    assert (len(long.pages[0]), long.cut) == (1000, True)


def test_a_file_too_large_is_not_looked_into() -> None:
    assert drawn(b"%PDF-" + b"0" * 2000, Bounds(size=1000)).fault is Fault.TOO_BIG


def test_a_cell_at_the_end_of_the_sheet_costs_no_more_than_its_place() -> None:
    rows: list[list[object]] = [["đầu"]]
    data = make.xlsx({"A": rows})
    far = b'<c r="XFD1048576" t="inlineStr"><is><t>xa</t></is></c>'
    parts = make.unpacked(data)
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b'<row r="1048576">' + far + b"</row></sheetData>"
    )
    told = drawn(make.packed(parts), Bounds(rows=500))
    assert told.pages == ("A\nđầu",)


def test_nested_tables_and_fields_without_end() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + make.paragraph("đáy") + "</w:tc></w:tr></w:tbl>" * 80
    assert drawn(make.docx(deep)).pages == ("đáy",)
    assert drawn(make.word97("\x13" * 50 + "mot" + "\x15" * 10 + "hai")).fault is Fault.NONE


@pytest.mark.parametrize("place", [0x4C, 0x01A2, 0x01A6])
def test_old_word_with_tables_out_of_bounds(place: int) -> None:
    data = bytearray(make.word97("Chức năng nhiệm vụ"))
    at = 1024 + place  # behind the head and the allocation table
    data[at : at + 4] = b"\xff\xff\xff\x7f"
    told = drawn(bytes(data))
    assert told.fault in (Fault.BROKEN, Fault.NONE)
    assert len("".join(told.pages)) < 10_000
