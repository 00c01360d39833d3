"""`portal-audit accuracy` on a corpus that an auditor might make: two pages, two labels."""

import json
from pathlib import Path

import pytest
from e2e_desk import Desk, targets_file

from demo.portals import DemoPortal
from demo.server import Serving

pytestmark = pytest.mark.e2e

_MENU = '<ul><li><a href="/">Trang chủ</a></li><li><a href="/co-cau-to-chuc">Cơ cấu tổ chức</a></li></ul>'
_HEAD = f"<html><head><title>Sở Y tế tỉnh Sơn Hà</title></head><body><div id=header>Sở Y tế tỉnh Sơn Hà</div>{_MENU}"
_FOOT = "<div id=footer>Sở Y tế tỉnh Sơn Hà</div></body></html>"
_UNITS = "".join(f"<li>Phòng {name}</li>" for name in ("Tổ chức cán bộ", "Nghiệp vụ Y", "Nghiệp vụ Dược", "Kế hoạch"))


def page(content: str) -> str:
    return f"{_HEAD}<div id=content>{content}</div>{_FOOT}"


@pytest.fixture
def corpus(desk: Desk) -> Path:
    """A department whose structure is there and whose news are not."""
    folder = desk.folder / "cổng"
    (folder / "syt" / "co-cau-to-chuc").mkdir(parents=True)
    (folder / "syt" / "index.html").write_text(page("<p>Chào mừng bạn đến với Sở Y tế tỉnh Sơn Hà.</p>"), "utf-8")
    structure = page(f"<h1>Cơ cấu tổ chức</h1><p>Sở có các phòng:</p><ul>{_UNITS}</ul>")
    (folder / "syt" / "co-cau-to-chuc" / "index.html").write_text(structure, "utf-8")
    (folder / "corpus.yaml").write_text(
        "portals:\n  - {id: syt, kind: department, name: Sở Y tế tỉnh Sơn Hà, platform: plain, pages: syt}\n", "utf-8"
    )
    (folder / "labels.csv").write_text(
        "portal,requirement,verdicts,note\n"
        "syt,nd43-10-1-a-structure,present,\n"
        "syt,nd43-10-1-b-news,absent,không có tin\n",
        "utf-8",
    )
    return folder


def test_visit_keep_and_judge_again(desk: Desk, corpus: Path) -> None:
    ran = desk.run("accuracy", str(corpus), "--no-browser", "--keep", "kept", "--json", "-")
    assert ran.status == 0, ran.err
    document = ran.json
    assert document["schema"] == "portal-audit/accuracy@1"
    assert document["requirements"]["nd43-10-1-a-structure"]["present_recall"]["right"] == 1
    assert document["requirements"]["nd43-10-1-b-news"]["absent_recall"]["right"] == 1
    assert document["total"]["present_precision"] == {"right": 1, "of": 1, "share": 1.0, "low": 0.2065, "high": 1.0}
    again = desk.run("accuracy", str(corpus), "--rejudge", "kept", "--json", "again.json", "--write", "doc.md")
    assert again.status == 0, again.err
    assert "present precision" in again.out
    stored = json.loads((desk.folder / "again.json").read_text("utf-8"))
    assert stored["requirements"] == document["requirements"]
    assert (desk.folder / "doc.md").read_text("utf-8").startswith("<!-- Written by")
    assert json.loads((desk.folder / "doc.json").read_text("utf-8")) == stored
    assert sorted(path.name for path in (desk.folder / "kept").iterdir()) == ["syt.warc.gz"]


def test_published_figures_are_floors(desk: Desk, corpus: Path) -> None:
    ran = desk.run("accuracy", str(corpus), "--no-browser", "--keep", "kept", "--write", "doc.md")
    assert ran.status == 0, ran.err
    held = desk.run("accuracy", str(corpus), "--rejudge", "kept", "--floors", "doc.json")
    assert held.status == 0, held.err
    assert "no published figure fell" in held.err
    labels = corpus / "labels.csv"
    swapped = labels.read_text("utf-8").replace("present", "…").replace("absent", "present").replace("…", "absent")
    labels.write_text(swapped, "utf-8")
    for words in ((), ("--only", "syt")):
        fell = desk.run("accuracy", str(corpus), "--rejudge", "kept", "--floors", "doc.json", *words)
        assert fell.status == 1, fell.err
        assert "agreement fell from 2/2 to 0/2" in fell.err
        assert "was right, now met" in fell.err


def test_an_archive_and_misses(desk: Desk, corpus: Path) -> None:
    kept = desk.run("accuracy", str(corpus), "--no-browser", "--keep", "kept", "--misses")
    assert "right 2" in kept.out, kept.out + kept.err
    (corpus / "corpus.yaml").write_text("portals: [{id: syt, kind: S, archive: ../kept/syt.warc.gz}]\n", "utf-8")
    labels = corpus / "labels.csv"
    labels.write_text(labels.read_text("utf-8").replace("present", "absent"), "utf-8")
    ran = desk.run("accuracy", str(corpus), "--misses")
    assert ran.status == 0, ran.err
    assert "syt  nd43-10-1-a-structure: expected not_met; told met" in ran.out
    assert "/co-cau-to-chuc" in ran.out
    assert "false_present 1" in ran.out


@pytest.mark.parametrize(
    ("words", "status", "named"),
    [
        (("none",), 2, "name demo, a folder"),
        (("cổng", "--only", "khác"), 2, "there are syt"),
        (("cổng", "--kind", "syt"), 2, "PORTAL=VALUE"),
        (("cổng", "--stored"), 2, "no audit of syt"),
        (("cổng", "--stored", "--rejudge", "kept"), 2, "--stored reads"),
        (("cổng", "--only", "syt", "--write", "doc.md"), 2, "--write publishes"),
        (("cổng", "--misses", "--json", "-"), 2, "leave --json out"),
        (("cổng", "--misses", "--floors", "doc.json"), 2, "leave --floors out"),
        (("cổng", "--floors", "nothing.json"), 2, "nothing.json"),
        (("cổng", "--floors", "cổng/labels.csv"), 2, "no figures of"),
        (("cổng", "--keep", "a", "--rejudge", "b"), 2, "leave --keep out"),
        (("cổng", "--rejudge", "nowhere"), 4, "no such archive"),
        (("cổng", "--first-run-for", "syt"), 2, "made-up portals"),
        (("demo", "--first-run-for", "tinh-son-ha", "--only", "tinh-lam-hai"), 2, "tinh-son-ha"),
    ],
)
def test_wrong_use_is_one_line(desk: Desk, corpus: Path, words: tuple[str, ...], status: int, named: str) -> None:
    ran = desk.run("accuracy", *words)
    assert ran.status == status, ran.out + ran.err
    assert named in ran.err
    assert "Traceback" not in ran.err


def test_stored_audits_are_used_again(desk: Desk, portals: tuple[DemoPortal, ...], serving: Serving) -> None:
    portal = next(item for item in portals if item.id == "so-tai-chinh-son-ha")
    targets_file(desk.folder / "targets.yaml", [portal.target(serving.port)])
    words = ("accuracy", "demo", "--only", portal.id, "--stored", "--json", "-")
    before = desk.run(*words)
    assert before.status == 2
    assert f"no audit of {portal.id}" in before.err
    assert desk.run("check", portal.id, "--allow-private", "--no-browser").status == 3
    ran = desk.run(*words)
    assert ran.status == 0, ran.err
    assert ran.json["portals"][0]["reachable"] is False
    assert ran.json["total"]["agreement"]["share"] == 1.0
