"""An agency's list beside a national one: by code, then by name, both sides' leftovers; bad files named by line."""

import json

import pytest

from checks.data_files import DataFaults
from checks.services.list_columns import ListedRow, listed_records, listed_rows
from checks.services.reconcile import reconcile
from domain.findings import Service


def service(code: str, name: str) -> Service:
    return Service(code, name, "", "4", None, "")


def told(services: list[Service], national: list[ListedRow]) -> tuple[list[tuple[str, int, str]], list[str], list[int]]:
    found = reconcile(services, national)
    return (
        [(pair.service.name, pair.national.line, pair.by.value) for pair in found.pairs],
        [left.name for left in found.only_agency],
        [left.line for left in found.only_national],
    )


def test_by_code_then_by_name_with_both_leftovers() -> None:
    services = [
        service("1.001193.000.00.00.H51", "Khai sinh tại nhà"),
        service("", "ĐĂNG KÝ KẾT HÔN"),
        service("9.000001", "Thủ tục tự đặt"),
        service("1.000656", "Đăng ký khai tử"),
    ]
    national = [
        ListedRow(2, "1.001193", "Đăng ký khai sinh"),
        ListedRow(3, "1.000894", "Thủ tục đăng ký kết hôn"),
        ListedRow(4, "2.000635", "Cấp bản sao trích lục hộ tịch"),
        ListedRow(5, "", "Đăng ký khai tử"),
    ]
    assert told(services, national) == (
        [("Khai sinh tại nhà", 2, "code"), ("ĐĂNG KÝ KẾT HÔN", 3, "name"), ("Đăng ký khai tử", 5, "name")],
        ["Thủ tục tự đặt"],
        [4],
    )


def test_one_national_procedure_offered_by_many_bodies_is_no_leftover() -> None:
    services = [service("1.001193.000.00.00.H51", "Khai sinh A"), service("1.001193", "Khai sinh B")]
    assert told(services, [ListedRow(2, "1.001193", "Đăng ký khai sinh")]) == (
        [("Khai sinh A", 2, "code"), ("Khai sinh B", 2, "code")],
        [],
        [],
    )


def test_a_national_entry_answers_to_one_name_only() -> None:
    services = [service("", "Giám hộ"), service("", "Giám hộ"), service("", "Giám hộ")]
    national = [ListedRow(1, "", "Giám hộ"), ListedRow(1, "", "Giám hộ")]  # one line of JSON
    assert told(services, national) == ([("Giám hộ", 1, "name")] * 2, ["Giám hộ"], [])


def test_nothing_on_either_side() -> None:
    assert told([], []) == ([], [], [])
    assert told([service("", "A b")], []) == ([], ["A b"], [])


def test_a_table_is_read_by_its_heads_wherever_they_stand() -> None:
    rows = [
        (1, ["BỘ TƯ PHÁP"]),
        (2, []),
        (3, ["STT", "Mã số TTHC", "Tên thủ tục hành chính", "Lĩnh vực"]),
        (4, ["1", "1.001193", "Đăng  ký\nkhai sinh", "Hộ tịch"]),
        (5, ["", "", "", ""]),
        (6, ["STT", "Mã số TTHC", "Tên thủ tục hành chính", "Lĩnh vực"]),
        (7, ["2", "1.00065", ""]),
    ]
    assert listed_rows("a.csv", rows) == (
        ListedRow(4, "1.001193", "Đăng ký khai sinh"),
        ListedRow(7, "1.000650", ""),
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, ["a", "b"]), (2, ["c", "d"])], "a.csv:1: (heads): no row of column heads; add one that names a code"),
        ([], "a.csv:1: (heads): no row of column heads"),
        ([(1, ["Mã", "Tên"])], "a.csv:1: (file): lists no procedure"),
        ([(1, ["STT", "Mã", "Tên"]), (2, ["1", "", ""])], "a.csv:2: (row): has neither a code nor a name; fill one in"),
    ],
)
def test_a_bad_table_is_told_by_line(rows: list[tuple[int, list[str]]], expected: str) -> None:
    with pytest.raises(DataFaults) as caught:
        listed_rows("a.csv", rows)
    assert expected in str(caught.value)


@pytest.mark.parametrize("wrap", [lambda items: items, lambda items: {"total": 2, "result": {"items": items}}])
def test_records_are_read_with_their_lines(wrap: object) -> None:
    items = [{"maThuTuc": "1.001193", "tenThuTuc": "Khai sinh", "x": [1]}, {"Mã TTHC": 1.00065, "Tên": "Khai tử"}]
    text = json.dumps(wrap(items), ensure_ascii=False, indent=1)  # type: ignore[operator]
    first, second = listed_records("a.json", text)
    assert (first.code, first.name, second.code, second.name) == ("1.001193", "Khai sinh", "1.000650", "Khai tử")
    lines = text.splitlines()
    assert "{" in lines[first.line - 1]
    assert "{" in lines[second.line - 1]
    assert first.line < second.line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[\n{"code": "1",}\n]', "a.json:2: (file): no JSON"),
        ("{}", "a.json:1: (file): holds no list of objects"),
        ("[]", "a.json:1: (file): lists no procedure"),
        ('[\n{"code": "1.001193"},\n{"id": 7}\n]', "a.json:3: (record): no object with a code"),
        ("[1]", "a.json:1: (record): no object with"),
        ("[" * 100_000, "a.json:1: (file): no JSON"),
    ],
)
def test_bad_records_are_told_by_line(text: str, expected: str) -> None:
    with pytest.raises(DataFaults) as caught:
        listed_records("a.json", text)
    assert expected in str(caught.value)
