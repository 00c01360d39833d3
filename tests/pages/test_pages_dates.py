"""Dates as portals write them are read with their hour; days that no calendar has are not."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.dates import find_dates
from pages.parse import parse_page
from pages.view import Region

DAY = date(2018, 3, 5)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("05/03/2018", ""),
        ("5/3/2018", ""),
        ("05-03-2018", ""),
        ("05.03.2018", ""),
        ("05 / 03 / 2018", ""),
        ("2018-03-05", ""),
        ("2018/03/05", ""),
        ("2018-03-05T10:15:00+07:00", "10:15"),
        ("ngày 05 tháng 3 năm 2018", ""),
        ("Ngày 5 Tháng 03 Năm 2018", ""),
        ("ngày 5 tháng ba năm 2018", ""),
        ("ngay 05 thang 03 nam 2018", ""),
        ("05 Tháng 3, 2018", ""),
        ("Tháng Ba 5, 2018", ""),
        ("Thứ 2, ngày 05/03/2018 | 10:15", "10:15"),
        ("Thứ Hai, 05/03/2018, 10:15", "10:15"),
        ("05/03/2018 10:15:30", "10:15"),
        ("05/03/2018-10:15", "10:15"),
        ("05/03/2018 - 10:15", "10:15"),
        ("05/03/2018 (10:15)", "10:15"),
        ("05/03/2018 lúc 10h15", "10:15"),
        ("05/03/2018 10 giờ 15", "10:15"),
        ("05/03/2018 3:20 PM", "15:20"),
        ("05/03/2018 03:20 CH", "15:20"),
        ("05/03/2018 12:05 AM", "00:05"),
        ("05/03/2018 14:35 PM", "14:35"),
        ("15:59, 05/03/2018", "15:59"),
        ("15:59 | 05/03/2018", "15:59"),
        ("15h59 ngày 05/03/2018", "15:59"),
        ("15:59 GMT+7, Thứ hai, ngày 05/03/2018", "15:59"),
        ("TH05/03/2018 - 08:27", "08:27"),
        ("Cập nhật:05/03/2018", ""),
        ("(05/03/2018)", ""),
        ("một tin(05.03.2018 16:32)", "16:32"),
        ("March 5, 2018", ""),
        ("5 March 2018", ""),
        ("05-Mar-2018", ""),
        ("05/03/2018\n10:15 họp giao ban", ""),
        ("Ngày ban hành: 05/03/2018.", ""),
    ],
)
def test_ways_to_write_a_day(text: str, hour: str) -> None:
    for form in (text, unicodedata.normalize("NFD", text)):
        (found,) = find_dates(form)
        assert (found.day, found.hour) == (DAY, hour)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2018",
        "00/01/2018",
        "32/01/2018",
        "12/13/2018",
        "29/02/2019",
        "2018-02-30",
        "ngày 31 tháng 4 năm 2018",
        "05/03/18",
        "05/03",
        "105/03/2018",
        "05/03/20188",
        "1.2.3.2018",
        "10.05.03.2018",
        "05/03-2018",
        "số 12/2018/QĐ-UBND",
        "0261.3544.000",
        "192.168.2018.1",
        "05/03/1818",
        "3/2018",
        "tháng 3 năm 2018",
        "",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert find_dates(text) == []


def test_several_dates_keep_their_order_and_hours() -> None:
    found = find_dates("08:00 05/03/2018 - 10:30 06/03/2018; 07-03-2018")
    assert [(item.day.day, item.hour) for item in found] == [(5, "08:00"), (6, "10:30"), (7, "")]
    assert [item.text for item in found] == ["05/03/2018", "06/03/2018", "07-03-2018"]


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{y}-{m:02}-{d:02}", "ngày {d} tháng {m} năm {y}"]),
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    (found,) = find_dates(f"Đăng {form.format(d=day.day, m=day.month, y=day.year)} tại cổng")
    assert found.day == day


@given(st.text(alphabet="0123456789/-. :hTngàythánăm|", max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for found in find_dates(text):
        assert found.text in unicodedata.normalize("NFC", text)


def test_dates_of_a_page_know_their_place() -> None:
    page = parse_page(
        "<header>Thứ hai, 05/03/2018</header><main><div class=tin><h2>Một tin</h2><p>Đăng 01/02/2018 10:15</p></div>"
        "<p><time datetime='2018-01-31T08:00'>hôm qua</time></p><p><time datetime='2018-01-30'>30/01/2018</time></p>"
        "<p style='display:none'>09/09/2017</p></main>".encode(),
        "http://x.gov.vn/",
    )
    assert [(found.day.isoformat(), found.hour, found.region) for found in page.dates] == [
        ("2018-03-05", "", Region.HEADER),
        ("2018-02-01", "10:15", Region.MAIN),
        ("2018-01-30", "", Region.MAIN),
        ("2018-01-31", "08:00", Region.MAIN),
    ]
    assert page.dates[1].xpath == "/html/body/main/div/p"
    assert page.dates[3].xpath == "/html/body/main/p[1]/time"
