"""One portal visited and judged, in a process of its own: crawl, archive, verdicts."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from accuracy.corpus import Portal
from accuracy.judged import Judged, judged
from accuracy.label_only import LabelOnly, label_only
from accuracy.left_out import WordsSeen, without, words_of
from accuracy.opening import opened
from checks.evaluate import evaluate, evaluate_site
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.site import Site
from domain.agencies import Target
from domain.captures import Snapshot
from domain.findings import Service
from domain.garbage import collect_seldom
from domain.plans import Limits
from scheduler.audit_agency import audit_agency
from scheduler.render_process import render_service
from scheduler.workplace import AuditOptions, Workplace
from storage.archive.errors import ArchiveError
from storage.archive.reader import read_snapshot
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Visit:
    """What a process is asked for: the archive of the portal, made now (`crawl`) or there already."""

    portal: Portal
    archive: Path
    crawl: bool = False
    browser: bool = True


@dataclass(frozen=True, slots=True)
class Visited:
    """What was told of the portal and of each of its services; beside it what the baseline says, and the words that
    were seen."""

    judged: Judged
    label_only: LabelOnly | None = None
    words: WordsSeen = WordsSeen()
    services: tuple[Service, ...] = ()


class VisitError(Exception):
    """A portal of the corpus that could not be visited or judged; one line says why."""


def visit(order: Visit) -> Visited:
    """Raises VisitError."""
    collect_seldom()
    try:
        if order.crawl:
            _crawl(order)
        return _judge(order)
    except (ArchiveError, OSError) as error:
        raise VisitError(f"{order.portal.id}: {error}") from error


def judge_without(order: Visit, words: WordsSeen) -> Judged:
    """Judged from the archive by a lexicon that does not know these words."""
    snapshot = _snapshot(order)
    evaluation = evaluate(snapshot, load_catalogue(), without(load_lexicon(), words).lexicon)
    return judged(order.portal.id, evaluation.findings, snapshot)


def _crawl(order: Visit) -> None:
    """Audits the portal as `check` does, without spacing, and keeps the archive."""
    options = AuditOptions("accuracy", Limits(delay=0.0), allow_private=True, browser=order.browser)
    with (
        tempfile.TemporaryDirectory(prefix="portal-audit-accuracy-") as folder,
        Database.open(f"sqlite:///{folder}/work.sqlite") as database,
        render_service(_complain, wanted=order.browser) as renders,
        opened(order.portal) as target,
    ):
        place = Workplace(
            database,
            Path(folder),
            load_catalogue(),
            load_lexicon(),
            renders if order.browser else None,
        )
        result = audit_agency(target, options, place)
        order.archive.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(result.archive, order.archive)


def _judge(order: Visit) -> Visited:
    """From the archive alone, as `recheck` does."""
    catalogue, snapshot = load_catalogue(), _snapshot(order)
    site = Site.build(snapshot, load_lexicon())
    evaluation = evaluate_site(site, catalogue)
    found = judged(order.portal.id, evaluation.findings, snapshot)
    named = label_only(order.portal.id, site, catalogue, reachable=found.reachable)
    return Visited(found, named, words_of(site), evaluation.services.items)


def _snapshot(order: Visit) -> Snapshot:
    """An archive of another tool has no copy of its target: the corpus says whose portal it is, by its address."""
    portal = order.portal
    return read_snapshot(order.archive, Target(portal.agency, portal.address, known=False) if portal.address else None)


def _complain(reason: str) -> None:
    raise VisitError(f"there is no browser ({reason}); say --no-browser to measure without one")
