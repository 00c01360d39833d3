"""WARCs made by other tools: answers become pages, bodies are decoded."""

import gzip
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from storage_samples import STARTED, page, target
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from domain.captures import Capture, CaptureKind, Ending, Outcome, Snapshot
from domain.codec import digest_bytes
from storage.archive import foreign
from storage.archive.errors import ArchiveError
from storage.archive.export import export_archive, sort_key
from storage.archive.reader import read_snapshot
from storage.archive.verify import verify_archive
from storage.archive.warc_records import record_at
from storage.archive.writer import ArchiveWriter

_HTML = "<html><title>Bộ Tư pháp</title>".encode()
_DATE = "2026-11-20T01:02:03Z"


class _OtherTool:
    """Writes records as a crawler would: bytes as they came over the wire."""

    def __init__(self, compressed: bool = True) -> None:
        self.buffer = BytesIO()
        self.writer = WARCWriter(self.buffer, gzip=compressed)
        self.writer.write_record(self.writer.create_warcinfo_record("other.warc.gz", {"software": "other/1.0"}))

    def record(
        self, kind: str, url: str, body: bytes, status: str | None = "200 OK", headers: tuple = (), **more: str
    ) -> str:
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if status else None
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": _DATE, **{name.replace("_", "-"): value for name, value in more.items()}},
        )
        self.writer.write_record(record)
        return record.rec_headers.get_header("WARC-Payload-Digest") or ""

    def snapshot(self, folder: Path, name: str = "other.warc.gz") -> Snapshot:
        path = folder / name
        path.write_bytes(self.buffer.getvalue())
        return read_snapshot(path, target())


def _chunked(body: bytes) -> bytes:
    half = len(body) // 2
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:half], body[half:])) + b"0\r\n\r\n"


