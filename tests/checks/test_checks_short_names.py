"""Agencies' names in short: what stands for which words is read off the name itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.owner_claims import spoken_names
from checks.short_names import spelled_out
from domain.text import fold, tidy

FARMING = "Sở Nông nghiệp và Phát triển nông thôn tỉnh Sơn Hà"
LABOUR = "Sở Lao động - Thương binh và Xã hội tỉnh Sơn Hà"
CULTURE = "Sở Văn hóa, Thể thao và Du lịch"
LAND = "Bộ Tài nguyên và Môi trường"
JUSTICE = "Sở Tư pháp tỉnh Sơn Hà"


@pytest.mark.parametrize(
    ("name", "text", "full"),
    [
        (FARMING, "Cổng TTĐT Sở NN&PTNT Sơn Hà", "cong ttdt so nong nghiep va phat trien nong thon son ha"),
        (FARMING, "SỞ NÔNG NGHIỆP VÀ PTNT SƠN HÀ", "so nong nghiep va phat trien nong thon son ha"),
        (FARMING, "Sở Nông nghiệp & Phát triển nông thôn", "so nong nghiep va phat trien nong thon"),
        (FARMING, "so nn va ptnt", "so nong nghiep va phat trien nong thon"),
        (LABOUR, "Sở LĐ-TB&XH", "so lao dong thuong binh va xa hoi"),
        (LABOUR, "Sở LĐTBXH tỉnh Sơn Hà", "so lao dong thuong binh va xa hoi tinh son ha"),
        (CULTURE, "Sở VH,TT&DL", "so van hoa the thao va du lich"),
        (CULTURE, "Sở VHTTDL", "so van hoa the thao va du lich"),
        (LAND, "Bộ TN-MT", "bo tai nguyen va moi truong"),
        (JUSTICE, "Sở TP", "so tu phap"),
        (JUSTICE, "Sở Tư pháp", "so tu phap"),
    ],
)
def test_short_names_are_spelled_out(name: str, text: str, full: str) -> None:
    words = spelled_out(tidy(text).split(), spoken_names((name,)))
    assert fold(" ".join(words)) == full


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (FARMING, "Sở TN&MT"),
        (FARMING, "Sở Nông nghiệp"),
        (FARMING, "NN&PTNT"),
        (FARMING, "Phòng NN&PTNT"),
        (LABOUR, "Sở LĐ"),
        (LAND, "Sở TN-MT"),
        (LAND, "Bộ TN"),
        (JUSTICE, "Thành phố TP"),
        (JUSTICE, "Sở TT"),
        ("Ủy ban nhân dân tỉnh Sơn Hà", "tỉnh SH"),
    ],
)
def test_other_names_stay(name: str, text: str) -> None:
    words = tidy(text).split()
    assert spelled_out(words, spoken_names((name,))) == words


def test_tones_as_the_text_has_them() -> None:
    spoken = spoken_names((FARMING,))
    assert spelled_out(["so", "nn", "ptnt"], spoken) == fold("Sở Nông nghiệp và Phát triển nông thôn").split()
    assert spelled_out(["sở", "nn", "ptnt"], spoken) == tidy("Sở Nông nghiệp và Phát triển nông thôn").split()


@given(st.lists(st.sampled_from(["so", "nn", "nong", "nghiep", "va", "ptnt", "x"]), max_size=30))
def test_a_second_time_changes_nothing(words: list[str]) -> None:
    spoken = spoken_names((FARMING,))
    once = spelled_out(words, spoken)
    assert spelled_out(once, spoken) == once


def test_without_its_place() -> None:
    assert spoken_names((JUSTICE, LABOUR)) == ("Sở Tư pháp", "Sở Lao động - Thương binh và Xã hội")
    assert spoken_names(("UBND huyện Krông Nô, tỉnh Đắk Nông", "Tỉnh Sơn Hà")) == ()
