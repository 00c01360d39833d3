"""What limits a result is said before the verdicts."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import report_sample as sample

from checks.requirement import Citation
from domain.agencies import Agency, Kind
from domain.audits import Audit
from domain.captures import Ending
from reports.citations import legal_text
from reports.labels import deadline
from reports.lines import lines_by_group, verdict_counts
from reports.notices import Weight, in_force, notices_of
from reports.numbers import percent_text, points_text, ratio_text, with_comma

DISTRICT = Agency("huyen", "Huyện", Kind.DISTRICT)


def said(audit: Audit, language: str = "en") -> list[str]:
    return [getattr(notice.text, language) for notice in notices_of(audit, sample.evaluation(), sample.catalogue())]


def test_a_completed_audit_under_the_law_of_its_day_needs_no_notice() -> None:
    assert said(sample.audit()) == []


@pytest.mark.parametrize(
    ("ending", "word", "weight"),
    [
        (None, "Provisional", Weight.CAUTION),
        (Ending.BUDGET, "page budget", Weight.NOTE),
        (Ending.WALL, "Partial", Weight.CAUTION),
        (Ending.INTERRUPTED, "Partial", Weight.CAUTION),
        (Ending.BLOCKED, "refused", Weight.GRAVE),
        (Ending.UNREACHABLE, "could not be reached", Weight.GRAVE),
        (Ending.FAILED, "fault is ours", Weight.GRAVE),
    ],
)
def test_every_other_ending_is_said_and_costs_no_points(ending: Ending | None, word: str, weight: Weight) -> None:
    (notice,) = notices_of(sample.audit(ending), sample.evaluation(), sample.catalogue())
    assert word in notice.text.en
    assert "no points are lost" in notice.text.en
    assert "không mất điểm" in notice.text.vi
    assert notice.weight is weight


def test_law_not_in_force_on_the_day_makes_a_what_if() -> None:
    late = replace(sample.audit(), started=datetime(2026, 11, 22, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    (text,) = said(late, "vi")
    assert text.startswith("Kết quả giả định: ngày 22/11/2026")
    assert "từ 01/10/2011 đến hết 14/08/2022" in text


def test_the_day_is_the_day_in_vietnam() -> None:
    last = datetime(2022, 8, 14, 23, 59, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert said(replace(sample.audit(), started=last)) == []
    after = datetime(2022, 8, 14, 17, 0, tzinfo=ZoneInfo("UTC"))  # midnight in Hà Nội
    assert "What-if" in said(replace(sample.audit(), started=after))[0]


def test_open_ended_catalogue_is_in_force() -> None:
    open_ended = replace(sample.catalogue(), in_force_from=None, in_force_until=None)
    assert in_force(open_ended, date(1999, 1, 1))


def test_changed_catalogue_commune_and_ended_agency_are_said() -> None:
    plain = sample.audit()
    agency = replace(plain.target.agency, kind=Kind.COMMUNE, valid_until=date(2022, 1, 31))
    audit = replace(plain, target=replace(plain.target, agency=agency), ending=Ending.BLOCKED)
    earlier = replace(sample.evaluation(), catalogue_digest=sample.DIGESTS[0])
    notices = notices_of(audit, earlier, sample.catalogue())
    text = " ".join(notice.text.en for notice in notices)
    assert "earlier text of the catalogue" in text
    assert "does not bind communes" in text
    assert "ended on 2022-01-31" in text
    assert [notice.weight for notice in notices] == [Weight.GRAVE, Weight.CAUTION, Weight.CAUTION, Weight.NOTE]


@pytest.mark.parametrize(
    ("citation", "text"),
    [
        (
            Citation("ND43", "10", "1", "a", "first dash"),
            "gạch đầu dòng thứ nhất điểm a khoản 1 Điều 10 Nghị định 43/2011/NĐ-CP",
        ),
        (Citation("TT32", "20"), "Điều 20 Thông tư 32/2017/TT-BTTTT"),
        (Citation("TT24/2011", "4", "1"), "khoản 1 Điều 4 Thông tư 24/2011/TT-BTTTT"),
        (Citation("Luật 104/2016/QH13", "17"), "Điều 17 Luật 104/2016/QH13"),
        (Citation("ND43", "10", "1", "a", "heading"), "heading điểm a khoản 1 Điều 10 Nghị định 43/2011/NĐ-CP"),
    ],
)
def test_citations_read_as_vietnamese_law(citation: Citation, text: str) -> None:
    assert legal_text(citation, sample.INSTRUMENTS) == text


@pytest.mark.parametrize(
    ("limit", "vi"),
    [
        ("regular", "cập nhật thường xuyên, kịp thời"),
        ("on_change", "cập nhật ngay khi có thay đổi"),
        ("15", "trong 15 ngày làm việc"),
        ("2/10", "2 ngày làm việc với văn bản của cơ quan, 10 ngày với văn bản của cơ quan khác"),
    ],
)
def test_deadlines_in_words(limit: str, vi: str) -> None:
    words = deadline(limit)
    assert words is not None
    assert words.vi == vi


def test_no_deadline_where_the_decree_sets_none() -> None:
    assert deadline("") is None


def test_numbers_as_people_read_them() -> None:
    assert [points_text(value) for value in (12.0, 3.5, 2 / 3, 0.0, 100.0)] == ["12", "3.5", "0.67", "0", "100"]
    assert [ratio_text(value) for value in (None, 0.5, 1.0)] == ["–", "0.500", "1.000"]
    assert [percent_text(value) for value in (None, 0.0, 0.00001, 0.5352, 0.99999, 1.0)] == [
        "–", "0%", "0.1%", "53.5%", "99.9%", "100%",
    ]  # fmt: skip
    assert with_comma("0.755") == "0,755"


def test_lines_stand_by_group_and_article() -> None:
    groups = lines_by_group(sample.audit(), sample.evaluation(), sample.catalogue())
    assert list(groups) == ["information", "support", "services", "presentation"]
    ids = [line.finding.requirement for line in groups["support"]]
    assert ids == ["nd43-7-unicode", "nd43-15-1-a-search", "nd43-15-1-c-print-save"]
    assert sum(verdict_counts(sample.evaluation()).values()) == sum(len(lines) for lines in groups.values())


def test_rows_on_trial_and_rows_that_do_not_bind_have_nothing_at_stake() -> None:
    laws = sample.catalogue()
    rows = tuple(
        replace(row, lifecycle="beta") if row.id == "nd43-10-1-h-projects" else row for row in laws.requirements
    )
    for audit, catalogue in (
        (sample.audit(), replace(laws, requirements=rows)),
        (replace(sample.audit(), target=replace(sample.audit().target, agency=DISTRICT)), laws),
    ):
        lines = lines_by_group(audit, sample.evaluation(), catalogue)["information"]
        (line,) = [line for line in lines if line.finding.requirement == "nd43-10-1-h-projects"]
        assert (line.maximum, line.lost) == (0.0, 0.0)


def test_finding_whose_requirement_is_gone_is_still_told() -> None:
    fewer = replace(sample.catalogue(), requirements=sample.catalogue().requirements[1:])
    groups = lines_by_group(sample.audit(), sample.evaluation(), fewer)
    (line,) = groups["other"]
    assert line.requirement is None
    assert line.title.vi == line.finding.requirement
