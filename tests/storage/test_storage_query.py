"""Named views and read-only questions, on both databases."""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from storage_samples import STARTED, audit, evaluation, finding, finished, index, page, services, target

from domain.agencies import Agency, Kind, Target
from domain.captures import Capture, Ending, Outcome
from domain.findings import Evaluation, Finding, Verdict
from storage.archive.places import IndexEntry
from storage.database import Database
from storage.errors import StorageError
from storage.query import run_query
from storage.views import VIEWS


def _store(
    database: Database,
    night: int,
    agency: str,
    findings: list[Finding],
    ending: Ending = Ending.COMPLETED,
    readable: bool = True,
    visited: Target | None = None,
    **more: object,
) -> Evaluation:
    audit_id = f"{night}-{agency}"
    begun = replace(audit(audit_id, agency), started=STARTED + timedelta(days=night), target=visited or target(agency))
    database.begin_audit(begun)
    pages: list[tuple[Capture, IndexEntry]] = index(2)
    if not readable:
        pages = [(page(1, b"", outcome=Outcome.TIMEOUT, status=None), IndexEntry(0, 1))]
    judged = evaluation(audit_id, findings, **more)
    database.finish_audit(finished(begun, ending), pages, judged)
    return judged


def _ask(database: Database, sql: str) -> tuple[tuple[object, ...], ...]:
    return run_query(database, sql).rows


# --- the views --------------------------------------------------------------------------------------------------------


def test_the_latest_finding_is_that_of_the_latest_readable_audit(database: Database) -> None:
    _store(database, 1, "a", [finding("r1"), finding("r2", Verdict.NOT_MET)])
    _store(database, 2, "a", [finding("r1", Verdict.PARTLY_MET), finding("r2")])
    undetermined = [finding("r1", Verdict.UNDETERMINED), finding("r2", Verdict.UNDETERMINED)]
    _store(database, 3, "a", undetermined, Ending.UNREACHABLE, readable=False)
    _store(database, 4, "a", undetermined, Ending.FAILED)
    _store(database, 3, "b", undetermined, Ending.BLOCKED, readable=False)
    _store(database, 4, "b", undetermined, Ending.UNREACHABLE, readable=False)
    query = "SELECT agency_id, requirement, verdict, audit_id, readable FROM latest_findings ORDER BY 1, 2"
    assert _ask(database, query) == (
        ("a", "r1", "partly_met", "2-a", 1),
        ("a", "r2", "met", "2-a", 1),
        ("b", "r1", "undetermined", "4-b", 0),
        ("b", "r2", "undetermined", "4-b", 0),
    )


def test_a_recheck_takes_the_place_of_the_judging_before(database: Database) -> None:
    _store(database, 1, "a", [finding("r1")])
    database.add_evaluation("1-a", evaluation("1-a", [finding("r1", Verdict.NOT_MET)]))
    database.add_evaluation("1-a", evaluation("1-a", [finding("q1")], catalogue="nd42-2022"))
    query = "SELECT catalogue, requirement, verdict FROM latest_findings ORDER BY 1"
    assert _ask(database, query) == (("nd42-2022", "q1", "met"), ("nd43-2011", "r1", "not_met"))
    assert _ask(database, "SELECT audit_id, evaluations FROM audits_overview") == (("1-a", 3),)


def test_the_matrix_counts_agencies_by_verdict(database: Database) -> None:
    provinces = [Target(Agency(name, name, Kind.PROVINCE), f"http://{name}/") for name in ("p", "q", "r")]
    for visited, verdict in zip(provinces, (Verdict.MET, Verdict.NOT_MET, Verdict.MET), strict=True):
        _store(database, 1, visited.agency.id, [finding("r1", verdict)], visited=visited)
    _store(database, 1, "m", [finding("r1", Verdict.NEEDS_HUMAN), finding("r2", Verdict.NOT_APPLICABLE)])
    result = run_query(database, "matrix")
    assert result.columns == tuple(VIEWS["matrix"].columns)
    assert result.rows == (
        ("nd43-2011", "r1", "ministry", 1, 0, 0, 0, 0, 1, 0, 0),
        ("nd43-2011", "r1", "province", 3, 2, 0, 1, 0, 0, 0, 0),
        ("nd43-2011", "r2", "ministry", 1, 0, 0, 0, 0, 0, 1, 0),
    )


def test_changes_are_between_consecutive_readable_audits(database: Database) -> None:
    _store(database, 1, "a", [finding("r1"), finding("r2"), finding("r3")])
    _store(database, 2, "a", [finding("r1", Verdict.UNDETERMINED)], Ending.UNREACHABLE, readable=False)
    _store(database, 3, "a", [finding("r1", Verdict.NOT_MET), finding("r2"), finding("r3", evidence=())])
    _store(database, 4, "a", [finding("r1"), finding("r2", value=0.7), finding("r4")], code_version="0.2.0")
    _store(database, 4, "b", [finding("r1")])
    query = "SELECT requirement, verdict_before, verdict, audit_before, audit_id, same_rules FROM changes ORDER BY 5, 1"
    assert _ask(database, query) == (
        ("r1", "met", "not_met", "1-a", "3-a", 1),
        ("r1", "not_met", "met", "3-a", "4-a", 0),
        ("r2", "met", "met", "3-a", "4-a", 0),
    )
    assert _ask(database, "SELECT points_change FROM changes WHERE audit_id = '3-a'") == ((-1.5,),)


