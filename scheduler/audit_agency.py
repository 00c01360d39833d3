"""The use case everything serves: visit one agency's portal, archive it, judge it, store the result.

An audit is a few rounds: crawl, look at what came, say what is wanted next (DESIGN.md section 3). The only loop.
"""

import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checks.evaluate import crashed_evaluation, evaluate, evaluate_site
from checks.load_lexicon import Lexicon
from checks.probe_crash import crash_of
from checks.requirement import Catalogue
from checks.site import Site, ViewCache
from checks.wanted import wanted
from domain.agencies import Target
from domain.audits import Audit
from domain.captures import Capture, CaptureKind, Ending, Outcome, count_pages, count_rendered
from domain.clock import utc_now
from domain.codec import canonical_json, digest_bytes, from_plain
from domain.findings import Evaluation
from domain.plans import CrawlPlan, Limits, Wanted
from scheduler.crawl_process import CrawlLostError, CrawlProcess
from scheduler.file_reading import FileReader
from scheduler.given_lists import NationalServices, national_record
from scheduler.render_process import RenderService
from scheduler.rounds import Rounds
from storage.archive.reader import read_snapshot
from storage.archive.writer import ArchiveWriter
from storage.database import Database

_HEARTBEAT = 5.0
_TEXTS_OF_ROUND = 10.0  # seconds that a round's judging waits for texts of files
_TEXTS_AT_END = 20.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """What the caller may set for one audit."""

    trigger: str = "auditor"
    limits: Limits = Limits()
    allow_private: bool = False
    browser: bool = True
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a person sees while it runs. `provisional`: findings of the rounds so far."""

    pages: int = 0
    max_pages: int = 0
    requests: int = 0
    current: str = ""
    waiting: str = ""
    found: int = 0
    provisional: Evaluation | None = None


@dataclass(frozen=True, slots=True)
class AuditResult:
    audit: Audit
    evaluation: Evaluation
    archive: Path
    readable: int  # readable pages of the portal

    @property
    def nothing_read(self) -> bool:
        return self.readable == 0


@dataclass(frozen=True, slots=True)
class Workplace:
    """What an audit needs around it."""

    database: Database
    archive_root: Path
    catalogue: Catalogue
    lexicon: Lexicon
    renders: RenderService | None = None  # the machine's browser, where there is to be one
    national: NationalServices | None = None  # the list to compare services with, where the operator gave one


@dataclass(slots=True)
class _Run:
    """What one audit gathers on its way."""

    writer: ArchiveWriter
    files: FileReader
    rounds: Rounds
    views: ViewCache = field(default_factory=dict)
    progress: Progress = Progress()
    ending: Ending = Ending.FAILED
    error: str = ""
    requests: int = 0


def new_audit_id(agency: str, started: datetime) -> str:
    """Sortable by time, readable, unique: 20261122T050000Z-stp-1f9c2a."""
    plain = "".join(char if char.isalnum() else "-" for char in agency.lower()).strip("-")[:40]
    return f"{started.astimezone(UTC):%Y%m%dT%H%M%SZ}-{plain}-{secrets.token_hex(3)}"


def audit_agency(
    target: Target, options: AuditOptions, place: Workplace, on_progress: Callable[[Progress], None] | None = None
) -> AuditResult:
    """One audit from the first request to the stored result. Whatever happens in between, it ends with a name.

    Raises StorageError or ArchiveError when nothing can be stored; everything else becomes an ending.
    """
    place.database.recover()
    started = utc_now()
    audit = Audit(new_audit_id(target.agency.id, started), target, options.trigger, started)
    writer = ArchiveWriter.create(place.archive_root, audit.id, target, started)
    place.database.begin_audit(audit)
    if place.national is not None:
        writer.add(*national_record(place.national, started))
    plan = _plan(audit, options, place)
    with FileReader() as files:
        run = _Run(writer, files, Rounds(plan))
        _crawl(run, plan, place, on_progress or (lambda _: None))
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
        renderer=place.renders.socket() if place.renders is not None else "",
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
    beat = utc_now()
    try:
        with CrawlProcess(plan) as crawl:
            for frame in crawl.events():
                if (utc_now() - beat).total_seconds() > _HEARTBEAT:
                    beat = utc_now()
                    place.database.heartbeat(plan.audit)
                if plan.renderer and place.renders is not None:
                    place.renders.look_after()
                if frame is not None:
                    _hear(run, crawl, frame, place, tell)
                _keep_texts(run)
        _keep_texts(run, _TEXTS_AT_END)
    except CrawlLostError as death:
        run.ending, run.error = Ending.FAILED, str(death)
    except KeyboardInterrupt:
        run.ending, run.error = Ending.INTERRUPTED, "stopped by the operator"
    if not any(capture.kind is CaptureKind.ENDING for capture, _ in run.writer.index):
        _archive_ending(run)


def _hear(
    run: _Run,
    crawl: CrawlProcess,
    frame: tuple[dict[str, Any], bytes],
    place: Workplace,
    tell: Callable[[Progress], None],
) -> None:
    header, body = frame
    match header.get("type"):
        case "capture":
            capture = from_plain(Capture, header["capture"])
            sent = tuple((str(name), str(value)) for name, value in header.get("request_headers", ()))
            run.writer.add(capture, body, sent)
            run.files.take(capture, body)
        case "progress":
            run.progress = _progress(run.progress, header)
            tell(run.progress)
        case "round_end":
            _next_round(run, header, crawl, place, tell)
        case "end":
            run.ending = Ending(header["ending"])
            run.error = str(header.get("error") or "")
            run.requests = int(header.get("requests") or 0)


def _keep_texts(run: _Run, seconds: float = 0.0) -> None:
    """Archives the texts of files that are ready, having waited for those that are not, at most so long."""
    run.files.settle(seconds)
    for capture, body in run.files.texts():
        run.writer.add(capture, body)


def _progress(before: Progress, header: dict[str, Any]) -> Progress:
    return replace(
        before,
        pages=int(header.get("pages") or 0),
        max_pages=int(header.get("max_pages") or 0),
        requests=int(header.get("requests") or 0),
        current=str(header.get("current") or ""),
        waiting=str(header.get("waiting") or ""),
    )


def _next_round(
    run: _Run, header: dict[str, Any], crawl: CrawlProcess, place: Workplace, tell: Callable[[Progress], None]
) -> None:
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
        site = Site.build(run.writer.snapshot(), place.lexicon, run.views)
        provisional = evaluate_site(site, place.catalogue)
        further = wanted(site, place.catalogue, provisional.findings)
    except Exception:  # noqa: BLE001 - logged; our fault costs the rounds that are left, not the audit
        _log.exception("audit %s: round %d could not be judged", rounds.plan.audit, rounds.done)
        crawl.finish()
        return
    found = sum(1 for finding in provisional.findings if finding.value)
    run.progress = replace(run.progress, provisional=provisional, found=found)
    tell(run.progress)
    order = rounds.following(further, int(header.get("pages") or 0), int(header.get("left") or 0))
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
    run.writer.add(capture, body)


def _judge_and_store(audit: Audit, run: _Run, path: Path, place: Workplace) -> AuditResult:
    """Judged from the closed file, exactly as a recheck will read it."""
    snapshot = read_snapshot(path)
    try:
        evaluation = evaluate(snapshot, place.catalogue, place.lexicon, views=run.views)
    except Exception as error:  # noqa: BLE001 - logged and stored as the audit's ending, never hidden
        _log.exception("audit %s could not be judged", audit.id)
        crash = crash_of("evaluate", error)
        run.ending, run.error = Ending.FAILED, str(crash)
        evaluation = crashed_evaluation(snapshot, place.catalogue, place.lexicon, crash)
    pages = [capture for capture in snapshot.captures if capture.is_page and capture.outcome is Outcome.OK]
    done = replace(
        audit,
        finished=utc_now(),
        ending=run.ending,
        pages=count_pages(snapshot.captures),
        rendered=count_rendered(snapshot.captures),
        requests=run.requests or run.progress.requests,
        archive=os.path.relpath(path, place.archive_root),
        error=run.error,
    )
    place.database.finish_audit(done, run.writer.index, evaluation)
    return AuditResult(done, evaluation, path, sum(1 for capture in pages if capture.readable))


def first_wanted(catalogue: Catalogue, lexicon: Lexicon, target: Target) -> Wanted:
    """The words of every section that binds this kind of agency: nothing is known yet."""
    from checks.wanted import all_words  # noqa: PLC0415

    return Wanted(words=all_words(catalogue, lexicon, target.agency.kind))
