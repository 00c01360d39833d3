"""The result on a terminal and in a pipe."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
import report_sample as sample
from rich.console import Console

from domain.audits import Audit
from domain.captures import Ending
from domain.findings import VERDICT_NAMES, Evaluation, Verdict
from reports.table import print_result, print_summary

REPORT, ARCHIVE = Path("/srv/reports/[x]  y.html"), Path("/srv/archive/2022/a.warc.gz")
ANSI = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def shown(audit: Audit, judged: Evaluation, *, terminal: bool, width: int = 100) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, highlight=False, color_system="truecolor")
    print_result(console, audit, judged, sample.catalogue(), report=REPORT, archive=ARCHIVE)
    return out.getvalue()


@pytest.fixture(scope="module")
def plain() -> str:
    return shown(sample.audit(), sample.evaluation(), terminal=False)


@pytest.fixture(scope="module")
def pretty() -> str:
    return ANSI.sub("", shown(sample.audit(), sample.evaluation(), terminal=True))


def test_plain_has_no_escape_and_no_box(plain: str) -> None:
    assert "\x1b" not in plain
    assert not re.search("[\u2500-\u259f]", plain)


def test_plain_has_one_line_a_finding_with_columns_at_fixed_places(plain: str) -> None:
    rows = [line for line in plain.splitlines() if line.startswith(("nd43-", "tt32-"))]
    assert len(rows) == len(sample.findings())
    by_id = {row.split()[0]: row for row in rows}
    for finding in sample.findings():
        row = by_id[finding.requirement]
        assert row[33:].split()[0] == finding.verdict.value
        requirement = sample.catalogue().get(finding.requirement)
        assert requirement is not None
        assert row[63:] == requirement.title.vi
    assert by_id["nd43-10-1-b-news"].split()[2] == "8.4/12"
    assert by_id["tt32-20-https"].split()[2] == "–"


def test_plain_tells_reason_evidence_and_search_below(plain: str) -> None:
    lines = plain.splitlines()
    row = next(number for number, line in enumerate(lines) if line.startswith("nd43-10-1-b-news"))
    assert lines[row + 1].strip().startswith("Tin mới nhất ngày 21/02/2022")
    assert lines[row + 2].strip() == "Newest item 21 Feb 2022, 15 working days old."
    assert lines[row + 3].strip() == f"{sample.PORTAL}chuyen-muc/2 (+1)"
    row = next(number for number, line in enumerate(lines) if line.startswith("nd43-10-1-h-projects"))
    assert "87 trang / pages, 412 nhãn / labels" in lines[row + 3]
    assert "Thông báo đấu giá tài sản" in lines[row + 3]


@pytest.mark.parametrize("terminal", [False, True])
def test_score_bounds_coverage_and_paths_are_told(terminal: bool) -> None:
    text = " ".join(ANSI.sub("", shown(sample.audit(), sample.evaluation(), terminal=terminal)).split())
    assert "Chỉ số / index 0.586" in text
    assert "0.313 – 0.779" in text
    assert "coverage 53.5%" in text
    assert "13.6 / 23.2 (áp dụng / applicable 43.4)" in text


@pytest.mark.parametrize("terminal", [False, True])
def test_paths_stand_whole_on_a_line_of_their_own(terminal: bool) -> None:
    lines = shown(sample.audit(), sample.evaluation(), terminal=terminal, width=30).splitlines()
    assert f"Báo cáo / report: {REPORT}" in lines
    assert f"Lưu trữ / archive: {ARCHIVE}" in lines


def test_terminal_shows_every_verdict_in_both_languages(pretty: str) -> None:
    for vi, en in VERDICT_NAMES.values():
        assert vi in pretty
        assert en in pretty


def test_terminal_names_the_untold_in_one_line(pretty: str) -> None:
    assert "chưa có phép dò / no probe yet (1): nd43-12-statistics" in pretty
    assert "Không áp dụng / not applicable (1): tt32-20-https" in pretty


def test_terminal_links_evidence() -> None:
    text = shown(sample.audit(), sample.evaluation(), terminal=True)
    assert re.search(rf"\x1b\]8;id=\d+;{re.escape(sample.PORTAL)}chuyen-muc/1\x1b\\", text)


@pytest.mark.parametrize("width", [40, 60, 80, 160])
def test_nothing_but_paths_is_wider_than_the_terminal(width: int) -> None:
    lines = ANSI.sub("", shown(sample.audit(), sample.evaluation(), terminal=True, width=width)).splitlines()
    assert max(len(line) for line in lines if "/srv/" not in line) <= width


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("text", sample.HOSTILE)
def test_hostile_text_moves_nothing(text: str, terminal: bool) -> None:
    audit, judged = sample.hostile(text)
    out = shown(audit, judged, terminal=terminal)
    bare = ANSI.sub("", out)
    assert "\x1b" not in bare
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", bare)
    assert max(len(line) for line in bare.splitlines()) < 400
    assert not re.search(r"\x1b\]8;[^\x1b]*(?:javascript|data:|evil)", out)


def test_markup_of_a_portal_is_text() -> None:
    audit, judged = sample.hostile("[red]đỏ[/red][link=https://evil.example]x[/link]")
    assert "[red]đỏ[/red]" in ANSI.sub("", shown(audit, judged, terminal=True))


@pytest.mark.parametrize("terminal", [False, True])
def test_notices_come_first(terminal: bool) -> None:
    audit, judged = sample.unreachable()
    text = shown(audit, judged, terminal=terminal)
    assert text.index("Không truy cập được cổng trong lần kiểm tra này") < text.index("Thông tin chủ yếu")
    assert "Chỉ số / index –" in ANSI.sub("", text)


def test_running_audit_is_called_provisional() -> None:
    assert "Kết quả tạm thời" in shown(sample.audit(None), sample.evaluation(), terminal=False)


def test_agency_without_a_name_is_named_by_its_id() -> None:
    plain = sample.audit(Ending.COMPLETED)
    nameless = replace(
        plain, target=replace(plain.target, agency=replace(plain.target.agency, name="", id="127.0.0.1:8123"))
    )
    assert shown(nameless, sample.evaluation(), terminal=False).startswith("127.0.0.1:8123")


def test_every_verdict_has_a_count(plain: str) -> None:
    (line,) = [line for line in plain.splitlines() if line.startswith("Kết quả / verdicts")]
    assert all(f"{verdict.value} " in line for verdict in Verdict)


def summary(*, terminal: bool, width: int = 100) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, highlight=False)
    results = [
        (sample.audit(), sample.evaluation()),
        sample.unreachable(),
        sample.hostile("\x1b]0;x\x07[red]" + "A" * 900),
    ]
    print_summary(console, results, sample.catalogue(), report=REPORT)
    return out.getvalue()


def test_summary_has_a_line_for_every_audit() -> None:
    head, good, gone, hostile, report = summary(terminal=False).splitlines()
    assert head.split()[:4] == ["agency", "index", "bounds", "coverage"]
    assert good.split()[:4] == ["ubnd-quang-dong", "0.586", "0.313–0.779", "53.5%"]
    assert good.split()[4:13] == ["3", "2", "1", "2", "1", "1", "1", "143", "completed"]
    assert gone.split()[1:4] == ["–", "0.000–1.000", "0%"]
    assert gone.index("unreachable") + len("unreachable") == good.index("completed") + len("completed")
    assert len(hostile) < 300
    assert report == f"Báo cáo / report: {REPORT}"


@pytest.mark.parametrize("width", [60, 100])
def test_summary_on_a_terminal_names_agency_score_and_ending(width: int) -> None:
    text = ANSI.sub("", summary(terminal=True, width=width))
    flat = " ".join(text.split())
    assert "0.586" in flat
    assert "0.313 – 0.779" in flat
    assert "unreachable, 0 trang/pages" in flat
    assert "Chưa xác định 11" in flat
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines() if "/srv/" not in line) <= width
