"""Sheets of departments, districts and communes: read as people make them, judged row by row, whole or not at all."""

import csv
import tempfile
import unicodedata
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from domain.agencies import DeclaredHost, HostRole, Kind
from registry.faults import RegistryError
from registry.import_sheet import ImportResult, import_sheet
from registry.load import load_targets

OWN = """\
# An operator's remark that must stay.
agencies:
  hanoi:
    name: Thành phố Hà Nội
    name_en: Ha Noi
    kind: province
    portal: https://hanoi.gov.vn   # checked by hand
    hosts: [{host: dichvucong.hanoi.gov.vn, role: service}]
  hagiang:
    name: Tỉnh Hà Giang
    kind: province
    portal: https://hagiang.gov.vn
"""
HEADER = ["Tên cơ quan", "Loại", "Cơ quan cấp trên", "Địa chỉ cổng"]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "targets.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def workbook(folder: Path, rows: Sequence[Sequence[Any]], name: str = "so.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Sở"
    for row in rows:
        sheet.append(list(row))
    book.save(folder / name)
    return folder / name


def csv_file(folder: Path, text: str, encoding: str = "utf-8", name: str = "so.csv") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def texts(result: ImportResult) -> list[str]:
    assert not result.written
    assert not result.file.exists()
    return [str(fault) for fault in result.faults]


