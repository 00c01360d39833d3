"""What is archived comes back field by field, and any WARC tool reads it."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_samples import STARTED, full_target, observation, page, target
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from domain.captures import Capture, CaptureKind, Ending, Outcome
from domain.codec import digest_bytes
from storage.archive.errors import ArchiveError
from storage.archive.places import open_path, relative_path, safe_name
from storage.archive.reader import read_snapshot
from storage.archive.verify import verify_archive
from storage.archive.writer import ArchiveWriter

_ANY_CHAR = st.characters(exclude_categories=())  # lone surrogates and control characters too
_TEXT = st.text(_ANY_CHAR, max_size=30)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_URL = st.one_of(
    st.sampled_from(
        ["http://btp.gov.vn/", "https://btp.gov.vn/tin?a=1&b=%20#/x", "http://[::1]:8080/<x>", "urn:x", ""]
    ),
    _TEXT.map(lambda text: "http://btp.gov.vn/" + text),
    _TEXT,
)
_HEADERS = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from(["content-type", "content-encoding", "transfer-encoding", "content-length", "set-cookie"]),
            st.sampled_from(["x-archive-orig-content-length", "warc-type", ""]),
            _TEXT,
        ),
        st.one_of(st.sampled_from(["gzip", "chunked", "17", "a\r\nWARC-Type: warcinfo\r\n\r\nbody"]), _TEXT),
    ),
    max_size=6,
).map(tuple)
_CAPTURES = st.lists(
    st.tuples(
        st.builds(
            Capture,
            id=st.just("?"),
            kind=st.sampled_from(
                [kind for kind in CaptureKind if kind not in (CaptureKind.TARGET, CaptureKind.ENDING)]
            ),
            url=_URL,
            outcome=st.sampled_from(Outcome),
            fetched_at=st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
            status=st.none() | st.integers(-5, 1200),
            mime=st.sampled_from(["text/html", "", "application/pdf"]) | _TEXT,
            charset=_TEXT,
            headers=_HEADERS,
            requested=_URL,
            redirects=st.lists(_URL, max_size=2).map(tuple),
            referrer=_URL,
            label=_TEXT,
            depth=st.integers(0, 20),
            elapsed_ms=st.integers(0, 10**9),
            error=_TEXT,
            notes=st.dictionaries(_TEXT, _JSON, max_size=3),
        ),
        st.one_of(
            st.just(b""), st.binary(max_size=200), st.sampled_from([b"WARC/1.1\r\n", b"\x1f\x8b\x08", b"\r\n\r\n"])
        ),
    ),
    max_size=5,
)


def _numbered(drawn: list[tuple[Capture, bytes]]) -> list[tuple[Capture, bytes]]:
    from dataclasses import replace  # noqa: PLC0415

    return [
        (replace(capture, id=f"c{number:06d}", size=len(body), digest=digest_bytes(body) if body else ""), body)
        for number, (capture, body) in enumerate(drawn, 1)
    ]


def write(path: Path, captures: list[tuple[Capture, bytes]], audit: str = "audit-1") -> ArchiveWriter:
    writer = ArchiveWriter(path, audit, target(), STARTED, "portal-audit/test")
    for capture, body in captures:
        writer.add(capture, body, (("User-Agent", "portal-audit"),))
    return writer


@given(_CAPTURES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_field_and_body_comes_back(tmp_path_factory: pytest.TempPathFactory, drawn: list) -> None:
    captures = _numbered(drawn)
    path = tmp_path_factory.mktemp("a") / "x.warc.gz"
    writer = write(path, captures)
    open_snapshot = writer.snapshot()
    read_open = read_snapshot(path)
    writer.close()
    read_back = read_snapshot(path)

    wanted = [capture for capture, _ in captures]
    for snapshot in (open_snapshot, read_open, read_back):
        assert list(snapshot.captures[1:]) == wanted
        assert snapshot.captures[0].kind is CaptureKind.TARGET
        assert (snapshot.audit, snapshot.started, snapshot.target) == ("audit-1", STARTED, target())
        assert [snapshot.body(capture) for capture in snapshot.captures[1:]] == [body for _, body in captures]
    assert open_snapshot.ending is None
    assert read_back.ending is Ending.INTERRUPTED
    assert verify_archive(path) == ()
    _other_tool_agrees(path, captures)


def _other_tool_agrees(path: Path, captures: list[tuple[Capture, bytes]]) -> None:
    """warcio, on its own, finds whole records with right digests, and bodies that it need not decode."""
    bodies = []
    with path.open("rb") as source:
        for record in ArchiveIterator(source, check_digests="raise"):
            content = record.content_stream().read()
            assert record.rec_headers.get_header("WARC-Type") == record.rec_type
            if record.rec_type == "response":
                bodies.append(content)
                assert record.http_headers.get_header("Content-Encoding") is None
                assert record.http_headers.get_header("Content-Length") == str(len(content))
    answered = [
        body
        for capture, body in captures
        if capture.status is not None
        and 100 <= capture.status <= 999
        and capture.url.startswith(("http://", "https://"))
        and capture.kind.value in ("page", "file", "robots", "sitemap", "probe", "search", "json", "asset")
    ]
    assert bodies == answered


def test_the_target_comes_back_whole(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "a.warc.gz", "a", full_target(), STARTED, "x") as writer:
        assert writer.snapshot().target == full_target()
    assert read_snapshot(tmp_path / "a.warc.gz").target == full_target()


def test_the_crawls_own_copy_of_the_target_is_the_first_record(tmp_path: Path) -> None:
    capture, body = observation(1, CaptureKind.TARGET, full_target())
    with ArchiveWriter(tmp_path / "a.warc.gz", "a", target(), STARTED, "x") as writer:
        writer.add(capture, body)
    snapshot = read_snapshot(tmp_path / "a.warc.gz")
    assert snapshot.captures == (capture,)
    assert snapshot.target == full_target()


def test_the_ending_is_read_from_its_record(tmp_path: Path) -> None:
    capture, body = observation(1, CaptureKind.ENDING, {"ending": "wall", "left": 12})
    with ArchiveWriter(tmp_path / "a.warc.gz", "a", target(), STARTED, "x") as writer:
        writer.add(capture, body)
    assert read_snapshot(tmp_path / "a.warc.gz").ending is Ending.WALL


def test_headers_longer_than_any_tool_takes_still_come_back(tmp_path: Path) -> None:
    huge = tuple((f"x-{number}", "đ" * 20_000) for number in range(300))
    capture = page(1, b"<p>", headers=huge, url="http://btp.gov.vn/" + "a" * 50_000, notes={"long": "x" * 100_000})
    path = tmp_path / "a.warc.gz"
    write(path, [(capture, b"<p>")]).close()
    assert read_snapshot(path).captures[1] == capture
    with path.open("rb") as source:
        lines = [len(value) for record in ArchiveIterator(source) for _, value in record.rec_headers.headers]
    assert max(lines) <= 8192
    assert verify_archive(path) == ()


def test_a_portal_cannot_write_into_the_record_headers(tmp_path: Path) -> None:
    evil = "x\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:evil>\r\n\r\nHTTP/1.1 200 OK\r\n"
    capture = page(1, b"b", url="http://btp.gov.vn/" + evil, headers=((evil, evil),), mime=evil, error=evil, label=evil)
    writer = ArchiveWriter(tmp_path / "a.warc.gz", evil, target(), STARTED, evil)
    writer.add(capture, b"b", ((evil, evil), ("Cookie", evil)))
    failed = page(2, b"", url="http://btp.gov.vn/2", outcome=Outcome.TIMEOUT, status=None, headers=(), error=evil)
    writer.add(failed, b"")
    writer.close()
    with (tmp_path / "a.warc.gz").open("rb") as source:
        kinds = [
            (record.rec_type, [name for name, _ in record.rec_headers.headers].count("WARC-Type"))
            for record in ArchiveIterator(source)
        ]
    assert kinds == [(kind, 1) for kind in ("warcinfo", "metadata", "response", "request", "metadata")]
    snapshot = read_snapshot(tmp_path / "a.warc.gz")
    assert snapshot.audit == evil
    assert snapshot.captures[1:] == (capture, failed)


def test_each_kind_of_capture_becomes_the_record_that_the_standard_names(tmp_path: Path) -> None:
    def made(number: int, kind: CaptureKind, body: bytes, **more: object) -> tuple[Capture, bytes]:
        fields = {"kind": kind, "url": "http://btp.gov.vn/", "status": None, "headers": (), **more}
        return page(number, body, **fields), body

    path = tmp_path / "a.warc.gz"
    write(
        path,
        [
            made(1, CaptureKind.PAGE, b"<p>", status=200),
            made(2, CaptureKind.RENDERED, b"<p>x", status=200),
            made(3, CaptureKind.SCREENSHOT, b"\x89PNG", mime="image/png"),
            made(4, CaptureKind.AXE, b"{}", mime="application/json"),
            made(5, CaptureKind.FILE, b"%PDF", status=200, url="http://btp.gov.vn/a.pdf", mime="application/pdf"),
            made(6, CaptureKind.TEXT, "chữ".encode(), url="http://btp.gov.vn/a.pdf", mime="text/plain"),
            made(7, CaptureKind.DNS, b"[]", url="dns:btp.gov.vn", mime="application/json"),
            made(8, CaptureKind.PAGE, b"", url="http://btp.gov.vn/slow", outcome=Outcome.TIMEOUT),
            made(9, CaptureKind.RENDERED, b"<p>", url="http://btp.gov.vn/only-in-the-browser"),
            made(10, CaptureKind.PAGE, b"half", url="http://btp.gov.vn/torn", outcome=Outcome.BROKEN),
        ],
    ).close()
    with path.open("rb") as source:
        found = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), _reference(record.rec_headers))
            for record in ArchiveIterator(source)
        ]
    assert found == [
        ("warcinfo", None, ""),
        ("metadata", "http://btp.gov.vn/", "refers"),
        ("response", "http://btp.gov.vn/", ""),
        ("request", "http://btp.gov.vn/", "concurrent"),
        ("conversion", "urn:dom:http://btp.gov.vn/", "refers"),
        ("resource", "urn:view:http://btp.gov.vn/", "concurrent"),
        ("metadata", "http://btp.gov.vn/", "refers"),
        ("response", "http://btp.gov.vn/a.pdf", ""),
        ("request", "http://btp.gov.vn/a.pdf", "concurrent"),
        ("conversion", "urn:text:http://btp.gov.vn/a.pdf", "refers"),
        ("metadata", "dns:btp.gov.vn", "refers"),
        ("metadata", "http://btp.gov.vn/slow", ""),
        ("resource", "urn:dom:http://btp.gov.vn/only-in-the-browser", ""),
        ("resource", "http://btp.gov.vn/torn", ""),
    ]


def test_a_body_that_was_cut_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    cut = {1: Outcome.TOO_LARGE, 2: Outcome.TIMEOUT, 3: Outcome.BROKEN, 4: Outcome.OK}
    write(path, [(page(number, b"half", outcome=outcome), b"half") for number, outcome in cut.items()]).close()
    with path.open("rb") as source:
        said = [
            record.rec_headers.get_header("WARC-Truncated")
            for record in ArchiveIterator(source)
            if record.rec_type == "response"
        ]
    assert said == ["length", "time", "disconnect", None]


def _reference(headers: object) -> str:
    get = headers.get_header  # type: ignore[attr-defined]
    return "refers" if get("WARC-Refers-To") else "concurrent" if get("WARC-Concurrent-To") else ""


def test_the_request_record_says_what_was_sent(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    writer = ArchiveWriter(path, "a", target(), STARTED, "x")
    writer.add(page(1, b"x", url="http://btp.gov.vn:81/a/b?c=d#/route"), b"x", (("User-Agent", "portal-audit/0.1"),))
    writer.close()
    with path.open("rb") as source:
        request = next(record for record in ArchiveIterator(source) if record.rec_type == "request")
    assert (request.http_headers.protocol, request.http_headers.statusline) == ("GET", "/a/b?c=d HTTP/1.1")
    assert request.http_headers.headers == [("Host", "btp.gov.vn:81"), ("User-Agent", "portal-audit/0.1")]


def test_warcio_check_finds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.warc.gz"
    write(path, [(page(number, b"x" * number), b"x" * number) for number in range(4)]).close()

    class Command:
        inputs = (str(path),)
        verbose = False

    assert Checker(Command()).process_all() == 0
    assert capsys.readouterr().out == ""


def test_alike_captures_give_alike_files(tmp_path: Path) -> None:
    captures = [(page(number, b"%d" % number), b"%d" % number) for number in range(5)]
    write(tmp_path / "a" / "x.warc.gz", captures).close()
    write(tmp_path / "b" / "x.warc.gz", captures).close()
    assert (tmp_path / "a" / "x.warc.gz").read_bytes() == (tmp_path / "b" / "x.warc.gz").read_bytes()


def test_bodies_stay_readable_while_the_file_is_renamed(tmp_path: Path) -> None:
    writer = write(tmp_path / "a.warc.gz", [(page(1, b"one"), b"one")])
    snapshot = writer.snapshot()
    assert snapshot.body(snapshot.captures[1]) == b"one"
    writer.close()
    assert snapshot.body(snapshot.captures[1]) == b"one"
    writer.close()  # a second time does nothing


def test_what_contradicts_itself_is_refused(tmp_path: Path) -> None:
    writer = write(tmp_path / "a.warc.gz", [(page(1, b"one"), b"one")])
    with pytest.raises(ArchiveError, match="archived already"):
        writer.add(page(1, b"two"), b"two")
    with pytest.raises(ArchiveError, match="not that of its body"):
        writer.add(page(2, b"two"), b"too")
    with pytest.raises(ArchiveError, match="not that of its body"):
        writer.add(page(2, b"two", digest=""), b"two")
    writer.close()
    with pytest.raises(ArchiveError, match="closed"):
        writer.add(page(2, b"two"), b"two")
    assert len(read_snapshot(tmp_path / "a.warc.gz").captures) == 2


def test_no_archive_is_overwritten_and_none_has_two_writers(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    first = write(path, [])
    with pytest.raises(ArchiveError, match="another process"):
        write(path, [])
    first.close()
    with pytest.raises(ArchiveError, match="never overwritten"):
        write(path, [])
    with pytest.raises(ArchiveError, match="holds no capture"):
        read_snapshot(path).body(page(7, b""))


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be written"):
        write(tmp_path / "file" / "a.warc.gz", [])


def test_a_failed_audit_leaves_the_open_file(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with pytest.raises(KeyError), write(path, [(page(1, b"one"), b"one")]):
        raise KeyError("the crawl died")
    assert not path.exists()
    assert [problem.what for problem in verify_archive(path)] == ["still open: its audit runs, or was killed"]
    assert read_snapshot(path).captures == read_snapshot(open_path(path)).captures


@pytest.mark.parametrize("audit", ["../../etc/passwd", "a/b", ".hidden", "", "x" * 500, "Sở\n", "a\0b", "\ud800"])
def test_file_names_are_made_safe(audit: str) -> None:
    name = relative_path(audit, STARTED)
    assert name.startswith("2026/11/")
    assert name.count("/") == 2
    assert Path(name).name.removesuffix(".warc.gz").replace("-", "").replace("_", "").replace(".", "").isalnum()
    assert len(Path(name).name) < 120


def test_different_ids_have_different_files() -> None:
    assert safe_name("a/b") != safe_name("a_b") != safe_name("a:b") != safe_name("a/b")
    assert safe_name("20261122T050000Z-stp-1f9c2a") == "20261122T050000Z-stp-1f9c2a"


_ENDLESS = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from storage_samples import STARTED, page, target
    from storage.archive.writer import ArchiveWriter
    writer = ArchiveWriter(Path(sys.argv[1]), "a", target(), STARTED, "x")
    number = 0
    while True:
        number += 1
        body = (str(number) * 20000).encode()
        writer.add(page(number, body), body)
        print(number, flush=True)
    """
)


