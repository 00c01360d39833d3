"""Retention: what is kept of archives, what goes, and that a kill at any step loses nothing."""

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from archived_nights import FRONT, NAMED, NEWS, OFFICIAL, OFFICIALS, PAGES, SECTION, changed, night
from sqlalchemy import text
from storage_samples import STARTED

from domain.captures import Capture
from domain.codec import digest_bytes
from storage import pruning
from storage.archive.errors import ArchiveError
from storage.archive.publishing import hand_over
from storage.archive.reader import read_content, read_snapshot, stored_body
from storage.archive.store import ArchiveStore
from storage.archive.verify import verify_archive
from storage.database import Database
from storage.engine import reading
from storage.errors import StorageError
from storage.pruning import prune
from storage.pruning_plan import named_captures
from storage.pruning_rows import read_candidates, read_facts
from storage.retention import Names, Policy, Why, load_policy

NOW = STARTED
_numbers = count(1)


def policy(whole: int = 30, evidence: int | None = None, names: int = 20) -> Policy:
    found = Names(days=names, requirements=[NAMED], roles=["auditor"])
    digest = digest_bytes(f"{whole}/{evidence}/{names}".encode())
    return Policy(name="test", whole_days=whole, evidence_days=evidence, names=found, digest=digest)


def nothing_protected(_: object) -> frozenset[int]:
    return frozenset()


