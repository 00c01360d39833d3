"""What is published: figures by group, the same again out of JSON, the page, and floors that hold."""

from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

import pytest
from accuracy_samples import DAY, HISTORY, LEADERS, NEWS, corpus, label, portal, told
from rich.console import Console

from accuracy.corpus import Corpus, Exam, Split
from accuracy.first_runs import first_run
from accuracy.floors import Slack, falls, falls_of_portals
from accuracy.judged import Judged
from accuracy.label_only import LabelOnly
from accuracy.misses import miss_lines
from accuracy.page import accuracy_page
from accuracy.published import requirement_accuracy
from accuracy.ratios import Ratio
from accuracy.report import Measured, Report, build_report
from accuracy.report_json import read_report, report_text
from accuracy.screen import print_report
from accuracy.service_lists import compare_services
from accuracy.sheets import markdown_lines, plain_lines, ratio_text, sheets
from accuracy.visiting import Visited
from checks.load_catalogue import load_catalogue
from demo.truth.service_truth import ServiceTruth, TrueService
from domain.findings import Service, ServiceProblem, Verdict

MET, PARTLY, NOT, UNSEEN = Verdict.MET, Verdict.PARTLY_MET, Verdict.NOT_MET, Verdict.UNDETERMINED
CATALOGUE = load_catalogue("nd43-2011")
SERVICES = "nd43-18-2-list"


def sample() -> Corpus:
    portals = [portal("a"), portal("b", "spa", split=Split.TUNED), portal("c", control=True)]
    labels = [
        label("a", NEWS, MET),
        label("a", LEADERS, NOT),
        label("b", NEWS, NOT),
        label("b", f"{HISTORY} {LEADERS}", NOT, name="gioi_thieu"),
        label("b", SERVICES, MET),
        label("c", NEWS, NOT, UNSEEN),
    ]
    return corpus(portals, labels)


GOOD = (
    told("a", {NEWS: MET, LEADERS: NOT}),
    told("b", {NEWS: NOT, HISTORY: NOT, LEADERS: UNSEEN, SERVICES: MET}),
    told("c", {NEWS: UNSEEN}),
)


def report(judged: Sequence[Judged] = GOOD) -> Report:
    visited = tuple(
        Visited(each, LabelOnly(told(each.portal, {NEWS: PARTLY}), told(each.portal, {NEWS: PARTLY})))
        for each in judged
    )
    first = {"a": first_run(told("a", {NEWS: UNSEEN, LEADERS: NOT}), DAY, "sha256:1", browser=True)}
    left = {"dnn": (3, (judged[0], judged[2])), "spa": (0, (told("b", {NEWS: UNSEEN}),))}
    return build_report(Measured(sample(), CATALOGUE, DAY, True, visited, first, left))


def test_figures_by_group() -> None:
    made = report()
    assert made.total.present_recall == Ratio(2, 2)
    assert made.total.absent_recall == Ratio(2, 3)
    assert made.total.undetermined == Ratio(1, 5)  # neither the control's row nor the service
    assert made.services.undetermined == Ratio(0, 1)
    assert made.services.present_recall == Ratio(1, 1)
    assert made.splits["tuned"].absent_recall == Ratio(1, 2)
    assert made.platforms["dnn"].absent_recall == Ratio(1, 1)
    assert made.requirements[NEWS].present_precision == Ratio(1, 1)
    assert made.requirements["gioi_thieu"].absent_recall == Ratio(0, 1)
    assert made.requirements[LEADERS].undetermined == Ratio(1, 2)
    assert {row.id for row in CATALOGUE.requirements} <= set(made.requirements)


def test_first_run_and_baseline_and_platforms_left_out() -> None:
    made = report()
    a, b, _ = made.portals
    assert a.first is not None
    assert (a.first.present_recall, a.final.present_recall) == (Ratio(0, 1), Ratio(1, 1))
    assert a.first_on == DAY
    assert b.first is None
    assert made.label_only.home.present_precision == Ratio(1, 3)
    assert made.label_only.substance.present_precision == Ratio(1, 1)
    spa = next(item for item in made.left_out if item.platform == "spa")
    assert (spa.full.absent_recall, spa.without.absent_recall) == (Ratio(1, 2), Ratio(0, 1))


def test_controls_that_are_called_present_are_named() -> None:
    assert not report().controls_present
    assert report((*GOOD[:2], told("c", {NEWS: PARTLY}))).controls_present == (f"c {NEWS}",)


def test_json_and_back() -> None:
    made = report()
    assert read_report(report_text(made)) == made
    for wrong in ("[]", "{}", '{"schema": "other@1"}', "no json"):
        with pytest.raises(ValueError, match=r".+"):
            read_report(wrong)


