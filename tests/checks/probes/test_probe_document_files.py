"""Files of listed documents: there, of the type they claim, of their own."""

import pytest
from snapshots import Served
from tiny_sites import tiny_site

from checks.probe_kind import SectionParams
from checks.probes import document_files
from domain.captures import CaptureKind, Outcome

HEAD = "<tr><th>Số hiệu</th><th>Ngày ban hành</th><th>Trích yếu</th><th>Tải về</th></tr>"
NAMES = ("quản lý chợ", "bến bãi đò ngang", "giá nước sạch", "công viên cây xanh", "nghĩa trang nhân dân")


def table(*files: str) -> str:
    rows = "".join(
        f"<tr><td>{n}/2026/QĐ-UBND</td><td>0{n}/11/2026</td><td>Quyết định về {NAMES[n - 1]} trên địa bàn</td>"
        f"<td>{f'<a href={file}>Tải về</a>' if file else ''}</td></tr>"
        for n, file in enumerate(files, 1)
    )
    return f"<table>{HEAD}{rows}</table>"


def pdf(name: str) -> Served:
    return Served(f"%PDF-1.4 {name}", kind=CaptureKind.FILE, mime="application/pdf")


def answer(mime: str, body: str, **more: object) -> Served:
    return Served(body, kind=CaptureKind.FILE, mime=mime, **more)  # type: ignore[arg-type]


GONE, SLOW = Served(status=404), Served(outcome=Outcome.TIMEOUT)
CASES = [
    (("/1.pdf", "/2.pdf"), {"/1.pdf": pdf("1"), "/2.pdf": pdf("2")}, 1.0, 0.0, "full"),
    (("/1.pdf", ""), {"/1.pdf": pdf("1")}, 0.5, 0.0, "some_files"),
    (("/1.pdf", "/2.pdf"), {"/1.pdf": pdf("1"), "/2.pdf": GONE}, 0.5, 0.0, "some_files"),
    (("/1.pdf", "/2.pdf"), {"/1.pdf": pdf("1"), "/2.pdf": SLOW}, 1.0, 0.0, "full"),
    (("/1.pdf", "/2.pdf", "/3.pdf"), {"/1.pdf": pdf("1")}, 0.0, 1.0, "unfetched"),
    (("/1.doc",), {"/1.doc": answer("application/msword", "{\\rtf1 toàn văn}")}, 1.0, 0.0, "full"),
    (("/1.doc", "/2.pdf"), {"/1.doc": pdf("1"), "/2.pdf": pdf("2")}, 0.5, 0.0, "some_files"),
    (("/1.pdf", "/2.pdf"), {"/1.pdf": "<p>Mời đăng nhập để tải tệp này về máy</p>", "/2.pdf": pdf("2")}, 0.5, 0.0,
     "some_files"),
    (("/m.pdf",) * 5, {"/m.pdf": pdf("m")}, 0.2, 0.0, "some_files"),
    (("/m.pdf",) * 2, {"/m.pdf": pdf("m")}, 1.0, 0.0, "full"),
    (("/get.aspx?id=1",), {"/get.aspx?id=1": answer("application/octet-stream", "PK\x03\x04")}, 1.0, 0.0, "full"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "pages", "earned", "unknown", "code"), CASES)
def test_share_of_documents_with_a_file(files, pages, earned: float, unknown: float, code: str) -> None:
    site, _ = tiny_site(table(*files), pages, label="Văn bản pháp luật")
    seen = document_files.run(site, SectionParams(section="documents"), None)
    assert (seen.earned, seen.unknown, seen.code) == (earned, unknown, code), seen.reason.vi
    assert all(item.url for item in seen.evidence)


def test_no_file_at_all_is_not_there() -> None:
    site, _ = tiny_site(table("", ""), label="Văn bản pháp luật")
    seen = document_files.run(site, SectionParams(section="documents"), None)
    assert (seen.earned, seen.unknown, seen.code) == (0.0, 0.0, "no_files")
    assert seen.searched is not None


def test_a_page_that_shows_the_file_is_looked_through() -> None:
    pages = {"/xem/1": "<p>Văn bản số 1</p><a href='/tep/1.pdf'>1.pdf</a>", "/tep/1.pdf": pdf("1")}
    site, _ = tiny_site(table("/xem/1"), pages, label="Văn bản pháp luật")
    assert document_files.run(site, SectionParams(section="documents"), None).earned == 1.0


def test_the_sample_is_the_same_for_the_crawl_and_the_verdict() -> None:
    rows = "".join(
        f"<tr><td>{n}/QĐ-UBND</td><td>{1 + n % 28:02}/{1 + n % 10:02}/2026</td>"
        f"<td>Quyết định giao việc cho tổ thứ {n}</td>"
        f"<td><a href='/t/{n}.pdf'>Tải về</a></td></tr>"
        for n in range(1, 90)
    )
    site, _ = tiny_site(f"<table>{HEAD}{rows}</table>", label="Văn bản pháp luật")
    wanted = document_files.PROBE.entries
    assert wanted is not None
    chosen = {url for item in wanted(site, SectionParams(section="documents")) for url in item.file_urls}
    assert len(chosen) == 20
    pages = {url.removeprefix("http://binhminh.gov.vn"): pdf(url) for url in chosen}
    again, _ = tiny_site(f"<table>{HEAD}{rows}</table>", pages, label="Văn bản pháp luật")
    assert document_files.run(again, SectionParams(section="documents"), None).earned == 1.0
