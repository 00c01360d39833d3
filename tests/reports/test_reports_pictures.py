"""Pictures in the report: each once, cropped round the marked place, bounded, and nothing but pictures."""

import base64
import json
import re
import struct
import zlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import report_sample as sample
from lxml import html

from domain.captures import Capture, CaptureKind, Outcome
from domain.findings import Evaluation, Locator, LocatorType
from reports.agency_page import render_agency_page
from reports.pictures import MOST_BYTES, MOST_SHOTS, Pictures, pictures_of

PATH = "/html/body/div[2]/main/section[1]/ul/li[3]/a"  # of the sample's evidence
BOXES = {"boxes": [{"xpath": PATH, "x": 300, "y": 700, "w": 400, "h": 24, "text": "Tin", "shown": True}]}


def png(extra: int = 0) -> bytes:
    """A picture of one grey pixel, with so many bytes of nothing after it."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\x80")),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed) + b"\0" * extra


class Shelf:
    """Captures with their bodies, as an archive has them."""

    def __init__(self) -> None:
        self.captures: list[Capture] = []
        self.bodies: dict[str, bytes] = {}

    def put(self, kind: CaptureKind, url: str, body: bytes, **notes: Any) -> None:
        name = f"c{len(self.captures):06}"
        at = sample.STARTED + timedelta(seconds=40)
        capture = Capture(name, kind, url, Outcome.OK, at, f"sha256:{name}", len(body), notes=notes)
        self.captures.append(capture)
        self.bodies[name] = body

    def shoot(self, url: str, page: str, image: bytes | None = None, boxes: object = None, **notes: Any) -> None:
        size = {"of": page, "width": 1366, "height": 1800, **notes}
        self.put(CaptureKind.SCREENSHOT, url, png() if image is None else image, **size)
        if boxes is not None:
            body = boxes if isinstance(boxes, bytes) else json.dumps(boxes).encode()
            self.put(CaptureKind.BOXES, url, body, of=page)

    def pictures(self, judged: Evaluation | None = None) -> Pictures:
        return pictures_of(self.captures, self.body, judged or sample.evaluation(), sample.PORTAL)

    def body(self, capture: Capture) -> bytes:
        return self.bodies[capture.id]


def shelf(**notes: Any) -> Shelf:
    """The front page, and the page of the sample's first evidence."""
    made = Shelf()
    made.shoot(sample.PORTAL, "sha256:home")
    made.shoot(f"{sample.PORTAL}chuyen-muc/1", sample.DIGESTS[1], boxes=BOXES, **notes)
    return made


def rendered(pictures: Pictures | None) -> str:
    return render_agency_page(sample.audit(), sample.evaluation(), sample.catalogue(), sample.captures(), pictures)


PAGE = rendered(shelf().pictures())


def test_the_marked_place_lies_in_the_crop_and_the_crop_in_the_picture() -> None:
    pictures = shelf().pictures()
    (view,) = pictures.views.values()
    (mark,) = view.marks
    crop, area = view.crop, mark.place.area
    assert (mark.number, mark.place.exact) == (1, True)
    assert 0 <= crop.x < area.x < area.x + area.w < crop.x + crop.w <= 1366
    assert 0 <= crop.y < area.y < area.y + area.h < crop.y + crop.h <= 1800
    assert pictures.left_out == 0


def test_the_page_shows_it_with_its_finding_and_holds_each_picture_once() -> None:
    tree = html.document_fromstring(PAGE)
    (figure,) = tree.xpath("//article[@id='nd43-10-1-a-structure']//figure")
    (mark,) = figure.xpath(".//rect[@class='place']")
    assert (mark.get("x"), mark.get("width")) == ("296.0", "408.0")
    caption = " ".join(figure.xpath("string(figcaption)").split())
    assert "ảnh chụp khi kiểm tra screenshot taken during the audit, 14/03/2022 12:00" in caption
    assert f"{sample.PORTAL}chuyen-muc/1" in caption
    assert PAGE.count(base64.b64encode(png()).decode()) == 2
    assert sorted(tree.xpath("//image/@id")) == ["shot-1", "shot-2"]
    assert set(tree.xpath("//use/@href")) == {"#shot-1", "#shot-2"}
    assert len(tree.xpath("//header[@class='head']//figure")) == 1


