"""One portal visited and judged, in a process of its own: crawl, archive, verdicts."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from accuracy.corpus import Portal, StoredArchive
from accuracy.judged import Judged, judged
from accuracy.opening import opened
from checks.evaluate import evaluate
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from domain.agencies import Target
from domain.captures import Snapshot
from domain.plans import Limits
from scheduler.audit_agency import AuditOptions, Workplace, audit_agency
from scheduler.render_process import render_service
from storage.archive.errors import ArchiveError
from storage.archive.places import SUFFIX
from storage.archive.reader import read_snapshot
from storage.database import Database

CATALOGUE = "nd43-2011"


@dataclass(frozen=True, slots=True)
class Visit:
    """What a process is asked for. `kept`: the folder of archives; `crawl` False: they are all there already."""

    portal: Portal
    kept: Path
    crawl: bool = True
    browser: bool = True


class VisitError(Exception):
    """A portal of the corpus that could not be visited or judged; one line says why."""


def visit(order: Visit) -> Judged:
    """Raises VisitError."""
    try:
        if order.crawl and not isinstance(order.portal.source, StoredArchive):
            crawl(order, _complain)
        return judge(order.portal, archive_of(order))
    except (ArchiveError, OSError) as error:
        raise VisitError(f"{order.portal.id}: {error}") from error


def archive_of(order: Visit) -> Path:
    """Where the portal's archive lies: its own file, or its place among the kept ones."""
    source = order.portal.source
    return source.file if isinstance(source, StoredArchive) else order.kept / f"{order.portal.id}{SUFFIX}"


def crawl(order: Visit, complain: Callable[[str], None]) -> Path:
    """Audits the portal as `check` does, without spacing, and keeps the archive."""
    options = AuditOptions("accuracy", Limits(delay=0.0), allow_private=True, browser=order.browser)
    with (
        tempfile.TemporaryDirectory(prefix="portal-audit-accuracy-") as folder,
        Database.open(f"sqlite:///{folder}/work.sqlite") as database,
        render_service(complain, wanted=order.browser) as renders,
        opened(order.portal) as target,
    ):
        place = Workplace(database, Path(folder), load_catalogue(CATALOGUE), load_lexicon(), renders)
        result = audit_agency(target, options, place)
        order.kept.mkdir(parents=True, exist_ok=True)
        return Path(shutil.move(result.archive, archive_of(order)))


def judge(portal: Portal, archive: Path) -> Judged:
    """From the archive alone, as `recheck` does."""
    snapshot = open_snapshot(portal, archive)
    evaluation = evaluate(snapshot, load_catalogue(CATALOGUE), load_lexicon())
    return judged(portal.id, evaluation.findings, snapshot)


def open_snapshot(portal: Portal, archive: Path) -> Snapshot:
    """An archive of another tool has no copy of its target: the corpus says whose portal it is."""
    return read_snapshot(archive, Target(portal.agency, portal.address, known=False))


def _complain(reason: str) -> None:
    raise VisitError(f"there is no browser ({reason}); say --no-browser to measure without one")
