"""Archives that were cut off, damaged, or are none: what is whole is read, the rest is one clear line."""

import gzip
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_samples import STARTED, observation, page, target

from domain.captures import Capture, CaptureKind, Ending
from storage.archive import gzip_members
from storage.archive.errors import ArchiveError
from storage.archive.places import IndexEntry
from storage.archive.reader import read_snapshot
from storage.archive.verify import verify_archive
from storage.archive.writer import ArchiveWriter

_CAPTURES: list[tuple[Capture, bytes]] = [
    *((page(number, b"<p>%d</p>" % number * 50), b"<p>%d</p>" % number * 50) for number in range(1, 6)),
    observation(9, CaptureKind.ENDING, {"ending": "completed"}),
]


def _written(folder: Path) -> tuple[Path, tuple[tuple[Capture, IndexEntry], ...]]:
    path = folder / "a.warc.gz"
    with ArchiveWriter(path, "a", target(), STARTED, "x") as writer:
        for capture, body in _CAPTURES:
            writer.add(capture, body)
    return path, writer.index


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_file_cut_anywhere_is_read_up_to_the_last_whole_record(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path, index = _written(tmp_path_factory.mktemp("a"))
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole) - 1))
    zeros = data.draw(st.sampled_from([0, 3, 4096]))  # blocks that a crash left unwritten
    left = whole[:cut] + bytes(zeros)
    path.write_bytes(left)
    ends = [(capture, entry.offset + entry.length) for capture, entry in index]
    kept = [capture for capture, end in ends if left[:end] == whole[:end]]  # a cut zero may be one of those behind it
    if not kept:
        with pytest.raises(ArchiveError, match=r"no whole record|no copy of its target"):
            read_snapshot(path)
        return
    snapshot = read_snapshot(path)
    assert list(snapshot.captures) == kept
    assert snapshot.ending is (Ending.COMPLETED if kept == [capture for capture, _ in index] else Ending.INTERRUPTED)
    assert [snapshot.body(capture) for capture in snapshot.of(CaptureKind.PAGE)] == [
        body for capture, body in _CAPTURES if capture in kept and capture.kind is CaptureKind.PAGE
    ]


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_changed_byte_never_goes_unnoticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path, index = _written(tmp_path_factory.mktemp("a"))
    damaged = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(damaged) - 1))
    damaged[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(damaged))
    problems = verify_archive(path)
    # Text flag, time and system of a gzip header (RFC 1952, 2.3) carry nothing of the record.
    if not problems:
        assert _in_gzip_header(bytes(damaged), place)
        assert [capture for capture, _ in index] == list(read_snapshot(path).captures)


def _in_gzip_header(data: bytes, place: int) -> bool:
    starts = [at for at in range(max(0, place - 9), place + 1) if data[at : at + 2] == b"\x1f\x8b"]
    return any(3 <= place - at <= 9 for at in starts)


