"""A portal's words on our screens: one bounded line, no control over terminal or reader, links to the web only."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.harmless import one_line, web_link


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[31mđỏ\x1b[0m", "[31mđỏ[0m"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("tên\u202egnp.exe", "têngnp.exe"),
        ("\u2066x\u2069\u200b\ufeffy", "xy"),
        ("x\x00\x07\x9by", "xy"),
        ("\ud800a", "a"),
        ("  Tin   tức  ", "Tin tức"),
        (unicodedata.normalize("NFD", "Hướng dẫn"), "Hướng dẫn"),
        ("[red]đỏ[/red]", "[red]đỏ[/red]"),
        ("", ""),
    ],
)
def test_one_line(given_text: str, shown: str) -> None:
    assert one_line(given_text) == shown


def test_long_text_ends_with_an_ellipsis_within_the_limit() -> None:
    assert one_line("a" * 300) == "a" * 300
    assert one_line("a" * 301) == "a" * 299 + "…"
    assert len(one_line("chữ " * 10000, 50)) <= 50


def test_text_of_invisible_characters_only_is_bounded_and_shown_as_cut() -> None:
    assert one_line("\u200b" * 100_000) == "…"


def test_towers_of_marks_are_cut_down() -> None:
    assert len(one_line("z" + "\u0301" * 200)) <= 4


@given(st.text(), st.integers(1, 60))
def test_one_line_never_lets_control_through(text: str, limit: int) -> None:
    shown = one_line(text, limit)
    assert len(shown) <= limit
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in shown)
    assert one_line(shown, limit) == shown


@pytest.mark.parametrize(
    "url",
    [
        "https://www.quangdong.example.gov.vn/tin-tuc?id=1&trang=2#dau",
        "http://127.0.0.1:8123/a%20b",
        "http://tỉnh.example.vn/đường",
    ],
)
def test_web_addresses_may_be_links(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.vn/%0aalert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "/relative",
        "https://",
        "https:///path",
        "http://chinhphu.gov.vn@evil.example/",
        "http://evil.example\\@chinhphu.gov.vn/",
        "http://example.vn/\u202egnp",
        "http://example.vn/a b",
        " http://example.vn/",
        "http://example.vn/" + "a" * 3000,
        "http://[::1",
        "",
    ],
)
def test_anything_else_may_not(url: str) -> None:
    assert web_link(url) is None
