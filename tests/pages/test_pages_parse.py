"""Hostile and broken bytes give a view, never an exception, in bounded time and size."""

import pickle
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.outline import find, parse_tree
from pages.parse import element_at, parse_page
from pages.view import Block, Form, FoundDate, Heading, Image, Link, PageView, Table

URL = "http://x.gov.vn/"
Located = Link | Heading | Block | Form | Image | Table | FoundDate
TAGS = [
    "div",
    "p",
    "a href='/x'",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "li",
    "form",
    "input name=q",
    "select",
    "option value='/y'",
    "nav",
    "h2",
    "div class='title menu'",
    "div style='display:none'",
    "script",
    "footer",
    "b",
    "o:p",
    "x'y",
    "base href='http://e/'",
    "svg",
    "title",
    "br",
    "time datetime='2018-01-02'",
    "textarea",
    "button",
    "img src=a.png alt=b",
    "noscript",
    "frameset",
    "body",
    "html",
    "head",
]
tree = st.lists(
    st.one_of(
        st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
        st.sampled_from(TAGS).map(lambda tag: f"</{tag.split()[0]}>"),
        st.sampled_from(
            [
                "Tin tức",
                "05/03/2018 10:15",
                "<!-- x -->",
                "<?php x ?>",
                "<![CDATA[x]]>",
                "&#0;&#x110000;&amp;",
                "\x00\x01",
                "</",
                "<",
            ]
        ),
    ),
    max_size=40,
).map("".join)


def touch(view: PageView) -> None:
    assert view.blocks is not None
    assert view.forms is not None
    assert view.dates is not None
    assert view.folded == view.folded


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   \n",
        b"\x00\x00\x00",
        b"<!-- only a comment -->",
        b"<?xml version='1.0' encoding='utf-16'?>",
        b"\x89PNG\r\n\x1a\n\x00\xff\xfe",
        b"%PDF-1.4 \xe2\xe3",
        b"\x1f\x8b\x08\x00",
        b"<",
        b"<html>",
        b"<html></html>",
        b"</body>",
        b"plain text",
        b'{"json": true}',
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<!DOCTYPE html>",
        b"<![CDATA[x]]>",
        b"<a" * 1000,
        b"&" * 1000,
        b"<base href>",
        b"<meta http-equiv=refresh>",
        b"<select><option>",
    ],
)
def test_odd_bodies_give_a_view(body: bytes) -> None:
    view = parse_page(body, URL)
    touch(view)
    assert view.url == URL


def test_nul_bytes_do_not_end_the_page() -> None:
    assert parse_page(b"<p>a\x00b</p><p>c</p>", URL).text == "ab\nc"


def test_xml_declaration_is_survived() -> None:
    declaration = "<?xml version='1.0' encoding='iso-8859-1'?><html xmlns='http://www.w3.org/1999/xhtml'>"
    body = f"{declaration}<body><p>Tin tức</p></body></html>".encode()
    assert parse_page(body, URL).text == "Tin tức"


@given(st.one_of(tree.map(str.encode), st.binary(max_size=200)))
@settings(max_examples=150, deadline=None)
def test_every_locator_finds_its_place(body: bytes) -> None:
    view = parse_page(body, URL)
    touch(view)
    everything: tuple[Located, ...] = (
        *view.links,
        *view.headings,
        *view.blocks,
        *view.forms,
        *view.images,
        *view.tables,
        *view.dates,
    )
    root = parse_tree(body.decode("utf-8", "replace"))
    for item in everything:
        assert root is None or find(root, item.xpath) is not None, item
        assert element_at(body, item.xpath) is not None, item