def test_a_sheet_as_it_comes(own: Path, tmp_path: Path) -> None:
    sheet = workbook(
        tmp_path,
        [
            ["UBND THÀNH PHỐ HÀ NỘI"],
            ["Danh sách cổng thông tin điện tử"],
            [],
            ["STT", "Tên cơ quan,\nđơn vị", "Tên viết tắt", "Loại", "Cơ quan cấp trên", "Địa chỉ cổng TTĐT",
             "Cổng dịch vụ công", "Từ ngày", "Điện thoại", "Ghi chú"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"],
            [1, "  Sở  Tài chính\u00a0Hà Nội ", "STC; Sở TC", "Sở", "UBND thành phố Hà Nội",
             "sotaichinh.hanoi.gov.vn", "https://dichvucong.hanoi.gov.vn/so-tai-chinh",
             date(2020, 3, 1), 24383, "-"],
            [],
            [2, "UBND quận Ba Đình", None, "Quận", "hanoi", "https://hanoi.gov.vn/ba-dinh", None,
             "1/7/2021", None, "ghi chú"],
            [3, "UBND phường Cống Vị", "", "Phường", "UBND quận Ba Đình",
             "http://congvi.badinh.hanoi.gov.vn:8080/", "-"],
        ],
    )  # fmt: skip
    before = own.read_bytes()
    result = import_sheet(sheet, own)
    assert result.faults == ()
    assert result.added == ("sotaichinh-hanoi", "hanoi-ba-dinh", "congvi-badinh-hanoi-8080")
    assert (result.written, result.rows, result.file) == (True, 3, tmp_path / "targets.d" / "so.yaml")
    assert result.ignored == ("Sở: 'Điện thoại'",)
    assert result.skipped == ("Sở:row 5: the header again",)
    assert own.read_bytes() == before
    registry = load_targets(own)
    finance = registry.get("sotaichinh-hanoi")
    assert (finance.agency.name, finance.agency.kind, finance.agency.parent, finance.agency.valid_from) == (
        "Sở Tài chính Hà Nội", Kind.DEPARTMENT, "hanoi", date(2020, 3, 1),
    )  # fmt: skip
    assert finance.agency.other_names == ("STC", "Sở TC")
    assert finance.portal == "http://sotaichinh.hanoi.gov.vn/"
    service = DeclaredHost("dichvucong.hanoi.gov.vn", HostRole.SERVICE, "https://dichvucong.hanoi.gov.vn/so-tai-chinh")
    assert finance.hosts == (service,)
    assert finance.notes == ""
    assert registry.get("hanoi-ba-dinh").agency.valid_from == date(2021, 7, 1)
    assert registry.get("congvi-badinh-hanoi-8080").agency.parent == "hanoi-ba-dinh"


BAD_ROWS = [
    (["", "Sở", "hanoi", "https://a.vn"], "row 2: 'Tên cơ quan': is empty"),
    (["=1+1", "Sở", "hanoi", "https://a.vn"], "row 2: 'Tên cơ quan': a formula without a stored result"),
    (["@SUM(A1)", "Sở", "hanoi", "https://a.vn"], "row 2: 'Tên cơ quan': no name begins with '@'"),
    (["#REF!", "Sở", "hanoi", "https://a.vn"], "row 2: 'Tên cơ quan': the cell holds the error value #REF!"),
    (["x" * 10_000, "Sở", "hanoi", "https://a.vn"], "row 2: 'Tên cơ quan': longer than 300 characters: 'xxx"),
    (["A_x0007_B", "Sở", "hanoi", "https://a.vn"], "row 2: 'Tên cơ quan': control characters in 'A\\x07B'"),
    (["A", "", "hanoi", "https://a.vn"], "row 2: 'Loại': is empty; allowed: ministry, gov_agency"),
    (["A", "Thành phố", "hanoi", "https://a.vn"], "row 2: 'Loại': unknown kind 'Thành phố'; allowed: ministry"),
    (["A", "Sở", "Hà Nam", "https://a.vn"], "row 2: 'Cơ quan cấp trên': no agency 'Hà Nam'; did you mean: "),
    (["A", "Sở", "hanoi", ""], "row 2: 'Địa chỉ cổng': is empty; allowed: the portal's address"),
    (["A", "Sở", "hanoi", "Số 1 Lê Lợi"], "row 2: 'Địa chỉ cổng': not one web address: 'Số 1 Lê Lợi'; allowed: "),
    (["A", "Sở", "hanoi", "https://a.vn; https://b.vn"], "row 2: 'Địa chỉ cổng': not one web address"),
    (["A", "Sở", "hanoi", "a@b.vn"], "row 2: 'Địa chỉ cổng': not one web address: 'a@b.vn'"),
    (["A", "Sở", "hanoi", "javascript:alert(1)"], "row 2: 'Địa chỉ cổng': not one web address"),
    (["A", "Sở", "hanoi", "http://169.254.169.254/x"], "row 2: 'Địa chỉ cổng': an address that is never connected"),
    (["A", "Sở", "hanoi", "https://hagiang.gov.vn/a"], "row 2: 'Địa chỉ cổng': host hagiang.gov.vn belongs to hagiang"),
    (["A", "Sở", "hanoi", "https://hanoi.gov.vn"], "row 2: 'Địa chỉ cổng': id 'hanoi' is in the register already"),
]


@pytest.mark.parametrize(("row", "expected"), BAD_ROWS, ids=[expected[:60] for _, expected in BAD_ROWS])
def test_a_bad_row_is_named_with_its_column(own: Path, tmp_path: Path, row: list[str], expected: str) -> None:
    found = texts(import_sheet(workbook(tmp_path, [HEADER, row]), own))
    assert any(fault.startswith(f"so.xlsx:Sở:{expected}") for fault in found), found
    assert all(len(fault) < 500 and fault.isprintable() for fault in found)
    assert len({fault.split(":")[3] for fault in found}) == 1  # nothing said of columns that are right


def test_every_bad_row_is_reported_and_nothing_is_written(own: Path, tmp_path: Path) -> None:
    sheet = workbook(
        tmp_path,
        [
            HEADER,
            ["Sở A", "Sở", "hanoi", "https://a.hanoi.gov.vn"],
            ["Sở B", "Hội", "hanoii", "https://"],
            ["Sở C", "Sở", "hanoi", "https://www.a.hanoi.gov.vn/"],
            ["Sở D", "Sở", "hanoi", "https://d.hanoi.gov.vn"],
            ["Sở E", "Sở", "Sở E", "https://e.hanoi.gov.vn"],
        ],
    )
    found = texts(import_sheet(sheet, own))
    assert [fault.split(";")[0] for fault in found] == [
        "so.xlsx:Sở:row 3: 'Loại': unknown kind 'Hội'",
        "so.xlsx:Sở:row 3: 'Địa chỉ cổng': not one web address: 'https://'",
        "so.xlsx:Sở:row 3: 'Cơ quan cấp trên': no agency 'hanoii'",
        "so.xlsx:Sở:row 4: 'Địa chỉ cổng': the same id 'a-hanoi' as row 2",
        "so.xlsx:Sở:row 6: 'Cơ quan cấp trên': names itself",
    ]
    assert not (tmp_path / "targets.d").exists()


CSV = "Mã;Tên cơ quan;Loại;Cơ quan cấp trên;Địa chỉ cổng\nH29.1;Sở Y tế;Sở;Hà Nội;soyte.hanoi.gov.vn\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv_in_many_dresses(own: Path, tmp_path: Path, encoding: str, delimiter: str, line_end: str) -> None:
    text = CSV.replace(";", delimiter).replace("\n", line_end)
    result = import_sheet(csv_file(tmp_path, text, encoding), own)
    assert (result.faults, result.added) == ((), ("h29-1",))
    assert load_targets(own).get("h29-1").agency.name == "Sở Y tế"


def test_csv_in_windows_1258(own: Path, tmp_path: Path) -> None:
    def parted(char: str) -> str:  # the code page has no letter of its own for most: vowel and tone stand apart
        try:
            char.encode("cp1258")
        except UnicodeEncodeError:
            whole = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in whole if mark in "\u0300\u0301\u0303\u0309\u0323")
            return unicodedata.normalize("NFC", whole.replace(tone, "")) + tone
        return char

    text = "".join(map(parted, CSV))
    result = import_sheet(csv_file(tmp_path, text, "cp1258"), own)
    assert result.faults == ()
    assert load_targets(own).get("h29-1").agency.name == "Sở Y tế"


