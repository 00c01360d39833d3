"""Does a plan still run?"""

from datetime import date

import pytest

from checks.judged import Judged
from checks.observations import Unknown
from checks.plan_periods import period_ends, within_period
from domain.findings import Text2

SAID = Text2("Có bài viết.", "There is text.")
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Chiến lược phát triển ngành đến năm 2020", {2020}),
        ("Chiến lược đến 2025, tầm nhìn đến năm 2050", {2025}),
        ("Quy hoạch đến năm 2020, định hướng đến năm 2030", {2020, 2030}),
        ("Quy hoạch tỉnh thời kỳ 2021-2030, tầm nhìn đến năm 2050", {2030}),
        ("Kế hoạch phát triển kinh tế - xã hội 5 năm 2016 – 2020", {2020}),
        ("Đề án giai đoạn 2021 đến 2025", {2025}),
        ("Kế hoạch sử dụng đất năm 2019", {2019}),
        ("Kế hoạch sử dụng đất năm 2026 huyện Bình Minh", {2026}),
        ("Quyết định số 12/2019/QĐ-UBND ngày 05/03/2019", set()),
        ("Thời hạn nộp hồ sơ đến ngày 30/6/2020", set()),
        ("Huyện được thành lập năm 1987", set()),
        ("", set()),
    ],
)
def test_periods_are_read(text: str, ends: set[int]) -> None:
    assert period_ends(text) == ends


@pytest.mark.parametrize(
    ("text", "earned", "unknown", "code"),
    [
        ("Chiến lược đến năm 2030", 1.0, 0.0, "full"),
        ("Kế hoạch năm 2026", 1.0, 0.0, "full"),
        ("Quy hoạch đến năm 2020; đề án giai đoạn 2026-2030", 1.0, 0.0, "full"),
        ("Chiến lược đến năm 2020, tầm nhìn đến năm 2030", 0.4, 0.0, "period_over"),
        ("Chiến lược phát triển", 0.4, 0.6, "period_unknown"),
    ],
)
def test_the_grade_follows_the_period(text: str, earned: float, unknown: float, code: str) -> None:
    found = within_period(Judged(1.0, 0.0, "full", SAID), text, TODAY)
    assert (found.earned, found.unknown, found.code) == (earned, unknown, code)
    assert (found.unknown_kind is Unknown.HUMAN) == (code == "period_unknown")


def test_an_unknown_capture_day_leaves_the_period_open() -> None:
    assert within_period(Judged(0.7, 0.0, "most", SAID), "Chiến lược đến năm 2030", None).unknown == 0.3


def test_what_earns_little_or_nothing_stays() -> None:
    for judged in (Judged(0.4, 0.0, "some", SAID), Judged(0.0, 0.0, "thin", SAID), Judged(0.4, 0.6, "unread", SAID)):
        assert within_period(judged, "Kế hoạch năm 2010", TODAY) is judged
