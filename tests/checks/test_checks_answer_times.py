"""Days of asking and answering, and what they say of lateness."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tiny_sites import tiny_site

from checks.answer_times import Handled, handled_questions, mostly_late

ASKED = date(2026, 3, 2)


def test_days_of_several_questions_on_a_page() -> None:
    one = "<p>Ngày gửi: 02/03/2026</p><p>Trả lời: Có.</p><p>Ngày trả lời: 05/03/2026</p>"
    two = "<p>Người hỏi: Lê Văn Bình, Ngày gửi: 09/03/2026</p><p>Chưa trả lời</p>"
    site, page = tiny_site(one + two + "<p>Ngày hỏi: 10/03/2026</p>")
    assert handled_questions(site, page, ()) == (
        Handled(date(2026, 3, 2), date(2026, 3, 5)),
        Handled(date(2026, 3, 9), None),
        Handled(date(2026, 3, 10), None),
    )


def test_a_page_without_labelled_days_tells_none() -> None:
    site, page = tiny_site("<p>Ngày 02/03/2026 bà Lan hỏi về đất.</p>")
    assert handled_questions(site, page, ()) == ()


def test_of_few_lags_nothing_is_said() -> None:
    late = Handled(ASKED, ASKED + timedelta(days=90))
    assert mostly_late([late] * 4, 15) is None
    assert mostly_late([late] * 5, 15) == (5, 5)


@given(lags=st.lists(st.integers(-5, 200), max_size=30), limit=st.integers(1, 60))
def test_a_longer_limit_never_makes_more_late(lags: list[int], limit: int) -> None:
    handled = [Handled(ASKED, ASKED + timedelta(days=lag)) for lag in lags]
    short, longer = mostly_late(handled, limit), mostly_late(handled, limit + 1)
    assert longer is None or (short is not None and longer[0] <= short[0])
