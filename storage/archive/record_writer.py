"""Blocks appended to a file as WARC records, each whole or not at all."""

from collections.abc import Mapping
from io import BytesIO, FileIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from domain.codec import digest_bytes
from storage.archive.gzip_members import MemberStream
from storage.archive.places import IndexEntry
from storage.archive.records import Block


class RecordWriter:
    """Appends at the file's end, as it was when this was made."""

    def __init__(self, file: FileIO) -> None:
        self._members = MemberStream(file)
        self._warc = WARCWriter(self._members, gzip=False, warc_version="1.1")

    def write(self, block: Block, more: Mapping[str, str] | None = None) -> IndexEntry:
        offset = self._members.offset
        try:
            self._warc.write_record(self._record(block, more or {}))
        except BaseException:
            self._members.undo()
            raise
        return IndexEntry(offset, self._members.offset - offset)

    def _record(self, block: Block, more: Mapping[str, str]) -> object:
        http = StatusAndHeaders(block.http[0], list(block.http[1]), protocol="") if block.http else None
        whole = (http.to_ascii_bytes() if http else b"") + block.payload
        headers = {
            "WARC-Type": block.type,
            "WARC-Record-ID": block.id,
            "WARC-Date": block.date,
            "WARC-Target-URI": block.uri,
            "WARC-Refers-To": block.refers_to,
            "WARC-Concurrent-To": block.concurrent_to,
            "WARC-Truncated": block.truncated,
            "WARC-Payload-Digest": block.payload_digest if block.type != "warcinfo" else "",
            "WARC-Block-Digest": digest_bytes(whole),
            **block.more,
            **more,
        }
        return self._warc.create_warc_record(
            block.uri,
            block.type,
            payload=BytesIO(block.payload),
            length=len(block.payload),
            warc_content_type=block.content_type,
            warc_headers=StatusAndHeaders("", [pair for pair in headers.items() if pair[1]], protocol="WARC/1.1"),
            http_headers=http,
        )