def test_the_page_shows_every_table() -> None:
    page = accuracy_page(report())
    for heading in ("All together", "First run beside final", "By platform", "By requirement", "Labels alone"):
        assert f"\n## {heading}\n" in page
    assert "Tuned (1): `b`" in page
    assert "Unseen (2): `a`, `c`" in page
    assert page == accuracy_page(read_report(report_text(report())))


def services(*, claimed: str = "4", problem: ServiceProblem | None = None) -> Report:
    """Three portals with a service each, one of them of an exam."""
    portals = [portal("a"), portal("b"), replace(portal("x"), exam="last exam")]
    true = TrueService("1.000123", "Cấp giấy phép", "", "", "", "4", "4", None, frozenset({None}), "", "")
    truth = {name: ServiceTruth(name, (true,), None, True, (), (), {}) for name in ("a", "b", "x")}
    item = Service("1.000123", "Cấp giấy phép", "", claimed, "4", "http://a.vn/1", problem)
    visited = tuple(Visited(told(name, {}), services=(item,) if name != "b" else ()) for name in truth)
    kept = compare_services((), truth["a"])
    first = {"a": first_run(told("a", {}), DAY, "sha256:1", browser=True, services=kept)}
    given = replace(corpus(portals, []), services=truth)
    return build_report(Measured(given, CATALOGUE, DAY, True, visited, first, {}))


def test_services_stand_one_by_one_with_their_first_run() -> None:
    made = services()
    assert [(line.portal, line.final.found) for line in made.service_lists] == [
        ("a", Ratio(1, 1)),
        ("b", Ratio(0, 1)),
        ("x", Ratio(1, 1)),
    ]
    assert made.service_lists[0].first is not None
    assert made.service_lists[0].first.found == Ratio(0, 1)
    assert read_report(report_text(made)) == made
    sheet = next(sheet for sheet in sheets(made) if sheet.key == "services")
    together = next(row for row in sheet.rows if row[0] == "together")
    assert "1/2" in together[2]
    assert "recall 0% 0/1" in sheet.rows[0][-1]
    assert "## Services" in accuracy_page(made)


def test_figures_of_services_may_not_fall() -> None:
    before = services()
    assert not falls(before, services())
    assert any("a: services, level fell" in line for line in falls(before, services(claimed="3")))
    lower = services(problem=ServiceProblem.LOWER_THAN_CLAIMED)
    assert any("accused of what is not so: Cấp giấy phép" in line for line in falls(before, lower))
    assert not any("x:" in line for line in falls(before, lower))
    old = replace(before, service_lists=())  # published before these were counted
    assert not falls(old, lower)


def test_tables_have_whole_rows() -> None:
    for sheet in sheets(report()):
        assert {len(row) for row in sheet.rows} == {len(sheet.head)}, sheet.key
        assert len(list(markdown_lines(sheet))) == len(sheet.rows) + 2
    assert any("present recall" in line and "100% 2/2 [34–100]" in line for line in plain_lines(sheets(report())))
    assert ratio_text(Ratio()) == "–"


def test_on_a_terminal() -> None:
    out = StringIO()
    print_report(Console(file=out, force_terminal=True, width=200), report())
    assert "By requirement" in out.getvalue()
    assert "100% 2/2 [34–100]" in out.getvalue()


def test_the_same_again_is_no_fall() -> None:
    assert falls(report(), report()) == ()


@pytest.mark.parametrize(
    ("worse", "named"),
    [
        (told("a", {NEWS: UNSEEN, LEADERS: NOT}), ("present_recall", f"a {NEWS}: was right, now undetermined")),
        (told("a", {NEWS: NOT, LEADERS: NOT}), ("absent_precision", f"a {NEWS}: was right, now not_met")),
        (told("a", {NEWS: MET, LEADERS: MET}), ("present_precision", f"a {LEADERS}: was right, now met")),
        (told("a", {NEWS: PARTLY, LEADERS: NOT}), ("agreement", f"a {NEWS}: was right, now partly_met")),
        (told("a", {NEWS: MET, LEADERS: NOT, HISTORY: UNSEEN}), ("left open rose", HISTORY)),
    ],
)
def test_what_fell_is_named(worse: Judged, named: tuple[str, str]) -> None:
    lines = "\n".join(falls(report(), report((worse, *GOOD[1:]))))
    for word in named:
        assert word in lines


