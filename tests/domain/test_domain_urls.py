"""One page has one name, and hostile addresses only ever raise ValueError."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.traps import trap_signs
from domain.urls import MAX_LENGTH, canonical, host_of, host_port, join, site_of

pieces = st.lists(
    st.sampled_from(
        [
            "http://",
            "https://",
            "HTTP://",
            "//",
            "/",
            "\\",
            "?",
            "#",
            "#/",
            "#!",
            "..",
            ".",
            "a",
            "Tin Tức",
            "%2F",
            "%41",
            "%",
            "%zz",
            "x.gov.vn",
            "127.0.0.1",
            "[::1]",
            ":80",
            ":99999",
            ":0",
            "@",
            "user:pw",
            "&",
            "=",
            "id=5",
            "utm_source=x",
            "sid=12",
            ";jsessionid=AB",
            " ",
            "\t",
            "đ",
            "\u0000",
            "\ud800",
            "xn--",
            "(S(abcdefghijkl))",
            "+",
            "'",
            '"',
            "<",
            "é" * 3,
        ]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(pieces, st.text(max_size=80)))
@example("http://h/a/%2e%2e/b?x=%zz#/r r")
@example("http://h//..//")
def test_canonical_is_idempotent_or_refuses(url: str) -> None:
    for given_url in (url, "http://x.gov.vn/" + url, "https://x.gov.vn:8443/p?" + url):
        try:
            once = canonical(given_url)
        except ValueError:
            continue
        assert canonical(once) == once
        assert once.isascii()
        assert len(once) <= MAX_LENGTH
        assert "@" not in urlsplit(once).netloc


@given(st.one_of(pieces, st.text(max_size=80)))
def test_join_never_raises_and_is_canonical(reference: str) -> None:
    for base in ("http://x.gov.vn/a/b.html?c=1", "https://127.0.0.1:8443/"):
        joined = join(base, reference)
        assert joined is None or canonical(joined) == joined


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("HTTP://Www.Example.GOV.VN:80/A/b", "http://www.example.gov.vn/A/b"),
        ("https://example.gov.vn", "https://example.gov.vn/"),
        ("https://example.gov.vn:443/x?", "https://example.gov.vn/x"),
        ("http://example.gov.vn:8080/", "http://example.gov.vn:8080/"),
        ("http://example.gov.vn/a/./b/../c", "http://example.gov.vn/a/c"),
        ("http://example.gov.vn/a/%2e%2e/c", "http://example.gov.vn/c"),
        ("http://example.gov.vn/../../x", "http://example.gov.vn/x"),
        ("http://example.gov.vn/%7Euser/%c4%91", "http://example.gov.vn/~user/%C4%91"),
        ("http://example.gov.vn/a%2Fb", "http://example.gov.vn/a%2Fb"),
        ("http://example.gov.vn/Tin tức", "http://example.gov.vn/Tin%20t%E1%BB%A9c"),
        ("http://example.gov.vn/a#top", "http://example.gov.vn/a"),
        ("http://example.gov.vn/a#/tin/5", "http://example.gov.vn/a#/tin/5"),
        ("http://example.gov.vn/#!trang", "http://example.gov.vn/#!trang"),
        ("http://user:pw@example.gov.vn/", "http://example.gov.vn/"),
        ("http:\\\\example.gov.vn\\a\\b?c=\\d", "http://example.gov.vn/a/b?c=\\d"),
        ("http://example.gov.vn/a?123", "http://example.gov.vn/a?123"),
        ("http://example.gov.vn/a?b=2&a=1&c=%c3%a1+x", "http://example.gov.vn/a?b=2&a=1&c=%c3%a1+x"),
        ("http://example.gov.vn/a?b=Mục 1&&c", "http://example.gov.vn/a?b=M%E1%BB%A5c%201&&c"),
        ("http://example.gov.vn/a?utm_source=x&id=5&fbclid=q", "http://example.gov.vn/a?id=5"),
        ("http://example.gov.vn/a?PHPSESSID=1", "http://example.gov.vn/a"),
        ("http://example.gov.vn/a;jsessionid=AB12.node1?x=1", "http://example.gov.vn/a?x=1"),
        ("http://example.gov.vn/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "http://example.gov.vn/a.aspx"),
        ("http://example.gov.vn/a?sid=1204", "http://example.gov.vn/a?sid=1204"),
        ("http://example.gov.vn/a?sid=9f86d081884c7d659a2feaa0", "http://example.gov.vn/a"),
        ("http://example.gov.vn/a?_=1546300800000&t=5", "http://example.gov.vn/a?t=5"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://0x7f000001:81/", "http://127.0.0.1:81/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://[0:0:0:0:0:0:0:1]:80/x", "http://[::1]/x"),
        ("http://bộtưpháp.vn/", "http://xn--btphp-0qa06li33k.vn/"),
        ("http://example.gov.vn./", "http://example.gov.vn/"),
    ],
)
def test_canonical_names(url: str, name: str) -> None:
    assert canonical(url) == name


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "ftp://a.vn/",
        "mailto:a@b.vn",
        "javascript:void(0)",
        "hhttp://a.vn/",
        "http://",
        "http:///a",
        "http://a.vn:99999/",
        "http://a.vn:0/",
        "http://a.vn:port/",
        "http://a b.vn/",
        "http://a..vn/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://-a.vn/",
        "http://999.1.1.1/",
        "http://1.2.3.4.5/",
        "http://a%2eb.vn/",
        "http://" + "a" * 64 + ".vn/",
        "http://a.vn/" + "x" * 2000,
        "http://a.vn/" + "đ" * 700,
        "http://<script>/",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"not|long|[Pp]ort|IPv6|does|Expected|netloc|[Oo]ctet"):
        canonical(url)


@pytest.mark.parametrize(
    ("reference", "joined"),
    [
        ("c.html", "http://x.gov.vn/a/c.html"),
        ("/c.html?utm_campaign=1&id=2", "http://x.gov.vn/c.html?id=2"),
        ("?p=2", "http://x.gov.vn/a/b.html?p=2"),
        ("//y.gov.vn/z", "http://y.gov.vn/z"),
        (" /c\n ", "http://x.gov.vn/c"),
        ("..\\c", "http://x.gov.vn/c"),
        ("#", "http://x.gov.vn/a/b.html"),
        ("javascript:void(0)", None),
        ("mailto:a@b.vn", None),
        ("tel:0261", None),
        ("data:text/html,x", None),
        ("hhttp://y.gov.vn", None),
        ("http://[bad", None),
        ("", None),
        ("http://", None),
        ("/a/./b", "http://x.gov.vn/a/b"),
        ("/a/../b", "http://x.gov.vn/b"),
        ("https://Y.gov.vn", "https://y.gov.vn/"),
    ],
)
def test_join(reference: str, joined: str | None) -> None:
    assert join("http://x.gov.vn/a/b.html", reference) == joined


def test_sites_and_hosts() -> None:
    assert site_of("https://x.gov.vn:8443/a") == "https://x.gov.vn:8443"
    assert host_of("https://X.gov.vn:8443/a") == "x.gov.vn"
    assert host_of("http://[bad") == ""
    assert host_port("https://x.gov.vn/a") == "x.gov.vn:443"
    assert host_port("http://127.0.0.1:8001/") == "127.0.0.1:8001"


@pytest.mark.parametrize(
    ("url", "trap"),
    [
        ("http://x.gov.vn/a/b/a/b/", "nesting"),
        ("http://x.gov.vn/tin/tin/tin", "nesting"),
        ("http://x.gov.vn/" + "/".join("abcdefghijklmnopq"), "depth"),
        ("http://x.gov.vn/a?viewstate=dDwtMTQ4NTk3&x=1", "session"),
        ("http://x.gov.vn/a?execution=e1s7", "session"),
        ("http://x.gov.vn/a?" + "&".join(f"p{n}=1" for n in range(26)), "parameters"),
        ("http://x.gov.vn/a?" + "&".join("p=1" for _ in range(9)), "parameters"),
        ("http://x.gov.vn/lich?thang=5&nam=2090", "calendar"),
        ("http://x.gov.vn/lich?month=1&year=1890", "calendar"),
        ("http://x.gov.vn/calendar/2090/05/", "calendar"),
        ("http://x.gov.vn/a?date=2090-05-01", "calendar"),
        ("http://x.gov.vn/a?ngay=01/05/2090", "calendar"),
        ("http://x.gov.vn/lich?thang=5&nam=2019", None),
        ("http://x.gov.vn/lich-cong-tac?tuan=12&nam=2018", None),
        ("http://x.gov.vn/nghi-dinh/2090/cp", None),
        ("http://x.gov.vn/a?year=1890", None),
        ("http://x.gov.vn/2018/05/tin-moi", None),
        ("http://x.gov.vn/van-ban/quyet-dinh/2018/12/chi-tiet/5", None),
        ("http://x.gov.vn/vi/news/tin/so-do-3320.html", None),
        ("http://x.gov.vn/Pages/View_Detail.aspx?ItemID=1234&ListId=5", None),
        ("http://x.gov.vn/1/1/1/tin", None),
        ("http://x.gov.vn/wps/portal/home/hoidap/!ut/p/z1/04_Sj9CPykssy0xPLMnMz0vMAfIjo8zi_Q", None),
        ("http://x.gov.vn/web/guest/tin?" + "&".join(f"_101_{key}=1" for key in "abcdefghijklm"), None),
        ("http://[bad", None),
    ],
)
def test_traps_are_named(url: str, trap: str | None) -> None:
    assert trap_signs(url) == trap


def test_calendar_walks_no_further_than_two_years() -> None:
    today = date(2019, 6, 1)
    assert trap_signs("http://x.gov.vn/lich?thang=5&nam=2021", today) is None
    assert trap_signs("http://x.gov.vn/lich?thang=5&nam=2022", today) == "calendar"


@given(st.one_of(pieces, st.text(max_size=80)))
def test_trap_signs_never_raise(url: str) -> None:
    assert trap_signs("http://x.gov.vn/" + url) in (None, "nesting", "depth", "session", "parameters", "calendar")


def test_session_marks_behind_session_marks_go_too() -> None:
    assert join("http://x.gov.vn/a/", "(S(abcdefghijkl));jsessionid=AB") == "http://x.gov.vn/a"
