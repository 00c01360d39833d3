"""Whose texts they are: copies from another agency or territory, told from texts that only name one."""

import pytest
from snapshots import HOME, make_snapshot, make_target

from checks.load_lexicon import load_lexicon
from checks.other_bodies import most_named, other_body, other_place, subject_of_another
from checks.site import Site
from domain.agencies import Kind


def site_of(kind: Kind, name: str) -> Site:
    page = f"<html><head><title>Cổng thông tin điện tử {name}</title></head><body><p>Chào mừng.</p></body></html>"
    return Site.build(make_snapshot({HOME: page}, make_target(kind, name)), load_lexicon())


PROVINCE = site_of(Kind.PROVINCE, "Ủy ban nhân dân tỉnh Sơn Hà")
DISTRICT = site_of(Kind.DISTRICT, "Ủy ban nhân dân huyện Bình Minh")
DEPARTMENT = site_of(Kind.DEPARTMENT, "Sở Xây dựng tỉnh Sơn Hà")


def test_the_body_that_most_texts_name_is_shown_by_the_words_they_share() -> None:
    texts = ["UBND tỉnh Kiên Hải họp phiên thường kỳ", "Chủ tịch UBND tỉnh Kiên Hải tiếp khách", "Tin thời tiết"]
    assert other_body(PROVINCE, texts) == "UBND tỉnh Kiên Hải"


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (
            ["Bộ Tài chính hướng dẫn quyết toán", "Bộ Tài nguyên và Môi trường kiểm tra mỏ", "Tin thời tiết"],
            ("Bộ Tài chính hướng dẫn quyết", 1),
        ),
        (["UBND tỉnh Kiên Hải họp", "UBND tỉnh Kiên Giang tiếp khách"], ("UBND tỉnh Kiên Giang tiếp khách", 1)),
        (["Sở Công Thương kiểm tra chợ", "Ông An, Sở Công thương, cho biết"], ("Sở Công", 2)),
        (["UBND tỉnh Huế họp phiên tháng ba", "UBND tỉnh Huế tiếp đoàn"], ("UBND tỉnh Huế", 2)),
    ],
)
def test_bodies_of_one_kind_and_first_syllable_are_two(texts: list[str], told: tuple[str, int]) -> None:
    assert most_named(PROVINCE, texts) == told


@pytest.mark.parametrize(
    "text",
    [
        "Bộ Xây dựng ban hành thông tư về định mức",
        "UBND tỉnh Sơn Hà giao kế hoạch vốn",
        "Hội nghị trực tuyến toàn quốc",
    ],
)
def test_bodies_of_ones_own_field_or_place_are_no_strangers(text: str) -> None:
    assert other_body(DEPARTMENT, [text] * 3) == ""


@pytest.mark.parametrize(
    ("site", "texts", "place"),
    [
        (PROVINCE, ["Niên giám thống kê tỉnh Kiên Hải năm 2025"] * 3, "tỉnh Kiên Hải"),
        (PROVINCE, ["Niên giám thống kê tỉnh Sơn Hà", "Đoàn tỉnh Kiên Hải thăm Sơn Hà", "Số liệu quý III"], ""),
        (PROVINCE, ["Số liệu quý III năm 2026", "Giá tiêu dùng tháng 9", "Dân số huyện Hòa Thịnh"], ""),
        (DISTRICT, ["Kế hoạch sử dụng đất huyện Hòa Thịnh"] * 2 + ["Dự thảo về chợ"], "huyện Hòa Thịnh"),
        (DISTRICT, ["Chủ tịch UBND huyện Trần Văn Nam kiểm tra đê"] * 3, ""),
        (DISTRICT, ["Hội thi của huyện đã bế mạc"] * 3, ""),
        (DISTRICT, ["Chủ tịch UBND huyện Hòa Thịnh Trần Văn Nam phát biểu"] * 3, "huyện Hòa Thịnh Trần Văn"),
        (DISTRICT, ["Phía bắc giáp huyện Hòa Thịnh, phía nam giáp huyện Kim Sơn"], ""),
    ],
)
def test_the_other_territory_most_texts_name(site: Site, texts: list[str], place: str) -> None:
    assert other_place(site, texts) == place


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Sở Công Thương tỉnh Kiên Hải là cơ quan chuyên môn", "Sở Công Thương tỉnh Kiên Hải"),
        ("Sở là cơ quan chuyên môn, chịu sự hướng dẫn của Bộ Tài chính", ""),
        ("Sở Xây dựng là cơ quan chuyên môn; phối hợp với Sở Tài chính", ""),
        ("Sở XD là cơ quan chuyên môn", ""),
    ],
)
def test_whose_functions_a_text_tells(text: str, subject: str) -> None:
    assert subject_of_another(DEPARTMENT, text) == subject
