"""WARCs made by other tools, read as far as sensible: answers become pages and files, bodies are decoded.

Chunked and gzip, deflate or brotli bodies are decoded; redirects join the chain of the page they lead to; a revisit
record stands for the body it repeats. Pictures, styles and scripts are left aside: no check reads them.
"""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from warcio.bufferedreaders import BufferedReader, ChunkedDataReader

from domain.captures import Capture, CaptureKind, Outcome
from domain.clock import from_iso
from domain.codec import digest_bytes
from domain.urls import canonical
from storage.archive.gzip_members import MAX_RECORD
from storage.archive.places import IndexEntry
from storage.archive.warc_records import StoredRecord

_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/json", ""})
_LEFT_ASIDE = ("image/", "font/", "audio/", "video/", "text/css", "text/javascript", "application/javascript")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_CHAIN = 20


class ForeignRecords:
    """Collects records in file order; `index` gives the captures."""

    def __init__(self) -> None:
        self._index: list[tuple[Capture, IndexEntry]] = []
        self._by_digest: dict[str, int] = {}
        self._by_url: dict[str, int] = {}
        self._chains: dict[str, tuple[str, ...]] = {}

    def index(self) -> list[tuple[Capture, IndexEntry]]:
        return list(self._index)

    def add(self, record: StoredRecord) -> None:
        url = _canonical(record.header("WARC-Target-URI"))
        if not url:
            return
        if record.type == "revisit":
            self._revisit(record, url)
        elif record.type == "response" and record.http is not None:
            status = _status(record)
            location = record.http.get_header("location")
            if status in _REDIRECTS and location:
                self._redirect(url, location)
            else:
                self._answer(record, url, status)
        elif record.type == "resource":
            self._answer(record, url, None)

    def _redirect(self, url: str, location: str) -> None:
        goal = _canonical(urljoin(url, location))
        chain = (*self._chains.pop(url, ()), url)
        if goal and goal not in chain and len(chain) < _LONGEST_CHAIN:
            self._chains[goal] = chain

    def _answer(self, record: StoredRecord, url: str, status: int | None) -> None:
        content_type = (record.http.get_header("content-type") if record.http else record.header("Content-Type")) or ""
        mime, charset = _media(content_type)
        if mime.startswith(_LEFT_ASIDE):
            return
        outcome, body, error = _judge(record, status)
        chain = self._chains.pop(url, ())
        self._append(
            Capture(
                id=self._next_id(),
                kind=_kind(url, mime),
                url=url,
                outcome=outcome,
                fetched_at=_date(record),
                digest=digest_bytes(body) if body else "",
                size=len(body),
                status=status,
                mime=mime,
                charset=charset,
                headers=_headers(record),
                requested=chain[0] if chain else "",
                redirects=chain,
                error=error,
            ),
            record.entry,
            record.header("WARC-Payload-Digest"),
        )

    def _revisit(self, record: StoredRecord, url: str) -> None:
        """The same body again: by digest, else by the address it refers to. Unknown ones are left aside."""
        place = self._by_digest.get(record.header("WARC-Payload-Digest"))
        if place is None:
            place = self._by_url.get(_canonical(record.header("WARC-Refers-To-Target-URI")))
        if place is None:
            return
        original, entry = self._index[place]
        self._append(
            replace(
                original,
                id=self._next_id(),
                kind=_kind(url, original.mime),
                url=url,
                fetched_at=_date(record),
                headers=_headers(record) or original.headers,
                requested="",
                redirects=(),
            ),
            entry,
            "",
        )

    def _append(self, capture: Capture, entry: IndexEntry, payload_digest: str) -> None:
        place = len(self._index)
        self._index.append((capture, entry))
        self._by_url[capture.url] = place
        if payload_digest:
            self._by_digest.setdefault(payload_digest, place)

    def _next_id(self) -> str:
        return f"c{len(self._index) + 1:06d}"


def foreign_body(record: StoredRecord) -> bytes:
    """The body with chunks and content encodings undone. Raises ValueError where that fails."""
    if record.http is None:
        return record.payload
    encoding = (record.http.get_header("content-encoding") or "").strip().lower().replace("x-gzip", "gzip")
    if encoding in ("", "identity", "none", "utf-8"):
        encoding = ""
    elif encoding not in BufferedReader.get_supported_decompressors():
        raise ValueError(f"content encoding {encoding[:40]!r} cannot be read")
    chunked = "chunked" in (record.http.get_header("transfer-encoding") or "").lower()
    source = BytesIO(record.payload)
    if chunked:
        reader = ChunkedDataReader(source, decomp_type=encoding or None)
    elif encoding:
        reader = BufferedReader(source, decomp_type=encoding)
    else:
        return record.payload
    body: bytes = reader.read(MAX_RECORD + 1)
    if len(body) > MAX_RECORD:
        raise ValueError(f"a body of more than {MAX_RECORD} bytes")
    return body


def _judge(record: StoredRecord, status: int | None) -> tuple[Outcome, bytes, str]:
    try:
        body = foreign_body(record)
    except ValueError as error:
        return Outcome.BROKEN, b"", str(error)
    if status is not None and status >= 400:
        return Outcome.HTTP_ERROR, body, ""
    if status is not None and not 200 <= status < 300:
        return Outcome.BROKEN, body, f"status {status}"
    return Outcome.OK, body, ""


def _kind(url: str, mime: str) -> CaptureKind:
    path = urlsplit(url).path.lower()
    if path == "/robots.txt":
        return CaptureKind.ROBOTS
    if mime in _PAGES:
        return CaptureKind.PAGE
    if mime.endswith("/xml") and "sitemap" in path:
        return CaptureKind.SITEMAP
    return CaptureKind.FILE


def _media(content_type: str) -> tuple[str, str]:
    mime, _, rest = content_type.partition(";")
    charset = next(
        (part.partition("=")[2] for part in rest.split(";") if part.strip().lower().startswith("charset=")), ""
    )
    return mime.strip().lower(), charset.strip(" \"'").lower()


def _headers(record: StoredRecord) -> tuple[tuple[str, str], ...]:
    return tuple((name.lower(), value) for name, value in record.http.headers) if record.http else ()


def _status(record: StoredRecord) -> int | None:
    word = record.http.statusline.split(" ", 1)[0] if record.http else ""
    return int(word) if word.isdigit() else None


def _date(record: StoredRecord) -> datetime:
    try:
        return from_iso(record.header("WARC-Date"))
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _canonical(url: str) -> str:
    try:
        return canonical(url)
    except ValueError:
        return ""
