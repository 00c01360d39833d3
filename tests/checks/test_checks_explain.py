"""What stands behind a requirement, and the table of what is looked at."""

from dataclasses import replace
from pathlib import Path

import pytest

from checks.cases import case_names
from checks.coverage import coverage_rows
from checks.explain import explain_requirement
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon

CATALOGUE, LEXICON = load_catalogue(), load_lexicon()


@pytest.mark.parametrize("requirement", [row.id for row in CATALOGUE.requirements])
def test_every_requirement_can_be_explained(requirement: str) -> None:
    found = explain_requirement(requirement, CATALOGUE, LEXICON)
    assert found.requirement.id == requirement
    assert found.clauses
    assert (found.rule == "no_probe") == (not found.probes)
    assert all(note.sees.vi and note.sees.en for note in found.probes)


def test_the_clause_of_news_in_full() -> None:
    found = explain_requirement("nd43-10-1-b-news", CATALOGUE, LEXICON)
    assert [clause.name.vi for clause in found.clauses] == ["Nghị định 43/2011/NĐ-CP, Điều 10 khoản 1 điểm b"]
    assert found.rule.startswith("dated_list(section=news")
    assert [note.section for note in found.sections] == ["news"]
    assert "5 ngày làm việc" in found.freshness[0].vi
    assert "4 items in the last 20" in found.freshness[0].en


def test_a_clause_with_a_dash_and_one_with_three_citations() -> None:
    map_row = explain_requirement("nd43-10-1-a-map", CATALOGUE, LEXICON)
    assert map_row.clauses[0].name.vi.endswith("điểm a, gạch đầu dòng thứ hai")
    metadata = explain_requirement("nd43-14-metadata", CATALOGUE, LEXICON)
    assert [clause.citation for clause in metadata.clauses] == [
        "ND43 Art.14(1)",
        "TT24/2011 Art.4(1)",
        "TT24/2011 Art.6",
    ]


def test_the_week_of_a_schedule_is_told() -> None:
    found = explain_requirement("nd43-10-1-c-schedule", CATALOGUE, LEXICON)
    assert "covers the week of the visit" in found.freshness[0].en


def test_an_unknown_id() -> None:
    with pytest.raises(KeyError, match="nd43-99"):
        explain_requirement("nd43-99", CATALOGUE, LEXICON)


def test_coverage_is_honest_about_what_has_no_probe() -> None:
    bare = [replace(row, rule=None) if row.id == "nd43-14-metadata" else row for row in CATALOGUE.requirements]
    catalogue = replace(CATALOGUE, requirements=tuple(bare))
    rows = {row.requirement: row for row in coverage_rows(catalogue, {"nd43-10-1-b-news": ("fresh", "stale")})}
    assert rows["nd43-10-1-b-news"].probes == ("dated_list",)
    assert rows["nd43-10-1-b-news"].cases == 2
    assert not rows["nd43-14-metadata"].covered
    assert len(rows) == len(CATALOGUE.requirements)


def test_cases_are_found_by_folder_and_by_file_name(tmp_path: Path) -> None:
    (tmp_path / "a-b").mkdir()
    (tmp_path / "a-b" / "pass_full.html").write_text("x")
    (tmp_path / "a-b" / "_shared.css").write_text("x")
    (tmp_path / "a-c.fail.yaml").write_text("x")
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "_frames").mkdir()
    (tmp_path / "_frames" / "portal.html").write_text("x")
    assert case_names(tmp_path) == {"a-b": ("pass_full",), "a-c": ("fail",)}
    assert case_names(tmp_path / "nowhere") == {}
