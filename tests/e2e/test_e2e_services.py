"""What agencies offer, as the commands tell it: the inventory, its changes, national and priority lists."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from e2e_desk import Desk
from openpyxl import Workbook

from domain.agencies import Agency, Kind, Target
from domain.audits import Audit
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.findings import Evaluation, Score, Service, ServiceProblem, ServiceSummary
from storage.archive.places import IndexEntry
from storage.database import Database

pytestmark = pytest.mark.e2e

STARTED = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
BIRTH = Service(
    "1.001193", "Đăng ký khai sinh", "Hộ tịch", "4", "2", "http://dvc.vn/1", ServiceProblem.LOWER_THAN_CLAIMED
)
LICENCE = Service("", "Cấp giấy phép xây dựng", "Xây dựng", "3", "3", "http://dvc.vn/2", None, "district", "UBND huyện")
FORMULA = Service("", '=HYPERLINK("http://evil.example";"x")', "", "unstated", None, "")


def _visited(desk: Desk, night: int, listed: tuple[Service, ...], cut: str = "") -> None:
    agency = Agency("so-thu", "Sở Thử nghiệm", Kind.DEPARTMENT)
    started = STARTED + timedelta(days=night)
    audit = Audit(id=f"{night}-so-thu", target=Target(agency, "http://so-thu.vn/"), trigger="auditor", started=started)
    page = Capture("c1", CaptureKind.PAGE, "http://so-thu.vn/", Outcome.OK, started, "sha256:1", 1, 200, "text/html")
    judged = Evaluation(
        audit.id, "nd43-2011", "c", "l", "v", (), ServiceSummary(listed, 9, cut),
        Score(0.0, 0.0, 0.0, None, None, None, None),
    )  # fmt: skip
    with Database.open(f"sqlite:///{desk.folder}/var/portal-audit.sqlite") as database:
        database.begin_audit(audit)
        database.finish_audit(
            replace(audit, ending=Ending.COMPLETED, finished=started, archive="a.warc.gz", pages=1),
            [(page, IndexEntry(0, 1))],
            judged,
        )


@pytest.fixture
def visited(desk: Desk) -> Desk:
    _visited(desk, 1, (replace(BIRTH, claimed_level="3"),))
    _visited(desk, 2, (BIRTH, LICENCE, FORMULA), cut="budget")
    return desk


def test_the_inventory_is_exported_with_a_row_a_service_and_no_formula(visited: Desk) -> None:
    ran = visited.run("query", "services", "--format", "csv")
    assert ran.status == 0, ran.err
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [row["name"] for row in rows] == [BIRTH.name, LICENCE.name, f"'{FORMULA.name}"]
    assert (rows[1]["admin_level"], rows[1]["handled_by"], rows[1]["cut"]) == ("district", "UBND huyện", "budget")
    changes = visited.run("query", "service_changes", "--format", "json").json
    assert {(row["change"], row["name"]) for row in changes} == {
        ("claimed_level", BIRTH.name), ("new", LICENCE.name), ("new", FORMULA.name),
    }  # fmt: skip


def test_a_national_list_is_compared(visited: Desk) -> None:
    national = visited.folder / "qg.json"
    records = [{"code": "1.001193", "name": "Khai sinh"}, {"code": "1.000894", "name": "Kết hôn"}]
    national.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    ran = visited.run("services", "reconcile", "so-thu", "qg.json", "--format", "json")
    assert ran.status == 0, ran.err
    assert [(row["state"], row["name"] or row["national_name"]) for row in ran.json] == [
        ("both", BIRTH.name),
        ("only_agency", LICENCE.name),
        ("only_agency", FORMULA.name),
        ("only_national", "Kết hôn"),
    ]
    assert "chưa được đọc hết" in ran.err
    (visited.folder / "qg.csv").write_text("Mã thủ tục;Tên thủ tục\n;Cấp giấy phép xây dựng\n", encoding="utf-8")
    told = visited.run("services", "reconcile", "so-thu", "qg.csv", "--format", "csv")
    assert "both,name,,Cấp giấy phép xây dựng,3,,Cấp giấy phép xây dựng,2" in told.out
    assert "'=HYPERLINK" in told.out


def test_priority_groups_are_shown_and_imported(visited: Desk) -> None:
    shown = visited.run("services", "priority", "show", "so-thu", "--format", "json")
    assert shown.status == 0, shown.err
    groups = {row["group"]: (row["services"], row["highest_claimed"], row["highest_observed"]) for row in shown.json}
    assert groups["civil-status"] == (1, "4", "2")
    assert groups["construction-permit"] == (1, "3", "3")
    assert groups["passport"] == (0, None, None)
    book = Workbook()
    for row in (("DANH MỤC", None), ("Nhóm", "Tên thủ tục"), ("Xây dựng", "Cấp giấy phép xây dựng")):
        book.active.append(row)
    book.save(visited.folder / "qd.xlsx")
    made = visited.run("services", "priority", "import", "qd.xlsx", "--source", "QĐ 1/QĐ-TTg", "--to", "qd.yaml")
    assert made.status == 0, made.err
    own = visited.run("services", "priority", "show", "so-thu", "--list", "qd.yaml", "--format", "csv")
    assert "xay-dung,Xây dựng,1,3,3,3: 1,3: 1" in own.out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("services", "reconcile", "so-thu", "nowhere.csv"), "nowhere.csv: can't be read"),
        (("services", "reconcile", "so-thu", "bad.csv"), "bad.csv:1: (heads): no row of column heads; add one"),
        (("services", "reconcile", "so-thu", "bad.json"), "bad.json:2: (record): no object with a code"),
        (("services", "reconcile", "khong-co", "good.csv"), "khong-co"),
        (("services", "priority", "show", "so-thu", "--list", "nowhere"), "local-groups"),
        (("services", "priority", "show", "so-thu", "--list", "bad.yaml"), "bad.yaml:1"),
        (("services", "priority", "import", "bad.csv", "--source", "x"), "bad.csv:1"),
        (("services", "priority", "import", "good.csv", "--source", "x", "--as", "castle"), "castle"),
    ],
)
def test_wrong_use_is_one_line(visited: Desk, words: tuple[str, ...], named: str) -> None:
    files = {
        "bad.csv": "a,b\n1,2\n",
        "bad.json": '[{"code": "1.001193"},\n{"id": 1}]',
        "bad.yaml": "a: b\n",
        "good.csv": "Mã,Tên\n1.001193,Khai sinh\n",
    }
    for name, text in files.items():
        (visited.folder / name).write_text(text, encoding="utf-8")
    ran = visited.run(*words)
    assert ran.status == 2, ran.out + ran.err
    assert named in ran.err
    assert ran.err.count("\n") == 1
