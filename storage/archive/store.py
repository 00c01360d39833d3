"""Where finished archives lie: a folder, or any place that fsspec knows by its URL (s3://, file://, memory://).

An archive is always written in a folder of this machine, whole and under its final name; with a URL that folder is a
spool, and `put` hands the file over: under a name of its own first, read back and compared, then renamed. What is not
there yet is read from the spool. Every wait has a limit, every failure is an ArchiveError of one line.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import fsspec

from storage.archive.errors import ArchiveError
from storage.archive.places import OPEN_SUFFIX, SUFFIX, IndexEntry

T = TypeVar("T")

#: How long the store may take to answer, and how slow a transfer may be before it is given up.
SECONDS = 30.0
_LEAST_BYTES_PER_SECOND = 250_000
_LONGEST_COMPLAINT = 200


class ArchiveStore:
    """Archives by their names relative to the root ("2026/11/<audit>.warc.gz").

    `folder` is the root itself, or the spool of the store at `url`.
    """

    def __init__(self, folder: Path, url: str = "", seconds: float = SECONDS) -> None:
        self.folder = folder
        self.shown = _shown(url) if url else str(folder)
        self._seconds = seconds
        self._files: Any = None
        self._root = ""
        if url:
            try:
                self._files, self._root = fsspec.core.url_to_fs(url, use_listings_cache=False)
            except (ImportError, ValueError, OSError) as error:
                raise ArchiveError(self.shown, None, f"cannot be used as an archive: {_line(error)}") from error

    @property
    def remote(self) -> bool:
        return self._files is not None

    def spooled(self) -> tuple[str, ...]:
        """Names of the finished archives in the folder."""
        found = (path for path in self.folder.rglob(f"*{SUFFIX}") if path.is_file())
        return tuple(sorted(path.relative_to(self.folder).as_posix() for path in found))

    def names(self) -> tuple[str, ...]:
        """Names of all finished archives, wherever they lie."""
        if not self.remote:
            return self.spooled()
        listed = self._ask("listing", lambda: self._files.find(self._root))
        start = len(self._root.rstrip("/")) + 1
        there = {name[start:] for name in listed if name.endswith(SUFFIX)}
        return tuple(sorted(there.union(self.spooled())))

    def has(self, name: str) -> bool:
        return (self.folder / name).is_file() or (self.remote and self._size(name) is not None)

    @contextmanager
    def at_hand(self, name: str) -> Iterator[Path]:
        """The archive as a file of this machine, for as long as it is looked at."""
        here = self.folder / name
        if here.is_file() or not self.remote:
            yield here
            return
        size = self._size(name)
        if size is None:
            raise ArchiveError(self._place(name), None, "there is no such archive")
        with TemporaryDirectory(prefix="portal-audit-archive-") as folder:
            copy = Path(folder) / Path(name).name
            self._ask(name, lambda: self._files.get_file(self._at(name), str(copy)), size)
            yield copy

    def read(self, name: str, entry: IndexEntry) -> bytes:
        """The bytes of one record: of a remote archive only these are fetched."""
        here = self.folder / name
        if here.is_file() or not self.remote:
            try:
                with here.open("rb") as source:
                    source.seek(entry.offset)
                    return source.read(entry.length)
            except OSError as error:
                raise ArchiveError(here, None, f"cannot be read: {error.strerror}") from error
        end = entry.offset + entry.length
        data = self._ask(name, lambda: self._files.cat_file(self._at(name), entry.offset, end), entry.length)
        return bytes(data)

    def put(self, file: Path, name: str) -> None:
        """Makes a finished file of this machine an archive of the store. Doing so again changes nothing.

        Raises ArchiveError; the file stays as it is, and the store shows no half of it.
        """
        if not self.remote:
            here = self.folder / name
            here.parent.mkdir(parents=True, exist_ok=True)
            if here != file:
                file.replace(here)
            return
        size, wanted = file.stat().st_size, _digest(file.open("rb"))
        if self._size(name) is not None:
            if self._digest_there(self._at(name), size) != wanted:
                raise ArchiveError(self._place(name), None, "exists already, with other content")
            return
        goal, part = self._at(name), self._at(name) + OPEN_SUFFIX
        self._ask(name, lambda: self._files.makedirs(goal.rpartition("/")[0], exist_ok=True))
        self._ask(name, lambda: self._files.put_file(str(file), part), size)
        if self._digest_there(part, size) != wanted:
            raise ArchiveError(self._place(name), None, "came back from the store with other content")
        self._ask(name, lambda: self._files.mv(part, goal), size)

    def remove(self, name: str) -> None:
        """Whether or not it was there."""
        (self.folder / name).unlink(missing_ok=True)
        if self.remote and self._size(name) is not None:
            self._ask(name, lambda: self._files.rm_file(self._at(name)))

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _place(self, name: str) -> str:
        return f"{self.shown.rstrip('/')}/{name}"

    def _size(self, name: str) -> int | None:
        def look() -> int | None:
            try:
                return int(self._files.info(self._at(name))["size"])
            except FileNotFoundError:
                return None

        return self._ask(name, look)

    def _digest_there(self, place: str, size: int) -> str:
        return self._ask(place.rpartition("/")[2], lambda: _digest(self._files.open(place, "rb")), size)

    def _ask(self, what: str, action: Callable[[], T], size: int = 0) -> T:
        """The store's answer, or ArchiveError when it fails or is too slow: a thread that hangs is left behind."""
        limit = self._seconds + size / _LEAST_BYTES_PER_SECOND
        answers: list[T] = []
        faults: list[Exception] = []

        def work() -> None:
            try:
                answers.append(action())
            except Exception as error:  # noqa: BLE001 - carried to the caller, whatever kind of store it comes from
                faults.append(error)

        thread = threading.Thread(target=work, daemon=True, name="archive store")
        thread.start()
        thread.join(limit)
        if answers:
            return answers[0]
        if faults:
            raise ArchiveError(self._place(what), None, f"the store failed: {_line(faults[0])}") from faults[0]
        raise ArchiveError(self._place(what), None, f"the store did not answer within {limit:.0f} s")


def _digest(source: Any) -> str:
    with source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _line(error: BaseException) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:_LONGEST_COMPLAINT]


def _shown(url: str) -> str:
    """The URL without what stands before an @: it may be a password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))
