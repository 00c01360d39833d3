"""`explain` says clause, probe, rule, cases, advice; with a finding also what was found, and on what proof."""

import re
from dataclasses import replace

import pytest
import report_sample as sample

from checks.explain import Clause, Explanation, ProbeNote, SectionNote
from domain.findings import Finding, Locator, LocatorType, Text2
from reports.explain_text import explanation_lines, finding_lines


def explanation(requirement: str = "nd43-10-1-h-projects", **changes: object) -> Explanation:
    row = sample.catalogue().get(requirement)
    assert row is not None
    plain = Explanation(
        requirement=row,
        clauses=(
            Clause(
                "ND43 Art.10(1)(h)",
                Text2("Nghị định 43/2011/NĐ-CP, Điều 10 khoản 1 điểm h", "Decree 43/2011/NĐ-CP, Art. 10(1)(h)"),
                "danh mục các dự án đang chuẩn bị đầu tư",
            ),
        ),
        rule="dated_list(section=projects)",
        probes=(
            ProbeNote(
                "dated_list",
                {"section": "projects", "own": True, "kinds": [{"name": "đấu thầu"}]},
                Text2("Danh sách có ngày.", "A dated list."),
            ),
        ),
        sections=(SectionNote("projects", Text2("Dự án", "Projects"), ("Dự án", "Đấu thầu"), ("đấu giá tài sản",)),),
        freshness=(Text2("M P: mới trong 65 ngày.", "M P: fresh within 65 days."),),
        cases=("fail-auction", "pass-three-states"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def shown(told: Explanation) -> str:
    return "\n".join(explanation_lines(told))


def proven(requirement: str) -> str:
    return "\n".join(finding_lines(found(requirement), sample.DIGESTS[0], sample.audit().id))


def test_a_page_of_a_file_is_told_by_its_number() -> None:
    finding = found("nd43-10-1-a-structure")
    for value, told in (("3", "trang (trang tính, trang chiếu) 3 của tệp"), ("", "toàn bộ tệp")):
        seen = replace(finding.evidence[0], locator=Locator(LocatorType.PAGE, value))
        lines = finding_lines(replace(finding, evidence=(seen,)), sample.DIGESTS[0], sample.audit().id)
        assert told in "\n".join(lines)


def found(requirement: str) -> Finding:
    return next(finding for finding in sample.findings() if finding.requirement == requirement)


def test_everything_behind_a_requirement_is_told_in_order() -> None:
    text = shown(explanation())
    places = [
        text.index(expected)
        for expected in (
            "nd43-10-1-h-projects", "6 điểm / points (điểm do công cụ chọn / our own choice)",
            "Decree 43/2011/NĐ-CP, Art. 10(1)(h)",
            "“danh mục các dự án", "Đạt khi / met when", "M P: fresh within 65 days.", "dated_list(section=projects)",
            "A dated list.", 'kinds = [{"name": "đấu thầu"}]', "own = true", "Dự án · Đấu thầu",
            "không phải / not: đấu giá tài sản", "pass-three-states", "Luật và thực tế", "Cần sửa / what to fix",
            "Publish dated items",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_row_without_probe_or_cases_says_so() -> None:
    text = shown(explanation("nd43-12-statistics", rule="", probes=(), sections=(), cases=(), freshness=()))
    assert "chưa có phép dò / no probe yet" in text
    assert "chưa có / none yet" in text
    assert "freshness" not in text


def test_row_on_trial_without_points_says_so() -> None:
    text = shown(explanation("tt32-20-https"))
    assert "không chấm điểm / not scored" in text
    assert "đang thử nghiệm / on trial" in text


def test_the_auditor_is_told_practice_and_a_persons_part() -> None:
    row = sample.catalogue().get("nd43-10-1-h-projects")
    assert row is not None
    told = replace(
        row, human=Text2("Dự án nào là bí mật.", "Which are secret."), practice=Text2("Đấu giá.", "Auctions.")
    )
    text = shown(replace(explanation(), requirement=told))
    for line in (
        "for a person to judge",
        "Dự án nào là bí mật.",
        "Which are secret.",
        "the letter and practice",
        "Auctions.",
    ):
        assert line in text


def test_finding_is_told_with_its_proof() -> None:
    text = proven("nd43-10-1-b-news")
    assert text.startswith("nd43-10-1-b-news  Đạt một phần / partly met  (slow)")
    assert "phần đạt / value 0.7; điểm / points 8.4 trên / of 12" in text
    assert f"{sample.PORTAL}chuyen-muc/2" in text
    assert "đọc được / read: 2022-02-21" in text
    assert sample.DIGESTS[2] in text
    assert "confidence 95%" in text
    assert sample.audit().id in text


def test_finding_of_nothing_is_told_with_its_search() -> None:
    text = proven("nd43-10-1-h-projects")
    assert "87 trang / pages; 412 nhãn / labels; trình đơn / navigation 96.4%" in text
    assert f"đã xem / visited: {sample.PORTAL}thong-tin-du-an" in text
    assert "gần nhất / nearest 81.2%: “Thông báo đấu giá tài sản”" in text
    assert "Auctions sell assets" in text
    assert f"chưa xem / not fetched: {sample.PORTAL}so-do-cong" in text
    assert "Bằng chứng" not in text


def test_finding_without_value_shows_a_dash() -> None:
    assert "phần đạt / value –;" in proven("nd43-12-statistics")


@pytest.mark.parametrize("text", sample.HOSTILE)
def test_hostile_text_moves_nothing(text: str) -> None:
    _, judged = sample.hostile(text)
    finding = next(item for item in judged.findings if item.requirement == "nd43-10-1-h-projects")
    for line in finding_lines(finding, sample.DIGESTS[0], "audit"):
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", line)
        assert len(line) < 1300
