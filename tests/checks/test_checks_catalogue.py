"""The shipped catalogue against the canonical facts, and faults of a catalogue by file, line and key."""

import csv
import re
import shutil
from pathlib import Path

import jsonschema
import pytest

import checks
from checks.data_files import DataFaults, read_document
from checks.lint_rules import lint_rules
from checks.load_catalogue import catalogue_names, catalogue_schema, load_catalogue, read_catalogue
from checks.load_lexicon import load_lexicon
from checks.probes.listing import PROBES
from checks.requirement import Freshness, Requirement
from checks.rule_parts import calls_of, sections_of
from domain.agencies import parse_kind
from domain.text import clean

SHIPPED = Path(checks.__file__).parent / "catalogue" / "nd43-2011"
FACTS = {
    row["id"]: row
    for row in csv.DictReader((Path(__file__).parent / "requirements_facts.csv").read_text("utf-8").splitlines())
}
CATALOGUE = load_catalogue()
#: Rows 1 to 9 of the ministry's self-assessment sheet: the only points that are known to be official.
OFFICIAL = {
    "nd43-10-1-a-structure",
    "nd43-10-1-a-functions",
    "nd43-10-1-a-history",
    "nd43-10-1-a-leaders",
    "nd43-10-1-l-transaction",
    "nd43-10-1-k-officials",
    "nd43-10-1-b-news",
    "nd43-10-1-c-directions",
    "nd43-10-1-c-replies",
    "nd43-10-1-c-rewards",
    "nd43-10-1-c-schedule",
}


def test_exactly_the_canonical_rows() -> None:
    assert [row.id for row in CATALOGUE.requirements] == sorted(FACTS)


@pytest.mark.parametrize("requirement", CATALOGUE.requirements, ids=lambda row: row.id)
def test_facts_are_the_canonical_ones(requirement: Requirement) -> None:
    fact = FACTS[requirement.id]
    assert requirement.citation == fact["citation"]
    assert requirement.title.vi == clean(fact["title_vi"])
    assert [kind.letter for kind in requirement.applies_to] == fact["applies_to"].split()
    assert requirement.group == fact["group"]
    assert requirement.points == float(fact["points"])
    assert requirement.points_rule.value == fact["points_rule"]
    assert requirement.update_within == fact["update_within"]
    assert requirement.freshness == _freshness(fact["freshness"])
    assert requirement.follows == fact["follows"]
    assert requirement.awaits == fact["awaits"]


def _freshness(text: str) -> tuple[Freshness, ...]:
    """`M P 5/20 4in20; G D S H 10/40 2in20` as the catalogue holds it."""
    rows = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        found = re.fullmatch(r"((?:[MGPDSH] )+)(\d+|week)/(\d+)(?: (\d+)in(\d+))?", part)
        assert found is not None, part
        kinds = tuple(parse_kind(letter) for letter in found[1].split())
        week = found[2] == "week"
        fresh = 0 if week else int(found[2])
        rows.append(Freshness(kinds, fresh, int(found[3]), int(found[4] or 0), int(found[5] or 0), week))
    return tuple(rows)


@pytest.mark.parametrize("requirement", CATALOGUE.requirements, ids=lambda row: row.id)
def test_every_row_speaks_in_both_languages(requirement: Requirement) -> None:
    for text in (requirement.title, requirement.met_when, requirement.advice):
        assert len(text.vi.split()) >= 2
        assert len(text.en.split()) >= 2
        assert text.vi != text.en
    for text in (requirement.partly_when, requirement.human, requirement.practice):
        assert bool(text.vi) == bool(text.en)
    assert all(0 < len(citation.quote) <= 120 for citation in requirement.citations)
    assert requirement.own_choice is (requirement.id not in OFFICIAL)


@pytest.mark.parametrize(
    "requirement",
    ["nd43-10-1-l-transaction", "nd43-10-1-a-leaders", "nd43-10-1-c-rewards", "nd43-10-1-c-replies",
     "nd43-10-1-dd-sector", "nd43-10-1-dd-landuse", "nd43-10-1-e-list", "nd43-10-1-h-projects", "nd43-10-1-i-drafts",
     "nd43-14-metadata", "nd43-15-1-c-print-save", "nd43-15-2-qa", "nd43-17-1-dd-answers", "nd43-7-unicode",
     "tt32-16-3-head", "tt32-15-4-ipv6-dnssec", "tt32-20-https", "tt32-5-4-payment"],
)  # fmt: skip
def test_where_practice_differs_from_the_letter_the_auditor_is_told(requirement: str) -> None:
    row = CATALOGUE.get(requirement)
    assert row is not None
    assert row.practice.vi
    assert row.practice.en