def test_a_damaged_record_is_named_by_its_offset(tmp_path: Path) -> None:
    path, index = _written(tmp_path)
    entry = index[3][1]
    damaged = bytearray(path.read_bytes())
    damaged[entry.offset + entry.length // 2] ^= 0xFF
    path.write_bytes(bytes(damaged))
    with pytest.raises(ArchiveError, match=rf"a\.warc\.gz, offset {entry.offset}: damaged record"):
        read_snapshot(path)
    assert str(verify_archive(path)[0]).startswith(f"offset {entry.offset}: damaged record")


def _replace(path: Path, entry: IndexEntry, change: dict[bytes, bytes]) -> None:
    """Rewrites one record and keeps its checksum right, as somebody who tampers would."""
    data = path.read_bytes()
    record = gzip.decompress(data[entry.offset : entry.offset + entry.length])
    for old, new in change.items():
        assert old in record
        record = record.replace(old, new)
    compressor = zlib.compressobj(6, zlib.DEFLATED, 31)
    member = compressor.compress(record) + compressor.flush()
    path.write_bytes(data[: entry.offset] + member + data[entry.offset + entry.length :])


def test_a_changed_body_is_found_by_its_digest_and_never_judged(tmp_path: Path) -> None:
    path, index = _written(tmp_path)
    capture, entry = index[2]
    _replace(path, entry, {b"<p>2</p>": b"<p>7</p>"})
    snapshot = read_snapshot(path)
    with pytest.raises(ArchiveError, match=f"not the one of capture {capture.id}"):
        snapshot.body(capture)
    said = [str(problem) for problem in verify_archive(path)]
    assert any("digest failed" in line and f"offset {entry.offset}" in line for line in said)


def test_a_changed_body_with_digests_to_fit_is_found_by_the_index(tmp_path: Path) -> None:
    path, index = _written(tmp_path)
    stored = {capture.id: (capture.digest, entry) for capture, entry in index}
    assert verify_archive(path, stored) == ()
    shifted = {**stored, "c000002": (stored["c000002"][0], IndexEntry(7, 7)), "c000404": stored["c000001"]}
    assert [problem.what for problem in verify_archive(path, shifted)] == [
        "capture c000404 of the index is missing",
        "capture c000002: the index names another digest or place",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({b'"kind":"page"': b'"kind":"pge!"'}, "capture fields do not fit"),
        ({b"WARC/1.1": b"WARX/1.1"}, "no WARC record"),
        ({b"Content-Type: application/http": b"Content-Length: 5\r\nX: application/http"}, "Content-Length 5 is less"),
        ({b"Content-Length: ": b"Content-Lengths: "}, "no Content-Length"),
        (
            {b"msgtype=response\r\nContent-Length: ": b"msgtype=response\r\nContent-Length: 9"},
            "is more than the record holds",
        ),
    ],
)
def test_a_record_that_makes_no_sense_is_one_line(tmp_path: Path, change: dict[bytes, bytes], said: str) -> None:
    path, index = _written(tmp_path)
    entry = index[1][1]
    _replace(path, entry, change)
    with pytest.raises(ArchiveError, match=rf"offset {entry.offset}: .*{said}") as caught:
        read_snapshot(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no whole record"),
        (b"\0" * 100, "holds no whole record"),
        (b"<html>not an archive</html>", "offset 0: this is no WARC record"),
        (
            gzip.compress(b"<html>not an archive</html>", mtime=0),
            "offset 0: damaged record: compressed, but no WARC record",
        ),
        (b"\x1f\x8b\x08\x00garbage after the magic number", "offset 0: damaged record"),
        (b"WARC/1.1\r\nContent-Length: x\r\n\r\n", "no Content-Length"),
        (b"filedesc://a.arc 0.0.0.0 2026 text/plain 3\n1 0 x\n", "this is no WARC record"),
    ],
)
def test_what_is_no_archive_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ArchiveError) as caught:
        read_snapshot(path, target())
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert verify_archive(path)


def test_a_missing_file_and_a_folder_are_one_line(tmp_path: Path) -> None:
    for place in (tmp_path / "none.warc.gz", tmp_path):
        with pytest.raises(ArchiveError, match="there is no such archive"):
            read_snapshot(place)
        assert len(verify_archive(place)) == 1


def test_a_gzip_file_of_many_records_in_one_member_says_what_to_do(tmp_path: Path) -> None:
    path, _ = _written(tmp_path)
    one = tmp_path / "one.warc.gz"
    one.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())))
    with pytest.raises(ArchiveError, match="recompress"):
        read_snapshot(one)


def test_a_decompression_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gzip_members, "MAX_RECORD", 1_000_000)
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.1\r\n" + b"0" * 5_000_000, mtime=0))
    with pytest.raises(ArchiveError, match="more than 1000000 bytes"):
        read_snapshot(path, target())


def test_a_target_or_ending_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    for kind, value, said in (
        (CaptureKind.TARGET, ["nonsense"], "the copy of the target cannot be read"),
        (CaptureKind.ENDING, {"ending": "nonsense"}, "the ending cannot be read"),
    ):
        path = tmp_path / f"{kind}.warc.gz"
        with ArchiveWriter(path, "a", target(), STARTED, "x") as writer:
            writer.add(*observation(1, kind, value))
        with pytest.raises(ArchiveError, match=said):
            read_snapshot(path)