def test_scores_services_and_audits_have_their_views(database: Database) -> None:
    judged = _store(database, 1, "a", [finding("r1")])
    query = "SELECT agency_id, kind, block, points, judged, coverage, score_index, low, high FROM latest_scores"
    score = judged.score
    assert _ask(database, query) == (
        ("a", "ministry", "ministries", score.points, score.judged, score.coverage, score.index, score.low, score.high),
    )
    listed = _ask(database, "SELECT position, code, observed_level, problem FROM latest_services ORDER BY 1")
    assert listed == tuple(
        (place, item.code, item.observed_level, item.problem.value if item.problem else None)
        for place, item in enumerate(services().items)
    )
    query = "SELECT audit_id, state, ending, pages, requests, readable_pages, archive FROM audits_overview"
    assert _ask(database, query) == (("1-a", "finished", "completed", 3, 9, 2, "2026/11/1-a.warc.gz"),)


def test_visits_tell_who_answered(database: Database) -> None:
    _store(database, 1, "a", [finding("r1")])
    _store(database, 2, "a", [finding("r1")], Ending.UNREACHABLE, readable=False)
    _store(database, 3, "a", [finding("r1")], Ending.BLOCKED, readable=False)
    _store(database, 4, "a", [finding("r1")], Ending.FAILED, readable=False)
    _store(database, 5, "a", [finding("r1")], Ending.WALL)
    guarded = [(page(1, b"", outcome=Outcome.GUARDED, status=None), IndexEntry(0, 1))]
    begun = replace(audit("6-a", "a"), started=STARTED + timedelta(days=6))
    database.begin_audit(begun)
    database.finish_audit(finished(begun, Ending.UNREACHABLE), guarded, evaluation("6-a"))
    database.begin_audit(replace(audit("7-a", "a"), started=STARTED + timedelta(days=7)))
    query = "SELECT audit_id, answered FROM visits ORDER BY 1"
    assert _ask(database, query) == (
        ("1-a", 1), ("2-a", 0), ("3-a", None), ("4-a", None), ("5-a", 1), ("6-a", None),
    )  # fmt: skip


#: Their rows come with runs (see the tests of these).
_OF_RUNS = {"published_findings", "publications", "run_overview", "run_standings", "gates", "flakes"}


def test_each_view_is_answered_by_name_in_one_order(database: Database) -> None:
    for agency in ("b", "a"):
        _store(database, 1, agency, [finding("r2"), finding("r1", Verdict.NOT_MET)])
        _store(database, 2, agency, [finding("r2", Verdict.NOT_MET), finding("r1")], services=services(3))
    for name, view in VIEWS.items():
        result = run_query(database, f" {name.upper()} ; ")
        assert result.columns == tuple(view.columns)
        assert result.rows or name in _OF_RUNS
        assert result == run_query(database, name)
    assert [row[:2] for row in run_query(database, "latest_scores").rows] == [("a", "Bộ a"), ("b", "Bộ b")]


def test_moments_and_json_come_as_text(database: Database) -> None:
    _store(database, 1, "a", [finding("r1", Verdict.NOT_MET)])
    ((started, evidence, searched),) = _ask(database, "SELECT started, evidence, searched FROM latest_findings")
    assert started == "2026-11-23T05:00:00.123456Z"
    assert str(evidence).startswith('[{"probe":"section","url":"http://btp.gov.vn/r1"')
    assert "Giới thiệu" in str(searched)


@pytest.fixture(scope="module")
def asked(shared_database: Database) -> Database:
    """A database with one finding, for questions that change nothing."""
    _store(shared_database, 1, "a", [finding("r1")])
    return shared_database