@pytest.mark.parametrize(
    "requirement",
    ["nd43-10-1-k-officials", "nd43-15-1-b-links", "nd43-10-1-a-map", "nd43-10-1-a-structure", "nd43-11-1-topics",
     "nd43-10-1-h-projects", "nd43-10-1-i-drafts", "nd43-10-1-c-rewards", "nd43-16-integration", "tt32-9-tracking",
     "tt32-12-rating", "nd43-29-security", "nd43-10-1-a-leaders", "nd43-10-1-c-schedule"],
)  # fmt: skip
def test_what_only_a_person_can_judge_is_said(requirement: str) -> None:
    row = CATALOGUE.get(requirement)
    assert row is not None
    assert row.human.vi
    assert row.human.en


def test_points_of_each_kind_of_agency() -> None:
    def total(letter: str, group: str) -> float:
        rows = [row for row in CATALOGUE.requirements if parse_kind(letter) in row.applies_to and row.group == group]
        return round(sum(row.points for row in rows), 6)

    assert {letter: total(letter, "information") for letter in "MGPDSH"} == {
        "M": 156, "G": 156, "P": 160, "D": 112, "S": 126, "H": 126,
    }  # fmt: skip
    assert {letter: total(letter, "support") for letter in "MGPDSH"} == dict.fromkeys("MGPDSH", 40)


def test_rules_call_known_probes_and_sections() -> None:
    lexicon = load_lexicon()
    called = {call.probe for row in CATALOGUE.requirements for call in calls_of(row)}
    assert called <= set(PROBES)
    assert all(section in lexicon.sections for row in CATALOGUE.requirements for section in sections_of(row))


def test_the_shipped_files_have_no_fault() -> None:
    assert lint_rules() == ()
    assert catalogue_names() == ("nd43-2011",)


def test_an_unknown_catalogue_is_told_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="nd43-2011"):
        load_catalogue("nd42-2022")
    assert "nd43-2011" in lint_rules("nd42-2022")[0].what


def test_files_fit_the_published_schema() -> None:
    schema = catalogue_schema()
    for file in sorted(SHIPPED.glob("*.yaml")):
        kind = file.name if file.name.startswith("_") else "<id>.yaml"
        jsonschema.validate(read_document(file.name, file.read_text("utf-8")).data, schema[kind])


def test_rows_are_short_enough_to_read() -> None:
    lengths = [len(file.read_text("utf-8").splitlines()) for file in SHIPPED.glob("*.yaml")]
    assert max(lengths) <= 55


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "nd43-2011"))


def _faults(folder: Path) -> list[str]:
    with pytest.raises(DataFaults) as caught:
        read_catalogue(folder, load_lexicon(), PROBES)
    return [str(fault) for fault in caught.value.faults]


def _edit(folder: Path, name: str, old: str, new: str) -> int:
    """Replaces text in a file; the line of the change."""
    file = folder / f"{name}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ("points: 12", "points: many", "points", "should be a valid number"),
        ("points: 12", "points: 12\npoint: 1", "point", "unknown key; allowed: advice, applies_to, awaits,"),
        ("group: information", "group: infos", "group", "'infos' is not known; allowed: 'information', 'support',"),
        ("points_rule: graded_fresh", "points_rule: fresh", "points_rule", "allowed: 'yes_no', 'share', 'graded',"),
        ("[ministry, gov", "[ministri, gov", "applies_to[0]", "'ministri' is not known; allowed: 'ministry',"),
        ("section: news", "section: newz", "rule.section", "no section 'newz' in the lexicon; allowed: access"),
        ("probe: dated_list", "probe: dated_lst", "rule.probe", "no probe 'dated_lst'; allowed: a"),
        (
            "section: news",
            "section: news, topics: true",
            "rule.topics",
            "unknown key; allowed: authority, figures, item_words, kinds,",
        ),
        ("section: news", "section: news, topic: often", "rule.topic", "should be a valid boolean"),
        ("{probe: dated_list", "{most: [], probe_: x", "rule", "allowed: probe, or exactly one of any, all, none"),
        ("instrument: ND43", "instrument: ND44", "citations[0].instrument", "allowed: ND43, TT24/2011, TT25/2010"),
        ("fresh: 5, slow: 20", "fresh: 50, slow: 20", "freshness[0]", "fresh 50 is above slow 20"),
        ("kinds: [ministry, province]", "kinds: [ministry]", "(file)", "freshness must name every kind"),
        ("update_within: regular", "update_within: soon", "update_within", "should match pattern"),
    ],
)
def test_a_fault_names_file_line_key_and_what_is_allowed(folder: Path, old: str, new: str, key: str, what: str) -> None:
    line = _edit(folder, "nd43-10-1-b-news", old, new)
    found = [fault for fault in _faults(folder) if f": {key}: " in fault]
    assert len(found) == 1, _faults(folder)
    assert what in found[0]
    expected = line + new.count("\n") if key != "(file)" else 1
    assert found[0].startswith(f"nd43-2011/nd43-10-1-b-news.yaml:{expected}: ")


