"""Parts of a matter, dated events, bare names, bare titles of plans."""

import pytest
from tiny_sites import tiny_site

from checks.phrases import Phrases
from checks.text_parts import Part, bare_titles, dated_events, has_sentence, names_in, years
from pages.view import Block, Region

SITE, _ = tiny_site("<p>Huyện Bình Minh</p>")
SCENERY = Part(name="danh thắng", any_of=("hồ", "thác", "khu bảo tồn"))


def lines(*texts: str) -> list[Block]:
    return [Block(text, f"/html/body/p[{place}]", Region.MAIN) for place, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hồ Lim rộng ba héc-ta", True),
        ("Di tích: Thác Bạc", True),
        ("một hồ nước rộng", True),
        ("Nhà tù Hồ Cạn giam giữ người yêu nước", False),
        ("hộ nghèo trong xã", False),
        ("Khu bảo tồn loài", True),
        ("nha tu ho can", True),  # without tones nothing tells them apart
    ],
)
def test_single_syllables_count_as_nouns_or_at_the_beginning(text: str, found: bool) -> None:
    assert SCENERY.covered_by(SITE, text) is found
    assert Phrases.of(SCENERY.any_of).named_in(text) is found


def test_units_named_in_a_text_cover_a_part() -> None:
    part = Part(name="đơn vị", any_of=("các phòng",), units=True)
    assert part.covered_by(SITE, "Phòng Nội vụ giúp việc tổ chức.\nPhòng Tư pháp soạn văn bản.")
    assert not part.covered_by(SITE, "Phòng Nội vụ giúp việc tổ chức.")


def test_years_inside_numbers_of_documents_do_not_count() -> None:
    assert years("Nghị định 43/2011/NĐ-CP ngày 13/6/2011, năm 1945") == {"2011", "1945"}


def test_events_need_a_year_in_their_own_clause() -> None:
    words = ("thành lập", "tách")
    assert dated_events("Năm 1975 được thành lập. Năm 1990 tách đôi; sản lượng năm 2020 tăng.", words) == 2
    assert dated_events("Sản lượng năm 2020 tăng. Sở được thành lập từ lâu.", words) == 0


def test_a_list_of_names_is_no_sentence() -> None:
    listed = lines("Thác Bạc", "Hồ Lim", "Đỉnh Gió")
    assert not has_sentence(listed)
    assert names_in(SITE, [block.text for block in listed], (SCENERY,)) == ("Thác Bạc", "Hồ Lim")
    assert names_in(SITE, ["Thác Bạc", "Nhà nghỉ A", "Quán B", "Quán C"], (SCENERY,)) == ()


@pytest.mark.parametrize(
    ("texts", "bare"),
    [
        (("STT | Tên | Số", "1 | Kế hoạch xử lý rác thải giai đoạn 2026-2030 | 4/KH-UBND"), True),
        (("Quy hoạch thị trấn đến năm 2030", "Mở rộng thị trấn thêm 45 ha về phía tây, làm hai khu dân cư."), False),
        (("Kế hoạch trồng rừng đến năm 2030: trồng mới 300 ha, giữ 1.200 ha rừng đầu nguồn",), False),
        (("Quy hoạch cát sông đến năm 2030", "Mỏ | Công suất", "Bến Đá | 30.000 m3"), False),
        (("Không có gì ở đây",), False),
    ],
)
def test_bare_titles(texts: tuple[str, ...], bare: bool) -> None:
    assert bool(bare_titles(SITE, lines(*texts))) is bare