# --- questions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT 1 AS one, 'x%y' AS two", ((1, "x%y"),)),
        ("  -- said\n /* so */ SELECT 1", ((1,),)),
        ("WITH a AS (SELECT 1 AS n) SELECT n FROM a;;", ((1,),)),
        ("VALUES (1), (2)", ((1,), (2,))),
        ("SELECT 'a; b' AS c", (("a; b",),)),
        (
            "SELECT COUNT(*), COUNT(DISTINCT verdict), MAX(value) FROM latest_findings WHERE requirement LIKE 'r%'",
            ((1, 1, 1.0),),
        ),
        ("SELECT CAST(1.5 AS NUMERIC), COALESCE(NULL, 'ă'), LOWER('ABC'), ROUND(2.4)", ((1.5, "ă", "abc", 2),)),
        ("SELECT requirement FROM latest_findings WHERE 1 = 0", ()),
    ],
)
def test_one_select_is_answered(asked: Database, sql: str, rows: tuple[tuple[object, ...], ...]) -> None:
    assert _ask(asked, sql) == rows


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM audits",
        "INSERT INTO agencies VALUES (1)",
        "UPDATE audits SET error = 'x'",
        "DROP TABLE findings",
        "CREATE TABLE x (y INT)",
        "SELECT 1; DELETE FROM audits",
        "SELECT 1; COMMIT; DELETE FROM audits",
        "WITH gone AS (DELETE FROM audits RETURNING id) SELECT * FROM gone",
        "SELECT 1 INTO stolen",
        "SELECT * FROM audits FOR UPDATE",
        "PRAGMA writable_schema = 1",
        "SELECT * FROM pragma_database_list",
        "ATTACH DATABASE '{folder}/stolen.db' AS stolen",
        "VACUUM INTO '{folder}/stolen.db'",
        "COPY audits TO '{folder}/stolen.csv'",
        "BEGIN",
        "EXPLAIN DELETE FROM audits",
        "SET statement_timeout = 0",
        "SELECT load_extension('x')",
        "SELECT writefile('{folder}/stolen', 'x')",
        "SELECT readfile('/etc/hostname')",
        "SELECT pg_read_file('/etc/hostname')",
        "SELECT \"pg_read_file\"('/etc/hostname')",
        "SELECT PG_READ_FILE('/etc/hostname')",
        "SELECT pg_catalog . pg_read_file /* */ ('/etc/hostname')",
        "SELECT U&\"pg\\005fread_file\"('/etc/hostname')",
        "SELECT * FROM pg_ls_dir('/')",
        "SELECT lo_import('/etc/hostname')",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "SELECT pg_terminate_backend(1)",
        "SELECT pg_advisory_lock(1)",
        "SELECT query_to_xml('DELETE FROM audits', true, true, '')",
        "SELECT nextval('audits_key_seq')",
        "select_everything",
        "no_such_view",
        "",
        ";",
        "SELECT",
        "SELECT * FROM no_such_table",
        "SELECT 'x\0y'",
        "SELECT '\ud800'",
        "SELECT '" + "x" * 200_000 + "'",
        "/*" * 20_000 + "SELECT 1",
        "/**/" * 4_000 + "DELETE FROM audits",
    ],
)
def test_anything_else_is_refused_in_one_line_and_changes_nothing(asked: Database, tmp_path: Path, sql: str) -> None:
    before = _contents(asked)
    with pytest.raises(StorageError) as caught:
        run_query(asked, sql.replace("{folder}", str(tmp_path)), 5.0)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600
    assert _contents(asked) == before
    assert not list(tmp_path.glob("stolen*"))
    assert run_query(asked, "SELECT 1").rows == ((1,),)  # the connection is as good as before


def _contents(database: Database) -> dict[str, int]:
    with database.engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar_one()
            for table in ("audits", "agencies", "findings", "captures", "evaluation_findings")
        }


@pytest.mark.parametrize(
    "sql",
    [
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT COUNT(*) FROM t",
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT n FROM t",
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3000) "
        "SELECT COUNT(*) FROM t a, t b, t c WHERE a.n < b.n AND b.n < c.n",
    ],
)
def test_a_question_without_end_is_stopped(asked: Database, sql: str) -> None:
    began = time.monotonic()
    with pytest.raises(StorageError, match=r"longer than 0\.3 s"):
        run_query(asked, sql, limit_seconds=0.3, max_rows=10**9)
    assert time.monotonic() - began < 5
    assert run_query(asked, "SELECT 1").rows == ((1,),)


def test_more_rows_than_asked_for_are_cut_and_said(asked: Database) -> None:
    sql = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 50) SELECT n FROM t ORDER BY n"
    assert run_query(asked, sql, max_rows=50) == (("n",), tuple((n,) for n in range(1, 51)), False)
    assert run_query(asked, sql, max_rows=7) == (("n",), tuple((n,) for n in range(1, 8)), True)


def test_an_unknown_view_names_the_views(asked: Database) -> None:
    with pytest.raises(StorageError, match=r"latest_findings.*matrix.*changes"):
        run_query(asked, "findings_latest")


def test_a_sqlite_value_cannot_fill_the_memory(tmp_path: Path) -> None:
    with (
        Database.open(str(tmp_path / "a b%20?#.db")) as database,
        pytest.raises(StorageError, match="too big"),
    ):
        run_query(database, "SELECT zeroblob(1000000000)")


def test_a_question_sees_what_a_running_writer_has_not_finished_not(database: Database) -> None:
    _store(database, 1, "a", [finding("r1")])
    with database.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE findings SET verdict = 'met!'"))
        assert _ask(database, "SELECT verdict FROM latest_findings") == (("met",),)
