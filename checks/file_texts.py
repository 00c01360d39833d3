"""Text of linked files (PDF, Office) as it was drawn from them during the audit: records of kind `text`.

A `text` record has the file's address; its body is UTF-8, pages parted by form feeds, cells of a row by tabs; its notes
name the file's digest (`of`), what it is by its bytes (`is`), the number of `pages`, the `tool`, and where they hold
`scan` (pictures of pages without text), `cut` (it goes on), `legacy` (the encoding of an old Vietnamese font), `fault`.
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
    legacy: bool = False
    kind: str = ""  # by its bytes: "pdf", "xlsx", ...

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
    files: dict[str, list[Capture]] = {}
    for capture in snapshot.of(CaptureKind.FILE):
        if capture.readable:
            files.setdefault(capture.digest, []).append(capture)
    found: dict[str, FileText] = {}
    for capture in snapshot.of(CaptureKind.TEXT):
        if capture.outcome is not Outcome.OK:
            continue
        body = snapshot.body(capture).decode("utf-8", "replace") if capture.digest else ""
        pages = tuple(body.split(PAGE_BREAK)) if body else ()
        scan, legacy = bool(capture.notes.get("scan")), bool(capture.notes.get("legacy"))
        for file in files.get(str(capture.notes.get("of", "")), ()):
            read = FileText(file, pages, scan, legacy, str(capture.notes.get("is", "")))
            for url in (file.url, file.requested, *file.redirects):
                if url:
                    found.setdefault(url, read)
    return found