@pytest.fixture(params=["folder", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ArchiveStore:
    return ArchiveStore(tmp_path / "archive", f"file://{tmp_path}/mounted" if request.param == "remote" else "")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Database]:
    with Database.open(str(tmp_path / "small.db")) as opened:
        yield opened


def _urls(database: Database, store: ArchiveStore, audit: str) -> set[str]:
    """Addresses of the pages that are still there."""
    stored = database.get_audit(audit)
    assert stored is not None
    with store.at_hand(stored.archive) as path:
        return {capture.url for capture, _ in read_content(path).index if capture.is_page}


def _assert_sound(database: Database, store: ArchiveStore) -> None:
    thinned = {row.archive for row in database.pruned()}
    for name, audit in database.archived().items():
        with store.at_hand(name) as path:
            assert verify_archive(path, database.capture_index(audit), name in thinned) == ()


def test_an_old_archive_keeps_its_frame_and_what_findings_rest_on(database: Database, store: ArchiveStore) -> None:
    old = night(database, store, 40)
    new = night(database, store, 1, changed(*PAGES))
    hand_over(store, database.archived().keys())
    dry = prune(database, store, policy(), NOW, dry_run=True)
    assert (dry.archives, dry.by_rule) == (1, {"age": 2, "names": 2})
    assert _urls(database, store, old) == set(PAGES)
    assert database.pruned() == ()
    done = prune(database, store, policy(), NOW)
    assert (done.archives, done.records, done.by_rule, done.faults) == (1, 4, dry.by_rule, ())
    assert done.bytes > 0
    assert _urls(database, store, old) == {SECTION}
    assert _urls(database, store, new) == set(PAGES)
    _assert_sound(database, store)
    # What is left of the old file is nothing; the new one says what went, why and when.
    stored = database.get_audit(old)
    assert stored is not None
    assert stored.archive.endswith(".r1.warc.gz")
    assert set(store.names()) == set(database.archived())
    with store.at_hand(stored.archive) as path:
        (note,) = read_content(path).notes
        with pytest.raises(ArchiveError, match=r"thinned by the policy test@\w+ on 2026-11-22; it cannot be judged"):
            read_snapshot(path)
    assert (note.policy, note.pruned) == (policy().label, NOW)
    gone = {dropped.url: (dropped.why, dropped.digest) for dropped in note.dropped}
    assert gone == {
        FRONT: ("age", digest_bytes(PAGES[FRONT])),
        NEWS: ("age", digest_bytes(PAGES[NEWS])),
        OFFICIALS: ("names", digest_bytes(PAGES[OFFICIALS])),
        OFFICIAL: ("names", digest_bytes(PAGES[OFFICIAL])),
    }
    digest = digest_bytes(PAGES[SECTION])
    entry = next(entry for found, entry in database.capture_index(old).values() if found == digest)
    assert stored_body(store, stored.archive, entry, digest) == PAGES[SECTION]
    assert prune(database, store, policy(), NOW).looked_at == 0  # done for good


def test_evidence_is_kept_once_where_the_finding_was_seen_last(small: Database, store: ArchiveStore) -> None:
    first, second = night(small, store, 60), night(small, store, 50)
    third = night(small, store, 40, changed(SECTION, OFFICIALS))
    night(small, store, 1, changed(*PAGES, mark="y"))
    prune(small, store, policy(names=3000), NOW)
    assert _urls(small, store, first) == set()
    assert _urls(small, store, second) == {SECTION, OFFICIALS}
    assert _urls(small, store, third) == {SECTION, OFFICIALS}
    _assert_sound(small, store)


def test_evidence_of_protected_findings_outlives_every_rule(small: Database, store: ArchiveStore) -> None:
    old = night(small, store, 400)
    night(small, store, 1, changed(*PAGES))
    short = policy(whole=0, evidence=100, names=0)
    with reading(small.engine) as connection:
        kept = frozenset(rested.finding for rested in read_facts(connection, 1).findings)
    prune(small, store, short, NOW, protected=lambda _: kept)
    assert _urls(small, store, old) == {SECTION, OFFICIALS}
    prune(small, store, short, NOW + timedelta(days=8), protected=nothing_protected)  # looked at again
    assert _urls(small, store, old) == set()
    _assert_sound(small, store)


def test_evidence_that_nobody_published_goes_when_the_policy_says(small: Database, store: ArchiveStore) -> None:
    old = night(small, store, 40)
    night(small, store, 1, changed(*PAGES))
    prune(small, store, policy(evidence=50), NOW, protected=nothing_protected)
    assert _urls(small, store, old) == {SECTION}
    assert prune(small, store, policy(evidence=50), NOW + timedelta(days=9), protected=nothing_protected).records == 0
    later = prune(small, store, policy(evidence=50), NOW + timedelta(days=11), protected=nothing_protected)
    assert later.by_rule[Why.EVIDENCE_AGE] == 2  # the page and the text made of it
    assert _urls(small, store, old) == set()
    stored = small.get_audit(old)
    assert stored is not None
    assert stored.archive.endswith(".r2.warc.gz")
    with store.at_hand(stored.archive) as path:
        assert [len(note.dropped) for note in read_content(path).notes] == [4, 2]
    _assert_sound(small, store)


def test_the_newest_readable_archive_stays_whole_but_for_names(small: Database, store: ArchiveStore) -> None:
    """A portal that died: what was last seen of it is not thrown away."""
    last = night(small, store, 300)
    prune(small, store, policy(), NOW, protected=nothing_protected)
    assert _urls(small, store, last) == {FRONT, NEWS, SECTION}
    _assert_sound(small, store)


def test_nothing_is_taken_before_its_time(small: Database, store: ArchiveStore) -> None:
    young = night(small, store, 19)
    night(small, store, 1, changed(*PAGES))
    assert prune(small, store, policy(), NOW).looked_at == 0
    prune(small, store, policy(), NOW + timedelta(days=2))  # past the days of names, not past those of the whole
    assert _urls(small, store, young) == {FRONT, NEWS, SECTION}
    with reading(small.engine) as connection:
        before, label = NOW - timedelta(days=5), policy().label
        assert read_candidates(connection, before, label, NOW + timedelta(days=10), 9) == []
        assert len(read_candidates(connection, before, label, NOW + timedelta(days=11, hours=1), 9)) == 1


def test_another_policy_looks_at_everything_again(small: Database, store: ArchiveStore) -> None:
    night(small, store, 40)
    night(small, store, 1, changed(*PAGES))
    prune(small, store, policy(whole=1000, names=1000), NOW)
    assert small.pruned() == ()
    assert prune(small, store, policy(), NOW).archives == 1


def test_a_damaged_archive_is_told_and_left_alone(small: Database, store: ArchiveStore) -> None:
    old = night(small, store, 40)
    night(small, store, 1, changed(*PAGES))
    stored = small.get_audit(old)
    assert stored is not None
    path = store.folder / stored.archive
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    done = prune(small, store, policy(), NOW)
    assert (done.archives, len(done.faults)) == (0, 1)
    assert "damaged record" in done.faults[0]
    assert path.read_bytes() == bytes(data)


def test_a_record_missing_without_a_note_is_damage(small: Database, store: ArchiveStore) -> None:
    old = night(small, store, 40)
    night(small, store, 1, changed(*PAGES))
    before = dict(small.capture_index(old))
    prune(small, store, policy(), NOW)
    stored = small.get_audit(old)
    assert stored is not None
    with store.at_hand(stored.archive) as path:
        told = [str(problem) for problem in verify_archive(path, before, pruned=False)]
    assert any("of the index is missing" in line for line in told)
    assert any("of which the database knows nothing" in line for line in told)


_STEPS = {
    "the new file half written": "storage.archive.thinning.RecordWriter",
    "the new file complete": "storage.pruning.replace_archive",
    "inside the transaction": "storage.pruning.note_pruned",
    "the old file still there": "storage.pruning._remove",
    "the old file gone": "storage.pruning.forget_left_behind",
}


def _killed(url: str, store: ArchiveStore, target: str) -> None:
    def die(*_: object, **__: object) -> None:
        os._exit(9)

    with pytest.MonkeyPatch.context() as patch, Database.open(url) as database:
        patch.setattr(target, die)
        prune(database, store, policy(), NOW)


@pytest.mark.parametrize("step", _STEPS)
def test_killed_between_two_steps_nothing_is_lost_and_the_next_run_finishes(
    database: Database, url: str, store: ArchiveStore, step: str
) -> None:
    old = night(database, store, 40)
    night(database, store, 1, changed(*PAGES))
    hand_over(store, database.archived().keys())
    child = multiprocessing.get_context("fork").Process(target=_killed, args=(url, store, _STEPS[step]))
    child.start()
    child.join(60)
    assert child.exitcode == 9
    _assert_sound(database, store)
    assert _urls(database, store, old) in (set(PAGES), {SECTION})
    prune(database, store, policy(), NOW + timedelta(seconds=1))
    assert _urls(database, store, old) == {SECTION}
    assert set(store.names()) == set(database.archived())
    assert [row.records for row in database.pruned()] == [4]
    _assert_sound(database, store)
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM pruned_archives WHERE replaced <> ''")).scalar() == 0


def test_pages_with_names_are_shown_by_role(small: Database, store: ArchiveStore) -> None:
    audit = night(small, store, 1)
    with reading(small.engine) as connection:
        named = named_captures(read_facts(connection, 1), policy())
    addresses = {capture.url for capture in _captures(small, store, audit) if capture.id in named}
    assert addresses == {OFFICIALS, OFFICIAL}
    assert [policy().may_see(role, names=True) for role in ("auditor", "public", "")] == [True, False, False]
    assert policy().may_see("public", names=False)


def _captures(database: Database, store: ArchiveStore, audit: str) -> list[Capture]:
    stored = database.get_audit(audit)
    assert stored is not None
    with store.at_hand(stored.archive) as path:
        return [capture for capture, _ in read_content(path).index]


def test_the_front_page_names_nobody(small: Database, store: ArchiveStore) -> None:
    """A menu entry on the front page may be evidence; the whole portal is no directory for that."""
    night(small, store, 1)
    with reading(small.engine) as connection:
        facts = read_facts(connection, 1)
    front = [replace(rested, urls=frozenset({FRONT}), digests=frozenset()) for rested in facts.findings]
    assert named_captures(replace(facts, findings=front), policy()) == frozenset()


def test_the_shipped_policy_is_one() -> None:
    shipped = load_policy()
    assert shipped.evidence_days is None
    assert shipped.label.startswith("default@")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("whole_days: -1\nname: x\nnames: {days: 1}", "whole_days"),
        ("whole_day: 1\nname: x\nnames: {days: 1}", "whole_day"),
        ("whole_days: '3'\nname: x\nnames: {days: 1}", "whole_days"),
        ("- 1", "a policy is a mapping"),
        ("a: [", "a.yaml"),
        ("name: x\ndigest: y\nwhole_days: 1\nnames: {days: 1}", "unknown or doubled"),
    ],
)
def test_a_file_that_is_no_policy_is_one_line(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(written)
    with pytest.raises(StorageError, match=said) as caught:
        load_policy(path)
    assert "\n" not in str(caught.value)


def test_the_steps_named_here_exist() -> None:
    for name in ("replace_archive", "note_pruned", "_remove", "forget_left_behind"):
        assert hasattr(pruning, name)
