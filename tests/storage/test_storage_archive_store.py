"""Archives on a folder, on a mounted place and on an object store: alike, or one clear line in bounded time."""

import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import fsspec
import pytest
from archived_nights import PAGES, SECTION, night
from fsspec.implementations.memory import MemoryFileSystem

from domain.codec import digest_bytes
from storage.archive.errors import ArchiveError
from storage.archive.places import IndexEntry
from storage.archive.publishing import Handed, hand_over
from storage.archive.reader import read_snapshot, stored_body
from storage.archive.store import ArchiveStore
from storage.archive.verify import verify_archive
from storage.database import Database

_numbers = count(1)


class FaultyStore(MemoryFileSystem):
    """An object store that does on order what stores do: hang, fail, take half."""

    protocol = "faulty"
    store: dict[str, Any] = {}  # noqa: RUF012  (as the base class has it)
    pseudo_dirs: list[str] = [""]  # noqa: RUF012
    before: Callable[[str], None] = staticmethod(lambda _: None)
    read_bytes = 0

    def put_file(self, lpath: str, rpath: str, **more: Any) -> None:
        type(self).before("put")
        super().put_file(lpath, rpath, **more)
        type(self).before("put done")

    def mv(self, path1: str, path2: str, **more: Any) -> None:
        type(self).before("mv")
        super().mv(path1, path2, **more)

    def info(self, path: str, **more: Any) -> Any:
        type(self).before("info")
        return super().info(path, **more)

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **more: Any) -> bytes:
        data: bytes = super().cat_file(path, start, end, **more)
        type(self).read_bytes += len(data)
        return data


@pytest.fixture
def faulty() -> Iterator[type[FaultyStore]]:
    fsspec.register_implementation("faulty", FaultyStore, clobber=True)
    FaultyStore.store.clear()
    FaultyStore.read_bytes = 0
    yield FaultyStore
    FaultyStore.before = staticmethod(lambda _: None)


