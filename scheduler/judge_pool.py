"""The worker's end of its judging processes: each audit has one for all its rounds, which keeps its parsed pages."""

import itertools
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from checks.evaluate import crashed_evaluation
from checks.load_lexicon import Lexicon
from checks.page_views import is_document
from checks.probe_crash import ProbeCrashError
from checks.requirement import Catalogue
from domain.captures import Capture
from domain.child_process import bare_environment
from domain.codec import from_plain, to_plain
from scheduler.judging import Judgement, JudgingError, Opinion
from scheduler.line import Frame, Line
from storage.archive.errors import ArchiveError
from storage.archive.places import IndexEntry
from storage.archive.reader import read_snapshot
from storage.archive.writer import ArchiveWriter

_QUIET = 0.25
_TRIES = 2  # a process that dies while it judges costs one more try
_JUDGE_SECONDS = 300.0  # for one judgement once it is begun; a process that takes longer is killed
_QUEUE_SECONDS = 1800.0  # others' judgements come first
_NICE = 10  # crawls keep their pace while judging takes what is left
_LOST = "the judging process went away"


def start_judge(catalogue: str, most: int, nice: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", "scheduler.judge_process", catalogue, str(most), str(nice)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=bare_environment(),
        start_new_session=True,
    )


class JudgePool:
    """`count` judging processes, and one of usual priority for audits that somebody waits for, once there is such an
    audit. `most`: bytes of parsed pages that all of them together keep."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon, count: int, most: int) -> None:
        self.catalogue = catalogue
        self.lexicon = lexicon
        start = partial(start_judge, catalogue.name, most // (count + 1))
        self._benches = tuple(_Bench(f"judge-{number}", partial(start, _NICE)) for number in range(count))
        self._first = _Bench("judge-first", partial(start, 0))

    def judge(self, writer: ArchiveWriter, *, first: bool) -> "RemoteJudge":
        bench = self._first if first else min(self._benches, key=lambda bench: bench.audits)
        return RemoteJudge(self, bench, writer, first=first)

    def look_after(self) -> None:
        for bench in (*self._benches, self._first):
            bench.line.look_after()

    @property
    def pids(self) -> tuple[int, ...]:
        return tuple(bench.line.pid for bench in (*self._benches, self._first))

    def close(self) -> None:
        for bench in (*self._benches, self._first):
            bench.line.close()


class _Bench:
    """One process and the judges that it serves."""

    def __init__(self, name: str, start: "Callable[[], subprocess.Popen[bytes]]") -> None:
        self._judges: dict[str, RemoteJudge] = {}
        self._changing = threading.Lock()
        self.line = Line(name, start, self._hear, self._lost)

    @property
    def audits(self) -> int:
        return len(self._judges)

    def join(self, judge: "RemoteJudge") -> None:
        with self._changing:
            self._judges[judge.audit] = judge

    def leave(self, judge: "RemoteJudge") -> None:
        with self._changing:
            self._judges.pop(judge.audit, None)
        if self.line.pid:
            self.line.send({"type": "close", "audit": judge.audit})

    def _hear(self, frame: Frame) -> None:
        with self._changing:
            judge = self._judges.get(str(frame[0].get("audit")))
        if judge is not None:
            judge.hear(frame[0])

    def _lost(self, reason: str) -> None:
        with self._changing:
            judges = tuple(self._judges.values())
        for judge in judges:
            judge.hear({"type": "lost", "error": f"{_LOST}{f' ({reason})' if reason else ''}"})


class RemoteJudge:
    """One audit's judge in another process. What it knows is in the archive, so that a new process can go on."""

    def __init__(self, pool: JudgePool, bench: _Bench, writer: ArchiveWriter, *, first: bool) -> None:
        self.audit = writer.audit_id
        self._pool = pool
        self._bench = bench
        self._path = writer.path
        self._first = first
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._numbers = itertools.count(1)
        bench.join(self)

    def archived(self, capture: Capture, entry: IndexEntry) -> None:
        if is_document(capture):
            place = {"path": str(self._path), "offset": entry.offset, "length": entry.length}
            self._bench.line.send({"type": "read", "audit": self.audit, "capture": to_plain(capture), **place})

    def look(self, check: Callable[[], None]) -> Opinion:
        answer = self._ask("look", self._path, check)
        if answer["type"] != "opinion":
            raise JudgingError(str(answer.get("error")))
        return from_plain(Opinion, answer["opinion"])

    def judge(self, path: Path, check: Callable[[], None]) -> Judgement:
        answer = self._ask("judge", path, check)
        if answer["type"] == "judgement":
            return from_plain(Judgement, answer["judgement"])
        if answer["type"] == "failed":
            raise ArchiveError(path, None, str(answer.get("error")))
        crash = ProbeCrashError("evaluate", "ProcessLost", "scheduler.judge_process")
        evaluation = crashed_evaluation(read_snapshot(path), self._pool.catalogue, self._pool.lexicon, crash)
        return Judgement(evaluation, str(crash))

    def close(self) -> None:
        self._bench.leave(self)

    def hear(self, header: dict[str, Any]) -> None:
        self._answers.put(header)

    def _ask(self, what: str, path: Path, check: Callable[[], None]) -> dict[str, Any]:
        """The answer, or `lost` when the process went away again and again."""
        answer: dict[str, Any] = {"type": "lost", "error": _LOST}
        for _ in range(_TRIES):
            number = next(self._numbers)
            self._forget()
            order = {"type": what, "audit": self.audit, "path": str(path), "first": self._first, "number": number}
            if self._bench.line.send(order):
                answer = self._wait(number, check)
            if answer["type"] != "lost":
                return answer
        return answer

    def _wait(self, number: int, check: Callable[[], None]) -> dict[str, Any]:
        ends = time.monotonic() + _QUEUE_SECONDS
        while time.monotonic() < ends:
            check()
            try:
                answer = self._answers.get(timeout=_QUIET)
            except queue.Empty:
                continue
            if answer["type"] == "begun":
                ends = time.monotonic() + _JUDGE_SECONDS
            elif answer["type"] == "lost" or answer.get("number") == number:
                return answer
        self._bench.line.kill()
        return {"type": "lost", "error": "the judging process took too long and was killed"}

    def _forget(self) -> None:
        while not self._answers.empty():
            self._answers.get()
