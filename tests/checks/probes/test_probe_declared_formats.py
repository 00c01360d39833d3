"""Document type, character set and media type: declared, true, and of the list."""

import pytest
from snapshots import Served, make_snapshot, make_target

from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.observations import Observation
from checks.probes import declared_formats
from checks.rule_parts import calls_of
from checks.site import Site
from domain.captures import CaptureKind

ROW = load_catalogue().get("nd43-7-2-standards")
assert ROW is not None
PARAMS = declared_formats.FormatsParams.model_validate(dict(calls_of(ROW)[0].params))
TEXT = "<html><head><title>Cổng</title></head><body><p>Huyện Bình Minh có mười sáu xã và một thị trấn, dân số đông.</p>"
GOOD = f"<!DOCTYPE html>{TEXT}"


def seen(home: str | Served, *files: Served) -> Observation:
    pages: dict[str, str | Served] = {"http://binhminh.gov.vn/": home}
    pages |= {f"/tep/{place}": file for place, file in enumerate(files)}
    site = Site.build(make_snapshot(pages, make_target()), load_lexicon())
    return declared_formats.run(site, PARAMS, None)  # type: ignore[arg-type]


def file(mime: str, begins: str) -> Served:
    return Served(begins, kind=CaptureKind.FILE, mime=mime, encoding="latin-1")


PUBLIC = '<!DOCTYPE HTML PUBLIC "{}" "http://www.w3.org/x.dtd">' + TEXT
PAGES = [
    (GOOD, True),
    (f"\n<!-- x --><!doctype HTML >{TEXT}", True),
    (f'<!DOCTYPE html SYSTEM "about:legacy-compat">{TEXT}', True),
    (PUBLIC.format("-//W3C//DTD HTML 4.01 Transitional//EN"), True),
    (PUBLIC.format("-//W3C//DTD XHTML 1.0 Strict//EN"), True),
    (PUBLIC.format("-//W3C//DTD XHTML  1.1//EN"), True),
    (PUBLIC.format("-//W3C//DTD HTML 4.0 Transitional//EN"), False),
    (PUBLIC.format("-//IETF//DTD HTML 2.0//EN"), False),
    (f'<!DOCTYPE html SYSTEM "cong.dtd">{TEXT}', False),
    (TEXT, False),
    (Served(GOOD, charset=""), False),
    (Served(GOOD, charset="UTF8"), True),
    (Served(GOOD, charset="windows-1252"), False),
    (Served(GOOD, encoding="windows-1258"), False),
    (Served(GOOD, mime=""), False),
    (Served(GOOD, mime="application/xhtml+xml"), True),
]


@pytest.mark.parametrize(("page", "good"), PAGES)
def test_pages(page: str | Served, good: bool) -> None:
    told = seen(page)
    assert told.earned == float(good), told.reason.en
    assert told.evidence
    assert good or told.searched is not None


OOXML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = [
    (file("application/pdf", "%PDF-1.4"), True),
    (file("application/pdf", "\n\n%PDF-1.7"), True),
    (file("application/pdf", " " * 2000 + "%PDF-1.7"), False),
    (file("application/pdf", "<html><body>404</body></html>"), False),
    (file("application/pdf", "PK\x03\x04"), False),
    (file("application/msword", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), True),
    (file("application/msword", "{\\rtf1"), True),
    (file("application/msword", "<html>"), False),
    (file(OOXML, "PK\x03\x04"), True),
    (file(OOXML, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), False),
    (file("application/vnd.oasis.opendocument.text", "PK\x03\x04mimetype"), True),
    (file("image/jpeg", "\xff\xd8\xff\xe0"), True),
    (file("image/png", "GIF89a"), False),
    (file("video/mp4", "\x00\x00\x00\x18ftypmp42"), True),
    (file("text/csv", "a,b\n1,2"), True),
    (file("text/plain", "a\x00b"), False),
    (file("application/octet-stream", "%PDF-1.4"), False),
    (file("", "%PDF-1.4"), False),
]


@pytest.mark.parametrize(("document", "good"), FILES)
def test_files(document: Served, good: bool) -> None:
    assert seen(GOOD, document).earned == (1.0 if good else 0.5)


def test_sample_is_bounded_and_the_same_every_time() -> None:
    many = [file("application/pdf", f"%PDF-1.4 {number}") for number in range(60)]
    told = seen(GOOD, *many)
    assert dict(told.figures)["sampled"] == 13
    assert told == seen(GOOD, *many)