def _deflate(body: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(body) + compressor.flush()


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize(
    ("wire", "headers"),
    [
        (_HTML, ()),
        (_chunked(_HTML), (("Transfer-Encoding", "chunked"),)),
        (gzip.compress(_HTML, mtime=0), (("Content-Encoding", "gzip"),)),
        (gzip.compress(_HTML, mtime=0), (("Content-Encoding", "X-GZIP"),)),
        (_deflate(_HTML), (("Content-Encoding", "deflate"),)),
        (zlib.compress(_HTML), (("Content-Encoding", "deflate"),)),
        (_chunked(gzip.compress(_HTML, mtime=0)), (("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))),
        (_HTML, (("Content-Encoding", "gzip"),)),  # decoded by the tool that wrote it, header left in place
        (_HTML, (("Content-Encoding", "identity"), ("Transfer-Encoding", "chunked"))),
    ],
)
def test_bodies_are_decoded(tmp_path: Path, compressed: bool, wire: bytes, headers: tuple) -> None:
    tool = _OtherTool(compressed)
    tool.record(
        "response", "http://A.gov.vn:80/x", wire, headers=(("Content-Type", "text/HTML; charset=UTF-8"), *headers)
    )
    snapshot = tool.snapshot(tmp_path)
    (capture,) = snapshot.captures
    assert snapshot.body(capture) == _HTML
    assert (capture.kind, capture.outcome, capture.status) == (CaptureKind.PAGE, Outcome.OK, 200)
    assert (capture.url, capture.mime, capture.charset) == ("http://a.gov.vn/x", "text/html", "utf-8")
    assert (capture.digest, capture.size) == (digest_bytes(_HTML), len(_HTML))
    assert capture.fetched_at == datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
    assert capture.headers[0] == ("content-type", "text/HTML; charset=UTF-8")
    assert snapshot.audit == "other"
    assert snapshot.target == target()
    assert snapshot.ending is Ending.COMPLETED
    assert verify_archive(tmp_path / "other.warc.gz") == ()


def test_what_cannot_be_decoded_is_broken_and_not_text(tmp_path: Path) -> None:
    tool = _OtherTool()
    tool.record("response", "http://a.gov.vn/", b"\x28\xb5", headers=(("Content-Encoding", "zstd, br"),))
    (capture,) = tool.snapshot(tmp_path).captures
    assert (capture.outcome, capture.digest, capture.readable) == (Outcome.BROKEN, "", False)
    assert "zstd" in capture.error


def test_each_answer_has_its_kind_and_outcome(tmp_path: Path) -> None:
    tool = _OtherTool()
    for url, mime, status in (
        ("http://a.gov.vn/robots.txt", "text/plain", "200 OK"),
        ("http://a.gov.vn/sitemap.xml", "application/xml", "200 OK"),
        ("http://a.gov.vn/van-ban.pdf", "application/pdf", "200 OK"),
        ("http://a.gov.vn/api", "application/json", "200 OK"),
        ("http://a.gov.vn/none", "text/html", "404 Not Found"),
        ("http://a.gov.vn/logo.png", "image/png", "200 OK"),
        ("http://a.gov.vn/style.css", "text/css", "200 OK"),
        ("http://a.gov.vn/odd", "text/html", "099 Odd"),
        ("urn:pageinfo:http://a.gov.vn/", "application/json", "200 OK"),
    ):
        tool.record("response", url, b"{}", status, (("Content-Type", mime),))
    tool.record("request", "http://a.gov.vn/", b"", None)
    tool.record("resource", "http://a.gov.vn/kept.html", _HTML, None, Content_Type="text/html")
    found = [
        (capture.kind.value, capture.outcome.value, capture.status) for capture in tool.snapshot(tmp_path).captures
    ]
    assert found == [
        ("robots", "ok", 200),
        ("sitemap", "ok", 200),
        ("file", "ok", 200),
        ("page", "ok", 200),
        ("page", "http_error", 404),
        ("page", "broken", 99),
        ("page", "ok", None),
    ]


def test_redirects_join_the_page_they_lead_to(tmp_path: Path) -> None:
    tool = _OtherTool()
    tool.record("response", "http://a.gov.vn/", b"", "301 Moved", (("Location", "/vi/"),))
    tool.record("response", "http://a.gov.vn/vi/", b"", "302 Found", (("Location", "http://a.gov.vn/vi/home"),))
    tool.record("response", "http://a.gov.vn/loop", b"", "302 Found", (("Location", "/loop"),))
    tool.record("response", "http://a.gov.vn/vi/home", _HTML, headers=(("Content-Type", "text/html"),))
    (capture,) = tool.snapshot(tmp_path).captures
    assert capture.requested == "http://a.gov.vn/"
    assert capture.redirects == ("http://a.gov.vn/", "http://a.gov.vn/vi/")


def test_a_revisit_stands_for_the_body_it_repeats(tmp_path: Path) -> None:
    tool = _OtherTool()
    digest = tool.record("response", "http://a.gov.vn/a", _HTML, headers=(("Content-Type", "text/html"),))
    for number, more in enumerate(
        (
            {"WARC_Payload_Digest": digest},
            {"WARC_Payload_Digest": "sha1:UNKNOWN", "WARC_Refers_To_Target_URI": "http://a.gov.vn/a"},
            {"WARC_Payload_Digest": "sha1:UNKNOWN", "WARC_Refers_To_Target_URI": "http://a.gov.vn/never"},
        )
    ):
        tool.record("revisit", f"http://a.gov.vn/b{number}", b"", None, **more)
    snapshot = tool.snapshot(tmp_path)
    assert [capture.url for capture in snapshot.captures] == [f"http://a.gov.vn/{name}" for name in ("a", "b0", "b1")]
    assert [capture.id for capture in snapshot.captures] == ["c000001", "c000002", "c000003"]
    assert {snapshot.body(capture) for capture in snapshot.captures} == {_HTML}


def test_another_tools_json_header_is_not_taken_for_ours(tmp_path: Path) -> None:
    tool = _OtherTool()
    tool.record(
        "response",
        "http://a.gov.vn/",
        gzip.compress(_HTML, mtime=0),
        headers=(("Content-Encoding", "gzip"),),
        WARC_JSON_Metadata='{"cert": {"issuer": "x"}}',
    )
    snapshot = tool.snapshot(tmp_path)
    assert snapshot.body(snapshot.captures[0]) == _HTML


def test_the_agency_must_be_named(tmp_path: Path) -> None:
    tool = _OtherTool()
    tool.record("response", "http://a.gov.vn/", _HTML)
    tool.snapshot(tmp_path)
    with pytest.raises(ArchiveError, match=r"other\.warc\.gz: holds no copy of its target"):
        read_snapshot(tmp_path / "other.warc.gz")


def test_a_cut_off_file_of_another_tool_is_read_so_far(tmp_path: Path) -> None:
    for compressed in (True, False):
        tool = _OtherTool(compressed)
        tool.record("response", "http://a.gov.vn/1", _HTML)
        end = tool.buffer.tell()
        tool.record("response", "http://a.gov.vn/2", _HTML * 20)
        tool.buffer.truncate(end + 400 if compressed is False else end + 20)
        assert [capture.url for capture in tool.snapshot(tmp_path).captures] == ["http://a.gov.vn/1"]


def test_a_body_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "MAX_RECORD", 100_000)
    tool = _OtherTool()
    tool.record(
        "response",
        "http://a.gov.vn/",
        gzip.compress(b"0" * 1_000_000, mtime=0),
        headers=(("Content-Encoding", "gzip"),),
    )
    (capture,) = tool.snapshot(tmp_path).captures
    assert capture.outcome is Outcome.BROKEN


# --- handing over -----------------------------------------------------------------------------------------------------


def _own(folder: Path) -> tuple[Path, Capture]:
    path = folder / "a.warc.gz"
    with ArchiveWriter(path, "a", target(), STARTED, "x") as writer:
        writer.add(page(1, _HTML, url="http://www.btp.gov.vn:8080/Vi/?b=2&a=1"), _HTML)
        writer.add(page(2, b"x", url="http://btp.gov.vn/a", kind=CaptureKind.SCREENSHOT, mime="image/png"), b"x")
    return path, writer.index[1][0]


def test_an_export_holds_archive_index_and_findings(tmp_path: Path) -> None:
    path, capture = _own(tmp_path)
    copy, index, findings = export_archive(path, tmp_path / "out", {"schema": "x", "name": "Bộ \ud800"})
    assert copy.read_bytes() == path.read_bytes()
    assert '"name": "Bộ \\ud800"' in findings.read_text(encoding="utf-8")
    lines = index.read_text(encoding="utf-8").splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == ["urn:view:http://btp.gov.vn/a", "vn,gov,btp:8080)/vi/?a=1&b=2"]
    fields = __import__("json").loads(lines[1].split(" ", 2)[2])
    assert (fields["status"], fields["mime"], fields["digest"]) == ("200", "text/html", capture.digest)
    entry = type(read_entry(path))(int(fields["offset"]), int(fields["length"]))
    assert record_at(copy, entry).payload == _HTML


def read_entry(path: Path) -> object:
    from storage.archive.places import IndexEntry  # noqa: PLC0415

    return IndexEntry(0, path.stat().st_size)


def test_an_export_of_a_killed_audit_holds_the_whole_records(tmp_path: Path) -> None:
    path, _ = _own(tmp_path)
    broken = tmp_path / "b.warc.gz.open"
    broken.write_bytes(path.read_bytes()[:-10])
    copy, _ = export_archive(tmp_path / "b.warc.gz", tmp_path / "out")
    assert verify_archive(copy) == ()
    assert [capture.id for capture in read_snapshot(copy).captures] == ["target", "c000001"]


def test_an_export_overwrites_nothing(tmp_path: Path) -> None:
    path, _ = _own(tmp_path)
    export_archive(path, tmp_path / "out")
    with pytest.raises(ArchiveError, match="exists already"):
        export_archive(path, tmp_path / "out")
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be written"):
        export_archive(path, tmp_path / "file")


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        ("http://www.moj.gov.vn/Pages/A.aspx?B=1&a=2", "vn,gov,moj)/pages/a.aspx?a=2&b=1"),
        ("https://127.0.0.1:8123", "127.0.0.1:8123)/"),
        ("http://[::1]:80/x", "[::1]:80)/x"),
        ("urn:text:http://a/", "urn:text:http://a/"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_sort_keys(uri: str, key: str) -> None:
    assert sort_key(uri) == key
