"""Files are read beside the crawl, once each, within the audit's bounds; their texts come back as records."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from demo.files import docx, picture
from domain.captures import Capture, CaptureKind, Outcome
from domain.codec import digest_bytes
from extraction.drawn import Drawn, Fault, FileKind
from scheduler.file_reading import MOST_FILES, FileReader, text_record
from scheduler.text_process import TextProcess

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


def file(body: bytes, number: int = 1, **changes: object) -> Capture:
    plain: dict[str, object] = {
        "id": f"c{number:06d}", "kind": CaptureKind.FILE, "url": f"http://binhminh.gov.vn/tep/{number}.docx",
        "outcome": Outcome.OK, "fetched_at": NOW, "digest": digest_bytes(body), "size": len(body), "status": 200,
        "mime": "application/msword",
    }  # fmt: skip
    return Capture(**{**plain, **changes})  # type: ignore[arg-type]


class Slow(TextProcess):
    """Takes its time, without a process."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds, self.asked = seconds, 0

    def draw(self, body: bytes, url: str) -> Drawn:  # noqa: ARG002 - as its parent
        self.asked += 1
        time.sleep(self.seconds)
        return Drawn(FileKind.PDF, (f"chữ của {url}",), tool="thử 1")


def read(process: TextProcess, feed: Callable[[FileReader], None]) -> list[tuple[Capture, bytes]]:
    with FileReader(process) as reader:
        feed(reader)
        reader.settle(10.0)
        return list(reader.texts())


def test_a_file_becomes_a_text_record_with_what_checks_ask_of_it() -> None:
    body = docx("QUYẾT ĐỊNH", ("Điều 1.",))
    ((capture, text),) = read(TextProcess(), lambda reader: reader.take(file(body), body))
    assert text.decode() == "QUYẾT ĐỊNH\nĐiều 1."
    assert (capture.kind, capture.url, capture.outcome) == (CaptureKind.TEXT, file(body).url, Outcome.OK)
    assert (capture.digest, capture.size, capture.id) == (digest_bytes(text), len(text), "c000001-text")
    notes = dict(capture.notes)
    assert notes.pop("tool").startswith("lxml ")
    assert notes == {"of": digest_bytes(body), "is": "docx", "pages": 1, "scan": False, "cut": False}


def test_what_is_no_document_or_came_before_is_not_read() -> None:
    process = Slow()
    page = file(b"<html>", 2, kind=CaptureKind.PAGE)
    failed = file(b"x", 3, outcome=Outcome.TOO_LARGE)
    shown = file(picture("x"), 4, mime="image/png")

    def feed(reader: FileReader) -> None:
        for capture in (page, failed, shown, file(b"a", 5), file(b"a", 6)):
            reader.take(capture, b"a" if capture.id > "c000004" else b"x")

    assert [capture.id for capture, _ in read(process, feed)] == ["c000005-text"]


def test_files_of_an_audit_are_bounded() -> None:
    process = Slow()

    def feed(reader: FileReader) -> None:
        for number in range(MOST_FILES + 20):
            body = str(number).encode()
            reader.take(file(body, number), body)

    assert len(read(process, feed)) == MOST_FILES == process.asked


def test_taking_never_waits_and_settling_has_a_limit() -> None:
    with FileReader(Slow(3.0)) as reader:
        begun = time.monotonic()
        for number in range(3):
            reader.take(file(str(number).encode(), number), str(number).encode())
        assert time.monotonic() - begun < 1.0
        reader.settle(0.1)
        assert time.monotonic() - begun < 2.0
        assert list(reader.texts()) == []


def test_closing_does_not_wait_for_the_queue() -> None:
    process = Slow(0.3)
    begun = time.monotonic()
    with FileReader(process) as reader:
        for number in range(10):
            reader.take(file(str(number).encode(), number), str(number).encode())
    assert time.monotonic() - begun < 2.0
    assert process.asked <= 2


def test_a_fault_is_a_record_without_a_body() -> None:
    for fault, outcome in (
        (Fault.TIMEOUT, Outcome.TIMEOUT),
        (Fault.TOO_BIG, Outcome.TOO_LARGE),
        (Fault.DIED, Outcome.BROKEN),
        (Fault.UNSUPPORTED, Outcome.BROKEN),
    ):
        capture, body = text_record(file(b"x"), Drawn(FileKind.UNKNOWN, fault=fault, error="vì sao"))
        assert (capture.outcome, capture.error, capture.digest, body) == (outcome, "vì sao", "", b"")
        assert capture.notes["fault"] == fault.value
