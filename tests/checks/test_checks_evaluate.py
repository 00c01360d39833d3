"""The order of decisions on one requirement, and what an evaluation as a whole must hold to."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from fake_probes import BOUND, EVIDENCE, catalogue, probes, row, rule, seen
from snapshots import HOME, NOW, Served, make_snapshot, make_target

import checks
from checks.evaluate import evaluate
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.observations import Observation, Unknown
from checks.requirement import PointsRule, Requirement
from domain.agencies import Kind, NotApplicable, Target
from domain.captures import CaptureKind, Ending, Outcome, Snapshot
from domain.codec import canonical_json
from domain.findings import Evaluation, Finding, Verdict

LEXICON = load_lexicon()
OWN_PAGE = "<html><head><title>Ủy ban nhân dân huyện Bình Minh</title></head><body><h1>Tin</h1></body></html>"
OTHER_PAGE = "<html><head><title>Công ty cổ phần Sao Sáng</title></head><body><h1>Tin</h1></body></html>"
NOBODY = "<html><head><title>Trang chủ</title></head><body><p>Xin chào các bạn đến với trang</p></body></html>"


def judge(
    rows: Requirement | tuple[Requirement, ...],
    answers: Mapping[str, Observation | Exception | object] | None = None,
    snapshot: Snapshot | None = None,
) -> Evaluation:
    own = catalogue(*(rows if isinstance(rows, tuple) else (rows,)))
    return evaluate(snapshot or make_snapshot({"/": OWN_PAGE}), own, LEXICON, probes(answers or {}))


def finding(
    requirement: Requirement, observation: Observation | Exception | object, snapshot: Snapshot | None = None
) -> Finding:
    return judge(requirement, {"see": observation}, snapshot).findings[0]


def _target(**changes: object) -> Target:
    return replace(make_target(), **changes)  # type: ignore[arg-type]


# --- from shares to verdict, value, points ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("observation", "verdict", "value", "points", "possible"),
    [
        (seen(1.0), Verdict.MET, 1.0, 10.0, 10.0),
        (seen(0.7), Verdict.PARTLY_MET, 0.7, 7.0, 10.0),
        (seen(0.4, 0.6), Verdict.PARTLY_MET, 0.4, 4.0, 4.0),
        (seen(0.0), Verdict.NOT_MET, 0.0, 0.0, 10.0),
        (seen(0.0, 1.0), Verdict.UNDETERMINED, None, 0.0, 0.0),
        (seen(0.0, 0.6), Verdict.UNDETERMINED, 0.0, 0.0, 4.0),
        (seen(0.0, 1.0, kind=Unknown.HUMAN), Verdict.NEEDS_HUMAN, None, 0.0, 0.0),
    ],
)
def test_verdict_value_and_points_follow_the_shares(
    observation: Observation, verdict: Verdict, value: float | None, points: float, possible: float
) -> None:
    found = finding(row("a-b", rule("see")), observation)
    assert (found.verdict, found.value, found.points, found.possible) == (verdict, value, points, possible)


def test_points_are_rounded_to_the_sixth_place() -> None:
    found = finding(row("a-b", rule("see"), points=0.7, points_rule=PointsRule.SHARE), seen(1 / 3))
    assert found.points == 0.233333
    assert found.possible == 0.7


def test_stale_content_is_partly_met_never_not_met() -> None:
    found = finding(row("a-b", rule("see"), points_rule=PointsRule.GRADED_FRESH), seen(1.0, freshness=0.4))
    assert found.verdict is Verdict.PARTLY_MET
    assert found.value == 0.4


# --- not_met is proven, met is evident --------------------------------------------------------------------------------


def test_absence_without_a_trace_is_undetermined() -> None:
    found = finding(row("a-b", rule("see")), seen(0.0, searched=None, evidence=()))
    assert (found.verdict, found.code, found.value, found.possible) == (Verdict.UNDETERMINED, "no_trace", None, 0.0)


def test_absence_proven_by_evidence_gets_a_trace() -> None:
    found = finding(row("a-b", rule("see")), seen(0.0, searched=None))
    assert found.verdict is Verdict.NOT_MET
    assert found.searched is not None
    assert found.searched.sections == (EVIDENCE.url,)


def test_a_share_too_small_to_count_is_not_met_with_a_trace() -> None:
    found = finding(row("a-b", rule("see"), points_rule=PointsRule.SHARE), seen(0.05, searched=None))
    assert found.verdict is Verdict.NOT_MET
    assert found.searched is not None


def test_met_without_evidence_is_our_error() -> None:
    found = finding(row("a-b", rule("see")), seen(1.0, evidence=()))
    assert (found.verdict, found.code, found.points, found.possible) == (Verdict.ERROR, "no_evidence", 0.0, 0.0)


# --- crashes ----------------------------------------------------------------------------------------------------------


def test_a_crash_stays_inside_its_requirement() -> None:
    rows = (row("a-a", rule("good")), row("a-b", rule("bad")), row("a-c", rule("good")))
    found = judge(rows, {"good": seen(1.0), "bad": KeyError("0x7f0000 secret")}).findings
    assert [item.verdict for item in found] == [Verdict.MET, Verdict.ERROR, Verdict.MET]
    assert found[1].code.startswith("crash_")
    assert "secret" not in found[1].reason.vi + found[1].reason.en
    assert "KeyError" in found[1].reason.en


def test_the_id_of_a_crash_is_stable_and_tells_crashes_apart() -> None:
    codes = [finding(row("a-b", rule("see")), error).code for error in (KeyError("a"), KeyError("b"), ValueError("a"))]
    assert codes[0] == codes[1] != codes[2]


def test_a_probe_that_gives_no_observation_is_an_error() -> None:
    assert finding(row("a-b", rule("see")), "met").verdict is Verdict.ERROR


def test_a_crash_in_one_part_of_a_rule_is_an_error_of_the_row() -> None:
    answers = {"good": seen(1.0), "bad": RuntimeError()}
    assert judge(row("a-b", rule("good", "bad")), answers).findings[0].verdict is Verdict.ERROR


# --- who is bound -----------------------------------------------------------------------------------------------------


def test_a_row_that_does_not_bind_the_kind_is_not_applicable() -> None:
    only_provinces = row("a-b", rule("see"), applies_to=(Kind.PROVINCE,))
    found = finding(only_provinces, RuntimeError("must not be asked"))
    assert (found.verdict, found.code, found.value, found.possible) == (Verdict.NOT_APPLICABLE, "kind", None, 0.0)


@pytest.mark.parametrize(
    ("pattern", "expected"), [("a-b", Verdict.NOT_APPLICABLE), ("a-*", Verdict.NOT_APPLICABLE), ("a-bc", Verdict.MET)]
)
def test_a_registered_exception_names_its_source(pattern: str, expected: Verdict) -> None:
    entry = NotApplicable(pattern, "Công văn số 1", date(2026, 1, 5))
    snapshot = make_snapshot({"/": OWN_PAGE}, _target(not_applicable=(entry,)))
    found = finding(row("a-b", rule("see")), seen(1.0), snapshot)
    assert found.verdict is expected
    if expected is Verdict.NOT_APPLICABLE:
        assert "Công văn số 1" in found.reason.vi
        assert "05/01/2026" in found.reason.vi


@pytest.mark.parametrize(("last", "index"), [(NOW.date() - timedelta(days=2), None), (NOW.date(), 1.0), (None, 1.0)])
def test_an_agency_that_ended_is_judged_and_not_scored(last: date | None, index: float | None) -> None:
    given = make_target()
    target = replace(given, agency=replace(given.agency, valid_until=last))
    found = judge(row("a-b", rule("see")), {"see": seen(1.0)}, make_snapshot({"/": OWN_PAGE}, target))
    assert found.findings[0].verdict is Verdict.MET
    assert found.score.index == index


def test_communes_get_advice_and_no_score() -> None:
    target = make_target(kind=Kind.COMMUNE, name="Ủy ban nhân dân xã Bình Minh")
    page = OWN_PAGE.replace("huyện", "xã")
    rows = (row("a-b", rule("see")), row("a-c", rule("see"), applies_to=(Kind.PROVINCE,)))
    found = judge(rows, {"see": seen(0.7)}, make_snapshot({"/": page}, target))
    assert [(item.verdict, item.value, item.points, item.possible) for item in found.findings] == [
        (Verdict.PARTLY_MET, 0.7, 0.0, 0.0),
        (Verdict.NOT_APPLICABLE, None, 0.0, 0.0),
    ]
    assert found.score.applicable == 0
    assert found.score.index is None


# --- what could be looked at ------------------------------------------------------------------------------------------

SILENT: list[tuple[dict[str, str | Served], Ending | None, str]] = [
    ({}, Ending.UNREACHABLE, "unreachable"),
    ({}, Ending.FAILED, "failed"),
    ({}, None, "not_visited"),
    ({"/": Served(outcome=Outcome.TIMEOUT, status=0)}, Ending.UNREACHABLE, "unreachable"),
    ({"/": Served(outcome=Outcome.DNS_ERROR, status=0)}, Ending.UNREACHABLE, "dns_error"),
    ({"/": Served(outcome=Outcome.TLS_ERROR, status=0)}, Ending.UNREACHABLE, "tls_error"),
    ({"/": Served(OWN_PAGE, outcome=Outcome.CHALLENGE)}, Ending.BLOCKED, "challenge"),
    ({"/": Served(OWN_PAGE, status=403, outcome=Outcome.BLOCKED)}, Ending.BLOCKED, "blocked"),
    ({"/": Served(outcome=Outcome.ROBOTS)}, Ending.BLOCKED, "robots"),
    ({"/": Served(OWN_PAGE, status=500)}, Ending.COMPLETED, "http_error"),
    ({"/": Served("%PDF", mime="application/pdf")}, Ending.COMPLETED, "unreadable"),
    ({"/": Served(OWN_PAGE, notes={"soft404": True})}, Ending.COMPLETED, "unreadable"),
    ({"/robots.txt": Served(kind=CaptureKind.ROBOTS, outcome=Outcome.TIMEOUT)}, Ending.BLOCKED, "unreachable"),
]


@pytest.mark.parametrize(
    ("pages", "ending", "code"), SILENT, ids=[f"{index}-{case[2]}" for index, case in enumerate(SILENT)]
)
def test_nothing_read_makes_everything_undetermined_by_the_name_of_the_cause(
    pages: dict[str, str | Served], ending: Ending | None, code: str
) -> None:
    snapshot = replace(make_snapshot(pages), ending=ending)
    evaluation = evaluate(snapshot, load_catalogue(), LEXICON)
    applicable = [item for item in evaluation.findings if item.verdict is not Verdict.NOT_APPLICABLE]
    assert {(item.verdict, item.code, item.value, item.possible) for item in applicable} == {
        (Verdict.UNDETERMINED, code, None, 0.0)
    }
    assert len(evaluation.findings) == len(load_catalogue().requirements)
    assert evaluation.score.coverage == 0
    assert evaluation.score.index is None
    assert evaluation.score.low == 0
    assert evaluation.score.high == 1


def test_a_shell_is_nothing_read() -> None:
    shell = "<html><head><title>x</title></head><body><div id='app'></div>" + "<script src='a.js'></script>" * 6
    snapshot = make_snapshot({"/": shell + "</body></html>"})
    assert finding(row("a-b", rule("see")), seen(1.0), snapshot).code == "shell"


def test_no_rule_is_no_probe() -> None:
    found = judge(row("a-b", None)).findings[0]
    assert (found.verdict, found.code, found.value, found.possible) == (Verdict.UNDETERMINED, "no_probe", None, 0.0)


# --- lists and what follows them --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of_list", "expected", "possible"),
    [
        (seen(0.0), Verdict.NOT_MET, 5.0),
        (seen(0.0, 1.0), Verdict.UNDETERMINED, 0.0),
        (seen(0.0, 1.0, kind=Unknown.HUMAN), Verdict.NEEDS_HUMAN, 0.0),
        (seen(0.4), Verdict.MET, 5.0),
        (KeyError("x"), Verdict.UNDETERMINED, 0.0),
    ],
)
def test_rows_on_entries_go_as_their_list_goes(
    of_list: Observation | Exception, expected: Verdict, possible: float
) -> None:
    rows = (row("z-list", rule("list")), row("a-fields", rule("see"), follows="z-list", points=5))
    found = judge(rows, {"list": of_list, "see": seen(1.0)}).findings[0]
    assert (found.requirement, found.verdict, found.possible) == ("a-fields", expected, possible)
    if expected is Verdict.NOT_MET:
        assert found.searched is not None
        assert "z-list" in found.reason.vi


@pytest.mark.parametrize(
    ("of_list", "empty", "expected", "possible"),
    [
        (seen(0.0), "not_applicable", Verdict.NOT_APPLICABLE, 0.0),
        (seen(0.0), "not_met", Verdict.NOT_MET, 5.0),
        (seen(0.4), "not_applicable", Verdict.UNDETERMINED, 0.0),
        (seen(0.0, 1.0), "not_met", Verdict.UNDETERMINED, 0.0),
    ],
)
def test_a_share_with_nothing_to_ask(of_list: Observation, empty: str, expected: Verdict, possible: float) -> None:
    sampled = replace(row("a-share", rule("see"), points=5), samples="z-list", empty=empty)
    answers = {"list": of_list, "see": seen(0.0, 1.0, kind=Unknown.NOTHING)}
    found = judge((row("z-list", rule("list")), sampled), answers).findings[0]
    assert (found.requirement, found.verdict, found.possible) == ("a-share", expected, possible)
    assert (found.searched is not None) or expected is not Verdict.NOT_MET


def test_a_list_that_is_not_applicable_takes_its_rows_along() -> None:
    entry = NotApplicable("z-list", "Công văn số 2", date(2026, 1, 5))
    snapshot = make_snapshot({"/": OWN_PAGE}, _target(not_applicable=(entry,)))
    rows = (row("z-list", rule("list")), row("a-fields", rule("see"), follows="z-list"))
    found = judge(rows, {"list": seen(1.0), "see": seen(1.0)}, snapshot)
    assert {item.verdict for item in found.findings} == {Verdict.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("of_list", "expected"),
    [
        (seen(0.0), Verdict.UNDETERMINED),
        (seen(0.0, 1.0), Verdict.UNDETERMINED),
        (seen(0.4), Verdict.MET),
    ],
)
def test_rows_on_level_3_services_wait_for_a_list(of_list: Observation, expected: Verdict) -> None:
    rows = (row("z-list", rule("list")), row("a-submit", rule("see"), awaits="z-list"))
    found = judge(rows, {"list": of_list, "see": seen(1.0)}).findings[0]
    assert found.verdict is expected
    assert found.code == ("no_list" if expected is Verdict.UNDETERMINED else "seen")


# --- whose portal -----------------------------------------------------------------------------------------------------


def test_information_on_somebody_elses_portal_is_not_met() -> None:
    snapshot = make_snapshot({"/": OTHER_PAGE})
    found = finding(row("a-b", rule("see")), seen(1.0), snapshot)
    assert (found.verdict, found.code, found.possible) == (Verdict.NOT_MET, "not_own_portal", 10.0)
    assert found.searched is not None
    assert "Sao Sáng" in found.reason.vi


def test_information_where_nobody_is_named_needs_a_person() -> None:
    snapshot = make_snapshot({"/": NOBODY})
    found = finding(row("a-b", rule("see")), seen(0.7), snapshot)
    assert (found.verdict, found.code, found.points) == (Verdict.NEEDS_HUMAN, "identity_unclear", 0.0)
    assert found.possible == 3.0


@pytest.mark.parametrize("page", [OTHER_PAGE, NOBODY])
def test_functions_do_not_depend_on_the_owner(page: str) -> None:
    snapshot = make_snapshot({"/": page})
    assert finding(row("a-b", rule("see"), group="support"), seen(1.0), snapshot).verdict is Verdict.MET


# --- the whole --------------------------------------------------------------------------------------------------------


def test_one_finding_per_requirement_sorted_by_id() -> None:
    evaluation = evaluate(make_snapshot({"/": OWN_PAGE}), load_catalogue(), LEXICON)
    assert [item.requirement for item in evaluation.findings] == [item.id for item in load_catalogue().requirements]
    assert evaluation.catalogue_digest == load_catalogue().digest
    assert evaluation.lexicon_digest == LEXICON.digest
    assert evaluation.code_version.startswith("sha256:")
    assert evaluation.figures["identity"]["state"] == "own"
    assert evaluation.figures["pages"] == 1


def test_every_not_met_has_a_trace_and_every_met_has_evidence() -> None:
    menu = "".join(f"<a href='/muc-{n}'>Mục số {n}</a>" for n in range(6))
    home = OWN_PAGE.replace("<body>", f"<body><nav>{menu}</nav>")
    pages: dict[str, str | Served] = {"/": home}
    pages |= {f"/muc-{n}": OWN_PAGE.replace("Tin", f"Mục {n} đang cập nhật") for n in range(6)}
    evaluation = evaluate(make_snapshot(pages), load_catalogue(), LEXICON)
    assert any(item.verdict is Verdict.NOT_MET for item in evaluation.findings)
    for item in evaluation.findings:
        if item.verdict is Verdict.NOT_MET:
            assert item.searched is not None, item.requirement
        if item.verdict in (Verdict.MET, Verdict.PARTLY_MET):
            assert item.evidence, item.requirement


_REPEAT = """
import sys
sys.path.insert(0, {tests!r})
from snapshots import make_snapshot
from checks.evaluate import evaluate
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.site import Site
from checks.wanted import wanted
from domain.codec import canonical_json, digest_of
home = '''<html><head><title>Ủy ban nhân dân huyện Bình Minh</title></head><body><nav>
<a href="/gioi-thieu">Giới thiệu</a><a href="/tin-tuc">Tin tức</a><a href="/van-ban">Văn bản</a>
<a href="/lien-he">Liên hệ</a><a href="/hoi-dap">Hỏi đáp</a></nav></body></html>'''
item = "<li><a href='/tin/{{0}}'>Hội nghị triển khai công tác tuần thứ {{0}}</a> <span>{{0:02d}}/11/2026</span></li>"
items = "".join(item.format(n) for n in range(1, 9))
news = home.replace("</body>", f"<main><h1>Tin tức</h1><ul>{{items}}</ul></main></body>")
told = "<p>Huyện có diện tích lớn, phía bắc giáp tỉnh bạn, khí hậu ôn hòa.</p>" * 9
text = f"<main><h1>Giới thiệu</h1>{{told}}</main></body>"
snapshot = make_snapshot({{"/": home, "/tin-tuc": news, "/gioi-thieu": home.replace("</body>", text)}})
evaluation = evaluate(snapshot, load_catalogue(), load_lexicon())
site = Site.build(snapshot, load_lexicon())
print(digest_of(evaluation), digest_of(wanted(site, load_catalogue(), evaluation.findings)))
"""


def test_the_same_in_every_process_and_hash_seed() -> None:
    root = Path(checks.__file__).parent.parent
    script = _REPEAT.format(tests=str(Path(__file__).parent))
    printed = set()
    for seed in ("0", "1", "4242"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True, cwd=root
        )
        printed.add(done.stdout)
    assert len(printed) == 1
    assert "sha256:" in printed.pop()


def test_judging_again_is_byte_equal() -> None:
    snapshot = make_snapshot({"/": OWN_PAGE, "/tin-tuc": OWN_PAGE})
    first, second = (evaluate(snapshot, load_catalogue(), LEXICON) for _ in range(2))
    assert canonical_json(first) == canonical_json(second)


def test_home_is_the_entry() -> None:
    assert make_snapshot({"/": OWN_PAGE}).captures[0].url == HOME
    assert BOUND[0] is Kind.MINISTRY
