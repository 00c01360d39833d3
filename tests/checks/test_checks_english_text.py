"""English told from Vietnamese, and names of communes in a text."""

import pytest

from checks.commune_names import commune_names
from checks.english_text import english_share, is_english
from checks.load_lexicon import load_lexicon
from pages.view import Region, Table

WORDS = load_lexicon().words.english


@pytest.mark.parametrize(
    ("line", "english"),
    [
        ("The Ministry performs state management of dykes.", True),
        ("Organizational structure", True),
        ("Deputy Director General: Trần Thị Bích", True),
        ("Nguyen Van An", False),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit", False),
        ("Bộ Thủy lợi được thành lập năm 1978", False),
        ("Ban Tin hoat dong cua to chuc", False),
        ("Email: a@b.gov.vn, Địa chỉ: số 1 đường Lê Lợi, thành phố", False),
        ("", False),
        ("12/11/2026", False),
    ],
)
def test_lines(line: str, english: bool) -> None:
    assert is_english(WORDS, line) is english


def test_share_counts_words() -> None:
    assert english_share(WORDS, ["The office of the minister", "Văn phòng Bộ"]) == (5, pytest.approx(5 / 8))
    assert english_share(WORDS, []) == (0, 0.0)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Gồm xã Nậm Cang, thị trấn Đá Trắng và phường 1", ("Nậm Cang", "Đá Trắng", "1")),
        ("Các xã: Tân Lập, Đồng Tâm và Thạnh Phú.", ("Tân Lập", "Đồng Tâm", "Thạnh Phú")),
        ("XÃ BÌNH AN", ("BÌNH AN",)),
        ("phát triển kinh tế, xã hội của phường", ()),
    ],
)
def test_communes(line: str, names: tuple[str, ...]) -> None:
    assert commune_names([line]) == names


def test_communes_in_a_column() -> None:
    table = Table(("TT", "Tên xã"), (("1", "Tân Lập"), ("2", "Đồng Tâm")), "/t", Region.MAIN)
    assert commune_names([], [table]) == ("Tân Lập", "Đồng Tâm")