def test_csv_fields_over_several_lines_keep_the_line_numbers(own: Path, tmp_path: Path) -> None:
    text = 'Name,Kind,Portal,Notes\n"A",S,https://a.gov.vn,"one\ntwo\nthree"\nB,S,nowhere,\n'
    assert texts(import_sheet(csv_file(tmp_path, text), own)) == [
        "so.csv:row 5: 'Portal': not one web address: 'nowhere'; allowed: an address such as https://www.example.gov.vn/"
    ]


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("a.csv", b"", "a.csv: no header row; allowed: a row with at least a name"),
    ("a.csv", "Tên cơ quan;Loại\nA;Sở\n".encode(), "a.csv: no header row"),
    ("a.csv", "Tên cơ quan;Địa chỉ cổng\nA;a.vn\n".encode(), "a.csv:row 1: no kind column"),
    (
        "a.csv",
        "Tên;Loại;Website;Cổng TTĐT\n".encode(),
        "a.csv:row 1: two columns for portal: 'Website' and 'Cổng TTĐT'",
    ),
    ("a.csv", "Tên;Loại;Website\n".encode(), "a.csv:row 1: no agency below the header"),
    ("a.csv", b"name,kind,portal\n\x81\x8a\xff,S,a.vn\n", "a.csv:row 2: neither UTF-8 nor windows-1258: byte 0x81 at"),
    ("a.csv", b'name,kind,portal\nA,S,"a.vn\n', "a.csv:row 2: not CSV: unexpected end of data"),
    ("a.csv", b"name,kind,portal\nA\x00,S,a.vn\n", "a.csv:row 2: 'name': control characters in 'A\\x00'"),
    ("a.csv", b"name,kind,portal\n" + b"x" * 200_000 + b",S,a.vn\n", "a.csv:row 2: not CSV: field larger than"),
    ("a.csv", b'name,kind,portal\n=cmd|"/c calc"!A1,S,a.vn\n', "a.csv:row 2: 'name': the cell starts like a formula"),
    ("a.csv", b"name,kind,portal\n" + b"A,S,a.vn\n" * 50_001, "a.csv:row 50001: more than 50000 rows"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls: an old .xls workbook, or one with a password"),
    ("a.xlsx", b"PK\x03\x04nonsense", "a.xlsx: not a workbook that can be read"),
    ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "a.pdf: no header row"),
]


@pytest.mark.parametrize(("name", "body", "expected"), BAD_FILES, ids=[case[2][:50] for case in BAD_FILES])
def test_a_file_that_is_no_sheet(own: Path, tmp_path: Path, name: str, body: bytes, expected: str) -> None:
    (tmp_path / name).write_bytes(body)
    found = texts(import_sheet(tmp_path / name, own))
    assert found[0].startswith(expected), found


