"""What files claim to be and what they are."""

import pytest

from checks.file_types import claimed_ending, is_what_it_claims, kind_of_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest"


@pytest.mark.parametrize(
    ("url", "disposition", "mime", "ending"),
    [
        ("http://a.vn/vb/12.pdf", "", "", "pdf"),
        ("http://a.vn/vb/Quy%20ch%E1%BA%BF.DOCX", "", "application/octet-stream", "docx"),
        ("http://a.vn/download.aspx?id=7", 'attachment; filename="bao-cao.xls"', "", "xls"),
        ("http://a.vn/tai?tep=12.pdf&id=2", "", "", "pdf"),
        ("http://a.vn/download.aspx?id=7", "", "application/pdf", "pdf"),
        ("http://a.vn/download.aspx?id=7", "", "application/octet-stream", ""),
        ("http://a.vn/van-ban.html", "", "", ""),
    ],
)
def test_the_ending_a_file_goes_by(url: str, disposition: str, mime: str, ending: str) -> None:
    assert claimed_ending(url, disposition, mime) == ending


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4 x", "pdf"),
        (b"\r\n%PDF-1.7", "pdf"),
        (OLE, "ole"),
        (b"PK\x03\x04..", "zip"),
        (b"{\\rtf1", "rtf"),
        (b"  <!DOCTYPE html><html>", "markup"),
        (b"<!-- x --><html>", "markup"),
        (b"<html xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='x'>", "office"),
        (b"<html><head><meta name=ProgId content=Word.Document></head>", "office"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook>", "office"),
        (
            b"<?xml version='1.0'?><w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>",
            "office",
        ),
        (b"<!DOCTYPE html><html xmlns:o='urn:schemas-microsoft-com:office:office'>", "markup"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "markup"),
        (b"<?xml version='1.0'?><data/>", "xml"),
        (b"Ten;Ma\n1;2", "text"),
        (b"", ""),
        (b"\x00\x01\x02", ""),
    ],
)
def test_what_the_bytes_are(head: bytes, kind: str) -> None:
    assert kind_of_bytes(head) == kind


@pytest.mark.parametrize(
    ("ending", "head", "good"),
    [
        ("pdf", b"%PDF-1.4", True),
        ("pdf", b"<html>", False),
        ("pdf", b"PK\x03\x04", False),
        ("doc", b"PK\x03\x04", True),
        ("docx", OLE, True),
        ("doc", b"%PDF-1.4", False),
        ("", b"%PDF-1.4", True),
        ("", b"<html>", False),
        ("", b"plain words", False),
        ("csv", b"a;b", True),
        ("doc", b"<html xmlns:w='urn:schemas-microsoft-com:office:word'>", True),
        ("xls", b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>", True),
        ("doc", b"<?xml version='1.0'?><Error/>", False),
        ("pdf", b"<html xmlns:w='urn:schemas-microsoft-com:office:word'>", False),
    ],
)
def test_whether_they_are_what_is_claimed(ending: str, head: bytes, good: bool) -> None:
    assert is_what_it_claims(ending, head) is good
