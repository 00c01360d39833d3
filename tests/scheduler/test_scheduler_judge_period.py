"""What one audit cannot tell is judged from the stored audits of a period, and `explain` shows it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from checks.load_catalogue import load_catalogue
from cli.app import command_line
from domain.agencies import Agency, Kind, Target
from domain.audits import Audit
from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.clock import utc_now
from domain.codec import digest_bytes
from domain.findings import Evaluation, Score, ServiceSummary, Verdict
from reports.explain_text import period_lines
from scheduler.judge_period import PeriodError, judge_period
from storage.archive.places import IndexEntry
from storage.database import Database

ROW = "nd43-27-1-available"
LAW = load_catalogue()
START = datetime(2026, 11, 1, 18, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(f"sqlite:///{tmp_path}/a.sqlite") as opened:
        yield opened


def store(database: Database, agency: str, started: datetime, ending: Ending, *, readable: bool) -> str:
    """One finished audit with the record of its end, and of a page or of what became of it."""
    target = Target(Agency(agency, f"UBND huyện {agency}", Kind.DISTRICT), f"http://{agency}.vinhson.gov.vn/")
    begun = Audit(f"{started:%Y%m%dT%H%M%SZ}-{agency}", target, "nightly", started)
    database.begin_audit(begun)
    body = f'{{"ending":"{ending.value}","at":"{started.isoformat()}"}}'.encode()
    page = _capture("c1", CaptureKind.PAGE, target.portal, b"<p>Trang</p>" if readable else b"", started)
    end = _capture("c2", CaptureKind.ENDING, "urn:portal-audit:ending", body, started)
    done = Audit(begun.id, target, "nightly", started, started + timedelta(minutes=3), ending, archive="a.warc.gz")
    score = Score(0, 0, 0, None, None, None, None)
    judged = Evaluation(begun.id, LAW.name, LAW.digest, "sha256:0", "0.1", (), ServiceSummary(), score)
    database.finish_audit(done, [(page, IndexEntry(0, 1)), (end, IndexEntry(1, 1))], judged)
    return begun.id


def _capture(name: str, kind: CaptureKind, url: str, body: bytes, at: datetime) -> Capture:
    outcome = Outcome.OK if body else Outcome.TIMEOUT
    return Capture(name, kind, url, outcome, at, digest_bytes(body) if body else "", len(body), 200 if body else None)


def nights(database: Database, agency: str, signs: str, start: datetime = START) -> list[str]:
    """A night per sign: + answered, - unreachable, b blocked, x our own failure."""
    endings = {"+": Ending.COMPLETED, "-": Ending.UNREACHABLE, "b": Ending.BLOCKED, "x": Ending.FAILED}
    return [
        store(database, agency, start + timedelta(days=day), endings[sign], readable=sign == "+")
        for day, sign in enumerate(signs)
    ]


def test_visits_of_a_period_with_the_records_of_their_ends(database: Database) -> None:
    audits = nights(database, "binhminh", "+-bx+")
    nights(database, "khac", "+")
    visits = database.visits("binhminh", START, START + timedelta(days=3))
    assert [(visit.audit, visit.answered) for visit in visits] == list(
        zip(audits[:4], (True, False, None, None), strict=True)
    )
    assert all(visit.record.startswith("sha256:") and visit.started.tzinfo for visit in visits)
    (other,) = database.visits_of_others("binhminh", START, START + timedelta(days=9))
    assert (other.agency, other.answered, other.record) == ("khac", True, "")


def test_period_is_judged_from_what_is_stored(database: Database) -> None:
    audits = nights(database, "binhminh", "+++--+++++++")
    nights(database, "khac", "++++++++++++", START + timedelta(minutes=20))
    judged = judge_period(ROW, "binhminh", START, START + timedelta(days=30), database, LAW)
    assert judged.finding.verdict is Verdict.MET  # ten of eleven: nine in ten count as all
    assert audits[3] in judged.finding.evidence[0].excerpt
    assert len(judged.visits) == 12
    text = "\n".join(period_lines(judged))
    for said in ("10/11", "Đạt / met", "02/11/2026", "không trả lời / no answer (unreachable)", audits[3], "/ending"):
        assert said in text, said


def test_others_are_looked_at_around_the_period_too(database: Database) -> None:
    """The other portals were visited two hours before the period began: they still tell that our line was up."""
    nights(database, "binhminh", "--+++++++++++")
    nights(database, "khac", "+++", START - timedelta(hours=2))
    judged = judge_period(ROW, "binhminh", START, START + timedelta(days=30), database, LAW)
    assert (judged.finding.verdict, judged.finding.reason.vi[:5]) == (Verdict.MET, "11/12")


def test_what_cannot_be_judged_is_said_in_one_line(database: Database) -> None:
    nights(database, "binhminh", "+")
    for requirement, agency, said in (
        ("nd43-10-1-b-news", "binhminh", "not judged over a period"),
        ("nd43-99", "binhminh", "not judged over a period"),
        (ROW, "khong-co", "no finished audit"),
    ):
        with pytest.raises(PeriodError, match=said):
            judge_period(requirement, agency, START, START + timedelta(days=1), database, LAW)
    few = judge_period(ROW, "binhminh", START, START + timedelta(days=1), database, LAW)
    assert (few.finding.verdict, few.finding.code) == (Verdict.UNDETERMINED, "few_visits")


def test_explain_shows_the_period(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/b.sqlite"
    with Database.open(url) as database:
        nights(database, "binhminh", "++++++++++++", utc_now() - timedelta(days=13))
    ask = ["explain", ROW, "--database", url, "--agency"]
    shown = CliRunner().invoke(command_line(), [*ask, "binhminh", "--days", "20"])
    assert shown.exit_code == 0, shown.output
    assert "12/12" in shown.output
    assert "ND43 Art.27(1)" in shown.output
    few = CliRunner().invoke(command_line(), [*ask, "binhminh", "--days", "5"])
    assert "few_visits" in few.output
    assert CliRunner().invoke(command_line(), [*ask, "khong-co"]).exit_code == 2