def test_a_killed_writer_leaves_every_record_it_had_written(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    writer = subprocess.Popen([sys.executable, "-c", _ENDLESS, str(path)], stdout=subprocess.PIPE, env=environment)
    assert writer.stdout is not None
    try:
        said = 0
        while said < 25:
            said = int(writer.stdout.readline())
    finally:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    said = max([said, *map(int, writer.stdout.read().split())])
    writer.stdout.close()
    snapshot = read_snapshot(path)
    pages = snapshot.of(CaptureKind.PAGE)
    assert len(pages) >= said
    assert [capture.id for capture in pages] == [f"c{number:06d}" for number in range(1, len(pages) + 1)]
    assert snapshot.body(pages[-1]) == (str(len(pages)) * 20000).encode()
    assert snapshot.ending is Ending.INTERRUPTED


_DISK_FULL = textwrap.dedent(
    """
    import os, resource, sys
    from pathlib import Path
    from storage_samples import STARTED, page, target
    from storage.archive.writer import ArchiveWriter
    writer = ArchiveWriter(Path(sys.argv[1]), "a", target(), STARTED, "x")
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))
    number, failed = 0, 0
    while failed < 2:
        number += 1
        body = os.urandom(7000)
        try:
            writer.add(page(number, body), body)
        except OSError:
            failed += 1
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    writer.add(page(900, b"room again"), b"room again")
    writer.close()
    """
)


def test_a_full_disk_costs_the_record_and_not_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    subprocess.run([sys.executable, "-c", _DISK_FULL, str(path)], check=True, env=environment)
    pages = read_snapshot(path).of(CaptureKind.PAGE)
    assert len(pages) >= 5
    assert pages[-1].id == "c000900"
    assert verify_archive(path) == ()


def test_another_tool_may_recompress_it(tmp_path: Path) -> None:
    """A plain copy of the records, made by warcio, gives the same snapshot."""
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    path, plain = tmp_path / "a.warc.gz", tmp_path / "b.warc"
    captures = [(page(number, b"<p>%d" % number), b"<p>%d" % number) for number in range(3)]
    write(path, captures).close()
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    with path.open("rb") as source:
        for record in ArchiveIterator(source):
            writer.write_record(record)
    plain.write_bytes(buffer.getvalue())
    copied = read_snapshot(plain)
    assert copied.captures == read_snapshot(path).captures
    assert [copied.body(capture) for capture in copied.captures[1:]] == [body for _, body in captures]
