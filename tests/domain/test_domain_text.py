"""Texts that Vietnamese readers take for the same have the same keys (docs/judging.md 11)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import clean, fold, fold_page, legacy_font_share, slug_key, slug_words, tidy

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " \u00a0\u200b-–|&/,.0123456789", max_size=60)
anything = st.text(max_size=60)
TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"


def without_tones(text: str) -> str:
    kept = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return kept.replace("đ", "d").replace("Đ", "D")


@given(anything)
def test_keys_are_idempotent(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


@given(anything)
def test_keys_are_blind_to_normal_forms(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert tidy(composed) == tidy(decomposed)
    assert fold(composed) == fold(decomposed)
    assert clean(composed) == clean(decomposed)


@given(vietnamese)
def test_keys_are_blind_to_case(text: str) -> None:
    assert tidy(text.upper()) == tidy(text.lower()) == tidy(text)
    assert fold(text.upper()) == fold(text)


@given(vietnamese, st.integers(0, 60), st.sampled_from("\u200b\u200c\u200d\ufeff\u00ad\u2060"))
def test_keys_are_blind_to_zero_width(text: str, place: int, invisible: str) -> None:
    holed = text[:place] + invisible + text[place:]
    assert tidy(holed) == tidy(text)
    assert fold(holed) == fold(text)


@given(vietnamese)
def test_keys_are_blind_to_no_break_spaces(text: str) -> None:
    assert tidy(text.replace(" ", "\u00a0")) == tidy(text)
    assert fold(text.replace(" ", "\u2003\u00a0")) == fold(text)


@given(anything)
def test_same_exact_key_means_same_folded_key(text: str) -> None:
    assert fold(tidy(text)) == fold(text)


@given(vietnamese)
def test_exact_match_is_stronger_than_folded(text: str) -> None:
    bare = without_tones(text)
    assert fold(bare) == fold(text)
    if bare.lower() != unicodedata.normalize("NFC", text).lower():
        assert tidy(bare) != tidy(text)


@given(anything)
def test_page_key_equals_label_key(text: str) -> None:
    assert fold_page(text) == fold(text)
    long = " ".join([text or "x"] * 40)
    assert fold(long) == " ".join(filter(None, [fold(text or "x")] * 40))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hóa", "hoá"),
        ("thủy", "thuỷ"),
        ("quý", "qúy"),
        ("quí", "quý"),
        ("kĩ thuật", "kỹ thuật"),
        ("lí lịch", "lý lịch"),
        ("mĩ thuật", "mỹ thuật"),
        ("tỉ lệ", "tỷ lệ"),
        ("hi sinh", "hy sinh"),
        ("công ti", "công ty"),
        ("qui hoạch", "quy hoạch"),
        ("tòan dân", "toàn dân"),
        ("qúa trình", "quá trình"),
        ("gía cả", "giá cả"),
        ("khỏe", "khoẻ"),
        ("HỎI - ĐÁP", "Hỏi | Đáp"),
        ("Hỏi – Đáp", "hỏi đáp"),
        ("QÐ-TTg", "qđ/ttg"),
        ("ðiều tra", "điều tra"),
        ("ph&#242;ng", "phòng"),
        ("A &amp; B", "a b"),
        ("tr&agrave; &amp;amp; n&#x1B0;&#x1EDB;c", "trà nước"),
        ("Tin\u00a0 tức\n–\tSự kiện", "tin tức sự kiện"),
        ("“Văn bản”", "văn bản"),
        ("Chức năng, nhiệm vụ", "chức năng nhiệm vụ"),
    ],
)
def test_spellings_that_say_the_same(one: str, other: str) -> None:
    assert tidy(one) == tidy(other)
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("của", "cua"),
        ("bảo", "bao"),
        ("mùa", "mua"),
        ("gì", "gi"),
        ("thị", "thi"),
        ("Lào Cai", "Lao Cài"),
        ("tài", "tại"),
    ],
)
def test_tones_tell_words_apart(one: str, other: str) -> None:
    assert tidy(one) != tidy(other)


@pytest.mark.parametrize(
    "word", ["giữ", "gìn", "của", "mùa", "hoàn", "thuyền", "ngoài", "xoáy", "chỉ", "thi", "vị", "quyết"]
)
def test_right_tones_stay_where_they_are(word: str) -> None:
    assert tidy(word) == word


def test_controls_and_halves_of_letters_never_pass() -> None:
    assert clean("Tin\x00 \x1b[31mtức\x07\x9b \ud800") == "Tin [31mtức \ufffd"
    for key in (clean, tidy, fold):
        key("\ud800\udfff\x85").encode()


def test_clean_keeps_case_and_punctuation() -> None:
    assert clean(" Quyết\u00a0định\n số 12/QÐ-UBND\u200b ") == "Quyết định số 12/QĐ-UBND"


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("Tin-tuc_su%20kien.aspx", "tin tuc su kien"),
        ("VanBanChiDao.aspx", "van ban chi dao"),
        ("TTHCCapTinh", "tthc cap tinh"),
        ("%C4%91%C3%A1nh-gi%C3%A1", "danh gia"),
        ("lien-he-118210518093543.htm", "lien he"),
        ("muc-do-4.html", "muc do 4"),
        ("DVCMucDo4.aspx", "dvc muc do 4"),
        ("so_do_cong", "so do cong"),
        ("lichcongtac.jpg", "lichcongtac"),
        ("%zz%C4", "zz"),
        ("", ""),
    ],
)
def test_slugs_are_words(slug: str, words: str) -> None:
    assert slug_words(slug) == words


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Đánh giá", "-anh-gia"),
        ("Tin tức hoạt động", "tin-tuc-hoat-ong"),
        ("Điều tra cơ bản", "-ieu-tra-co-ban"),
        ("Văn bản chỉ đạo điều hành", "van-ban-chi-dao-dieu-hanh"),
        ("Văn bản chỉ đạo điều hành", "VanBanChiDaoDieuHanh.aspx"),
    ],
)
def test_slug_that_lost_its_d_meets_its_label(label: str, slug: str) -> None:
    assert slug_key(label) == slug_key(slug)


@pytest.mark.parametrize(
    "text",
    [
        "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc",
        "NghÞ ®Þnh cña ChÝnh phñ vÒ th«ng tin ®iÖn tö",
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp - Töï do - Haïnh phuùc",
        "Thoâng tin ñieän töû cuûa cô quan nhaø nöôùc",
    ],
)
def test_legacy_fonts_show(text: str) -> None:
    assert legacy_font_share(text) > 0.4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "© 2019 Bản quyền thuộc Sở Tư pháp tỉnh. Ghi rõ nguồn khi phát hành lại ®",
        "«Tên cơ quan» và «Địa chỉ»: 25°C, 5 m², 3×4 cm, §12 BLDS",
        "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Quá trình ấy, ông à, bà ạ!",
        "Windows® Copyright ©2018 ABC. All rights reserved",
    ],
)
def test_true_text_is_not_legacy(text: str) -> None:
    assert legacy_font_share(text) == 0


@given(vietnamese)
def test_legacy_share_of_vietnamese_letters_is_small(text: str) -> None:
    words = "quyết định của chủ tịch ủy ban nhân dân tỉnh về việc ban hành quy chế"
    assert legacy_font_share(words) == 0
    assert 0 <= legacy_font_share(text) <= 1