def test_a_sheet_that_is_not_there(own: Path, tmp_path: Path) -> None:
    assert texts(import_sheet(tmp_path / "none.xlsx", own)) == ["none.xlsx: can't be read: No such file or directory"]


def test_merged_cells_hidden_sheets_and_links(own: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Huyện"
    sheet.append(["Tên cơ quan", "Loại", "Thuộc", "Cổng TTĐT"])
    sheet.append(["I. Các huyện"])
    sheet.merge_cells("A2:D2")
    sheet.append(["UBND huyện A", "Huyện", "Hà Giang", "Cổng huyện A"])
    sheet.append(["UBND huyện B", None, None, "www.b.hagiang.gov.vn"])
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("C3:C4")
    sheet["D3"].hyperlink = "https://a.hagiang.gov.vn/trang-chu"
    sheet["D4"].hyperlink = "https://www.b.hagiang.gov.vn/"
    sheet.append(["Tên cơ quan", "Loại", "Thuộc", "Cổng TTĐT"])
    hidden = book.create_sheet("Cũ")
    hidden.append(["Tên cơ quan", "Loại", "Cổng"])
    hidden.append(["Không đọc", "Huyện", "https://c.hagiang.gov.vn"])
    hidden.sheet_state = "hidden"
    guide = book.create_sheet("Hướng dẫn")
    guide.append(["Điền vào bảng"])
    book.save(tmp_path / "huyen.xlsx")
    result = import_sheet(tmp_path / "huyen.xlsx", own)
    assert result.faults == ()
    assert result.added == ("a-hagiang-trang-chu", "b-hagiang")
    assert result.skipped == (
        "Huyện:row 2: a title merged across: 'I. Các huyện'",
        "Huyện:row 5: the header again",
        "Hướng dẫn: no header row",
    )
    found = load_targets(own)
    assert found.get("a-hagiang-trang-chu").portal == "https://a.hagiang.gov.vn/trang-chu"
    assert found.get("b-hagiang").portal == "https://www.b.hagiang.gov.vn/"
    assert found.get("b-hagiang").agency.parent == "hagiang"


def test_a_cell_that_shows_one_address_and_leads_to_another(own: Path, tmp_path: Path) -> None:
    sheet = workbook(tmp_path, [HEADER, ["A", "Sở", "hanoi", "https://a.hanoi.gov.vn"]])
    book = openpyxl.load_workbook(sheet)
    book["Sở"]["D2"].hyperlink = "https://evil.example.com/"
    book.save(sheet)
    assert (
        "shows 'https://a.hanoi.gov.vn' and links to 'https://evil.example.com/'" in texts(import_sheet(sheet, own))[0]
    )


def rewrite(sheet: Path, part: str, old: str, new: str) -> None:
    with zipfile.ZipFile(sheet) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = (
        parts[part].replace(b"<v></v>", b"<v/>").replace(b"<v />", b"<v/>").replace(old.encode(), new.encode())
    )
    assert new.encode() in parts[part]
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)


PART = "xl/worksheets/sheet1.xml"


def test_a_formula_with_a_stored_result_is_its_result(own: Path, tmp_path: Path) -> None:
    link = '=HYPERLINK("https://a.hanoi.gov.vn/","Home")'
    sheet = workbook(tmp_path, [HEADER, ["=NAME()", "Sở", "hanoi", link]])
    rewrite(sheet, PART, '<c r="A2"><f>NAME()</f><v/></c>', '<c r="A2" t="str"><f>NAME()</f><v>Sở A</v></c>')
    rewrite(sheet, PART, '"Home")</f><v/></c>', '"Home")</f><v>Trang chủ</v></c>')
    rewrite(sheet, PART, '<c r="D2">', '<c r="D2" t="str">')
    assert import_sheet(sheet, own).faults == ()
    target = load_targets(own).get("a-hanoi")
    assert (target.agency.name, target.portal) == ("Sở A", "https://a.hanoi.gov.vn/")


def test_a_workbook_that_lies_about_itself(own: Path, tmp_path: Path) -> None:
    sheet = workbook(tmp_path, [HEADER, ["A", "Sở", "hanoi", "https://a.hanoi.gov.vn"]])
    rewrite(sheet, PART, '<dimension ref="A1:D2"', '<dimension ref="A1:XFD1048576"')
    assert import_sheet(sheet, own).faults == ()
    rewrite(sheet, PART, '<row r="2"', '<row r="60000"')
    assert "more than 50000 rows" in str(import_sheet(sheet, own, name="b").faults[0])


