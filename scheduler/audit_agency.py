"""The use case everything serves: visit one agency's portal, archive it, judge it, store the result.

An audit is a few rounds: crawl, look at what came, say what is wanted next. The only loop.
"""

import os
import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checks.load_lexicon import Lexicon
from checks.requirement import Catalogue
from checks.wanted import all_words
from domain.agencies import Target
from domain.audits import Audit
from domain.captures import Capture, CaptureKind, Ending, Outcome, count_pages, count_rendered
from domain.clock import utc_now
from domain.codec import canonical_json, digest_bytes, from_plain
from domain.findings import Evaluation
from domain.plans import CrawlPlan, Limits, Wanted
from scheduler.crawl_process import Crawl, CrawlLostError, CrawlProcess
from scheduler.custody import Alone, AuditFailedError, Custody, DroppedError
from scheduler.file_reading import FileReader
from scheduler.given_lists import national_record
from scheduler.judging import Judge, JudgesHere, JudgingError
from scheduler.queue import JobLostError
from scheduler.rounds import Rounds
from scheduler.workplace import AuditOptions, AuditResult, Progress, Workplace
from storage.archive.writer import ArchiveWriter
from storage.database import Database
from storage.errors import StorageError

_TEXTS_OF_ROUND = 10.0  # seconds that a round's judging waits for texts of files
_TEXTS_AT_END = 20.0


@dataclass(slots=True)
class _Run:
    """What one audit gathers on its way."""

    writer: ArchiveWriter
    files: FileReader
    rounds: Rounds
    judge: Judge
    custody: Custody
    progress: Progress = Progress()
    ending: Ending = Ending.FAILED
    error: str = ""
    requests: int = 0

    def archive(self, capture: Capture, body: bytes, sent: tuple[tuple[str, str], ...] = ()) -> None:
        self.judge.archived(capture, self.writer.add(capture, body, sent))


def new_audit_id(agency: str, started: datetime) -> str:
    """Sortable by time, readable, unique: 20261122T050000Z-stp-1f9c2a."""
    plain = "".join(char if char.isalnum() else "-" for char in agency.lower()).strip("-")[:40]
    return f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}-{plain}-{secrets.token_hex(3)}"


def audit_agency(
    target: Target,
    options: AuditOptions,
    place: Workplace,
    on_progress: Callable[[Progress], None] | None = None,
    custody: Custody | None = None,
) -> AuditResult:
    """One audit from the first request to the stored result. Whatever happens in between, it ends with a name.

    Raises StorageError or ArchiveError when nothing can be stored, and what its custody raises: DroppedError,
    JobLostError, and AuditFailedError where failed audits are not kept. Then nothing of it is left but its row.
    """
    keeper: Custody = custody or Alone(place.database)
    started = utc_now()
    audit = Audit(new_audit_id(target.agency.id, started), target, options.trigger, started)
    keeper.begun(audit.id)
    place.database.begin_audit(audit)  # before there is a file: whoever recovers after us finds it by its row
    writer: ArchiveWriter | None = None
    try:
        writer = ArchiveWriter.create(place.archive_root, audit.id, target, started)
        return _visit_and_judge(audit, writer, options, place, on_progress or (lambda _: None), keeper)
    except BaseException as error:
        if writer is not None:
            writer.discard(closed=isinstance(error, (DroppedError, JobLostError, AuditFailedError)))
        if not isinstance(error, StorageError):  # else the worker's next recovery says so
            place.database.interrupt(audit.id, str(error))
        raise


def _visit_and_judge(
    audit: Audit,
    writer: ArchiveWriter,
    options: AuditOptions,
    place: Workplace,
    tell: Callable[[Progress], None],
    custody: Custody,
) -> AuditResult:
    if place.national is not None:
        writer.add(*national_record(place.national, audit.started))
    plan = _plan(audit, options, place)
    with ExitStack() as stack:
        judges = place.judges or JudgesHere(place.catalogue, place.lexicon)
        judge = judges.judge(writer, first=options.trigger == "auditor")
        stack.callback(judge.close)
        with FileReader() as files:
            run = _Run(writer, files, Rounds(plan), judge, custody)
            _crawl(run, plan, place, tell)
        if run.ending in (Ending.FAILED, Ending.INTERRUPTED) and not custody.keeps_failed:
            raise AuditFailedError(run.error)
        path = writer.close()
        return _judge_and_store(audit, run, path, place)


def _plan(audit: Audit, options: AuditOptions, place: Workplace) -> CrawlPlan:
    plan = CrawlPlan(
        audit=audit.id,
        target=audit.target,
        wanted=first_wanted(place.catalogue, place.lexicon, audit.target),
        limits=_limits(options.limits, audit.target),
        allow_private=options.allow_private,
        browser=options.browser,
        renderer=place.renders.socket() if place.renders is not None and options.browser else "",
        patience=place.patience,
    )
    return replace(plan, user_agent=options.user_agent) if options.user_agent else plan


def _limits(limits: Limits, target: Target) -> Limits:
    """The operator's overrides for this portal give way to nothing but what the caller set himself."""
    default, chosen = Limits(), target.overrides
    return replace(
        limits,
        max_pages=chosen.max_pages if chosen.max_pages and limits.max_pages == default.max_pages else limits.max_pages,
        delay=chosen.delay if chosen.delay is not None and limits.delay == default.delay else limits.delay,
        wall_seconds=chosen.wall_seconds or limits.wall_seconds,
    )


