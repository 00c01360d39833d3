"""Availability over a period: what counts, what does not, and that more answers never make it worse."""

from dataclasses import replace
from datetime import timedelta

import pytest
from case_visits import FIRST, read_visits, visit
from hypothesis import given
from hypothesis import strategies as st
from snapshots import make_target

from checks.availability import judge_availability, observe_visits, period_params
from checks.load_catalogue import load_catalogue
from checks.observations import Observation
from checks.probes.visits_of_period import PeriodParams
from domain.agencies import NotApplicable
from domain.findings import Verdict
from domain.visits import Visit

ROW = load_catalogue().get("nd43-27-1-available")
assert ROW is not None
PARAMS = PeriodParams(fewest=10, again_after_minutes=20, others_within_minutes=360)


def seen(own: str, others: str | None = None) -> Observation:
    nights = len(own.split())
    return observe_visits(PARAMS, *read_visits(own, others or " ".join(["++"] * nights)))


def counted(seen: Observation) -> tuple[float, float]:
    figures = dict(seen.figures)
    return figures["answered"], figures["failed"]


TEN = "+ " * 10
CASES = [
    (f"{TEN} -", None, (10, 0)),  # the last visit: no second one yet
    (f"{TEN} - -", None, (10, 1)),  # the next night confirms
    (f"{TEN} - +", None, (10 + 1, 0)),
    (f"{TEN} -?- +", None, (11, 1)),  # what tells neither way confirms nothing and hinders nothing
    (f"{TEN} ---", None, (10, 2)),
    (f"{TEN} --", "++ " * 10 + "-", (10, 0)),  # nobody else answered
    (f"{TEN} --", "++ " * 10 + "-+", (10, 1)),
    (f"{TEN} --", "++ " * 10 + "--+", (10, 0)),  # most of the others did not
    (f"{TEN} --", "++ " * 10 + "?", (10, 0)),  # no other portal was visited: nothing tells that our line was up
]


@pytest.mark.parametrize(("own", "others", "figures"), CASES)
def test_failed_visit_counts_when_a_second_failed_and_others_answered(
    own: str, others: str | None, figures: tuple[float, float]
) -> None:
    assert counted(seen(own, others)) == figures


def test_second_visit_must_lie_some_time_later() -> None:
    up = [visit("khac", FIRST + timedelta(days=day), "+") for day in range(12)]
    own = [visit("binhminh", FIRST + timedelta(days=day), "+") for day in range(10)]
    first = visit("binhminh", FIRST + timedelta(days=11), "-")
    soon = replace(first, audit="soon", started=first.started + timedelta(minutes=5))
    late = replace(first, audit="late", started=first.started + timedelta(minutes=25))
    assert counted(observe_visits(PARAMS, [*own, first, soon], up)) == (10, 0)
    assert counted(observe_visits(PARAMS, [*own, first, soon, late], up)) == (10, 2)


def test_finding_names_the_audits_it_rests_on() -> None:
    own, others = read_visits(f"{TEN} -- -+", " ".join(["++"] * 12))
    finding = judge_availability(ROW, make_target(), own, others)
    assert finding.verdict is Verdict.PARTLY_MET
    assert finding.value == pytest.approx(11 / 13, abs=1e-6)
    failed = next(each for each in own if each.answered is False)
    assert (finding.evidence[0].digest, finding.evidence[0].locator.value) == (failed.record, "/ending")
    assert failed.audit in finding.evidence[0].excerpt
    assert finding.searched is not None
    assert finding.searched.pages == 13
    assert [miss.label for miss in finding.searched.misses] == [own[-2].audit]
    assert "11/13" in finding.reason.vi


def test_nothing_is_judged_for_too_few_visits_or_where_it_does_not_apply() -> None:
    few = judge_availability(ROW, make_target(), *read_visits("+ + +", "+ + +"))
    assert (few.verdict, few.value, few.code) == (Verdict.UNDETERMINED, None, "few_visits")
    entry = NotApplicable("nd43-27-*", "công văn 5", FIRST.date())
    none = judge_availability(ROW, replace(make_target(), not_applicable=(entry,)), *read_visits(TEN, TEN))
    assert none.verdict is Verdict.NOT_APPLICABLE


def test_other_requirements_are_not_judged_over_periods() -> None:
    news = load_catalogue().get("nd43-10-1-b-news")
    assert news is not None
    assert period_params(news) is None
    with pytest.raises(ValueError, match="not judged over a period"):
        judge_availability(news, make_target(), (), ())


SIGNS = st.lists(st.sampled_from("++++-?"), min_size=0, max_size=40)


@given(SIGNS, SIGNS, st.randoms(use_true_random=False))
def test_bounded_and_blind_to_order(own: list[str], others: list[str], random: object) -> None:
    ours = _hourly("binhminh", own)
    theirs = _hourly("khac", others)
    told = observe_visits(PARAMS, ours, theirs)
    assert 0 <= told.earned <= 1
    assert told.earned + told.unknown <= 1
    mixed = list(ours)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert observe_visits(PARAMS, mixed, theirs[::-1]) == told
    assert sum(counted(told)) <= sum(1 for each in ours if each.answered is not None)


@given(SIGNS, SIGNS, st.integers(0, 39))
def test_an_answer_more_never_makes_it_worse(own: list[str], others: list[str], place: int) -> None:
    theirs = _hourly("khac", others)
    before = observe_visits(PARAMS, _hourly("binhminh", own), theirs)
    better = [*own[:place], "+", *own[place + 1 :]]
    after = observe_visits(PARAMS, _hourly("binhminh", better), theirs)
    if not before.unknown and not after.unknown:
        assert after.earned >= before.earned


@given(SIGNS)
def test_nothing_is_held_against_a_portal_while_nobody_answers_us(own: list[str]) -> None:
    assert counted(observe_visits(PARAMS, _hourly("binhminh", own), _hourly("khac", ["-"] * 40)))[1] == 0


def _hourly(agency: str, signs: list[str]) -> list[Visit]:
    return [visit(agency, FIRST + timedelta(hours=hour), sign) for hour, sign in enumerate(signs)]