def test_a_row_of_a_live_audit_may_be_spared_two_may_not() -> None:
    one, two = told("a", {NEWS: UNSEEN, LEADERS: NOT}), told("b", {NEWS: UNSEEN, LEADERS: NOT})
    assert falls(report(), report((one, *GOOD[1:])), Slack(rows=1)) == ()
    assert falls(report(), report((one, two, GOOD[2])), Slack(rows=1))


def test_a_control_called_present_is_a_fall() -> None:
    lines = falls(report(), report((*GOOD[:2], told("c", {NEWS: MET}))))
    assert any("no state agency" in line for line in lines)


def test_better_is_no_fall() -> None:
    assert falls(report((told("a", {NEWS: UNSEEN, LEADERS: UNSEEN}), *GOOD[1:])), report()) == ()


THIRD, FOURTH = Exam("third", looked_at=True), Exam("fourth", looked_at=False)


def with_exams() -> Report:
    """The sample with a portal of each of two exams, on which everything is told wrong."""
    given = sample()
    strangers = (portal("d", "own", exam=THIRD.column), portal("e", "own", exam=FOURTH.column))
    both = corpus(
        (*given.portals, *strangers), (*given.labels, label("d", NEWS, NOT), label("e", NEWS, NOT)), (THIRD, FOURTH)
    )
    visited = tuple(map(Visited, (*GOOD, told("d", {NEWS: MET}), told("e", {NEWS: MET}))))
    return build_report(Measured(both, CATALOGUE, DAY, True, visited, {}, {}))


def test_exams_stand_apart() -> None:
    made, rest = with_exams(), report()
    assert made.total == rest.total
    assert made.services == rest.services
    assert made.requirements == rest.requirements
    assert tuple(made.splits) == ("third exam", "fourth exam", "tuned", "unseen")
    assert made.splits["third exam"].present_precision == made.splits["fourth exam"].present_precision == Ratio(0, 1)
    assert [line.id for line in made.portals] == ["a", "b", "c", "d", "e"]
    assert {"d", "e"} < {miss.portal for miss in made.misses}
    assert sheets(made)[0].head[1:4] == ("all but the exams", "third exam", "fourth exam")


def test_the_page_says_which_exam_was_looked_at() -> None:
    page = accuracy_page(read_report(report_text(with_exams())))
    assert "Third exam (1; looked at: the makers have read its misses): `d`." in page
    assert "Fourth exam (1; not looked at: the makers have read none of its misses): `e`." in page
    assert "Tuned (1): `b`." in page


def test_floors_do_not_ask_for_exams() -> None:
    assert falls(with_exams(), report()) == ()
    assert falls(report(), with_exams()) == ()


def test_a_corpus_of_an_exam_alone_has_totals() -> None:
    alone = corpus([portal("d", "own", exam=THIRD.column)], [label("d", NEWS, MET)], (THIRD,))
    made = build_report(Measured(alone, CATALOGUE, DAY, True, (Visited(told("d", {NEWS: MET})),), {}, {}))
    assert made.total.present_recall == Ratio(1, 1)
    assert sheets(made)[0].head[1:3] == ("all portals", "third exam")


def test_a_part_of_the_portals_is_held_to_its_own_figures() -> None:
    published, right = report(), report()
    part = replace(right, portals=right.portals[:1])
    assert falls_of_portals(published, part) == ()
    fallen = report((told("a", {NEWS: NOT, LEADERS: NOT}), *GOOD[1:]))
    lines = falls_of_portals(published, replace(fallen, portals=fallen.portals[:1]))
    assert any(line.startswith("a: absent_precision fell") for line in lines)
    assert any("was right, now not_met" in line for line in lines)
    assert "d: has no published figures" in falls_of_portals(published, with_exams())


def test_other_portals_have_no_floor() -> None:
    published = report()
    fewer = replace(published, portals=published.portals[:2])
    assert "measure and publish again" in falls(fewer, published)[0]


def test_misses_are_told_worst_first() -> None:
    from accuracy.comparing import compare  # noqa: PLC0415

    rows = compare(sample(), [told("a", {NEWS: UNSEEN, LEADERS: MET}), *GOOD[1:]])
    lines = list(miss_lines(rows))
    assert lines[1] == f"a  {LEADERS}: expected not_met; told met"
    assert lines[-1] == "6 dòng / rows: right 3, shade 0, open 2, false_present 1, false_absent 0, other 0"


def test_accuracy_of_a_requirement_as_one_line(tmp_path) -> None:
    file = tmp_path / "accuracy.json"
    assert requirement_accuracy(file) == {}
    file.write_text(report_text(report()), "utf-8")
    lines = requirement_accuracy(file)
    assert lines[NEWS].startswith("present precision 100% 1/1 [21–100], recall 100% 1/1")
    assert "nd43-10-1-g-gazette" not in lines
