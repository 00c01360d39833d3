"""Contact data out of running text."""

import pytest

from checks.contacts import ContactField, phone_key, read_contacts

A, P, F, M = ContactField.ADDRESS, ContactField.PHONE, ContactField.FAX, ContactField.MAIL

CASES = [
    ("Địa chỉ: Số 11 Đường Lê Duẩn, phường Nghĩa Tân", {A: "Số 11 Đường Lê Duẩn, phường Nghĩa Tân"}),
    ("ĐT: 0261.3543140 - Fax: 0261.3544560", {P: "0261.3543140", F: "0261.3544560"}),
    ("Điện thoại/Fax: (024) 3945 1234", {F: "(024) 3945 1234"}),
    ("Tel: +84 24 3945 1234; E-mail: vanthu@sonha.gov.vn", {P: "+84 24 3945 1234", M: "vanthu@sonha.gov.vn"}),
    ("Email: bbt [at] sonha.gov.vn", {M: "bbt@sonha.gov.vn"}),
    ("Đường dây nóng: 1900 1234", {P: "1900 1234"}),
    ("Trụ sở: 45 Trần Phú, TP Sơn Hà | Điện thoại: 0255 3822 456", {A: "45 Trần Phú, TP Sơn Hà", P: "0255 3822 456"}),
    ("Chịu trách nhiệm Đ/c: Nguyễn Văn An - Phó Chủ tịch", {}),
    ("Số quyết định: 0123 ngày 05/03/2018", {}),
    ("Địa chỉ email: vanthu@sonha.gov.vn", {M: "vanthu@sonha.gov.vn"}),
    ("Điện thoại: 0123456789", {}),
    ("Sở Công Thương - 7 đường Quang Trung, thành phố Lâm Hải", {A: "7 đường Quang Trung, thành phố Lâm Hải"}),
    ("Sáng 7/5 đoàn công tác đi 12 km đường Quang Trung rồi về", {}),
    ("Email: abc@example.com", {}),
    ("E-mail: vanthu@myduc.hanoi.gov.vn", {M: "vanthu@myduc.hanoi.gov.vn"}),
    ("E-mail: ubnd@mytho.tiengiang.gov.vn", {M: "ubnd@mytho.tiengiang.gov.vn"}),
    ("E-mail: info@yourcompany.com", {}),
    ("E-mail: hello@my-site.vn", {}),
    ("Điện thoại: 0234 3456 789", {P: "0234 3456 789"}),
    ("Điện thoại: 0123 4567 89", {}),
    ("Cập nhật lúc 08:30 05/03/2018", {}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_values(text: str, expected: dict[ContactField, str]) -> None:
    assert {value.field: value.text for value in read_contacts(text)} == expected


def test_phone_keys_are_blind_to_writing_and_area_codes() -> None:
    assert phone_key("(0501) 3543140") == phone_key("0261.354.3140") == phone_key("+84 261 3543140")


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("12 Lê Lợi, phường 1, thành phố Sơn Hà", "12 Lê Lợi, phường 1, thành phố Sơn Hà"),
        ("Số 27 Hùng Vương, TP Sơn Hà - ĐT: 0254 3812 345", "Số 27 Hùng Vương, TP Sơn Hà"),
        ("Có 120 hộ ở Hòa Lợi, xã Mỹ Đông được cấp nước", ""),
        ("Trao 50 Bằng khen, xã Hòa Lợi nhận 12 tấm", ""),
    ],
)
def test_an_address_shows_itself_without_a_word_for_the_street(line: str, address: str) -> None:
    found = [value.text for value in read_contacts(line) if value.field is ContactField.ADDRESS]
    assert found == ([address] if address else [])