def test_faults_of_several_files_come_at_once(folder: Path) -> None:
    _edit(folder, "nd43-10-1-b-news", "points: 12", "points: -1")
    _edit(folder, "nd43-10-1-e-fields", "follows: nd43-10-1-e-list", "follows: nd43-10-1-e-lst")
    (folder / "tt32-17-mobile.yaml").write_text("", "utf-8")
    found = _faults(folder)
    assert any("nd43-10-1-b-news.yaml" in fault and "points" in fault for fault in found)
    assert any("no requirement 'nd43-10-1-e-lst' in this catalogue" in fault for fault in found)
    assert any("tt32-17-mobile.yaml:1: (file): is empty" in fault for fault in found)


def test_the_same_id_twice(folder: Path) -> None:
    shutil.copy(folder / "nd43-7-unicode.yaml", folder / "nd43-7-unicode.yml")
    assert _faults(folder) == [
        "nd43-2011/nd43-7-unicode.yml:1: id: nd43-7-unicode stands twice, here and in nd43-2011/nd43-7-unicode.yaml"
    ]


def test_a_key_twice_and_a_file_that_is_no_requirement(folder: Path) -> None:
    line = _edit(folder, "nd43-7-unicode", "points: 1\n", "points: 1\npoints: 2\n")
    (folder / "Notes.txt").write_text("x", "utf-8")
    found = _faults(folder)
    assert f"nd43-2011/nd43-7-unicode.yaml:{line + 1}: points: stands twice" in found
    assert any(fault.startswith("nd43-2011/Notes.txt:1: (file): no name of a requirement") for fault in found)


def test_following_a_follower_or_itself_is_a_fault(folder: Path) -> None:
    _edit(folder, "nd43-10-1-e-files", "follows: nd43-10-1-e-list", "follows: nd43-10-1-e-fields")
    _edit(folder, "nd43-10-1-h-fields", "follows: nd43-10-1-h-projects", "follows: nd43-10-1-h-fields")
    found = [fault for fault in _faults(folder) if "follows" in fault]
    assert len(found) == 2
    assert all("must be a list that follows none itself" in fault for fault in found)


def test_a_missing_card_and_an_empty_folder(tmp_path: Path) -> None:
    assert any("_catalogue.yaml:1: (file): is missing" in fault for fault in _faults(tmp_path))


def test_nested_rules_are_read(folder: Path) -> None:
    both = "    - all:\n        - {probe: unicode_text}\n        - {probe: domain_rule}\n"
    nested = f"rule:\n  any:\n    - {{probe: contact_data}}\n{both}"
    _edit(folder, "nd43-7-unicode", "rule: {probe: unicode_text}\n", nested)
    row = read_catalogue(folder, load_lexicon(), PROBES).get("nd43-7-unicode")
    assert row is not None
    assert [call.probe for call in calls_of(row)] == ["contact_data", "unicode_text", "domain_rule"]


def test_digest_follows_content_not_order_or_layout(folder: Path) -> None:
    _edit(folder, "nd43-7-unicode", "group: support\npoints: 1\n", "points: 1.0\n# a remark\ngroup: support\n")
    assert read_catalogue(folder, load_lexicon(), PROBES).digest == CATALOGUE.digest
    _edit(folder, "nd43-7-unicode", "points: 1.0\n", "points: 2\n")
    assert read_catalogue(folder, load_lexicon(), PROBES).digest != CATALOGUE.digest
