"""What became of a linked file: handed out as what it claims to be, not handed out, or not seen (docs/judging.md 3)."""

from dataclasses import dataclass
from enum import StrEnum

from checks.file_types import claimed_ending, is_what_it_claims
from checks.per_site import once_per_site
from checks.site import Site
from domain.captures import Capture, CaptureKind, Outcome

_HEAD = 4096


class FileState(StrEnum):
    GOOD = "good"
    BAD = "bad"
    UNREAD = "unread"  # not asked, or we could not ask


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """`fault` of a bad one: gone, page (a page instead of a file), empty, type."""

    url: str
    state: FileState
    capture: Capture | None = None
    fault: str = ""


@once_per_site
def file_answer(site: Site, url: str) -> FileAnswer:
    """What the archive says of a file's address; looked up once."""
    capture = site.capture(url)
    if capture is None:
        return FileAnswer(url, FileState.UNREAD)
    if capture.gone:
        return FileAnswer(url, FileState.BAD, capture, "gone")
    if capture.outcome is not Outcome.OK:
        return FileAnswer(url, FileState.UNREAD, capture)
    if not capture.digest:
        return FileAnswer(url, FileState.BAD, capture, "empty")
    head = site.snapshot.body(capture)[:_HEAD]
    disposition = next((value for name, value in capture.headers if name == "content-disposition"), "")
    mime = capture.mime if capture.kind is CaptureKind.FILE else ""
    if is_what_it_claims(claimed_ending(url, disposition, mime), head):
        return FileAnswer(url, FileState.GOOD, capture)
    return FileAnswer(url, FileState.BAD, capture, "page" if capture.kind is CaptureKind.PAGE else "type")
