"""Whole WARC records out of a file, ours or another tool's, one gzip member or plain stretch at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders

from storage.archive.errors import ArchiveError
from storage.archive.gzip_members import MAGIC, MAX_RECORD, CorruptMemberError, read_member
from storage.archive.places import IndexEntry

_START = b"WARC/"


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One record in memory. `payload` is as stored; `problems` are failed digests, when they were checked."""

    entry: IndexEntry
    type: str
    headers: StatusAndHeaders
    http: StatusAndHeaders | None
    payload: bytes
    problems: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        return self.headers.get_header(name) or ""


def records(path: Path, check_digests: bool = False) -> Iterator[StoredRecord]:
    """Every whole record in order; ends quietly where the file was cut off.

    Raises ArchiveError, naming the offset, for damage and for what is no WARC.
    """
    with _open(path) as source:
        offset = 0
        while (record := _read(path, source, offset, check_digests)) is not None:
            yield record
            offset += record.entry.length


def record_at(path: Path, entry: IndexEntry) -> StoredRecord:
    """The record at an index entry. Raises ArchiveError when there is none."""
    with _open(path) as source:
        record = _read(path, source, entry.offset, check_digests=False)
    if record is None:
        raise ArchiveError(path, entry.offset, "there is no whole record here")
    return record


def record_in(data: bytes, name: str, entry: IndexEntry) -> StoredRecord:
    """The record of an index entry out of its own bytes. Raises ArchiveError when they are none."""
    record = _read(name, BytesIO(data), 0, check_digests=False)
    if record is None:
        raise ArchiveError(name, entry.offset, "there is no whole record here")
    return replace(record, entry=entry)


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise ArchiveError(path, None, f"cannot be read: {error.strerror}") from error


def _read(path: Path | str, source: BinaryIO, offset: int, check_digests: bool) -> StoredRecord | None:
    try:
        source.seek(offset)
        start = source.read(len(_START)).rstrip(b"\0")
        if not start:
            return None  # the end, or a tail that a crash left unwritten
        if start in (_START[: len(start)], MAGIC[:1]) and start != _START:
            return None  # cut off in the first letters
        if start.startswith(MAGIC):
            return _from_member(source, offset, check_digests)
        if start == _START:
            return _from_plain(source, offset, check_digests)
    except (ArchiveLoadFailed, CorruptMemberError, ValueError) as error:
        raise ArchiveError(path, offset, f"damaged record: {' '.join(str(error).split())[:200]}") from error
    except OSError as error:
        raise ArchiveError(path, offset, f"cannot be read: {error.strerror}") from error
    raise ArchiveError(path, offset, "this is no WARC record")


def _from_member(source: BinaryIO, offset: int, check_digests: bool) -> StoredRecord | None:
    found = read_member(source, offset)
    if found is None:
        return None
    data, length = found
    if not data.startswith(_START):
        raise ValueError("compressed, but no WARC record")
    stream = BytesIO(data)
    parsed = _parse(stream, check_digests)
    payload = parsed.raw_stream.read()
    if parsed.raw_stream.limit:
        raise ValueError(f"Content-Length {parsed.length} is more than the record holds")
    rest = stream.read(16)
    if rest.lstrip().startswith(_START):
        raise ValueError("several records in one gzip member; `warcio recompress` makes a file with one each")
    if rest.strip(b"\r\n"):
        raise ValueError(f"Content-Length {parsed.length} is less than the record holds")
    return _stored(IndexEntry(offset, length), parsed, payload)


def _from_plain(source: BinaryIO, offset: int, check_digests: bool) -> StoredRecord | None:
    source.seek(offset)
    parsed = _parse(source, check_digests)
    if parsed.length > MAX_RECORD:
        raise ValueError(f"a record of more than {MAX_RECORD} bytes")
    payload = parsed.raw_stream.read()
    if parsed.raw_stream.limit:
        return None
    end = source.tell()
    while (blank := source.read(1)) in (b"\r", b"\n"):
        end += 1
    if blank and blank != _START[:1]:
        raise ValueError(f"Content-Length {parsed.length} does not end at a record")
    return _stored(IndexEntry(offset, end - offset), parsed, payload)


def _parse(stream: BinaryIO, check_digests: bool) -> ArcWarcRecord:
    try:
        parsed = ArcWarcRecordLoader(verify_http=False, arc2warc=False).parse_record_stream(
            stream, known_format="warc", check_digests=check_digests
        )
    except EOFError as error:
        raise ValueError("an HTTP message without a status line") from error
    if not (parsed.rec_headers.get_header("Content-Length") or "").strip().isdigit():
        raise ValueError("no Content-Length")
    return parsed


def _stored(entry: IndexEntry, parsed: ArcWarcRecord, payload: bytes) -> StoredRecord:
    return StoredRecord(
        entry=entry,
        type=parsed.rec_type or "",
        headers=parsed.rec_headers,
        http=parsed.http_headers,
        payload=payload,
        problems=tuple(parsed.digest_checker.problems),
    )
