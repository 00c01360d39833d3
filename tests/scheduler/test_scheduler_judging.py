"""Judging in a process of its own says the same as judging here, and outlives the death of its process."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from domain.agencies import Agency, Kind, Target
from domain.captures import Capture, CaptureKind, Outcome
from domain.codec import canonical_json, digest_bytes
from domain.findings import Verdict
from pages.parse import parse_page
from scheduler.custody import DroppedError
from scheduler.judge_pool import JudgePool
from scheduler.judge_views import Shelf, ShelvedViews
from scheduler.judging import JudgesHere
from storage.archive.writer import ArchiveWriter

STARTED = datetime(2026, 11, 20, 3, tzinfo=UTC)
HOST = "http://thu.gov.vn"
_MENU = "".join(f'<li><a href="/{name}">{label}</a></li>' for name, label in (("lien-he", "Liên hệ"), ("tin", "Tin")))


def page(name: str) -> bytes:
    text = f"<p>Sở Thử nghiệm, số 1 đường Trần Phú, điện thoại 0261 3555 123, {name}.</p>"
    return f"<html><title>{name} - Sở Thử nghiệm</title><nav>{_MENU}</nav><h1>{name}</h1>{text * 6}</html>".encode()


def add(writer: ArchiveWriter, number: int, path: str, body: bytes) -> Capture:
    capture = Capture(
        id=f"c{number:06d}", kind=CaptureKind.PAGE, url=HOST + path, outcome=Outcome.OK, fetched_at=STARTED,
        digest=digest_bytes(body), size=len(body), status=200, mime="text/html", charset="utf-8",
        depth=min(1, number),
    )  # fmt: skip
    writer.add(capture, body)
    return capture


def archive(folder: Path, name: str) -> ArchiveWriter:
    target = Target(Agency("thu", "Sở Thử nghiệm", Kind.DEPARTMENT), f"{HOST}/")
    writer = ArchiveWriter.create(folder, f"20261120T030000Z-thu-{name}", target, STARTED)
    for number, path in enumerate(("/", "/lien-he", "/tin")):
        add(writer, number, path, page(path))
    return writer


@pytest.fixture(scope="module")
def pool() -> Iterator[JudgePool]:
    made = JudgePool(load_catalogue("nd43-2011"), load_lexicon(), 1, 100_000_000)
    yield made
    made.close()


def wait_for_pid(pool: JudgePool) -> int:
    ends = time.monotonic() + 60
    while not pool.pids[0] and time.monotonic() < ends:
        time.sleep(0.02)
    return pool.pids[0]


def test_it_says_the_same_as_judging_here(pool: JudgePool, tmp_path: Path) -> None:
    writer = archive(tmp_path, "same")
    here = JudgesHere(pool.catalogue, pool.lexicon).judge(writer, first=False)
    there = pool.judge(writer, first=False)
    for capture, entry in writer.index:
        there.archived(capture, entry)
    assert canonical_json(there.look(lambda: None)) == canonical_json(here.look(lambda: None))
    path = writer.close()
    said = there.judge(path, lambda: None)
    assert said.error == ""
    assert canonical_json(said) == canonical_json(here.judge(path, lambda: None))
    assert said.evaluation == here.judge(path, lambda: None).evaluation
    there.close()


def test_a_judging_process_that_dies_is_asked_once_more(pool: JudgePool, tmp_path: Path) -> None:
    writer = archive(tmp_path, "dies")
    judge = pool.judge(writer, first=False)
    judge.look(lambda: None)
    first = wait_for_pid(pool)
    os.kill(first, signal.SIGSTOP)
    threading.Timer(0.5, os.kill, (first, signal.SIGKILL)).start()
    assert judge.look(lambda: None).provisional.findings
    assert wait_for_pid(pool) != first
    writer.abandon()
    judge.close()


def test_who_is_waited_for_has_a_judge_that_nobody_else_keeps_busy(pool: JudgePool, tmp_path: Path) -> None:
    writer = archive(tmp_path, "first")
    judge = pool.judge(writer, first=True)
    assert judge.look(lambda: None).provisional.findings
    pid = pool.pids[-1]
    assert pid != pool.pids[0]
    assert os.getpriority(os.PRIO_PROCESS, pid) < os.getpriority(os.PRIO_PROCESS, pool.pids[0])
    writer.abandon()
    judge.close()


def test_one_that_always_dies_gives_errors_and_no_verdicts(
    pool: JudgePool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = archive(tmp_path, "always")
    path = writer.close()
    judge = pool.judge(writer, first=True)
    monkeypatch.setattr(judge, "_wait", lambda *_: {"type": "lost", "error": "gone"})
    said = judge.judge(path, lambda: None)
    assert "judge_process" in said.error
    assert {finding.verdict for finding in said.evaluation.findings} == {Verdict.ERROR, Verdict.NOT_APPLICABLE}
    judge.close()


def test_a_dropped_audit_does_not_wait_for_its_judge(pool: JudgePool, tmp_path: Path) -> None:
    writer = archive(tmp_path, "dropped")
    judge = pool.judge(writer, first=False)

    def drop() -> None:
        raise DroppedError

    with pytest.raises(DroppedError):
        judge.look(drop)
    judge.close()
    writer.abandon()


def test_parsed_pages_are_kept_within_one_bound_and_given_back() -> None:
    view = parse_page(page("/"), f"{HOST}/", "utf-8")
    shelf = Shelf(most=0)
    probe = ShelvedViews(Shelf(most=10**9))
    probe["one", "a"] = view
    each = probe.shelf.used
    shelf.most = 2 * each
    first, second = ShelvedViews(shelf), ShelvedViews(shelf)
    first["one", "a"] = view
    second["one", "a"] = view
    second["two", "b"] = view
    assert (len(first), len(second)) == (1, 1)
    first["one", "a"] = view
    assert shelf.used == 2 * each
    first.clear()
    second["two", "b"] = view
    assert (len(first), len(second), shelf.used) == (0, 2, 2 * each)
