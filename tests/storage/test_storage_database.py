"""Audits and findings in the database: what is stored comes back, once by digest, visible when finished."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from storage_samples import (
    STARTED,
    audit,
    evaluation,
    finding,
    finished,
    full_target,
    index,
    page,
    services,
    target,
)

from domain.agencies import Agency, Kind, Target
from domain.audits import Audit
from domain.captures import Ending, Outcome
from domain.codec import canonical_json, digest_of
from domain.findings import Evaluation, Evidence, Finding, Locator, LocatorType, Score, ServiceSummary, Text2, Verdict
from storage.archive.places import IndexEntry
from storage.database import Database
from storage.errors import StorageError
from storage.query import run_query
from storage.storable import MAX_TEXT, storable
from storage.tables import metadata
from storage.workers import Worker, is_alive, this_worker


def rows(database: Database, table: str) -> int:
    with database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one()


def store(database: Database, audit_id: str, judged: Evaluation | None = None, **more: object) -> Audit:
    """Begins and finishes an audit; `more` overrides fields of the audit."""
    agency = str(more.pop("agency", "btp"))
    begun = replace(audit(audit_id, agency), **{name: more.pop(name) for name in ("started",) if name in more})
    database.begin_audit(begun)
    done = finished(begun, **more)
    database.finish_audit(done, index(), judged or evaluation(audit_id))
    return done


def _all_gone(_worker: Worker, _heartbeat: datetime) -> bool:
    return False


# --- what is stored comes back ----------------------------------------------------------------------------------------


def test_an_audit_and_its_evaluation_come_back_equal(database: Database) -> None:
    begun = replace(audit("a1"), target=full_target(), error="một dòng")
    database.begin_audit(begun)
    assert database.get_audit("a1") == begun
    done = finished(begun)
    database.finish_audit(done, index(), evaluation("a1"))
    assert database.get_audit("a1") == done
    assert database.latest_audit("stp") == done
    read = database.get_evaluation("a1")
    assert read == evaluation("a1")
    assert canonical_json(read) == canonical_json(evaluation("a1"))


def test_the_index_comes_back(database: Database) -> None:
    store(database, "a1")
    assert database.capture_index("a1") == {capture.id: (capture.digest, entry) for capture, entry in index()}
    assert database.capture_index("unknown") == {}


def test_an_audit_that_brought_nothing_is_stored_too(database: Database) -> None:
    nothing = Evaluation(
        audit="a1",
        catalogue="nd43-2011",
        catalogue_digest="sha256:c",
        lexicon_digest="sha256:l",
        code_version="0.1",
        findings=(),
        services=ServiceSummary(),
        score=Score(0.0, 0.0, 0.0, None, None, None, None),
    )
    database.begin_audit(audit("a1"))
    database.finish_audit(finished(audit("a1"), Ending.UNREACHABLE), [], nothing)
    assert database.get_evaluation("a1") == nothing
    assert database.latest_audit("btp") is not None


_FLOAT = st.floats(0, 1e6, allow_nan=False)
_TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
_FINDING = st.builds(
    Finding,
    requirement=st.sampled_from(["nd43-1", "nd43-2", "tt32-1"]),
    verdict=st.sampled_from(Verdict),
    value=st.none() | st.floats(0, 1) | st.integers(0, 1),
    points=_FLOAT,
    possible=_FLOAT | st.integers(0, 3),
    code=_TEXT,
    reason=st.builds(Text2, _TEXT, _TEXT),
    evidence=st.lists(
        st.builds(Evidence, _TEXT, _TEXT, _TEXT, st.builds(Locator, st.sampled_from(LocatorType), _TEXT), _TEXT, _TEXT),
        max_size=2,
    ).map(tuple),
    searched=st.none() | st.just(finding("x", Verdict.NOT_MET).searched),
)
_FIGURES = st.dictionaries(
    _TEXT, st.recursive(_TEXT | st.none() | st.booleans() | st.integers(-(2**60), 2**60) | _FLOAT, st.lists), max_size=3
)


@given(
    st.lists(_FINDING, max_size=3, unique_by=lambda made: made.requirement),
    _FIGURES,
    st.integers(0, 6),
    st.builds(Score, _FLOAT, _FLOAT, _FLOAT, st.none() | _FLOAT, st.none() | _FLOAT, st.none() | _FLOAT, st.none()),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_evaluation_comes_back_as_its_storable_self(
    database: Database, found: list[Finding], figures: dict, count: int, score: Score
) -> None:
    audit_id = f"a{time.monotonic_ns()}"
    given_one = evaluation(audit_id, found, figures=figures, services=services(count, None), score=score)
    database.begin_audit(audit(audit_id))
    database.finish_audit(finished(audit(audit_id)), [], given_one)
    read = database.get_evaluation(audit_id)
    wanted = storable(Evaluation, given_one)
    wanted = replace(wanted, findings=tuple(sorted(wanted.findings, key=lambda made: made.requirement)))
    assert read == wanted
    assert canonical_json(read) == canonical_json(wanted)
    for made in wanted.findings:
        stored = database.find_finding(f"{audit_id}/{made.requirement}")
        assert stored is not None
        assert (stored.finding, stored.digest) == (made, digest_of(made))


def test_hostile_text_is_made_fit_and_bounded(database: Database) -> None:
    evil = "a\x00b\ud800'; DROP TABLE audits; --\u202e"
    made = finding("nd43-1")
    huge = replace(
        made,
        reason=Text2(evil, evil),
        evidence=(replace(made.evidence[0], excerpt=evil + "x" * 10_000_000, url=evil),),
    )
    begun = replace(audit("a1"), error=evil, target=target("btp", notes=evil))
    database.begin_audit(begun)
    capture = page(1, b"x", url=evil, mime=evil)
    judged = evaluation("a1", [huge], figures={evil: evil}, services=services(1))
    database.finish_audit(finished(begun, error=evil), [(capture, IndexEntry(0, 1))], judged)
    read = database.get_evaluation("a1")
    assert read is not None
    fit = "a\ufffdb\ufffd'; DROP TABLE audits; --\u202e"
    assert read.findings[0].reason == Text2(fit, fit)
    assert read.findings[0].evidence[0].excerpt == (fit + "x" * MAX_TEXT)[:MAX_TEXT]
    assert read.figures == {fit: fit}
    stored = database.get_audit("a1")
    assert stored is not None
    assert (stored.error, stored.target.notes) == (fit, fit)
    assert len(run_query(database, "latest_findings").rows) == 1


@pytest.mark.parametrize("figures", [{"a": float("nan")}, {"a": [float("inf")]}, {"a": object()}, {"a": b"bytes"}])
def test_what_has_no_stored_form_is_one_line_and_leaves_nothing(database: Database, figures: dict) -> None:
    database.begin_audit(audit("a1"))
    with pytest.raises(StorageError, match="this evaluation cannot be stored"):
        database.finish_audit(finished(audit("a1")), index(), evaluation("a1", figures=figures))
    assert rows(database, "captures") == 0
    assert len(database.running()) == 1


# --- once by digest ---------------------------------------------------------------------------------------------------


def test_an_unchanged_night_costs_links_only(database: Database) -> None:
    store(database, "a1")
    tables = ("findings", "service_entries", "service_lists", "service_list_items", "targets", "agencies")
    before = {table: rows(database, table) for table in tables}
    links = rows(database, "evaluation_findings")
    store(database, "a2")
    assert {table: rows(database, table) for table in tables} == before
    assert rows(database, "evaluation_findings") == 2 * links


def test_a_changed_finding_costs_one_row(database: Database) -> None:
    store(database, "a1")
    before = rows(database, "findings")
    changed = tuple(
        replace(made, code="other") if made.requirement == "nd43-11" else made for made in evaluation("a2").findings
    )
    store(database, "a2", evaluation("a2", changed))
    assert rows(database, "findings") == before + 1


def test_two_findings_for_one_requirement_are_refused_whole(database: Database) -> None:
    database.begin_audit(audit("a1"))
    twice = evaluation("a1", [finding("nd43-1"), finding("nd43-1", code="other")])
    with pytest.raises(StorageError, match="two findings for one requirement"):
        database.finish_audit(finished(audit("a1")), index(), twice)
    assert rows(database, "captures") == rows(database, "evaluations") == 0
    assert [run.audit.id for run in database.running()] == ["a1"]


# --- rechecks ---------------------------------------------------------------------------------------------------------


def test_a_recheck_adds_and_changes_nothing(database: Database) -> None:
    store(database, "a1")
    second = evaluation("a1", [finding("nd43-10-1-a", Verdict.NOT_MET)], code_version="0.2.0")
    added = database.add_evaluation("a1", second)
    assert database.get_evaluation("a1") == second
    assert database.get_evaluation("a1", "latest") == second
    assert database.get_evaluation("a1", "first") == evaluation("a1")
    assert database.get_evaluation("a1", added) == second
    assert database.get_evaluation("a1", added + 1) is None
    with pytest.raises(StorageError, match="no such evaluation"):
        database.get_evaluation("a1", "best")


def test_only_a_finished_audit_is_rechecked(database: Database) -> None:
    database.begin_audit(audit("a1"))
    for audit_id in ("a1", "unknown"):
        with pytest.raises(StorageError, match="is not finished"):
            database.add_evaluation(audit_id, evaluation(audit_id))


# --- the life of an audit ---------------------------------------------------------------------------------------------


def test_a_running_audit_looks_like_one(database: Database) -> None:
    database.begin_audit(audit("a1"))
    (run,) = database.running()
    assert (run.audit, run.worker) == (audit("a1"), this_worker())
    assert database.latest_audit("btp") is None
    assert database.get_evaluation("a1") is None
    assert database.find_finding("a1/nd43-10-1-a") is None
    assert run_query(database, "latest_findings").rows == ()
    assert run_query(database, "latest_scores").rows == ()
    assert run_query(database, "SELECT state, ending, finished FROM audits_overview").rows == (("running", None, None),)
    before = run.heartbeat
    database.heartbeat("a1")
    assert database.running()[0].heartbeat > before


def test_an_audit_is_begun_once_and_finished_once(database: Database) -> None:
    with pytest.raises(StorageError, match="was not begun"):
        database.finish_audit(finished(audit("a1")), index(), evaluation("a1"))
    store(database, "a1")
    with pytest.raises(StorageError):
        database.begin_audit(audit("a1"))
    with pytest.raises(StorageError, match="finished already"):
        database.finish_audit(finished(audit("a1")), index(), evaluation("a1"))
    with pytest.raises(StorageError, match="cannot finish audit a1"):
        database.finish_audit(finished(audit("a1")), index(), evaluation("a2"))
    assert rows(database, "evaluations") == 1


def test_a_naive_moment_is_refused(database: Database) -> None:
    with pytest.raises(StorageError, match="without zone"):
        database.begin_audit(replace(audit("a1"), started=datetime(2026, 1, 1)))  # noqa: DTZ001
    assert database.get_audit("a1") is None


def test_recover_marks_what_lost_its_worker(database: Database) -> None:
    store(database, "a0", agency="old")
    for audit_id in ("a1", "a2"):
        database.begin_audit(audit(audit_id))
    assert database.recover() == ()
    last_heard = database.running()[0].heartbeat
    assert database.recover(_all_gone) == ("a1", "a2")
    assert database.running() == ()
    lost = database.get_audit("a1")
    assert lost is not None
    assert (lost.ending, lost.finished) == (Ending.INTERRUPTED, last_heard)
    assert database.latest_audit("btp") is None
    assert [row[0] for row in run_query(database, "SELECT DISTINCT agency_id FROM latest_findings").rows] == ["old"]
    assert len(run_query(database, "audits_overview").rows) == 3
    assert database.recover(_all_gone) == ()


def test_a_worker_taken_for_dead_may_still_finish(database: Database) -> None:
    database.begin_audit(audit("a1"))
    database.recover(_all_gone)
    done = finished(audit("a1"))
    database.finish_audit(done, index(), evaluation("a1"))
    assert database.latest_audit("btp") == done


def test_a_worker_is_told_from_a_later_process_with_its_number() -> None:
    here, now = this_worker(), datetime.now(UTC)
    assert is_alive(here, now)
    assert not is_alive(replace(here, started="1"), now)
    assert not is_alive(replace(here, boot="another"), now)
    elsewhere = Worker("another-host", "boot", 1, "1")
    assert is_alive(elsewhere, now - timedelta(minutes=1))
    assert not is_alive(elsewhere, now - timedelta(hours=1))
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    started = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[19]
    assert not is_alive(replace(here, pid=child, started=started), now)  # ended, not yet waited for
    os.waitpid(child, 0)
    assert not is_alive(replace(here, pid=child, started=started), now)


def test_an_operator_who_stops_an_audit_hides_the_findings_before_it_not(database: Database) -> None:
    store(database, "a1")
    stopped = evaluation("a2", [finding("nd43-10-1-a", Verdict.UNDETERMINED)])
    store(database, "a2", stopped, ending=Ending.INTERRUPTED, started=STARTED + timedelta(days=1))
    assert {row[0] for row in run_query(database, "SELECT audit_id FROM latest_findings").rows} == {"a1"}
    latest = database.latest_audit("btp")
    assert latest is not None
    assert latest.id == "a1"


# --- looking up -------------------------------------------------------------------------------------------------------


def test_audits_are_found_by_the_beginning_of_their_id(database: Database) -> None:
    for audit_id in ("20261122T05-btp-1", "20261122T05-btp-2", "20261123T05-btp-1", "a%b"):
        store(database, audit_id)

    def found(reference: str) -> str | None:
        stored = database.get_audit(reference)
        return stored.id if stored else None

    assert found("20261122T05-btp-1") == "20261122T05-btp-1"
    assert found("20261123") == "20261123T05-btp-1"
    assert found("a%") == "a%b"
    for nothing in ("%", "_", "", "2027", "'; --"):
        assert found(nothing) is None
    with pytest.raises(StorageError, match="several audits begin with '20261122'"):
        database.get_audit("20261122")


def test_findings_are_found_by_digest_and_by_place(database: Database) -> None:
    store(database, "a1")
    store(database, "a2")
    made = finding("nd43-10-1-a")
    digest = digest_of(made)
    for reference in (
        digest,
        digest.removeprefix("sha256:"),
        digest[:17],
        digest[:20].upper().lower(),
        "a2/nd43-10-1-a",
    ):
        stored = database.find_finding(reference)
        assert stored is not None
        assert (stored.finding, stored.digest, stored.audit, stored.catalogue) == (made, digest, "a2", "nd43-2011")
    first = database.find_finding("a1/nd43-10-1-a")
    assert first is not None
    assert first.audit == "a1"
    for nothing in ("", "sha256:", "abc", "nd43-10-1-a", "f" * 64, "a1/none", "none/nd43-10-1-a", "%%%%%%"):
        assert database.find_finding(nothing) is None


def test_a_digest_that_begins_like_several_is_refused(database: Database) -> None:
    many = [finding(f"nd43-{number}", evidence=()) for number in range(200)]
    store(database, "a1", evaluation("a1", many))
    from storage import evaluation_rows  # noqa: PLC0415

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluation_rows, "_SHORTEST_DIGEST", 1)
        with pytest.raises(StorageError, match="several findings begin with"):
            database.find_finding("a")


# --- targets ----------------------------------------------------------------------------------------------------------


def test_targets_keep_their_history(database: Database) -> None:
    assert database.save_targets([target("a"), target("b"), full_target()]) == 3
    assert database.save_targets([full_target(), target("b"), target("a")]) == 0
    assert database.save_targets([target("a", notes="moved"), target("b")]) == 1
    assert database.save_targets([target("a"), target("b")]) == 1
    history = database.target_history("a")
    assert [kept.notes for _, kept in history] == ["", "moved", ""]
    assert [since for since, _ in history] == sorted(since for since, _ in history)
    assert database.target_history("stp")[0][1] == full_target()
    assert database.target_history("nobody") == ()
    registered = dict(run_query(database, "SELECT id, registered FROM agencies ORDER BY id").rows)
    assert {name: bool(flag) for name, flag in registered.items()} == {"a": True, "b": True, "stp": False}


def test_an_audit_keeps_the_copy_it_visited(database: Database) -> None:
    database.save_targets([target("btp")])
    visited = replace(audit("a1"), target=target("btp", notes="only this time"))
    database.begin_audit(visited)
    database.save_targets([target("btp", notes="later")])
    stored = database.get_audit("a1")
    assert stored is not None
    assert stored.target.notes == "only this time"
    assert [kept.notes for _, kept in database.target_history("btp")] == ["", "later"]


def test_an_address_given_by_hand_is_no_registered_agency(database: Database) -> None:
    store(database, "a1", agency="127.0.0.1:8123")
    assert [bool(row[0]) for row in run_query(database, "SELECT registered FROM agencies").rows] == [False]


def test_what_is_said_by_hand_holds_until_the_targets_file_says_otherwise(database: Database) -> None:
    def visit(audit_id: str, name: str, kind: Kind) -> tuple[object, ...]:
        database.begin_audit(replace(audit(audit_id), target=Target(Agency("x:80", name, kind), "http://x/")))
        return run_query(database, "SELECT name, kind FROM agencies").rows[0]

    assert visit("a1", "Sở A", Kind.DEPARTMENT) == ("Sở A", "department")
    assert visit("a2", "Huyện A", Kind.DISTRICT) == ("Huyện A", "district")
    database.save_targets([Target(Agency("x:80", "Bộ A", Kind.MINISTRY), "http://x/")])
    assert visit("a3", "Sở A", Kind.DEPARTMENT) == ("Bộ A", "ministry")


def test_numbers_that_a_portal_makes_up_are_bounded(database: Database) -> None:
    database.begin_audit(audit("a1"))
    capture = page(1, b"x", status=10**30)
    judged = evaluation("a1", [finding("r1")], services=services(1, 10**40), figures={"n": -(10**50)})
    database.finish_audit(finished(audit("a1")), [(capture, IndexEntry(0, 1))], judged)
    read = database.get_evaluation("a1")
    assert read is not None
    assert (read.services.claimed_total, read.figures) == (2**63 - 1, {"n": -(2**63) + 1})


# --- many of them -----------------------------------------------------------------------------------------------------


def test_three_nights_of_93_agencies_load_quickly(database: Database) -> None:
    """A guard against row-by-row commits: about 40 ms an audit here; the limit leaves room for a slow machine."""
    agencies = [f"agency-{number:02d}" for number in range(93)]
    judged = [finding(f"nd43-{number:03d}", list(Verdict)[number % 7]) for number in range(60)]
    captured = index(60)
    began = time.monotonic()
    for night in range(3):
        for agency in agencies:
            begun = replace(audit(f"{night}-{agency}", agency), started=STARTED + timedelta(days=night))
            database.begin_audit(begun)
            database.finish_audit(finished(begun), captured, evaluation(begun.id, judged))
    assert time.monotonic() - began < 60
    assert rows(database, "captures") == 3 * 93 * 60
    assert rows(database, "findings") == 60
    assert len(run_query(database, "latest_scores").rows) == 93
    assert len(run_query(database, "latest_findings").rows) == 93 * 60
    assert run_query(database, "changes").rows == ()
    assert run_query(database, "SELECT COUNT(*) FROM audits_overview").rows == ((279,),)


def test_an_unreadable_portal_still_has_a_row(database: Database) -> None:
    database.begin_audit(audit("a1"))
    nothing = [(page(1, b"", outcome=Outcome.TIMEOUT, status=None), IndexEntry(0, 9))]
    judged = evaluation("a1", [finding("nd43-1", Verdict.UNDETERMINED, evidence=())])
    database.finish_audit(finished(audit("a1"), Ending.UNREACHABLE), nothing, judged)
    query = "SELECT requirement, verdict, readable, ending FROM latest_findings"
    assert run_query(database, query).rows == (("nd43-1", "undetermined", 0, "unreachable"),)