def _crawl(run: _Run, plan: CrawlPlan, place: Workplace, tell: Callable[[Progress], None]) -> None:
    """Rounds until the crawl says how it ended; its death is an ending too."""
    try:
        with ExitStack() as stack:
            process = place.crawls or stack.enter_context(CrawlProcess(again=False))
            crawl = stack.enter_context(process.crawl(plan))
            for frame in crawl.events():
                run.custody.check()
                if plan.renderer and place.renders is not None:
                    place.renders.look_after()
                if frame is not None:
                    _hear(run, crawl, frame, tell)
                _keep_texts(run)
        _keep_texts(run, _TEXTS_AT_END)
    except CrawlLostError as death:
        run.ending, run.error = Ending.FAILED, str(death)
    except KeyboardInterrupt:
        run.ending, run.error = Ending.INTERRUPTED, "stopped by the operator"
    if not any(capture.kind is CaptureKind.ENDING for capture, _ in run.writer.index):
        _archive_ending(run)


def _hear(run: _Run, crawl: Crawl, frame: tuple[dict[str, Any], bytes], tell: Callable[[Progress], None]) -> None:
    header, body = frame
    match header.get("type"):
        case "capture":
            capture = from_plain(Capture, header["capture"])
            sent = tuple((str(name), str(value)) for name, value in header.get("request_headers", ()))
            run.archive(capture, body, sent)
            run.files.take(capture, body)
        case "progress":
            run.progress = _progress(run.progress, header)
            tell(run.progress)
        case "round_end":
            _next_round(run, header, crawl, tell)
        case "end":
            run.ending = Ending(header["ending"])
            run.error = str(header.get("error") or "")
            run.requests = int(header.get("requests") or 0)


def _keep_texts(run: _Run, seconds: float = 0.0) -> None:
    """Archives the texts of files that are ready, having waited for those that are not, at most so long."""
    run.files.settle(seconds)
    for capture, body in run.files.texts():
        run.archive(capture, body)


def _progress(before: Progress, header: dict[str, Any]) -> Progress:
    return replace(
        before,
        pages=int(header.get("pages") or 0),
        max_pages=int(header.get("max_pages") or 0),
        requests=int(header.get("requests") or 0),
        current=str(header.get("current") or ""),
        waiting=str(header.get("waiting") or ""),
    )


def _next_round(run: _Run, header: dict[str, Any], crawl: Crawl, tell: Callable[[Progress], None]) -> None:
    """What came so far is judged (provisionally), and the next round is told what is still wanted.

    After the last one only pictures are taken of what its evidence rests on.
    """
    rounds = run.rounds
    rounds.done += 1
    if not rounds.may_go_on():
        crawl.finish()
        return
    _keep_texts(run, _TEXTS_OF_ROUND)
    try:
        opinion = run.judge.look(run.custody.check)
    except JudgingError:  # logged where it happened; our fault costs the rounds that are left, not the audit
        crawl.finish()
        return
    found = sum(1 for finding in opinion.provisional.findings if finding.value)
    run.progress = replace(run.progress, provisional=opinion.provisional, found=found)
    tell(run.progress)
    order = rounds.following(opinion.wanted, int(header.get("pages") or 0), int(header.get("left") or 0))
    if order is None:
        crawl.finish()
    else:
        crawl.next_round(*order)


def _archive_ending(run: _Run) -> None:
    body = canonical_json({"ending": run.ending.value, "error": run.error}).encode()
    capture = Capture(
        id="ending",
        kind=CaptureKind.ENDING,
        url="urn:portal-audit:ending",
        outcome=Outcome.OK,
        fetched_at=utc_now(),
        digest=digest_bytes(body),
        size=len(body),
        mime="application/json",
    )
    run.archive(capture, body)


def _judge_and_store(audit: Audit, run: _Run, path: Path, place: Workplace) -> AuditResult:
    """Judged from the closed file, exactly as a recheck will read it."""
    judgement = run.judge.judge(path, run.custody.check)
    if judgement.error:
        run.ending, run.error = Ending.FAILED, judgement.error
        if not run.custody.keeps_failed:
            raise AuditFailedError(run.error)
    captures = [capture for capture, _ in run.writer.index]
    done = replace(
        audit,
        finished=utc_now(),
        ending=run.ending,
        pages=count_pages(captures),
        rendered=count_rendered(captures),
        requests=run.requests or run.progress.requests,
        archive=os.path.relpath(path, place.archive_root),
        error=run.error,
    )
    _store(done, run, judgement.evaluation, place.database)
    readable = sum(1 for capture in captures if capture.is_page and capture.readable)
    return AuditResult(done, judgement.evaluation, path, readable)


def _store(audit: Audit, run: _Run, evaluation: Evaluation, database: Database) -> None:
    """Once, whatever the connection does meanwhile: a transaction that failed may have been finished all the same."""
    custody = run.custody
    for pause in (*custody.store_pauses, None):
        try:
            database.finish_audit(audit, run.writer.index, evaluation, custody.within)
            return
        except StorageError:
            if pause is None:
                raise
            time.sleep(pause)
            if _is_stored(audit.id, database):
                return


def _is_stored(audit: str, database: Database) -> bool:
    try:
        return database.is_finished(audit)
    except StorageError:
        return False


def first_wanted(catalogue: Catalogue, lexicon: Lexicon, target: Target) -> Wanted:
    """The words of every section that binds this kind of agency: nothing is known yet."""
    return Wanted(words=all_words(catalogue, lexicon, target.agency.kind))
