"""The figures: what each counts, and that they stay within bounds."""

from accuracy_samples import LEADERS, NEWS, corpus, label, portal, told
from hypothesis import given
from hypothesis import strategies as st

from accuracy.comparing import Row, compare
from accuracy.corpus import Label
from accuracy.judged import Told
from accuracy.measures import Scope, figures_of, scopes_of, verdicts_in
from accuracy.ratios import Ratio
from checks.load_catalogue import load_catalogue
from domain.findings import Verdict

MET, PARTLY, NOT = Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET
UNSEEN, HUMAN = Verdict.UNDETERMINED, Verdict.NEEDS_HUMAN


def rows(*pairs: tuple[set[Verdict], Verdict]) -> list[Row]:
    a = portal("a")
    return [Row(a, Label("a", NEWS, (NEWS,), frozenset(allowed)), Told(verdict)) for allowed, verdict in pairs]


def test_what_each_figure_counts() -> None:
    figures = figures_of(
        rows(
            ({MET}, PARTLY),  # present, in another degree
            ({MET, PARTLY}, MET),
            ({MET}, UNSEEN),  # left open
            ({PARTLY}, NOT),  # missed
            ({NOT}, NOT),
            ({NOT}, MET),  # invented
            ({NOT, UNSEEN}, NOT),  # right, though it need not have been told
            ({MET, UNSEEN}, MET),
            ({UNSEEN}, NOT),  # told where nothing can be told
        )
    )
    assert figures.agreement == Ratio(4, 9)
    assert figures.present_precision == Ratio(3, 4)
    assert figures.present_recall == Ratio(2, 4)
    assert figures.absent_precision == Ratio(2, 4)
    assert figures.absent_recall == Ratio(1, 2)


def test_labels_that_decide_nothing_count_in_the_agreement_alone() -> None:
    figures = figures_of(rows(({PARTLY, NOT}, PARTLY), ({PARTLY, NOT}, NOT), ({MET, NOT}, UNSEEN)))
    assert figures.agreement == Ratio(2, 3)
    assert figures.present_precision == figures.absent_precision == Ratio()
    assert figures.present_recall == figures.absent_recall == Ratio()


def test_open_verdicts_are_counted_on_reachable_portals() -> None:
    judged = [
        told("a", {NEWS: UNSEEN, LEADERS: HUMAN, "x": MET}),
        told("b", {NEWS: UNSEEN, LEADERS: Verdict.NOT_APPLICABLE}, reachable=False),
        told("c", {NEWS: MET, LEADERS: Verdict.NOT_APPLICABLE}),
    ]
    figures = figures_of([], verdicts_in(judged, {NEWS, LEADERS}.__contains__))
    assert figures.undetermined == Ratio(1, 3)
    assert figures.needs_human == Ratio(1, 3)
    assert figures.open == Ratio(2, 3)


def test_scopes() -> None:
    scopes = scopes_of(load_catalogue("nd43-2011"))
    assert scopes[NEWS] is Scope.PORTAL
    assert scopes["nd43-13-english-intro"] is Scope.PORTAL
    for services in ("nd43-13-english-services", "nd43-18-2-list", "tt32-5-3-submit"):
        assert scopes[services] in (Scope.SERVICES, Scope.UNSCORED)
    assert scopes["nd43-18-2-list"] is Scope.SERVICES


verdicts = st.sampled_from(list(Verdict))
labelled = st.lists(st.tuples(st.sets(verdicts, min_size=1), verdicts), max_size=30)


@given(labelled, st.lists(verdicts, max_size=30))
def test_every_count_stays_within_its_rows(pairs: list[tuple[set[Verdict], Verdict]], given_: list[Verdict]) -> None:
    made = rows(*pairs)
    figures = figures_of(made, given_)
    for name in ("agreement", "present_precision", "present_recall", "absent_precision", "absent_recall"):
        ratio = getattr(figures, name)
        assert 0 <= ratio.right <= ratio.of <= len(made)
    assert figures.open.right <= figures.open.of == len(given_)


@given(labelled)
def test_a_perfect_checker_scores_full_marks(pairs: list[tuple[set[Verdict], Verdict]]) -> None:
    figures = figures_of(rows(*((allowed, min(allowed)) for allowed, _ in pairs)))
    for ratio in (figures.agreement, figures.present_precision, figures.absent_precision, figures.absent_recall):
        assert ratio.right == ratio.of
    assert figures.present_recall.right == figures.present_recall.of


def test_order_does_not_matter() -> None:
    both = corpus([portal("a"), portal("b")], [label("a", NEWS, MET), label("b", NEWS, NOT)])
    judged = [told("a", {NEWS: MET}), told("b", {NEWS: NOT})]
    assert figures_of(compare(both, judged)) == figures_of(compare(both, judged[::-1]))
