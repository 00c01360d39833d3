"""Judging one audit, round by round and at its end: here, or in a process of its own (scheduler.judge_pool)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from checks.evaluate import crashed_evaluation, evaluate, evaluate_site
from checks.load_lexicon import Lexicon
from checks.page_views import ViewCache
from checks.probe_crash import crash_of
from checks.requirement import Catalogue
from checks.site import Site
from checks.wanted import wanted
from domain.captures import Capture, Snapshot
from domain.findings import Evaluation
from domain.plans import Wanted
from storage.archive.places import IndexEntry
from storage.archive.reader import read_snapshot
from storage.archive.writer import ArchiveWriter

_log = logging.getLogger(__name__)


class JudgingError(Exception):
    """A round could not be judged: our fault, logged where it happened."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a snapshot shows so far, and what to look at next."""

    provisional: Evaluation
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Judgement:
    """The audit's evaluation. `error`: why it is only a crash's, in one line."""

    evaluation: Evaluation
    error: str = ""


class Judge(Protocol):
    """One audit's judge. `check` is called while it waits, and may raise to end the waiting."""

    def archived(self, capture: Capture, entry: IndexEntry) -> None:
        """A capture stands in the archive; a judge with time to spare may read it ahead."""
        ...

    def look(self, check: Callable[[], None]) -> Opinion:
        """At what is archived so far. Raises JudgingError."""
        ...

    def judge(self, path: Path, check: Callable[[], None]) -> Judgement:
        """The closed archive, exactly as a recheck will read it."""
        ...

    def close(self) -> None: ...


class Judges(Protocol):
    """Where judges come from."""

    def judge(self, writer: ArchiveWriter, *, first: bool) -> Judge:
        """`first`: somebody waits for this audit, so that its rounds go before those of others."""
        ...


class JudgesHere:
    """Judging in this process, as it comes."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        self._catalogue = catalogue
        self._lexicon = lexicon

    def judge(self, writer: ArchiveWriter, *, first: bool) -> "JudgeHere":  # noqa: ARG002 - nobody else waits here
        return JudgeHere(writer, self._catalogue, self._lexicon)


class JudgeHere:
    def __init__(self, writer: ArchiveWriter, catalogue: Catalogue, lexicon: Lexicon) -> None:
        self._writer = writer
        self._catalogue = catalogue
        self._lexicon = lexicon
        self._views: ViewCache = {}

    def archived(self, capture: Capture, entry: IndexEntry) -> None: ...

    def look(self, check: Callable[[], None]) -> Opinion:  # noqa: ARG002 - nothing is waited for
        return look_at(self._writer.snapshot(), self._catalogue, self._lexicon, self._views)

    def judge(self, path: Path, check: Callable[[], None]) -> Judgement:  # noqa: ARG002
        return judge_archive(path, self._catalogue, self._lexicon, self._views)

    def close(self) -> None: ...


def look_at(snapshot: Snapshot, catalogue: Catalogue, lexicon: Lexicon, views: ViewCache) -> Opinion:
    """Raises JudgingError."""
    try:
        site = Site.build(snapshot, lexicon, views)
        provisional = evaluate_site(site, catalogue)
        return Opinion(provisional, wanted(site, catalogue, provisional.findings))
    except Exception as error:
        _log.exception("audit %s: a round could not be judged", snapshot.audit)
        raise JudgingError(str(crash_of("wanted", error))) from error


def judge_archive(path: Path, catalogue: Catalogue, lexicon: Lexicon, views: ViewCache) -> Judgement:
    """Raises ArchiveError when the archive cannot be read."""
    snapshot = read_snapshot(path)
    try:
        return Judgement(evaluate(snapshot, catalogue, lexicon, views=views))
    except Exception as error:  # noqa: BLE001 - logged and stored as the audit's ending, never hidden
        _log.exception("audit %s could not be judged", snapshot.audit)
        crash = crash_of("evaluate", error)
        return Judgement(crashed_evaluation(snapshot, catalogue, lexicon, crash), str(crash))