def test_a_workbook_that_unpacks_to_a_mountain(own: Path, tmp_path: Path) -> None:
    sheet = workbook(tmp_path, [HEADER])
    with zipfile.ZipFile(sheet, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as stream:
        for _ in range(201):
            stream.write(b"\x00" * 1024 * 1024)
    assert "larger than 200 MiB" in texts(import_sheet(sheet, own))[0]


def test_entities_are_not_blown_up(own: Path, tmp_path: Path) -> None:
    sheet = workbook(tmp_path, [HEADER, ["A", "Sở", "hanoi", "https://a.hanoi.gov.vn"]])
    bomb = '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    rewrite(sheet, PART, "<worksheet ", bomb + "]><worksheet ")
    rewrite(sheet, PART, "</worksheet>", "<x>&a11;</x></worksheet>")
    assert len(texts(import_sheet(sheet, own))) == 1


def test_the_same_sheet_again_changes_nothing_and_a_changed_one_says_what(own: Path, tmp_path: Path) -> None:
    rows = [HEADER, *(["Sở " + name, "Sở", "hanoi", f"https://{name}.hanoi.gov.vn"] for name in "abc")]
    sheet = workbook(tmp_path, rows)
    first = import_sheet(sheet, own)
    text = first.file.read_bytes()
    again = import_sheet(sheet, own)
    assert (again.added, again.changed, again.removed, again.unchanged) == ((), (), (), 3)
    assert first.file.read_bytes() == text
    rows[1][0] = "Sở mới"
    rows[3][3] = "https://d.hanoi.gov.vn"
    workbook(tmp_path, rows)
    refused = import_sheet(sheet, own)
    assert [str(fault).partition("so.yaml: ")[2].split(";")[0] for fault in refused.faults] == [
        "1 agencies imported before are not in the sheet: c-hanoi"
    ]
    assert (refused.added, refused.changed, refused.removed) == (("d-hanoi",), ("a-hanoi",), ("c-hanoi",))
    assert first.file.read_bytes() == text
    tried = import_sheet(sheet, own, replace_all=True, dry_run=True)
    assert (tried.written, tried.faults) == (False, ())
    assert first.file.read_bytes() == text
    done = import_sheet(sheet, own, replace_all=True)
    assert (done.written, done.faults) == (True, ())
    assert sorted(path.name for path in first.file.parent.iterdir()) == ["so.yaml"]
    assert {target.agency.id for target in load_targets(own)} == {"hanoi", "hagiang", "a-hanoi", "b-hanoi", "d-hanoi"}


def test_two_imports_stand_side_by_side_and_may_name_each_other(own: Path, tmp_path: Path) -> None:
    districts = csv_file(
        tmp_path, "name,kind,parent,portal\nHuyện A,H,hagiang,https://a.hagiang.gov.vn\n", name="1.csv"
    )
    communes = csv_file(tmp_path, "name,portal\nXã B,https://b.a.hagiang.gov.vn\n", name="2.csv")
    assert import_sheet(districts, own, name="Huyện Hà Giang").file.name == "huyen-ha-giang.yaml"
    result = import_sheet(communes, own, kind=Kind.COMMUNE, parent="Huyện A")
    assert result.faults == ()
    assert load_targets(own).get("b-a-hagiang").agency.parent == "a-hagiang"
    gone = csv_file(tmp_path, "name,kind,parent,portal\nHuyện C,H,hagiang,https://c.hagiang.gov.vn\n", name="1.csv")
    refused = import_sheet(gone, own, name="Huyện Hà Giang", replace_all=True)
    assert "agencies.b-a-hagiang.parent: no agency 'a-hagiang'" in str(refused.faults[0])
    assert "a-hagiang" in load_targets(own)
    taken = csv_file(tmp_path, "name,kind,portal\nX,H,http://www.a.hagiang.gov.vn/\n", name="3.csv")
    assert "id 'a-hagiang' is in the register already" in texts(import_sheet(taken, own))[0]


def test_a_register_with_faults_takes_no_sheet(own: Path, tmp_path: Path) -> None:
    own.write_text(OWN + "    portl: x\n", encoding="utf-8")
    with pytest.raises(RegistryError, match="unknown key"):
        import_sheet(csv_file(tmp_path, CSV), own)
    with pytest.raises(RegistryError, match="can't be read"):
        import_sheet(csv_file(tmp_path, CSV), tmp_path / "none.yaml")
    with pytest.raises(ValueError, match="a name with letters"):
        import_sheet(csv_file(tmp_path, CSV), own, name="…")


def test_ids_do_not_depend_on_the_order_of_rows(own: Path, tmp_path: Path) -> None:
    rows = [["Sở " + name, "Sở", "hanoi", f"https://{name}.hanoi.gov.vn/x-{name * 100}"] for name in "abc"]
    one = import_sheet(workbook(tmp_path, [HEADER, *rows]), own, dry_run=True)
    other = import_sheet(workbook(tmp_path, [HEADER, *rows[::-1]]), own, dry_run=True)
    assert one.faults == ()
    assert one.added == other.added[::-1]
    assert all(len(agency) <= 80 for agency in one.added)


def test_a_folder_that_cannot_be_written(own: Path, tmp_path: Path) -> None:
    (tmp_path / "targets.d").write_text("a file stands in the way")
    with pytest.raises(RegistryError, match=r"targets\.d/so\.yaml: can't be written: "):
        import_sheet(csv_file(tmp_path, CSV), own)


def test_two_imports_at_once_cannot_both_take_a_host(own: Path, tmp_path: Path) -> None:
    text = "id,name,kind,portal\n{0},Cơ quan {0},S,https://one.vn/\n"
    sheets = [csv_file(tmp_path, text.format(n), name=f"{n}.csv") for n in range(1, 5)]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda sheet: import_sheet(sheet, own), sheets))
    assert sorted(result.written for result in results) == [False, False, False, True]
    assert len(load_targets(own)) == 3


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Sở", "S", "Hà Nội", "hanoi", "", "null", "no", "a: b", "# c", "'", '"', "\u2028", "\u202e", "-",
                     "=1", "https://a.vn", "b.vn/x", "http://[", "2020-01-01", "31/02/2020", "A\nB", "{x}", "*a"]),
)  # fmt: skip


