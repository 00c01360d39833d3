"""The passage of a page that serves a section; what hands out a file; dates that stand in titles."""

from datetime import date

import pytest
from tiny_sites import tiny_site

from checks.all_candidates import candidates_of
from checks.attachments import is_file_address
from checks.item_dates import title_days, within_line
from checks.passages import passage_of

NATURE = "Huyện nằm ở phía đông của tỉnh, địa hình đồi núi thấp, khí hậu nhiệt đới gió mùa."
HISTORY = "Năm 1832 lập phủ; năm 1975 giải phóng; năm 1989 tái lập huyện trên cơ sở mười ba xã."


@pytest.mark.parametrize(
    "content",
    [
        f"<h2>Điều kiện tự nhiên</h2><p>{NATURE}</p><h2>Lịch sử hình thành</h2><p>{HISTORY}</p>",
        f"<p><b>I. ĐIỀU KIỆN TỰ NHIÊN</b></p><p>{NATURE}</p><p><b>II. LỊCH SỬ HÌNH THÀNH</b></p><p>{HISTORY}</p>",
        f"<p>1. Vị trí địa lý</p><p>{NATURE}</p><p>2. Lịch sử hình thành</p><p>{HISTORY}</p>",
        f"<div class='box'><div class='title'><div>Điều kiện tự nhiên</div></div><div>{NATURE}</div></div>"
        f"<div class='box'><div class='title'><div>Lịch sử hình thành</div></div><div>{HISTORY}</div></div>",
    ],
)
def test_each_section_has_its_own_passage(content: str) -> None:
    site, page = tiny_site(content)
    history = passage_of(site, page, "territory_history")
    assert HISTORY in history.text
    assert NATURE not in history.text
    assert not history.whole


@pytest.mark.parametrize(
    "controls",
    [
        "<ul><li><a href='#a'>Điều kiện tự nhiên</a></li><li><a href='#b'>Lịch sử hình thành</a></li></ul>",
        "<button data-target='#a'>Điều kiện tự nhiên</button><button data-target='#b'>Lịch sử hình thành</button>",
    ],
)
def test_a_tab_holds_the_passage_of_its_name(controls: str) -> None:
    site, page = tiny_site(f"{controls}<div id='a'><p>{NATURE}</p></div><div id='b'><p>{HISTORY}</p></div>")
    history = passage_of(site, page, "territory_history")
    assert (history.text, history.whole) == (HISTORY, False)
    assert "part" in [found.how for found in candidates_of(site, "territory_history")]


def test_a_page_called_as_the_section_is_all_of_it() -> None:
    content = f"<h1>Lịch sử hình thành</h1><h2>Tên đất</h2><p>{NATURE}</p><h2>Quá trình hình thành</h2><p>{HISTORY}</p>"
    site, page = tiny_site(content)
    passage = passage_of(site, page, "territory_history")
    assert passage.whole
    assert NATURE in passage.text
    assert HISTORY in passage.text


def test_a_page_of_one_matter_is_its_own_passage() -> None:
    site, page = tiny_site(f"<h1>Lịch sử hình thành</h1><p>{HISTORY}</p>")
    passage = passage_of(site, page, "territory_history")
    assert passage.whole
    assert passage.text == HISTORY


@pytest.mark.parametrize(
    ("url", "hands_out"),
    [
        ("http://a.gov.vn/vb/12.pdf", True),
        ("http://a.gov.vn/vb/12.DOC?x=1", True),
        ("http://a.gov.vn/documents/1/2/vb/0a1b2c3d-1111-2222-3333-444455556666", True),
        ("http://a.gov.vn/LinkClick.aspx?fileticket=abc", True),
        ("http://a.gov.vn/download.ashx?id=4", True),
        ("http://a.gov.vn/tin-tuc/download-gi-do.html", False),
        ("http://a.gov.vn/tin.aspx?id=4", False),
    ],
)
def test_addresses_that_hand_out_a_file(url: str, hands_out: bool) -> None:
    assert is_file_address(url) is hands_out


@pytest.mark.parametrize(
    ("shown", "title", "posted", "content"),
    [
        ("Họp giao ban (05.08.2026 16:32)", "Họp giao ban", date(2026, 8, 5), None),
        ("05/08/2026: Họp giao ban", "Họp giao ban", date(2026, 8, 5), None),
        ("Họp giao ban - 05/08/2026", "Họp giao ban", date(2026, 8, 5), None),
        ("Kết quả tiếp công dân ngày 15/5/2026", "Kết quả tiếp công dân ngày 15/5/2026", None, date(2026, 5, 15)),
        ("Họp giao ban", "Họp giao ban", None, None),
    ],
)
def test_a_date_behind_a_title_is_that_of_posting(
    shown: str, title: str, posted: date | None, content: date | None
) -> None:
    found, days = title_days(shown)
    assert (found, days.posted, days.content) == (title, posted, content)


def test_each_title_of_a_line_has_the_date_behind_it() -> None:
    line = "Tin một (05/08/2026) Tin hai Tin ba (07/08/2026)"
    assert [days.posted for days in within_line(line, ["Tin một", "Tin hai", "Tin ba"])] == [
        date(2026, 8, 5),
        None,
        date(2026, 8, 7),
    ]