def listed(*places: tuple[str, int]) -> tuple[Shelf, Evaluation]:
    """A finding whose evidence stands at these paths and heights of one page."""
    rows = [{**BOXES["boxes"][0], "xpath": path, "y": y} for path, y in places]
    made = Shelf()
    made.shoot(f"{sample.PORTAL}chuyen-muc/1", sample.DIGESTS[1], boxes={"boxes": rows})
    judged = sample.evaluation()
    first = judged.findings[0]
    seen = tuple(replace(first.evidence[0], locator=Locator(LocatorType.XPATH, path)) for path, _ in places)
    return made, replace(judged, findings=(replace(first, evidence=seen), *judged.findings[1:]))


def test_evidence_of_one_page_is_marked_in_one_picture_by_its_numbers() -> None:
    made, judged = listed(("/a[1]", 300), ("/a[2]", 360), ("/a[2]", 360), ("/a[4]", 420))
    (view,) = made.pictures(judged).views.values()
    assert [mark.number for mark in view.marks] == [1, 2, 4]
    page = render_agency_page(sample.audit(), judged, sample.catalogue(), {}, made.pictures(judged))
    (figure,) = html.document_fromstring(page).xpath("//main//figure")
    assert figure.xpath(".//text/text()") == ["1", "2", "4"]


def test_evidence_far_down_the_page_is_not_marked_in_a_picture_too_tall_to_read() -> None:
    made, judged = listed(("/a[1]", 100), ("/a[2]", 1700), ("/a[3]", 160))
    (view,) = made.pictures(judged).views.values()
    assert [mark.number for mark in view.marks] == [1, 3]
    assert view.crop.h <= 900


def test_policy_lets_pictures_in_from_the_page_itself_only() -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', PAGE.replace("&#39;", "'"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("; img-src data:")
    tree = html.document_fromstring(PAGE)
    assert tree.xpath("//script | //img | //iframe | //@style | //@src") == []
    assert all(address.startswith("data:image/png;base64,") for address in tree.xpath("//image/@href"))


def test_without_pictures_the_page_is_as_before() -> None:
    plain = rendered(None)
    assert rendered(Shelf().pictures()) == plain
    assert "img-src" not in plain
    assert "<figure" not in plain


def test_same_archive_gives_the_same_page() -> None:
    assert rendered(shelf().pictures()) == PAGE


@pytest.mark.parametrize("image", [b"", b"<svg onload='alert(1)'/>", b"GIF89a..", b"%PDF-1.7", b"RIFF1234WAVE"])
def test_what_is_no_picture_by_its_bytes_is_not_shown(image: bytes) -> None:
    made = Shelf()
    made.shoot(sample.PORTAL, sample.DIGESTS[1], image)
    pictures = made.pictures()
    assert (pictures.shots, dict(pictures.views), pictures.front) == ((), {}, None)


@pytest.mark.parametrize(
    ("image", "mime"), [(b"\xff\xd8\xff\xe0", "jpeg"), (b"RIFF1234WEBPVP8 ", "webp"), (png(), "png")]
)
def test_pictures_are_named_by_their_bytes(image: bytes, mime: str) -> None:
    made = Shelf()
    made.shoot(sample.PORTAL, "sha256:home", image)
    assert made.pictures().shots[0].data.startswith(f"data:image/{mime};base64,")


@pytest.mark.parametrize("size", [0, -5, 10**9, 3.5, "1366", None, True, float("nan")])
def test_a_picture_without_a_proper_size_is_not_shown(size: Any) -> None:
    assert len(shelf(width=size).pictures().shots) == 1


