"""Where an audit's archive lies, and where a record lies in it."""

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.archive.errors import ArchiveError

SUFFIX = ".warc.gz"
OPEN_SUFFIX = ".open"
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """Where a capture's record lies in its archive: the bytes [offset, offset + length) are one gzip member."""

    offset: int
    length: int


def safe_name(audit_id: str) -> str:
    """A file name made of an audit id: other letters become "_" and a short digest keeps different ids apart."""
    name = _UNSAFE.sub("_", audit_id)[:80].lstrip(".")
    if name == audit_id and name:
        return name
    return f"{name}-{hashlib.sha256(audit_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def relative_path(audit_id: str, started: datetime) -> str:
    """The archive's path under the archive root, by month: "2026/11/<audit>.warc.gz"."""
    return f"{started.astimezone(UTC):%Y/%m}/{safe_name(audit_id)}{SUFFIX}"


def open_path(path: Path) -> Path:
    """The name the archive has while its audit runs."""
    return path.with_name(path.name + OPEN_SUFFIX)


def existing(path: Path) -> Path:
    """The file itself, its open form when the audit still runs or was killed, or its final form if it had closed since.

    Raises ArchiveError when there is none of them.
    """
    for candidate in (path, open_path(path), path.with_name(path.name.removesuffix(OPEN_SUFFIX))):
        if candidate.is_file():
            return candidate
    raise ArchiveError(path, None, "there is no such archive")


def sync_folder(folder: Path) -> None:
    """Its names are on disk when this returns: what was renamed stays renamed after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
