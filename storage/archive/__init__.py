"""The archive: one append-only WARC per audit, the proof that every verdict rests on."""

from storage.archive.errors import ArchiveError
from storage.archive.places import IndexEntry, relative_path
from storage.archive.reader import read_snapshot
from storage.archive.writer import ArchiveWriter

__all__ = ["ArchiveError", "ArchiveWriter", "IndexEntry", "read_snapshot", "relative_path"]
