"""A copy of an archive without some of its captures: what stays is copied byte for byte, what goes is noted."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from storage.archive.carried import JSON_TYPE
from storage.archive.errors import ArchiveError
from storage.archive.places import IndexEntry, open_path, sync_folder
from storage.archive.prune_note import Dropped, PruneNote, note_block
from storage.archive.reader import ArchiveContent, read_content
from storage.archive.record_writer import RecordWriter
from storage.archive.records import record_id
from storage.archive.warc_records import StoredRecord, records


@dataclass(frozen=True, slots=True)
class Thinned:
    """`index`: the places of the captures that stayed. `freed` bytes may be less than nothing for tiny archives."""

    index: Mapping[str, IndexEntry]
    freed: int


@dataclass(frozen=True, slots=True)
class Thinning:
    """By which policy, when, and for the how manieth time."""

    policy: str
    now: datetime
    times: int


def thin_archive(source: Path, goal: Path, drop: Mapping[str, str], how: Thinning) -> Thinned:
    """Writes `goal` without the captures in `drop` (capture id to the reason), complete and on disk when it returns.

    Raises ArchiveError for an archive that is not ours, damaged or cut
    off, and when a capture to drop is not in it; whatever lay at `goal` from an earlier attempt is replaced.
    """
    content = read_content(source)
    if not content.ours:
        raise ArchiveError(source, None, "was made by another tool; it is not thinned")
    dropped = _dropped(content, drop)
    gone = {record_id(content.audit, capture, "main") for capture in drop}
    unfinished = open_path(goal)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reader, FileIO(unfinished, "w") as writer:
        moved = _copy(source, reader, writer, gone)
        note = PruneNote(how.policy, how.now, dropped)
        RecordWriter(writer).write(note_block(content.audit, note, how.times))
        os.fsync(writer.fileno())
    unfinished.replace(goal)
    sync_folder(goal.parent)
    index = {
        capture.id: IndexEntry(moved[entry.offset], entry.length)
        for capture, entry in content.index
        if capture.id not in drop
    }
    return Thinned(index, source.stat().st_size - goal.stat().st_size)


def _dropped(content: ArchiveContent, drop: Mapping[str, str]) -> tuple[Dropped, ...]:
    captures = {capture.id: capture for capture, _ in content.index}
    strange = sorted(drop.keys() - captures.keys())
    if strange:
        raise ArchiveError(content.path, None, f"holds no capture {strange[0]}")
    return tuple(
        Dropped(name, captures[name].kind.value, captures[name].url, captures[name].digest, captures[name].size, why)
        for name, why in sorted(drop.items())
    )


def _copy(path: Path, reader: BinaryIO, writer: FileIO, gone: set[str]) -> dict[int, int]:
    """Copies what is not about the records `gone`; returns where each copied record lies now, by where it lay."""
    moved: dict[int, int] = {}
    end = 0
    for record in records(path, check_digests=True):
        end = record.entry.offset + record.entry.length
        if record.problems:
            raise ArchiveError(path, record.entry.offset, f"damaged record, not thinned: {record.problems[0]}")
        if _about(record) in gone:
            continue
        moved[record.entry.offset] = writer.tell()
        reader.seek(record.entry.offset)
        rest = memoryview(reader.read(record.entry.length))
        while rest:
            rest = rest[writer.write(rest) or 0 :]
    if end != path.stat().st_size:
        raise ArchiveError(path, end, "cut off, not thinned")
    return moved


def _about(record: StoredRecord) -> str:
    """The id of the capture's main record that this one is, asks for, or carries fields of."""
    if record.type == "request":
        return record.header("WARC-Concurrent-To")
    if record.header("Content-Type") == JSON_TYPE:
        return record.header("WARC-Refers-To")
    return record.header("WARC-Record-ID")
