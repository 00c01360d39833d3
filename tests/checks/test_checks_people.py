"""Names of persons, their posts, names of units, days of schedules, the issuers of documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_sites import tiny_site

from checks.issuers import is_of_higher_body, numbers_in
from checks.list_item import Item
from checks.load_lexicon import load_lexicon
from checks.other_bodies import other_body
from checks.own_names import names_own, speaks_of_own
from checks.people import person_name, post_in, read_people
from checks.phrases import Phrases
from checks.samples import sample
from checks.schedules import periods_in
from checks.substance import told_lines
from checks.unit_names import units_in
from domain.agencies import Kind

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trần Quốc Hùng", "Trần Quốc Hùng"),
        ("Ông Y Thanh Hà Niê", "Y Thanh Hà Niê"),
        ("Đồng chí Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
        ("NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
        ("ThS. Lê Văn Phúc", "Lê Văn Phúc"),
        ("Phòng Tổ chức cán bộ", ""),
        ("Văn phòng Sở", ""),
        ("Giám đốc", ""),
        ("Trần", ""),
        ("Hôm nay trời đẹp", ""),
    ],
)
def test_names_of_persons(text: str, name: str) -> None:
    assert person_name(text) == name


@pytest.mark.parametrize(
    ("text", "post", "head"),
    [
        ("Phó Chủ tịch UBND huyện", "pho chu tich ubnd", False),
        ("Chủ tịch UBND huyện", "chu tich ubnd", True),
        ("Chủ tịch HĐND huyện", "", False),
        ("Phó Bí thư Huyện ủy, Chủ tịch UBND huyện", "chu tich ubnd", True),
        ("Trưởng phòng Nội vụ", "", False),
    ],
)
def test_posts_that_lead_a_district(text: str, post: str, head: bool) -> None:
    assert post_in(LEXICON, Kind.DISTRICT, text) == (post, head)


@pytest.mark.parametrize(
    "content",
    [
        "<h4>Trần Quốc Hùng</h4><p>Chủ tịch UBND huyện</p><h4>Nguyễn Thị Lan</h4><p>Phó Chủ tịch UBND huyện</p>",
        "<p>Chủ tịch UBND huyện: Trần Quốc Hùng</p><p>Phó Chủ tịch UBND huyện: Nguyễn Thị Lan</p>",
        "<ul><li>Trần Quốc Hùng - Chủ tịch UBND huyện</li><li>Nguyễn Thị Lan - Phó Chủ tịch UBND huyện</li></ul>",
        "<table><tr><th>Họ tên</th><th>Chức vụ</th></tr><tr><td>Trần Quốc Hùng</td><td>Chủ tịch</td></tr>"
        "<tr><td>Nguyễn Thị Lan</td><td>Phó Chủ tịch</td></tr></table>",
    ],
)
def test_leaders_in_any_markup(content: str) -> None:
    site, page = tiny_site(content)
    people = read_people(LEXICON, Kind.DISTRICT, told_lines(site, page))
    assert [(person.name, person.head) for person in people] == [("Trần Quốc Hùng", True), ("Nguyễn Thị Lan", False)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Văn phòng Sở\nThanh tra Sở\nPhòng Hành chính tư pháp", 3),
        ("Các đơn vị gồm: Văn phòng Sở; Phòng Công chứng số 1; Trung tâm Trợ giúp pháp lý.", 3),
        ("1. Phòng Tổ chức\n2. Phòng Tổ chức", 1),
        ("Thanh tra việc chấp hành pháp luật của các đơn vị trên toàn tỉnh theo kế hoạch được duyệt hằng năm", 0),
    ],
)
def test_units_named(text: str, count: int) -> None:
    site, _ = tiny_site("<p></p>", kind=Kind.DEPARTMENT)
    assert len(units_in(site, text)) == count


@pytest.mark.parametrize(
    ("text", "posted", "period"),
    [
        ("Lịch tuần từ ngày 16/11/2026 đến ngày 20/11/2026", None, (date(2026, 11, 16), date(2026, 11, 20))),
        ("Tuần (16/11 - 20/11/2026)", None, (date(2026, 11, 16), date(2026, 11, 20))),
        ("Lịch công tác tuần thứ 25", date(2026, 6, 14), (date(2026, 6, 15), date(2026, 6, 21))),
        ("Tuần 47 năm 2026", None, (date(2026, 11, 16), date(2026, 11, 22))),
        ("Thứ Hai 16/11/2026 họp; Thứ Tư 18/11/2026 đi xã", None, (date(2026, 11, 16), date(2026, 11, 18))),
    ],
)
def test_days_of_a_schedule(text: str, posted: date | None, period: tuple[date, date]) -> None:
    assert periods_in(text, posted) == [period]


@pytest.mark.parametrize(
    "text", ["Lịch làm việc", "Kế hoạch giai đoạn 01/01/2020 - 31/12/2025", "từ 45/13 đến 46/13/2026"]
)
def test_texts_without_days_of_a_schedule(text: str) -> None:
    assert all((end - start).days <= 45 for start, end in periods_in(text))


@pytest.mark.parametrize(
    ("kind", "title", "higher"),
    [
        (Kind.DISTRICT, "Chỉ thị số 20/CT-TTg về phòng cháy", True),
        (Kind.DISTRICT, "15/CT-UBND về đón Tết", False),
        (Kind.DEPARTMENT, "Quyết định số 12/QĐ-UBND của tỉnh", True),
        (Kind.DEPARTMENT, "Công văn 88/STP-VP", False),
        (Kind.PROVINCE, "Thủ tướng Chính phủ chỉ đạo ứng phó bão", True),
        (Kind.PROVINCE, "Thông báo kết luận của Chủ tịch", False),
    ],
)
def test_whose_direction(kind: Kind, title: str, higher: bool) -> None:
    site, _ = tiny_site("<p></p>", kind=kind)
    assert is_of_higher_body(site, Item(title, None, "/html")) is higher


def test_endings_of_numbers() -> None:
    assert numbers_in("Quyết định 12/2019/QĐ-UBND và 45/KH-STP") == ("QĐ-UBND", "KH-STP")


def test_whom_a_text_speaks_of() -> None:
    site, _ = tiny_site("<p></p>")
    assert names_own(site, "Huyện Bình Minh nằm ở phía đông")
    assert speaks_of_own(site, "Đình làng dựng năm 1810, được xếp hạng cấp quốc gia")
    assert not speaks_of_own(site, "Huyện Hòa An nằm ở phía tây của tỉnh")
    others = ["Bộ Kinh tế Biển họp", "Lãnh đạo Bộ Kinh tế Biển đi thăm", "Hội nghị của Bộ Kinh tế Biển"]
    assert other_body(site, others)
    assert not other_body(site, ["UBND huyện Bình Minh họp với Bộ Kinh tế Biển", *others[:1], "Họp giao ban tháng"])


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("hồ", "bên hồ Suối Lớn", True),
        ("hồ", "hộ nghèo", False),
        ("hang", "được xếp hạng cấp tỉnh", False),
        ("hồ", "ben ho suoi lon", True),
        ("di tích", "Di Tich lịch sử", True),
        ("di tích", "di dân tích cực", False),
    ],
)
def test_phrases_mind_the_tones_of_single_syllables(phrase: str, text: str, found: bool) -> None:
    assert Phrases.of((phrase,)).found_in(text) is found


@given(st.integers(0, 80))
def test_a_sample_is_bounded_ordered_and_repeatable(count: int) -> None:
    entries = [f"văn bản {place}" for place in range(count)]
    chosen = sample(entries, lambda _: date(2026, 1, 1), str)
    assert len(chosen) == min(count, 20)
    assert chosen == sorted(chosen, key=entries.index) == sample(entries, lambda _: date(2026, 1, 1), str)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Phó Chủ tịch UBND huyện Trần Văn Bình", "Trần Văn Bình"),
        ("Chủ tịch Lò Thị Mai Hoa", "Lò Thị Mai Hoa"),
        ("Chủ tịch UBND huyện Hà Trung", ""),
        ("Phó Chủ tịch UBND huyện Trần Văn Bình làm việc với xã", ""),
    ],
)
def test_a_name_behind_its_post(line: str, name: str) -> None:
    site, page = tiny_site(f"<p>{line}</p>")
    people = read_people(site.lexicon, Kind.DISTRICT, told_lines(site, page))
    assert [person.name for person in people] == ([name] if name else [])


def test_a_cell_that_ends_with_the_level_names_no_other_place() -> None:
    site, _ = tiny_site("<p>Vài dòng.</p>")
    assert speaks_of_own(site, "Bệnh viện huyện | Y tế | 118 tấn")
    assert speaks_of_own(site, "Chủ tịch UBND huyện Trần Văn Bình giao các xã")
    assert not speaks_of_own(site, "Bệnh viện huyện Lâm Sơn")
