"""Gzip members, one per record: written at a chosen level, read back only when whole."""

import zlib
from io import SEEK_END, RawIOBase
from typing import BinaryIO

from warcio.utils import BUFF_SIZE

#: warcio compresses at level 9; 6 takes 60 % of the time for the same size within 1 %.
LEVEL = 6
MAGIC = b"\x1f\x8b"
#: One record after decompression. Our own bodies are far below; another tool's may be a film, or a bomb.
MAX_RECORD = 256 * 1024 * 1024
_CHUNK = 4 * BUFF_SIZE
_WITH_HEADER = zlib.MAX_WBITS + 16


class CorruptMemberError(Exception):
    """The bytes are no gzip member: damaged, or something else."""


class MemberStream:
    """Collects one record and appends it as one member, so that a record is in the file whole or not at all.

    warcio ends every record with `flush`, which ends the member here.
    """

    def __init__(self, out: RawIOBase) -> None:
        self._out = out
        self._parts: list[bytes] = []
        self.offset = out.tell()

    def write(self, data: bytes) -> int:
        self._parts.append(data)
        return len(data)

    def flush(self) -> None:
        compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, _WITH_HEADER)
        member = b"".join([compressor.compress(part) for part in self._parts]) + compressor.flush()
        self._parts.clear()
        rest = memoryview(member)
        while rest:
            rest = rest[self._out.write(rest) or 0 :]
        self.offset += len(member)

    def undo(self) -> None:
        """Takes back a record whose writing failed half-way (disk full), so that what follows stays readable."""
        self._parts.clear()
        self._out.truncate(self.offset)
        self._out.seek(self.offset)


def read_member(source: BinaryIO, offset: int) -> tuple[bytes, int] | None:
    """The record at `offset` and its length in the file; None where the file ends before the member does.

    A power cut may leave zeros where the end of the file was not yet written: they count as its end.
    Raises CorruptMemberError for damage: checksum and length of the member are checked.
    """
    try:
        return _inflate(source, offset, None)
    except CorruptMemberError:
        written = _written(source, offset)
        if written is not None and _inflate(source, offset, written) is None:
            return None
        raise


def _written(source: BinaryIO, offset: int) -> int | None:
    """Where the zeros at the end of the file begin, seen from `offset`; None when it ends in something else."""
    size = source.seek(0, SEEK_END)
    end = size
    while end > offset:
        start = max(offset, end - _CHUNK)
        source.seek(start)
        kept = len(source.read(end - start).rstrip(b"\0"))
        if kept:
            end = start + kept
            break
        end = start
    return end if end < size else None


def _inflate(source: BinaryIO, offset: int, end: int | None) -> tuple[bytes, int] | None:
    """The member at `offset`, as if the file ended at `end`."""
    source.seek(offset)
    inflater = zlib.decompressobj(_WITH_HEADER)
    parts: list[bytes] = []
    size = taken = 0
    while not inflater.eof:
        chunk = source.read(_CHUNK if end is None else max(0, min(_CHUNK, end - offset - taken)))
        if not chunk:
            return None
        taken += len(chunk)
        try:
            part = inflater.decompress(chunk, MAX_RECORD + 1 - size)
        except zlib.error as error:
            raise CorruptMemberError(str(error)) from error
        parts.append(part)
        size += len(part)
        if size > MAX_RECORD:
            raise CorruptMemberError(f"a record of more than {MAX_RECORD} bytes")
    return b"".join(parts), taken - len(inflater.unused_data)
