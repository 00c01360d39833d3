"""Commands that need no portal: wrong use is one clear line and status 2."""

import pytest
from e2e_desk import Desk

pytestmark = pytest.mark.e2e

WRONG = [
    (("check", "http://127.0.0.1:1/"), "commune (C)"),
    (("check", "http://127.0.0.1:1/", "--as", "castle"), "castle"),
    (("check", "khong-co-co-quan-nay"), "khong-co-co-quan-nay"),
    (("check", "moj", "--as", "ministry"), "--as"),
    (("check",), "AGENCY"),
    (("recheck", "nothing"), "nothing"),
    (("recheck", "nothing", "--catalogue", "nd99"), "nd99"),
    (("explain", "nd43-99"), "nd43-99"),
    (("query", "no_such_view"), "no_such_view"),
    (("query", "drop table audits"), ""),
    (("archive", "export", "nothing", "out"), "nothing"),
    (("rules", "list", "--catalogue", "nd99"), "nd99"),
]


@pytest.mark.parametrize(("words", "named"), WRONG)
def test_wrong_use(desk: Desk, words: tuple[str, ...], named: str) -> None:
    ran = desk.run(*words)
    assert ran.status == 2, ran.out + ran.err
    assert named in ran.err
    assert "Traceback" not in ran.err


def test_explain_a_requirement(desk: Desk) -> None:
    ran = desk.run("explain", "nd43-10-1-b-news")
    assert ran.status == 0, ran.err
    for word in ("Art.10(1)(b)", "dated_list", "Tin tức", "12"):
        assert word in ran.out, word


def test_rules_are_in_order(desk: Desk) -> None:
    assert desk.run("rules", "lint").status == 0
    listed = desk.run("rules", "list")
    assert listed.out.count("\n") > 70
    coverage = desk.run("rules", "coverage")
    assert "dated_list" in coverage.out


def test_targets(desk: Desk) -> None:
    listed = desk.run("targets", "list", "--all")
    assert listed.status == 0, listed.err
    assert "thuathienhue" in listed.out
    assert desk.run("targets", "lint").status == 0
    broken = desk.folder / "broken.yaml"
    broken.write_text("agencies:\n  a:\n    name: A\n    kind: castle\n    portal: http://a.gov.vn\n    colour: red\n")
    ran = desk.run("targets", "lint", "--targets", str(broken))
    assert ran.status == 2
    assert "broken.yaml:4" in ran.out
    assert "broken.yaml:6" in ran.out


def test_import_is_whole_or_nothing(desk: Desk) -> None:
    (desk.folder / "targets.yaml").write_text(
        "agencies:\n  sonha:\n    name: Tỉnh Sơn Hà\n    kind: province\n    portal: http://sonha.gov.vn\n",
        encoding="utf-8",
    )
    sheet = desk.folder / "sở.csv"
    rows = "Tên cơ quan,Loại,Cơ quan cấp trên,Địa chỉ cổng\nSở Tư pháp,department,sonha,http://stp.sonha.gov.vn\n"
    sheet.write_text(rows + "Sở Y tế,castle,sonha,not an address\n", encoding="utf-8")
    bad = desk.run("targets", "import", str(sheet))
    assert bad.status == 2
    assert "castle" in bad.err
    assert "Sở Tư pháp" not in desk.run("targets", "list").out
    sheet.write_text(rows, encoding="utf-8")
    good = desk.run("targets", "import", str(sheet))
    assert good.status == 0, good.err
    assert "Sở Tư pháp" in desk.run("targets", "list").out