@pytest.fixture(params=["folder", "file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ArchiveStore:
    number = next(_numbers)
    url = {"folder": "", "file": f"file://{tmp_path}/mounted", "memory": f"memory://bucket{number}/archive"}
    return ArchiveStore(tmp_path / "spool", url[request.param])


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(str(tmp_path / "a.db")) as opened:
        yield opened


def _file(store: ArchiveStore, name: str, content: bytes) -> Path:
    path = store.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_an_audit_is_read_back_wherever_its_archive_lies(store: ArchiveStore, database: Database) -> None:
    audit = night(database, store, 1)
    name = next(iter(database.archived()))
    assert store.names() == (name,)  # finished, still in the spool
    assert hand_over(store, database.archived().keys()) == Handed(1 if store.remote else 0)
    assert store.names() == (name,)
    assert store.has(name)
    assert store.spooled() == (() if store.remote else (name,))
    with store.at_hand(name) as path:
        assert verify_archive(path, database.capture_index(audit), pruned=False) == ()
        assert [capture.url for capture in read_snapshot(path).captures if capture.is_page] == list(PAGES)
    digest = digest_bytes(PAGES[SECTION])
    entry = next(entry for found, entry in database.capture_index(audit).values() if found == digest)
    assert stored_body(store, name, entry, digest) == PAGES[SECTION]
    with pytest.raises(ArchiveError, match="is not the one of sha256:00"):
        stored_body(store, name, entry, "sha256:00")
    with pytest.raises(ArchiveError):
        stored_body(store, name, IndexEntry(entry.offset + 1, entry.length), digest)
    store.remove(name)
    store.remove(name)
    assert store.names() == ()
    assert not store.has(name)


def test_what_is_not_finished_stays_in_the_spool(store: ArchiveStore, database: Database) -> None:
    _file(store, "2026/11/killed.warc.gz", b"of an audit that nobody stored")
    _file(store, "2026/11/running.warc.gz.open", b"half")
    assert hand_over(store, database.archived().keys()).archives == 0
    assert store.spooled() == ("2026/11/killed.warc.gz",)


def test_handing_over_again_changes_nothing_and_another_file_never_takes_the_place(tmp_path: Path) -> None:
    store = ArchiveStore(tmp_path, f"memory://again{next(_numbers)}")
    path = _file(store, "a.warc.gz", b"first")
    for _ in range(2):
        store.put(path, "a.warc.gz")
    path.write_bytes(b"second")
    with pytest.raises(ArchiveError, match="exists already, with other content"):
        store.put(path, "a.warc.gz")


def test_only_the_record_is_fetched(tmp_path: Path, database: Database, faulty: type[FaultyStore]) -> None:
    store = ArchiveStore(tmp_path / "spool", "faulty://bucket")
    audit = night(database, store, 1)
    hand_over(store, database.archived().keys())
    faulty.read_bytes = 0
    digest = digest_bytes(PAGES[SECTION])
    entry = next(entry for found, entry in database.capture_index(audit).values() if found == digest)
    stored_body(store, next(iter(database.archived())), entry, digest)
    assert faulty.read_bytes == entry.length


def _fail(at: str, action: Callable[[], None]) -> Callable[[str], None]:
    def before(step: str) -> None:
        if step == at:
            action()

    return staticmethod(before)  # type: ignore[return-value]


def _refuse() -> None:
    raise OSError("503 Slow Down\n<Error>please</Error>")


def _spoil() -> None:
    for file in FaultyStore.store.values():
        file.getbuffer()[0] ^= 1


@pytest.mark.parametrize("at", ["info", "put", "put done", "mv"])
def test_a_store_that_fails_leaves_the_archive_in_the_spool_and_no_half(
    tmp_path: Path, faulty: type[FaultyStore], at: str
) -> None:
    store = ArchiveStore(tmp_path, "faulty://bucket")
    _file(store, "a.warc.gz", b"a" * 1000)
    faulty.before = _fail(at, _refuse)
    handed = hand_over(store, ["a.warc.gz"])
    assert (handed.archives, handed.waiting) == (0, 1)
    assert "faulty://bucket/a.warc.gz: the store failed: 503 Slow Down <Error>" in handed.fault
    assert "\n" not in handed.fault
    faulty.before = staticmethod(lambda _: None)
    assert "a.warc.gz" not in {name.rpartition("/")[2] for name in faulty.store}
    assert hand_over(store, ["a.warc.gz"]) == Handed(1)
    assert store.spooled() == ()
    assert {name.rpartition("/")[2] for name in faulty.store} == {"a.warc.gz"}


def test_what_comes_back_altered_is_not_taken_for_archived(tmp_path: Path, faulty: type[FaultyStore]) -> None:
    store = ArchiveStore(tmp_path, "faulty://bucket")
    _file(store, "a.warc.gz", b"a" * 1000)
    faulty.before = _fail("put done", _spoil)
    assert "came back from the store with other content" in hand_over(store, ["a.warc.gz"]).fault
    assert store.spooled() == ("a.warc.gz",)


def test_a_store_that_hangs_is_given_up(tmp_path: Path, faulty: type[FaultyStore]) -> None:
    store = ArchiveStore(tmp_path, "faulty://bucket", seconds=0.2)
    for name in ("a.warc.gz", "b.warc.gz"):
        _file(store, name, b"a")
    faulty.before = _fail("put", lambda: time.sleep(5))
    began = time.monotonic()
    handed = hand_over(store, ["a.warc.gz", "b.warc.gz"])
    assert time.monotonic() - began < 4  # once, not for every file
    assert "did not answer within" in handed.fault
    assert handed.waiting == 2


@pytest.mark.parametrize("url", ["nothing://bucket", "s3://key:geheim@bucket/x"])
def test_a_place_that_cannot_be_used_is_one_line_without_its_password(tmp_path: Path, url: str) -> None:
    try:
        shown = ArchiveStore(tmp_path, url).shown  # where the store's package is installed
    except ArchiveError as error:
        shown = str(error)
    assert "geheim" not in shown
    assert "\n" not in shown
