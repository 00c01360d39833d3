"""Judge a stored audit again from its archive: no network, nothing of the first judging is changed."""

import os
from dataclasses import dataclass
from pathlib import Path

from checks.evaluate import evaluate
from domain.audits import Audit
from domain.captures import Snapshot, count_pages, count_rendered
from domain.findings import Evaluation
from scheduler.workplace import Workplace
from storage.archive.errors import ArchiveError
from storage.archive.reader import read_snapshot


class RecheckError(Exception):
    """The audit or file named cannot be judged; one line says why."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    audit: Audit
    evaluation: Evaluation
    before: Evaluation | None  # the latest judging stored so far, None for a file that is in no database
    archive: Path


def recheck_audit(reference: str, place: Workplace) -> Rechecked:
    """`reference` is an audit's id (or its beginning) or a WARC file. Raises RecheckError."""
    path = Path(reference)
    if path.is_file():
        snapshot = _read(path)
        stored = place.database.get_audit(snapshot.audit)
        audit = stored or _audit_of(snapshot, path, place.archive_root)
    else:
        stored = place.database.get_audit(reference)
        if stored is None:
            raise RecheckError(f"no audit and no file is called {reference!r}")
        if not stored.archive:
            raise RecheckError(f"audit {stored.id} has no archive: it was interrupted before it was stored")
        path = place.archive_root / stored.archive
        snapshot, audit = _read(path), stored
    before = place.database.get_evaluation(audit.id) if stored is not None else None
    evaluation = evaluate(snapshot, place.catalogue, place.lexicon)
    if stored is not None:
        place.database.add_evaluation(audit.id, evaluation)
    return Rechecked(audit, evaluation, before, path)


def _read(path: Path) -> Snapshot:
    try:
        return read_snapshot(path)
    except (ArchiveError, OSError) as error:
        raise RecheckError(f"{path}: {error}") from error


def _audit_of(snapshot: Snapshot, path: Path, root: Path) -> Audit:
    """What the archive itself tells of an audit that no database here knows."""
    last = max((capture.fetched_at for capture in snapshot.captures), default=snapshot.started)
    return Audit(
        id=snapshot.audit,
        target=snapshot.target,
        trigger="archive",
        started=snapshot.started,
        finished=last,
        ending=snapshot.ending,
        pages=count_pages(snapshot.captures),
        rendered=count_rendered(snapshot.captures),
        requests=sum(1 for capture in snapshot.captures if capture.status is not None),
        archive=os.path.relpath(path, root),
    )
