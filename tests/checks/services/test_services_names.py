"""Names of procedures, told from what only looks like one."""

import pytest

from checks.load_lexicon import load_lexicon
from checks.services.names import Name, Named, named, read_name, whole
from checks.services.words import service_words

WORDS = service_words(load_lexicon())

NAMES = [
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Cấp lại chứng chỉ hành nghề dược",
    "Đăng ký khai sinh",
    "Đăng kí kết hôn có yếu tố nước ngoài",
    "Thủ tục công nhận làng nghề truyền thống",
    "Gia hạn giấy phép hoạt động tài nguyên nước",
    "Thẩm định thiết kế cơ sở",
    "CẤP ĐỔI GIẤY PHÉP LÁI XE",
    "Cap lai giay phep kinh doanh ruou",
    "Chuyển nhượng một phần dự án bất động sản",
    "Xác nhận khuyết tật mức độ nặng",
    "Chứng thực chữ ký",
]
OTHERS = [
    "Cập nhật bản đồ quy hoạch huyện",
    "Cấp hơn 500 thẻ căn cước cho học sinh lớp 12",
    "Công nhận 12 xã đạt chuẩn nông thôn mới nâng cao",
    "Phê duyệt kế hoạch tuyên truyền năm 2026",
    "Đăng ký tham gia cuộc thi trực tuyến",
    "Cấp giấy phép xây dựng cần những gì?",
    "Đăng ký tài khoản",
    "Tra cứu hồ sơ trực tuyến",
    "Thủ tục hành chính",
    "Mức độ 4: dịch vụ cho phép thanh toán lệ phí trực tuyến",
    "Quyết định công bố danh mục thủ tục hành chính",
    "Sở Tư pháp tập huấn về dịch vụ công mức độ 4",
    "Cấp nước",
    "test thủ tục",
    "Cấp tỉnh",
    "",
]


@pytest.mark.parametrize("text", NAMES)
def test_names_of_procedures(text: str) -> None:
    assert named(text, WORDS) is Named.YES


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_name(text: str) -> None:
    assert named(text, WORDS) is not Named.YES


@pytest.mark.parametrize(
    ("written", "name", "code", "level"),
    [
        ("1. 1.004946 - Cấp lại giấy phép", "Cấp lại giấy phép", "1.004946", "unstated"),
        ("Cấp lại giấy phép (Mức độ 4)", "Cấp lại giấy phép", "", "4"),
        ("[MĐ3] Cấp lại giấy phép", "Cấp lại giấy phép", "", "3"),
        ("Cấp lại giấy phép - DVC toàn trình", "Cấp lại giấy phép", "", "toan_trinh"),
        ("- Đăng ký kết hôn", "Đăng ký kết hôn", "", "unstated"),
        ("Tên thủ tục: Đăng ký kết hôn", "Đăng ký kết hôn", "", "unstated"),
        ("12) Đăng ký kết hôn (cấp huyện)", "Đăng ký kết hôn (cấp huyện)", "", "unstated"),
        ("Chuyển nhượng một phần dự án", "Chuyển nhượng một phần dự án", "", "unstated"),
        ("Đăng ký khai sinh (1.001193.000.00.00.H51) (Mức độ 3)", "Đăng ký khai sinh", "1.001193.000.00.00.H51", "3"),
    ],
)
def test_a_name_is_taken_apart(written: str, name: str, code: str, level: str) -> None:
    read = read_name(written, WORDS)
    assert (read.text, read.code, read.claim.level) == (name, code, level)


def test_a_cut_name_is_made_whole() -> None:
    assert whole("Cấp giấy phép xây…", "Xem", "Cấp giấy phép xây dựng") == "Cấp giấy phép xây dựng"
    assert whole("Cấp giấy phép xây...", "Cấp giấy phép xây...") == "Cấp giấy phép xây..."
    assert read_name("Cấp giấy phép xây...", WORDS) == Name("Cấp giấy phép xây", cut=True)
    assert not read_name("Cấp giấy phép xây dựng", WORDS).cut
    assert whole("Cấp giấy phép", "Cấp giấy phép xây dựng") == "Cấp giấy phép"
