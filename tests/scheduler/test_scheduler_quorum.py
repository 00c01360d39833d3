"""What is published of a finding, over all kinds of nights."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nights_world import local

from domain.findings import Verdict
from domain.nights import Mark, Published, Review, Seen, Word
from scheduler.quorum import UNSEEN, is_regression, publish, publish_all

FIRST = local("2026-12-01 21:00")
MET, PARTLY, NOT, OPEN, ERROR = (
    Verdict.MET,
    Verdict.PARTLY_MET,
    Verdict.NOT_MET,
    Verdict.UNDETERMINED,
    Verdict.ERROR,
)
verdicts = st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=14)
quorums = st.integers(min_value=1, max_value=5)


def moment(night: int) -> datetime:
    return FIRST + timedelta(days=night)


def nights(*seen: Verdict) -> list[Seen]:
    return [Seen(verdict, number + 1, moment(number)) for number, verdict in enumerate(seen)]


def review(word: Word, night: int, verdict: Verdict = NOT, **more: object) -> Review:
    """A word given on the day after a night."""
    made = moment(night) + timedelta(hours=14)
    return Review("a", "r", "sha256:f", verdict, word, "auditor", made, **more)  # type: ignore[arg-type]


def history(seen: Sequence[Verdict], reviews: Sequence[Review] = (), quorum: int = 3) -> list[Published]:
    """What is published after each night."""
    made = [publish_all(nights(*seen)[: number + 1], reviews, quorum) for number in range(len(seen))]
    return [each for each in made if each is not None]


def shown(seen: Sequence[Verdict], reviews: Sequence[Review] = (), quorum: int = 3) -> list[tuple[Verdict, Mark]]:
    return [(each.verdict, each.mark) for each in history(seen, reviews, quorum)]


def agreeing(seen: Sequence[Verdict]) -> int:
    """Nights in agreement on not_met up to the last one, those that could not tell left aside."""
    told = [verdict for verdict in seen if verdict not in UNSEEN]
    count = 0
    while count < len(told) and told[-1 - count] is NOT:
        count += 1
    return count


@given(verdicts, quorums)
def test_nothing_turns_to_not_met_without_its_quorum(seen: list[Verdict], quorum: int) -> None:
    made = history(seen, quorum=quorum)
    for number, each in enumerate(made):
        turned = each.verdict is NOT and (number == 0 or made[number - 1].verdict is not NOT)
        if turned:
            assert agreeing(seen[: number + 1]) >= quorum


@given(verdicts, quorums)
def test_with_its_quorum_not_met_is_published(seen: list[Verdict], quorum: int) -> None:
    if seen[-1] is NOT and agreeing(seen) >= quorum:
        assert history(seen, quorum=quorum)[-1].verdict is NOT


@given(verdicts, quorums)
def test_every_other_verdict_is_published_the_same_night(seen: list[Verdict], quorum: int) -> None:
    last = history(seen, quorum=quorum)[-1]
    if seen[-1] not in (NOT, ERROR):
        assert (last.verdict, last.finding, last.mark) == (seen[-1], len(seen), Mark.PLAIN)


@given(verdicts, quorums)
def test_pending_keeps_what_was_published_before(seen: list[Verdict], quorum: int) -> None:
    made = history(seen, quorum=quorum)
    for before, after in pairwise(made):
        if after.mark is Mark.PENDING:
            assert (after.verdict, after.finding, after.since) == (before.verdict, before.finding, before.since)
            assert after.seen_verdict is NOT
            assert after.seen_nights < quorum
    if made[0].mark is Mark.PENDING:
        assert (made[0].verdict, made[0].finding) == (OPEN, None)


@given(verdicts, quorums)
def test_our_own_error_changes_nothing_that_is_published(seen: list[Verdict], quorum: int) -> None:
    before = history(seen, quorum=quorum)[-1]
    after = publish(before, Seen(ERROR, 99, moment(len(seen))), (), quorum)
    assert after == before


@given(verdicts, quorums)
def test_a_night_like_the_one_before_changes_nothing_once_the_quorum_is_full(seen: list[Verdict], quorum: int) -> None:
    """What an unchanged night costs: no row is written again."""
    made = publish_all(nights(*seen), (), quorum)
    for number in range(quorum):
        made = publish(made, Seen(seen[-1], 77, moment(len(seen) + number)), (), quorum)
    assert publish(made, Seen(seen[-1], 77, moment(len(seen) + quorum)), (), quorum) == made


@given(verdicts, quorums, st.integers(min_value=1, max_value=13))
def test_the_state_kept_between_nights_says_all_that_counts(seen: list[Verdict], quorum: int, cut: int) -> None:
    kept = publish_all(nights(*seen)[:cut], (), quorum)
    for each in nights(*seen)[cut:]:
        kept = publish(kept, each, (), quorum)
    assert kept == publish_all(nights(*seen), (), quorum)


def test_three_nights_in_agreement() -> None:
    assert shown([MET, NOT, NOT, NOT]) == [(MET, ""), (MET, "pending"), (MET, "pending"), (NOT, "")]


def test_a_night_that_saw_it_starts_the_count_anew_and_one_that_could_not_tell_does_not() -> None:
    assert shown([MET, NOT, NOT, PARTLY, NOT])[-1] == (PARTLY, "pending")
    assert shown([MET, NOT, NOT, OPEN, NOT])[2:] == [(MET, "pending"), (OPEN, ""), (NOT, "")]


def test_a_flapping_finding_is_never_published_as_not_met() -> None:
    assert {verdict for verdict, _ in shown([MET, NOT] * 7)} == {MET}


def test_an_auditors_word_stands_for_the_nights() -> None:
    made = history([MET, NOT, NOT], [review(Word.CONFIRM, 1)])
    assert [(each.verdict, each.review) for each in made] == [(MET, ""), (MET, ""), (NOT, "confirmed")]


def test_an_overturned_finding_is_not_published_for_as_long_as_the_nights_repeat_it() -> None:
    made = history([MET, NOT, NOT, NOT, NOT, NOT], [review(Word.OVERTURN, 1)])
    assert {each.verdict for each in made} == {MET}
    assert made[-1].review == "overturned"
    again = history([MET, NOT, MET, NOT, NOT, NOT], [review(Word.OVERTURN, 1)])
    assert (again[-1].verdict, again[-1].review) == (NOT, "")  # another turn needs another word


@pytest.mark.parametrize(("instead", "becomes"), [(PARTLY, PARTLY), (None, OPEN)])
def test_what_an_auditor_says_instead_is_published(instead: Verdict | None, becomes: Verdict) -> None:
    made = history([NOT, NOT, NOT, NOT], [review(Word.OVERTURN, 2, instead=instead)])
    assert [each.verdict for each in made] == [OPEN, OPEN, NOT, becomes]
    assert made[-1].finding is None


def test_an_auditor_may_overturn_a_met_too() -> None:
    made = history([MET, MET, MET], [review(Word.OVERTURN, 0, MET, instead=NOT)])
    assert [each.verdict for each in made] == [MET, NOT, NOT]


def test_contesting_and_waiving_stand_beside_the_verdict_and_do_not_change_it() -> None:
    contested = history([NOT] * 4, [review(Word.CONTEST, 1)])
    assert [(each.verdict, each.review) for each in contested][2:] == [(NOT, "contested")] * 2
    waived = history([NOT] * 6, [review(Word.WAIVE, 0, until=date(2026, 12, 4))])
    assert [each.review for each in waived] == ["", "waived", "waived", "waived", "", ""]
    assert waived[-1].verdict is NOT


def test_only_definite_verdicts_that_became_worse_are_regressions() -> None:
    worse = {(MET, PARTLY), (MET, NOT), (PARTLY, NOT)}
    pairs = {(before, after) for before in (None, *Verdict) for after in Verdict if is_regression(before, after)}
    assert pairs == worse