@given(tree)
@settings(max_examples=60, deadline=None)
def test_reading_is_deterministic(html: str) -> None:
    assert parse_page(html.encode(), URL) == parse_page(html.encode(), URL)


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000 + b"deep",
        b"<table><tr><td>" * 20_000,
        b"<ul><li><a href=/x>x</a>" * 20_000,
        b"<a href=/x>x</a>" * 60_000,
        b"<b>" * 50_000 + b"<a href='/x'>x</a>" * 2_000,
        b"<select>" + b"<option value=/x>x" * 50_000,
        b"<form><input name=q>" * 20_000,
        b"<table>" + b"<tr><td>1<td>2<td>3" * 20_000,
        b"<div class='title'>x</div>" * 30_000,
        b"x " * 2_000_000,
        b"1/1/2018 " * 300_000,
        b"{{" * 400_000 + b"<script></script>",
        b"<p onclick=\"location='" + b"a" * 500_000 + b'">',
        b"<meta charset=" + b" " * 500_000,
        b"\xe1" * 1_000_000,
        b"&#" * 500_000,
        b"<p class='" + b"menu " * 100_000 + b"'>x</p>",
        b"<!--" * 200_000,
    ],
    ids=lambda body: repr(body[:24]),
)
def test_bombs_end(body: bytes) -> None:
    started = time.process_time()
    view = parse_page(body, URL)
    touch(view)
    assert time.process_time() - started < 10
    assert len(view.links) <= 5000
    assert len(view.forms) <= 100
    last: tuple[Located, ...] = (*view.links[-2:], *view.blocks[-2:])
    for item in last:
        assert len(item.xpath) < 4000
        assert element_at(body, item.xpath) is not None


def test_nesting_beyond_the_parsers_first_limit_is_read() -> None:
    view = parse_page(b"<font>" * 400 + b"<a href='/sau'>x</a>" + b"</font>" * 400 + "<p>Cuối trang</p>".encode(), URL)
    assert view.links[0].url == "http://x.gov.vn/sau"
    assert "Cuối trang" in view.text


def test_long_body_is_cut() -> None:
    view = parse_page("<p>Đầu</p>".encode() + b" " * (6 * 1024 * 1024) + "<p>Cuối</p>".encode(), URL)
    assert view.text == "Đầu"


def test_what_stands_in_the_head() -> None:
    view = parse_page(
        "<html lang=VI><head><title> Cổng  thông tin </title><meta name='DC.Title' content=' Cổng '><meta "
        "property='og:title' content='x'>"
        "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'><meta charset=utf-8><script></script>"
        "</head>"
        "<body><svg><title>biểu tượng</title></svg><script>1</script></body></html>".encode(),
        URL,
    )
    assert (view.title, view.lang, view.scripts) == ("Cổng thông tin", "vi", 2)
    assert view.metas == (("dc.title", "Cổng"), ("og:title", "x"), ("content-type", "text/html; charset=utf-8"))


def test_images() -> None:
    view = parse_page(
        b"<img src='/a/b%20c.jpg?x=1' alt=' Anh ' title=T><img src='data:image/png;base64,AA' data-src='/late.png'>"
        b"<img><input type=image src=i.gif>",
        URL,
    )
    assert [(image.src, image.alt, image.title, image.name) for image in view.images] == [
        ("http://x.gov.vn/a/b%20c.jpg?x=1", "Anh", "T", "b c.jpg"),
        ("http://x.gov.vn/late.png", "", "", "late.png"),
        ("", "", "", ""),
        ("http://x.gov.vn/i.gif", "", "", "i.gif"),
    ]


def test_view_behaves_as_a_value() -> None:
    body = "<p>Tin tức 05/03/2018</p><table><tr><th>a<th>b<tr><td>1<td>2</table>".encode()
    view = parse_page(body, URL)
    assert pickle.loads(pickle.dumps(parse_page(body, URL))) == view
    changed = replace(view, title="Khác")
    assert changed.blocks == view.blocks
    assert changed.title == "Khác"
    assert "Tin tức" in repr(view)
    assert pickle.loads(pickle.dumps(view)).dates == view.dates
    with pytest.raises(AttributeError):
        _ = view.nothing  # type: ignore[attr-defined]
    assert not hasattr(parse_page(b"", URL), "nothing")
