"""What texts, cells and icons claim of a level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.services.entries import UNSTATED, Scale
from checks.services.levels import claim_in_column, claim_of, claim_of_image, heads_proactive

TEXTS = [
    ("Mức độ 4", "4"),
    ("Mức độ: 3", "3"),
    ("Mức 3", "3"),
    ("MĐ4", "4"),
    ("MĐ 2", "2"),
    ("Cấp độ 4", "4"),
    ("DVC mức độ 4", "4"),
    ("DVCTT mức độ 3", "3"),
    ("Dịch vụ công trực tuyến mức độ 4 (38)", "4"),
    ("Mức độ 4 (3)", "4"),
    ("Mức độ 3 (12 thủ tục)", "3"),
    ("Mức độ IV", "4"),
    ("mức độ bốn", "4"),
    ("MỨC ĐỘ 3", "3"),
    ("level 4", "4"),
    ("Toàn trình", "toan_trinh"),
    ("DVC trực tuyến toàn trình", "toan_trinh"),
    ("Một phần", "mot_phan"),
    ("Cung cấp thông tin trực tuyến", "thong_tin"),
    ("Còn lại", "thong_tin"),
    ("Mức độ 3, 4", UNSTATED),
    ("Mức 3 và mức 4", UNSTATED),
    ("Mức độ 2 - 4", UNSTATED),
    ("Toàn trình, một phần", UNSTATED),
    ("Mức độ hài lòng", UNSTATED),
    ("Mức độ hài lòng: 4", UNSTATED),
    ("Mức 2 triệu đồng", UNSTATED),
    ("Mức 1.000.000 đồng", UNSTATED),
    ("Mức độ", UNSTATED),
    ("Cấp lại giấy phép lần 4", UNSTATED),
    ("Cấp đổi bằng thuyền trưởng", UNSTATED),
    ("Cấp đổi thẻ hướng dẫn viên", UNSTATED),
    ("Cấp đội trưởng", UNSTATED),
    ("Cấp độ4", "4"),
    ("Cấp độ II", "2"),
    ("Chuyển nhượng một phần dự án đầu tư xây dựng hạ tầng kỹ thuật", UNSTATED),
    ("", UNSTATED),
]


@pytest.mark.parametrize(("text", "level"), TEXTS)
def test_a_text_claims_one_level_or_none(text: str, level: str) -> None:
    assert claim_of(text).level == level


def test_levels_of_proactive_services_are_no_levels_of_decree_43() -> None:
    claim = claim_of("Dịch vụ công chủ động mức độ 4")
    assert (claim.level, claim.scale) == (UNSTATED, Scale.ND224)


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("Dịch vụ công chủ động", True),
        ("Chủ động", True),
        ("Các DVC trực tuyến chủ động", True),
        ("Chủ động phòng, chống dịch", False),
        ("Mức độ chủ động: 2", False),
        ("Dịch vụ công", False),
    ],
)
def test_what_says_that_services_come_unasked(text: str, is_so: bool) -> None:
    assert heads_proactive(text) is is_so


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("4", "4"),
        ("3", "3"),
        ("IV", "4"),
        ("4 (toàn trình)", "4"),
        ("Mức độ 2", "2"),
        ("Toàn trình", "toan_trinh"),
        ("3 - 4", UNSTATED),
        ("3, 4", UNSTATED),
        ("5", UNSTATED),
        ("", UNSTATED),
        ("x", UNSTATED),
    ],
)
def test_bare_numbers_count_under_a_head(cell: str, level: str) -> None:
    assert claim_in_column(cell).level == level


@pytest.mark.parametrize(
    ("name", "alt", "title", "level"),
    [
        ("icon-muc-do-4.png", "", "", "4"),
        ("level3.gif", "", "", "3"),
        ("mucdo4.png", "", "", "4"),
        ("toantrinh.svg", "", "", "toan_trinh"),
        ("x.png", "Mức độ 3", "", "3"),
        ("x.png", "", "Dịch vụ công mức độ 2", "2"),
        ("muc-do-4.png", "Mức độ 3", "", "3"),
        ("banner-dvc-muc-do-3-4.jpg", "Dịch vụ công mức độ 3, 4", "", UNSTATED),
        ("logo4.png", "", "", UNSTATED),
        ("", "", "", UNSTATED),
    ],
)
def test_icons_claim_by_their_texts_or_their_names(name: str, alt: str, title: str, level: str) -> None:
    assert claim_of_image(name, alt, title).level == level


@given(st.integers(1, 4), st.integers(1, 4))
def test_two_levels_together_claim_nothing(one: int, other: int) -> None:
    expected = str(one) if one == other else UNSTATED
    assert claim_of(f"Mức độ {one} và mức độ {other}").level == expected


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    assert claim_of(text).level in {UNSTATED, "1", "2", "3", "4", "toan_trinh", "mot_phan", "thong_tin"}
    assert claim_in_column(text).scale in Scale
