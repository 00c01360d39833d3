"""Portals declare their letters carelessly; what they wrote must still be read, and nothing may raise."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.decode import decode
from pages.parse import parse_page

TEXT = "Ủy ban nhân dân tỉnh đã ban hành Quyết định về việc tổ chức bộ máy"


def page(charset: str, text: str = TEXT) -> str:
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>{text}'


def windows_1258(text: str) -> bytes:
    """The way Windows wrote it: letters with a hat or horn composed, the tone behind."""
    plain = text.replace("Ủ", "U\u0309").replace("ỉ", "i\u0309").replace("ã", "a\u0303").replace("ế", "ê\u0301")
    plain = plain.replace("ị", "i\u0323").replace("ề", "ê\u0300").replace("ệ", "ê\u0323").replace("ổ", "ô\u0309")
    return plain.replace("ứ", "ư\u0301").replace("ộ", "ô\u0323").replace("á", "á").encode("cp1258")


@pytest.mark.parametrize(
    ("body", "header", "charset", "declared"),
    [
        (page("utf-8").encode(), "", "utf-8", "utf-8"),
        (page("utf-8").encode(), "UTF-8", "utf-8", "utf-8"),
        (page("windows-1252").encode(), "", "utf-8", "windows-1252"),
        (page("utf-8").encode(), "iso-8859-1", "utf-8", "iso-8859-1"),
        (TEXT.encode(), "", "utf-8", ""),
        (codecs.BOM_UTF8 + TEXT.encode(), "windows-1258", "utf-8", "windows-1258"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "", "utf-16-le", ""),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "", "utf-16-be", ""),
        (page("x").encode("utf-16-le"), "utf-16", "utf-16", "utf-16"),
        (windows_1258(page("windows-1258")), "", "cp1258", "windows-1258"),
        (windows_1258(page("windows-1252")), "", "windows-1258", "windows-1252"),
        (windows_1258(TEXT * 3), "", "windows-1258", ""),
        (windows_1258(page("rot13")), "", "windows-1258", "rot13"),
    ],
)
def test_letters_are_read(body: bytes, header: str, charset: str, declared: str) -> None:
    decoded = decode(body, header)
    assert TEXT in decoded.text
    assert (decoded.charset, decoded.declared) == (charset, declared)


def test_broken_byte_does_not_unmake_a_utf8_page() -> None:
    decoded = decode(page("utf-8", TEXT * 5).encode() + b"\xe1\xbb")
    assert decoded.charset == "utf-8"
    assert TEXT in decoded.text


def test_western_page_stays_western() -> None:
    decoded = decode("Déjà vu: café à la crème, naïve façade".encode("cp1252"))
    assert decoded.charset == "windows-1252"
    assert "café" in decoded.text


@pytest.mark.parametrize(
    "label", ["rot13", "utf-7", "punycode", "zip", "unicode_escape", "undefined", "hex", "idna", "mbcs"]
)
def test_codecs_that_are_no_letters_are_not_used(label: str) -> None:
    assert "+ADw-" in decode(b"+ADw-script+AD4- 41 \\u0041", label).text


@given(st.binary(max_size=300), st.text(max_size=12))
def test_decoding_never_raises(body: bytes, header: str) -> None:
    assert isinstance(decode(body, header).text, str)


def test_view_keeps_both_charsets() -> None:
    view = parse_page(page("iso-8859-1").encode(), "http://x.gov.vn/")
    assert (view.charset, view.declared_charset) == ("utf-8", "iso-8859-1")
    assert view.text == TEXT
