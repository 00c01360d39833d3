"""Is an archive still the proof it was: whole records, digests, lengths, and the index that the database holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.captures import Capture
from domain.codec import digest_bytes
from storage.archive.errors import ArchiveError
from storage.archive.places import OPEN_SUFFIX, IndexEntry, existing
from storage.archive.reader import ArchiveContent, body_of, read_content
from storage.archive.warc_records import StoredRecord, record_at, records

Index = Mapping[str, tuple[str, IndexEntry]]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a place of an archive; `offset` is None where it concerns the whole file."""

    path: Path
    offset: int | None
    what: str

    def __str__(self) -> str:
        return self.what if self.offset is None else f"offset {self.offset}: {self.what}"


def verify_archive(path: Path, index: Index | None = None, pruned: bool | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with an archive; empty when it is sound.

    `index` is what the database says of it (Database.capture_index): capture id to digest and place. `pruned`: whether
    retention took records from it, by the database. Records taken by a policy are noted in the archive itself; a
    record that is missing without such a note, or with one that the database does not know of, is damage.
    """
    try:
        place = existing(path)
    except ArchiveError as error:
        return (Problem(path, error.offset, error.what),)
    found: list[Problem] = []
    try:
        found += _records(place)
        content = read_content(place)
        found += _captures(content)
        found += _index(content, index) if index is not None else ()
        found += _notes(content, pruned=pruned) if pruned is not None else ()
    except ArchiveError as error:
        found.append(Problem(place, error.offset, error.what))
    return tuple(found)


def _records(path: Path) -> Iterator[Problem]:
    """Each record's digests, then what lies behind the last whole record."""
    end = 0
    for number, record in enumerate(records(path, check_digests=True)):
        end = record.entry.offset + record.entry.length
        if number == 0 and record.type != "warcinfo":
            yield Problem(path, record.entry.offset, "does not begin with a warcinfo record")
        for problem in record.problems:
            yield Problem(path, record.entry.offset, f"{_named(record)}: {problem}")
    rest = path.stat().st_size - end
    if rest:
        yield Problem(path, end, f"cut off: {rest} bytes belong to no whole record")
    if path.name.endswith(OPEN_SUFFIX):
        yield Problem(path, None, "still open: its audit runs, or was killed")


def _captures(content: ArchiveContent) -> Iterator[Problem]:
    """Each capture against its body, and the ids against each other."""
    seen: set[str] = set()
    for capture, entry in content.index:
        if capture.id in seen:
            yield Problem(content.path, entry.offset, f"capture {capture.id} stands here a second time")
        seen.add(capture.id)
        if not _matches(content.path, capture, entry):
            yield Problem(content.path, entry.offset, f"capture {capture.id}: the body is not the one it names")
    if not content.index:
        yield Problem(content.path, None, "holds no capture")


def _matches(path: Path, capture: Capture, entry: IndexEntry) -> bool:
    if not capture.digest:
        return capture.size == 0
    try:
        body = body_of(record_at(path, entry))
    except ValueError:
        return False
    return digest_bytes(body) == capture.digest and len(body) == capture.size


def _index(content: ArchiveContent, index: Index) -> Iterator[Problem]:
    stored = {capture.id: (capture.digest, entry) for capture, entry in content.index}
    for capture_id in sorted(index.keys() - stored.keys()):
        yield Problem(content.path, index[capture_id][1].offset, f"capture {capture_id} of the index is missing")
    for capture_id in sorted(index.keys() & stored.keys()):
        if index[capture_id] != stored[capture_id]:
            offset = stored[capture_id][1].offset
            yield Problem(content.path, offset, f"capture {capture_id}: the index names another digest or place")


def _notes(content: ArchiveContent, *, pruned: bool) -> Iterator[Problem]:
    if pruned and not content.notes:
        yield Problem(content.path, None, "the database says that retention thinned it, but it holds no note of that")
    elif content.notes and not pruned:
        note = content.notes[-1]
        what = f"{len(note.dropped)} records are gone by the policy {note.policy}, of which the database knows nothing"
        yield Problem(content.path, None, what)


def _named(record: StoredRecord) -> str:
    return f"{record.type} {record.header('WARC-Record-ID')[:100]}"
