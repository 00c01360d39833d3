"""Codes of procedures as portals write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.services.codes import code_in_column, find_code, without_code
from domain.procedures import procedure_key

FOUND = [
    ("1.004946", "1.004946"),
    ("1.004946.000.00.00.H51", "1.004946.000.00.00.H51"),
    ("Mã TTHC: 2.000123.000.00.00.h60", "2.000123.000.00.00.H60"),
    ("1.012568 - Cấp giấy phép xây dựng", "1.012568"),
    ("Cấp giấy phép (1.012568)", "1.012568"),
    ("1.004946.000.00.00.H51-HT", "1.004946.000.00.00.H51"),
    ("T-LCA-123456-TT", "T-LCA-123456-TT"),
    ("Mã số: B-BTC-123456-TT", "B-BTC-123456-TT"),
    ("T – ĐNA – 123456 – TT", "T-ĐNA-123456-TT"),
    ("000.00.13.H53-190220-0001", ""),
    ("Hồ sơ 000.00.13.H53-190220-0001 của thủ tục 1.004946", "1.004946"),
    ("H51.13-231012-0001", ""),
    ("1.0049", ""),
    ("11.004946", ""),
    ("Tổng số 1.004.946 hồ sơ", ""),
    ("12/2026/QĐ-UBND", ""),
    ("192.168001", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "code"), FOUND)
def test_a_code_is_found_in_its_text(text: str, code: str) -> None:
    assert find_code(text) == code


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1.004946 - Cấp lại giấy phép", "Cấp lại giấy phép"),
        ("Cấp lại giấy phép (1.004946.000.00.00.H51)", "Cấp lại giấy phép"),
        ("Cấp lại giấy phép - Mã TTHC: 1.004946", "Cấp lại giấy phép"),
        ("[T-LCA-123456-TT] Đăng ký khai sinh", "Đăng ký khai sinh"),
        ("Đăng ký khai sinh", "Đăng ký khai sinh"),
    ],
)
def test_the_name_beside_a_code(text: str, rest: str) -> None:
    assert without_code(text) == rest


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("DVC-012", "DVC-012"),
        ("QT.HT.05", "QT.HT.05"),
        ("1.004946", "1.004946"),
        ("12", ""),
        ("12/QĐ-UBND", ""),
        ("000.00.13.H53-190220-0001", ""),
        ("Cấp giấy phép", ""),
    ],
)
def test_codes_of_an_agencys_own_kind_stand_under_a_head_only(cell: str, code: str) -> None:
    assert code_in_column(cell) == code


BASES = st.from_regex(r"[1-9]\.[0-9]{6}", fullmatch=True)


@given(BASES, st.sampled_from(["", ".000.00.00.H51", ".000.00.13.H53", ".000.00.00.H51.2"]), st.booleans())
def test_all_writings_of_a_code_share_one_key(base: str, agency: str, lower: bool) -> None:
    written = base + (agency.lower() if lower else agency)
    assert procedure_key(written) == base
    assert procedure_key(find_code(f"Mã: {written}, lĩnh vực y tế")) == base
    assert procedure_key(procedure_key(written)) == base


@given(st.text(max_size=80))
def test_any_text_is_survived_and_a_code_found_is_found_again(text: str) -> None:
    code = find_code(text)
    assert find_code(code) == code
    assert not code or without_code(text) != text