@pytest.mark.parametrize("boxes", [None, b"", b"{", {"boxes": [{"xpath": PATH, "x": -9e9, "y": 0, "w": 9e99, "h": 1}]}])
def test_without_a_place_the_upper_part_is_shown_once_and_says_so(boxes: object) -> None:
    made = Shelf()
    made.shoot(f"{sample.PORTAL}chuyen-muc/2", sample.DIGESTS[2], boxes=boxes)
    judged = sample.evaluation()
    news = next(each for each in judged.findings if each.requirement == "nd43-10-1-b-news")
    twice = tuple(replace(each, digest=sample.DIGESTS[2]) for each in news.evidence)
    findings = tuple(replace(each, evidence=twice) if each is news else each for each in judged.findings)
    pictures = made.pictures(replace(judged, findings=findings))
    (view,) = pictures.views.values()
    assert view.marks == ()
    assert (view.crop.x, view.crop.y, view.crop.w) == (0, 0, 1366)
    assert "không khoanh được đúng chỗ" in rendered(made.pictures())


def test_records_and_files_are_not_looked_for_in_pictures() -> None:
    made = Shelf()
    made.shoot(f"{sample.PORTAL}chuyen-muc/6", sample.DIGESTS[6], boxes=BOXES)  # its evidence is a whole record
    assert dict(made.pictures().views) == {}


def many(image: bytes, pages: int) -> Pictures:
    made = Shelf()
    judged = sample.evaluation()
    finding = judged.findings[0]
    findings = []
    for number in range(pages):
        digest = f"sha256:{number:064}"
        made.shoot(f"{sample.PORTAL}trang/{number}", digest, image, boxes=BOXES)
        seen = replace(finding.evidence[0], digest=digest, url=f"{sample.PORTAL}trang/{number}")
        findings.append(replace(finding, requirement=f"r{number:03}", evidence=(seen,), possible=float(number)))
    return made.pictures(replace(judged, findings=tuple(findings)))


def test_so_many_pictures_and_no_more_those_with_most_points_first() -> None:
    pictures = many(png(), MOST_SHOTS + 3)
    assert len(pictures.shots) == MOST_SHOTS
    assert pictures.shots[0].url.endswith(f"trang/{MOST_SHOTS + 2}")
    assert pictures.left_out == 3
    assert {view.shot for view in pictures.views.values()} <= set(pictures.shots)
    assert "Còn 3 ảnh chụp không đưa vào phiếu" in rendered(pictures)


def test_so_many_bytes_and_no_more() -> None:
    pictures = many(png(700_000), 8)
    assert 0 < sum(len(shot.data) for shot in pictures.shots) <= MOST_BYTES
    assert len(pictures.shots) + pictures.left_out == 8
    assert pictures.left_out > 0
    assert many(png(3_000_000), 1).shots == ()


def test_a_place_in_json_and_hostile_addresses_stay_text() -> None:
    for text in sample.HOSTILE:
        made = Shelf()
        made.shoot(text, sample.DIGESTS[1], boxes={"boxes": [{**BOXES["boxes"][0], "xpath": f"/{text}", "text": text}]})
        audit, judged = sample.hostile(text)
        located = replace(judged.findings[0].evidence[0], locator=Locator(LocatorType.XPATH, f"/{text}"))
        judged = replace(judged, findings=(replace(judged.findings[0], evidence=(located,)), *judged.findings[1:]))
        page = render_agency_page(audit, judged, sample.catalogue(), {}, made.pictures(judged))
        tree = html.document_fromstring(page)
        assert len(tree.xpath("//figure")) >= 1
        assert tree.xpath("//script | //img | //iframe | //@onerror | //@onload") == []
        assert all(link.startswith(("http://", "https://", "#")) for link in tree.xpath("//a/@href"))
