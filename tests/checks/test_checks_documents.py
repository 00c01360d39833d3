"""Numbers, labelled values and rows of documents."""

from datetime import date

import pytest
from tiny_sites import tiny_site

from checks.document_numbers import is_legal, kind_of, own_number, read_number
from checks.documents import kinds_shown, read_documents
from checks.labelled_values import pairs_in
from checks.lists import read_list
from checks.load_lexicon import load_lexicon

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "kind", "dated"),
    [
        ("12/2019/QĐ-UBND", "Quyết định", True),
        ("1420/QĐ-UBND", "Quyết định", False),
        ("05/2026/NQ-HĐND", "Nghị quyết", True),
        ("233/KH-UBND", "Kế hoạch", False),
        ("Số 35/NQ-CP", "Nghị quyết", False),
        ("1557/BTTTT-THH", "", False),
        ("123", "", False),
    ],
)
def test_numbers_of_documents(text: str, kind: str, dated: bool) -> None:
    number = read_number(LEXICON, text)
    assert number is not None
    assert (number.kind, number.dated) == (kind, dated)


@pytest.mark.parametrize("text", ["TH-KS123", "TJ-334", "TH6", "abc", "", "số ký hiệu"])
def test_what_is_no_number(text: str) -> None:
    assert read_number(LEXICON, text) is None


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Quyết định số 12/2026/QĐ-UBND ban hành quy chế", "12/2026/QĐ-UBND"),
        ("1245/UBND-NN về phòng chống dịch bệnh", "1245/UBND-NN"),
        ("Thực hiện Nghị quyết số 35/NQ-CP về hỗ trợ doanh nghiệp", None),
        ("Kế hoạch cải cách hành chính", None),
    ],
)
def test_a_title_names_its_own_number_or_refers_to_another(title: str, number: str | None) -> None:
    found = own_number(LEXICON, title)
    assert (found.text if found else None) == number


@pytest.mark.parametrize(
    ("kind", "number", "legal"),
    [
        ("Nghị định", "15/2020/NĐ-CP", True),
        ("Quyết định", "12/2019/QĐ-UBND", True),
        ("Quyết định", "1420/QĐ-UBND", False),
        ("Kế hoạch", "233/KH-UBND", False),
        ("Công văn", "1557/BTTTT-THH", False),
        ("", "", None),
    ],
)
def test_legal_or_administrative(kind: str, number: str, legal: bool | None) -> None:
    assert is_legal(LEXICON, kind, read_number(LEXICON, number) if number else None) is legal


def test_the_longest_kind_wins() -> None:
    assert kind_of(LEXICON, "Thông tư liên tịch hướng dẫn") == "Thông tư liên tịch"
    assert kind_of(LEXICON, "Thông tin về dự án") == ""


@pytest.mark.parametrize(
    "lines",
    [
        ["Số ký hiệu: 12/QĐ-UBND Ngày ban hành: 05/03/2026"],
        ["Số ký hiệu | 12/QĐ-UBND", "Ngày ban hành | 05/03/2026"],
        ["Số ký hiệu | 12/QĐ-UBND | Ngày ban hành | 05/03/2026"],
        ["Số ký hiệu:", "12/QĐ-UBND", "Ngày ban hành:", "05/03/2026"],
    ],
)
def test_pairs_of_label_and_value(lines: list[str]) -> None:
    found = pairs_in(LEXICON, "documents", lines)
    assert found["number"] == "12/QĐ-UBND"
    assert found["issued"] == "05/03/2026"


def test_a_value_may_begin_as_its_label_does() -> None:
    lines = ["Nhóm dự án", "Nhóm B", "Thời gian", "2024 - 2026"]
    assert pairs_in(LEXICON, "projects", lines) == {"type": "Nhóm B", "time": "2024 - 2026"}


def test_a_row_of_heads_is_no_pair() -> None:
    assert pairs_in(LEXICON, "documents", ["Số ký hiệu | Ngày ban hành | Trích yếu"]) == {}


def rows(*cells: str) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in cells)
    return f"<table><tr><th>Số hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th></tr>{body}</table>"


def test_documents_of_a_table() -> None:
    site, page = tiny_site(
        rows(
            "12/2026/QĐ-UBND|10/11/2026|Ban hành quy định quản lý chợ",
            "233/KH-UBND|11/10/2026|Kế hoạch phòng chống bão",
        )
    )
    found = read_documents(site, page, read_list(site, page)).found
    assert [document.issued for document in found] == [date(2026, 11, 10), date(2026, 10, 11)]
    assert kinds_shown(found) == (True, True)


@pytest.mark.parametrize(
    "table",
    [
        rows("TH-KS123|23/5/2026|Tên văn bản"),
        rows("TJ-334||Thực hiện Nghị quyết số 35/NQ-CP về hỗ trợ doanh nghiệp", "TH6||Test tin văn bản pháp luật"),
        rows("||test"),
    ],
)
def test_trial_rows_are_no_documents(table: str) -> None:
    site, page = tiny_site(table)
    documents = read_documents(site, page, read_list(site, page))
    assert documents.found == ()
    assert documents.refused


@pytest.mark.parametrize(
    ("number", "title", "legal"),
    [
        ("71/TT-VP", "Kế hoạch kiểm tra đê trước mùa lũ", False),  # "TT" is a unit's
        ("07/2026/TT-BTS", "Hướng dẫn đăng kiểm tàu cá", True),
    ],
)
def test_a_number_without_a_year_may_hold_a_unit_s_letters(number: str, title: str, legal: bool) -> None:
    head = "<tr><th>Số ký hiệu</th><th>Trích yếu</th><th>Ngày ban hành</th></tr>"
    row = f"<tr><td>{number}</td><td>{title}</td><td>10/11/2026</td></tr>"
    site, page = tiny_site(f"<table>{head}{row}</table>")
    (document,) = read_documents(site, page, read_list(site, page)).found
    assert document.legal is legal
