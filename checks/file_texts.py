"""Text of linked files (PDF, Office) as it was drawn from them during the audit: records of kind `text`.

A `text` record has the file's address; its body is UTF-8, pages parted by form feeds; its notes name the file's digest
(`of`), and `scan` where the file shows pictures of pages without text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.captures import Capture, CaptureKind, Outcome, Snapshot
from domain.findings import Evidence, Locator, LocatorType
from domain.text import clean

PAGE_BREAK = "\f"
_EXCERPT = 300


@dataclass(frozen=True, eq=False)
class FileText:
    """One file's text. `file` is the record of the file itself, which evidence points into."""

    file: Capture
    pages: tuple[str, ...]
    scan: bool = False

    @cached_property
    def text(self) -> str:
        return "\n".join(self.pages)

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    def evidence(self, page: int, probe: str, *, excerpt: str = "", value: str = "") -> Evidence:
        """A page of the file, counted from 1; 0 for the whole."""
        locator = Locator(LocatorType.PAGE, str(page) if page else "")
        excerpt, value = clean(excerpt)[:_EXCERPT], clean(value)[:_EXCERPT]
        return Evidence(probe, self.file.url, self.file.digest, locator, excerpt, value, 1.0)


def read_file_texts(snapshot: Snapshot) -> Mapping[str, FileText]:
    """The files whose text was drawn, by every address they were asked under."""
    files = {capture.digest: capture for capture in snapshot.of(CaptureKind.FILE) if capture.readable}
    found: dict[str, FileText] = {}
    for capture in snapshot.of(CaptureKind.TEXT):
        file = files.get(str(capture.notes.get("of", "")))
        if file is None or capture.outcome is not Outcome.OK:
            continue
        body = snapshot.body(capture).decode("utf-8", "replace") if capture.digest else ""
        read = FileText(file, tuple(body.split(PAGE_BREAK)) if body else (), bool(capture.notes.get("scan")))
        for url in (file.url, file.requested, *file.redirects):
            if url:
                found.setdefault(url, read)
    return found
