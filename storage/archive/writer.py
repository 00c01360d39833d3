"""Writing an audit's archive: append only, one writer, whole records, renamed when it is complete."""

import json
import os
from collections.abc import Sequence
from datetime import datetime
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from domain.agencies import Target
from domain.captures import Capture, CaptureKind, Ending, Outcome, Snapshot
from domain.clock import to_iso
from domain.codec import canonical_json, digest_bytes
from storage.archive.carried import JSON_HEADER, JSON_TYPE, MAX_JSON_HEADER, beside, carried, elsewhere
from storage.archive.errors import ArchiveError
from storage.archive.http_block import Header
from storage.archive.places import IndexEntry, open_path, relative_path, sync_folder
from storage.archive.reader import INFO_FIELD, BodyReader
from storage.archive.record_writer import RecordWriter
from storage.archive.records import Block, main_block, record_id, request_of

#: Id of the copy of the target where the crawl did not bring one first.
TARGET_ID = "target"


__all__ = ["ArchiveWriter", "IndexEntry"]

SOFTWARE = "portal-audit"


class ArchiveWriter:
    """The one writer of an audit's WARC.

    `path` is the name at the end; until `close` the file is `<path>.open`. An archive never starts without the copy
    of its target: unless the first capture is one, the writer adds it, with the id "target".
    """

    def __init__(self, path: Path, audit_id: str, target: Target, started: datetime, software: str) -> None:
        self.path = path
        self.audit_id = audit_id
        self._target = target
        self._started = started
        self._index: list[tuple[Capture, IndexEntry]] = []
        self._ids: set[str] = set()
        self._info_id = record_id(audit_id, "", "info")
        self._answered: dict[str, str] = {}
        self._file = _create(path)
        self._write = RecordWriter(self._file).write
        self._write(_info_block(audit_id, started, software, path.name))

    @classmethod
    def create(
        cls, root: Path, audit_id: str, target: Target, started: datetime, *, software: str = SOFTWARE
    ) -> "ArchiveWriter":
        """The writer of an audit's archive at its place under the archive root."""
        return cls(root / relative_path(audit_id, started), audit_id, target, started, software)

    @property
    def index(self) -> tuple[tuple[Capture, IndexEntry], ...]:
        """Every capture with its place, in archive order."""
        return tuple(self._index)

    def add(self, capture: Capture, body: bytes, request_headers: Sequence[Header] = ()) -> IndexEntry:
        """Archives one capture; it is in the file, whole, when this returns.

        Raises ArchiveError when the capture and its body contradict each other, and OSError for a full disk.
        """
        self._refuse(capture, body)
        if not self._index and capture.kind is not CaptureKind.TARGET:
            self._add_target()
        return self._append(capture, body, request_headers)

    def snapshot(self, ending: Ending | None = None) -> Snapshot:
        """All captures so far; bodies are read from the file, also after it was closed."""
        if not self._index:
            self._add_target()
        return Snapshot(
            audit=self.audit_id,
            target=self._target,
            started=self._started,
            captures=tuple(capture for capture, _ in self._index),
            ending=ending,
            body=BodyReader(self.path, self._index),
        )

    def close(self) -> Path:
        """Makes the archive final: on disk, under its own name. Closing twice does nothing."""
        if self._file.closed:
            return self.path
        if not self._index:
            self._add_target()
        os.fsync(self._file.fileno())
        self._file.close()
        if self.path.exists():
            raise ArchiveError(self.path, None, "exists already; an archive is never overwritten")
        open_path(self.path).rename(self.path)
        sync_folder(self.path.parent)
        return self.path

    def abandon(self) -> None:
        """Leaves the file under its open name, as a killed writer would."""
        self._file.close()

    def discard(self, *, closed: bool) -> None:
        """Nothing is left of an audit that is not to be; nor of the closed archive, if that is not wanted either."""
        whole = self._file.closed
        self._file.close()
        open_path(self.path).unlink(missing_ok=True)
        if whole and closed:
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def _refuse(self, capture: Capture, body: bytes) -> None:
        expected = digest_bytes(body) if body or capture.digest else ""
        if capture.digest != expected or capture.size != len(body):
            raise ArchiveError(self.path, None, f"capture {capture.id}: digest or size is not that of its body")
        if capture.id in self._ids:
            raise ArchiveError(self.path, None, f"capture {capture.id} is archived already")
        if self._file.closed:
            raise ArchiveError(self.path, None, "the archive is closed")

    def _append(self, capture: Capture, body: bytes, request_headers: Sequence[Header]) -> IndexEntry:
        block = main_block(self.audit_id, capture, body, self._answered, self._info_id)
        headers = block.http[1] if block.http else ()
        text = beside(
            capture,
            carried(block.uri, block.date, block.payload_digest, len(block.payload), (block.status, headers)),
        )
        if len(text) > MAX_JSON_HEADER:
            text = self._write_apart(capture, block, text)
        entry = self._write(block, {JSON_HEADER: text})
        self._index.append((capture, entry))
        self._ids.add(capture.id)
        if block.type == "response":
            self._answered[capture.url] = block.id
            if capture.requested:
                self._answered.setdefault(capture.requested, block.id)
            self._write(request_of(self.audit_id, capture, block, request_headers))
        return entry

    def _write_apart(self, capture: Capture, block: Block, text: str) -> str:
        """Fields too long for a header, as a record of their own before the one they describe."""
        apart = Block(
            type="metadata",
            id=record_id(self.audit_id, capture.id, "fields"),
            uri=block.uri,
            date=block.date,
            content_type=JSON_TYPE,
            payload=text.encode("ascii"),
            refers_to=block.id,
        )
        self._write(apart)
        return elsewhere(apart.id)

    def _add_target(self) -> None:
        body = canonical_json(self._target).encode("utf-8", "surrogatepass")
        capture = Capture(
            id=TARGET_ID,
            kind=CaptureKind.TARGET,
            url=self._target.portal,
            outcome=Outcome.OK,
            fetched_at=self._started,
            digest=digest_bytes(body),
            size=len(body),
            mime="application/json",
        )
        self._append(capture, body, ())


def _create(path: Path) -> FileIO:
    if path.exists():
        raise ArchiveError(path, None, "exists already; an archive is never overwritten")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(path, None, f"cannot be written: {error.strerror}") from error
    try:
        return FileIO(open_path(path), "x")
    except FileExistsError as error:
        raise ArchiveError(open_path(path), None, "is being written by another process, or was left by one") from error
    except OSError as error:
        raise ArchiveError(path, None, f"cannot be written: {error.strerror}") from error


def _info_block(audit_id: str, started: datetime, software: str, name: str) -> Block:
    ours = json.dumps({"audit": audit_id, "started": to_iso(started)}, ensure_ascii=True, sort_keys=True)
    lines = (
        f"software: {software}",
        "format: WARC File Format 1.1",
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        f"{INFO_FIELD}: {ours}",
    )
    return Block(
        type="warcinfo",
        id=record_id(audit_id, "", "info"),
        uri="",
        date=to_iso(started),
        content_type="application/warc-fields",
        payload="".join(" ".join(line.split()) + "\r\n" for line in lines).encode("utf-8", "backslashreplace"),
        more={"WARC-Filename": name},
    )
