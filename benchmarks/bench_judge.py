"""The whole catalogue judged over a stored snapshot of 200 pages of 85 KB, beside reading and parsing those pages once.

Both from the same archive file, in turn, in one run: the ratio is the figure. Run: python -m benchmarks.bench_judge
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from checks.evaluate import evaluate
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from domain.agencies import Agency, Kind, Target
from domain.captures import Capture, CaptureKind, Outcome
from domain.codec import digest_bytes
from domain.findings import Verdict
from domain.garbage import collect_seldom
from pages.parse import parse_page
from storage.archive.reader import read_snapshot
from storage.archive.writer import ArchiveWriter

PAGES, SIZE, ITEMS, ROUNDS = 200, 85_000, 20, 5
STARTED = datetime(2026, 11, 20, 3, tzinfo=UTC)
HOST = "http://binhminh.gov.vn"
_SENTENCES = (
    "Ủy ban nhân dân huyện Bình Minh tổ chức hội nghị triển khai nhiệm vụ phát triển kinh tế - xã hội của huyện.",
    "Chủ tịch UBND huyện yêu cầu các phòng, ban, các xã, thị trấn khẩn trương rà soát, báo cáo trước ngày 25/11/2026.",
    "Kế hoạch số 118/KH-UBND ngày 03/11/2026 nêu rõ chỉ tiêu, giải pháp và phân công trách nhiệm cụ thể.",
    "Người dân gửi phản ánh, kiến nghị qua bộ phận tiếp nhận và trả kết quả, điện thoại 0261 3555 123.",
)


def portal() -> dict[str, str]:
    """A home page, a section for every label that the lexicon knows first, and the articles of their lists."""
    labels = [section.labels[0] for section in load_lexicon().sections.values() if section.labels]
    menu = "".join(f'<li><a href="/muc-{n}">{label}</a></li>' for n, label in enumerate(labels))
    links = "".join(f'<li><a href="/lien-ket-{n}" title="Đơn vị {n}">Xã số {n}</a></li>' for n in range(100))
    pages = {"/": _page(menu, links, "Trang chủ", "<p>Cổng thông tin điện tử huyện Bình Minh</p>")}
    for number, label in enumerate(labels):
        pages[f"/muc-{number}"] = _page(menu, links, label, _listing(number, label))
    for number in range(PAGES - len(pages)):
        body = "".join(f"<p>{_SENTENCES[(number + n) % 4]}</p>" for n in range(8))
        day = STARTED - timedelta(days=number)
        pages[f"/bai-{number}"] = _page(menu, links, f"Bài số {number}", f"<i>{day:%d/%m/%Y}</i>{body}")
    return pages


def _listing(number: int, label: str) -> str:
    rows = ((n, STARTED - timedelta(days=n)) for n in range(number, number + ITEMS))
    return "".join(
        f'<li><a href="/bai-{n}">{label}: {_SENTENCES[n % 4][:70]}</a> <span>({day:%d/%m/%Y})</span></li>'
        for n, day in rows
    )


def _page(menu: str, links: str, title: str, content: str) -> str:
    head = f"<html><head><meta charset=utf-8><title>{title} - UBND huyện Bình Minh</title></head><body><nav><ul>{menu}"
    page = f"{head}</ul></nav><div id=main><h1>{title}</h1>{content}%s</div><div><ul>{links}</ul></div></body>"
    filler = "".join(f"<div class=item><p><span>{sentence}</span></p></div>" for sentence in _SENTENCES)
    room = SIZE - len(page.encode())
    return page % (filler * max(0, room // len(filler.encode())))


def store(folder: Path) -> Path:
    """The archive of one audit of that portal."""
    target = Target(Agency("binhminh", "Ủy ban nhân dân huyện Bình Minh", Kind.DISTRICT), f"{HOST}/")
    writer = ArchiveWriter.create(folder, "20261120T030000Z-binhminh-bench0", target, STARTED)
    for number, (path, text) in enumerate(portal().items()):
        body = text.encode()
        capture = Capture(
            id=f"c{number:06d}", kind=CaptureKind.PAGE, url=HOST + path, outcome=Outcome.OK, fetched_at=STARTED,
            digest=digest_bytes(body), size=len(body), status=200, mime="text/html", charset="utf-8",
            depth=0 if path == "/" else 1,
        )  # fmt: skip
        writer.add(capture, body)
    return writer.close()


def read_and_parse(path: Path) -> None:
    """Every page out of the archive and parsed, all fields of its view asked for."""
    snapshot = read_snapshot(path)
    for capture in snapshot.of(CaptureKind.PAGE):
        _ = parse_page(snapshot.body(capture), capture.url, capture.charset).blocks


def read_and_judge(path: Path) -> None:
    evaluation = evaluate(read_snapshot(path), load_catalogue("nd43-2011"), load_lexicon())
    assert sum(finding.verdict is not Verdict.UNDETERMINED for finding in evaluation.findings) > 20


def timed(work: Callable[[Path], None], path: Path) -> float:
    """Seconds of our own processor time: other work on the machine does not count."""
    started = time.process_time()
    work(path)
    return time.process_time() - started


def main() -> None:
    collect_seldom()  # as the command line does
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        path = store(Path(folder))
        read_and_judge(path)  # loads lexicon and catalogue
        pairs = [(timed(read_and_parse, path), timed(read_and_judge, path)) for _ in range(rounds)]
    for parsed, judged in pairs:
        print(f"read and parsed {1000 * parsed / PAGES:5.2f} ms/page   judged {1000 * judged / PAGES:5.2f} ms/page")
    print(f"median ratio {statistics.median(judged / parsed for parsed, judged in pairs):.2f} over {PAGES} pages")


if __name__ == "__main__":
    main()