COLUMNS = ["name", "kind", "parent", "portal", "service", "gazette", "other names", "notes", "from", "until"]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=10, max_size=10), min_size=1, max_size=4), st.booleans())
def test_whatever_a_sheet_holds_the_register_stays_whole(rows: list[list[str]], mend: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "targets.yaml"
        own.write_text(OWN, encoding="utf-8")
        if mend:  # rows that are mostly right, so that some get in
            rows = [
                [row[0], "Sở", "hanoi", f"https://so{n}.vn", "", "", row[6], row[7], "", ""]
                for n, row in enumerate(rows)
            ]
        sheet = Path(folder) / "a.csv"
        with sheet.open("w", encoding="utf-8", errors="replace", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            writer.writerows(rows)
        result = import_sheet(sheet, own)
        registry = load_targets(own)
        assert result.written == (not result.faults)
        assert len(registry) == 2 + (len(result.added) if result.written else 0)


def test_what_is_odd_but_allowed_reads_back_as_it_was(own: Path, tmp_path: Path) -> None:
    names = ["no", "null", "12", "1.5", "2025-01-01", "a: b", "a # b", "'", '"quoted"', "{x}", "[y]", "*a", "&a", "!b"]
    names += ["%c", "`d`", "? e", "|", ">", "\\n", "Sở \U0001f3db", "<b>Sở</b>", "[bold]", "Bộ\u200b Y\u00a0tế"]
    text = "\n".join(
        ["name\tkind\tportal", *(f'"{n.replace(chr(34), chr(34) * 2)}"\tS\th{i}.vn' for i, n in enumerate(names))]
    )
    result = import_sheet(csv_file(tmp_path, text), own)
    assert result.faults == ()
    registry = load_targets(own)
    found = [registry.get(f"h{index}-vn").agency.name for index in range(len(names))]
    assert found == [*names[:-1], "Bộ Y tế"]
