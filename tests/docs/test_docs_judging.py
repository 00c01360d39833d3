"""docs/judging.md says what the catalogue says, and whoever cites a section of it finds one."""

import re
from pathlib import Path

import pytest

from checks.load_catalogue import load_catalogue
from domain.agencies import Kind

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "judging.md").read_text(encoding="utf-8")
CATALOGUE = load_catalogue()
_NOT_OURS = {".git", ".venv", "var", "node_modules"}


def section(number: int) -> str:
    return PAGE.split(f"\n## {number}. ")[1].split("\n## ")[0]


def test_cited_sections_exist() -> None:
    cited = {
        (found, path.relative_to(ROOT))
        for path in (*ROOT.rglob("*.py"), *ROOT.rglob("*.yaml"))
        if _NOT_OURS.isdisjoint(path.relative_to(ROOT).parts)
        for found in re.findall(r"docs/judging\.md (\d+)", path.read_text(encoding="utf-8"))
    }
    assert [place for place in cited if f"\n## {place[0]}. " not in PAGE] == []


@pytest.mark.parametrize("row", [row for row in CATALOGUE.requirements if row.freshness], ids=lambda row: row.id)
def test_the_limits_of_freshness_are_those_of_the_catalogue(row) -> None:
    for limits in row.freshness:
        told = f"/ {limits.slow}" if limits.week else f"{limits.fresh} / {limits.slow}"
        if limits.items:
            told += f", and {limits.items} items in {limits.in_days} days"
        assert told in section(7)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Kind.PROVINCE, "{} (provinces)"),
        (Kind.MINISTRY, "{} (ministries, government agencies)"),
        (Kind.GOV_AGENCY, "{} (ministries, government agencies)"),
        (Kind.DEPARTMENT, "{} (departments, districts)"),
        (Kind.DISTRICT, "{} (departments, districts)"),
        (Kind.DIRECTORATE, "{} (directorates)"),
    ],
)
def test_the_points_at_stake_are_those_of_the_catalogue(kind: Kind, told: str) -> None:
    points = sum(row.points for row in CATALOGUE.requirements if kind in row.applies_to and row.group == "information")
    assert told.format(round(points)) in " ".join(section(8).split())
