"""A label beside a verdict: right, in the wrong degree, open, or wrong."""

import pytest
from accuracy_samples import HISTORY, LEADERS, NEWS, corpus, label, portal, told

from accuracy.comparing import Fit, compare
from domain.findings import Verdict

MET, PARTLY, NOT = Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET
UNSEEN, HUMAN, NONE, ERROR = Verdict.UNDETERMINED, Verdict.NEEDS_HUMAN, Verdict.NOT_APPLICABLE, Verdict.ERROR


@pytest.mark.parametrize(
    ("allowed", "verdict", "fit"),
    [
        ((MET,), MET, Fit.RIGHT),
        ((MET,), PARTLY, Fit.SHADE),
        ((NOT,), PARTLY, Fit.FALSE_PRESENT),
        ((UNSEEN,), MET, Fit.FALSE_PRESENT),
        ((MET, PARTLY), NOT, Fit.FALSE_ABSENT),
        ((UNSEEN,), NOT, Fit.FALSE_ABSENT),
        ((NOT, UNSEEN), UNSEEN, Fit.RIGHT),
        ((NOT,), HUMAN, Fit.OPEN),
        ((MET,), ERROR, Fit.OTHER),
        ((NOT, UNSEEN, HUMAN), ERROR, Fit.OTHER),
    ],
)
def test_fit(allowed: tuple[Verdict, ...], verdict: Verdict, fit: Fit) -> None:
    (row,) = compare(corpus([portal("a")], [label("a", NEWS, *allowed)]), [told("a", {NEWS: verdict})])
    assert row.fit is fit


@pytest.mark.parametrize(
    ("verdicts", "together"),
    [
        ((NOT, MET, UNSEEN), MET),
        ((PARTLY, NOT, NOT), PARTLY),
        ((NOT, NOT, NOT), NOT),
        ((NOT, NOT, UNSEEN), UNSEEN),
        ((NOT, HUMAN, NOT), HUMAN),
        ((NONE, NOT, NONE), NOT),
        ((ERROR, NOT, NOT), ERROR),
    ],
)
def test_an_item_of_several_requirements_is_one_row(verdicts: tuple[Verdict, ...], together: Verdict) -> None:
    item = label("a", f"{NEWS} {LEADERS} {HISTORY}", NOT, name="item")
    rows = compare(
        corpus([portal("a")], [item]), [told("a", dict(zip((NEWS, LEADERS, HISTORY), verdicts, strict=True)))]
    )
    assert [row.told.verdict for row in rows] == [together]


def test_what_does_not_bind_is_no_row_unless_just_that_is_expected() -> None:
    labels = [label("a", NEWS, NOT), label("a", LEADERS, NONE)]
    rows = compare(corpus([portal("a")], labels), [told("a", {NEWS: NONE, LEADERS: NONE})])
    assert [(row.label.name, row.fit) for row in rows] == [(LEADERS, Fit.RIGHT)]


def test_portals_that_were_not_judged_give_no_rows() -> None:
    assert not compare(corpus([portal("a")], [label("a", NEWS, NOT)]), [])
