"""The made-up portals themselves: weight, links, faults, dates."""

import re
from datetime import date
from functools import cache
from statistics import median
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from demo.answering import Answering
from demo.portal_data import ArticlesSection, QuestionsSection, RecordsSection, load_portal, portal_ids
from demo.portals import DemoPortal, build_portal
from demo.truth import load_truth
from demo.wire import Request, Response
from domain.agencies import Kind
from domain.findings import Verdict

_DAY = date(2026, 11, 18)
_CLOSED = ("so-giao-thong-lam-hai", "so-tai-chinh-son-ha")
_OPEN = tuple(portal for portal in portal_ids() if portal not in _CLOSED)
_PLAIN = tuple(portal for portal in _OPEN if load_portal(portal).family not in ("spa", "hash"))
_BIG = tuple(portal for portal in _PLAIN if portal != "huyen-cua-lau")
#: Addresses on the portals' own hosts that are meant to lead nowhere.
_MEANT_DEAD = re.compile(
    r"^/(_layouts|_vti|admin|c/portal|wp-|rss\.aspx|xmlrpc|vi/feeds|vi/users|dang-nhap|includes|webcenter/admin)|ctl="
)


@cache
def _portal(name: str) -> DemoPortal:
    return build_portal(name, _DAY)


@cache
def _html_pages(name: str) -> dict[str, Response]:
    pages = _portal(name).pages
    return {url: page for url, page in pages.items() if page.status == 200 and page.media_type == "text/html"}


def _links(url: str, page: Response) -> set[str]:
    root = html.fromstring(page.body)
    base = root.xpath("string(//base/@href)") or url
    raw = root.xpath("//a/@href | //area/@href | //iframe/@src | //form[@method='get']/@action")
    raw += [value for value in root.xpath("//option/@value") if value.startswith(("/", "http"))]
    found = set()
    for reference in raw:
        try:
            found.add(urljoin(base, str(reference).strip()).split("#", maxsplit=1)[0])
        except ValueError:
            continue
    return {link for link in found if link.startswith("http://")}


@pytest.mark.parametrize("name", _BIG)
def test_pages_weigh_what_real_ones_weigh(name: str) -> None:
    sizes = [len(page.body) for page in _html_pages(name).values()]
    assert median(sizes) >= 20_000
    assert max(sizes) < 200_000
    assert 25 <= len(sizes) <= 200


@pytest.mark.parametrize("name", _PLAIN)
def test_every_own_link_answers_as_intended(name: str) -> None:
    portal = _portal(name)
    answers: dict[str, int] = {}
    for url, page in _html_pages(name).items():
        for link in _links(url, page):
            parts = urlsplit(link)
            if parts.hostname not in portal.hosts or _MEANT_DEAD.search(link.split(parts.netloc, 1)[1]):
                continue
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            key = re.sub(r";jsessionid=\w+\.node1|[?&]sid=\w+", "", link)
            if key not in answers:
                answers[key] = portal.respond(Request("GET", str(parts.hostname), target)).status
    assert answers
    dead = {link for link, status in answers.items() if status >= 400}
    assert isinstance(portal.respond, Answering)
    gone = {url for url, file in portal.respond.site.files.items() if file.answer == "missing"}
    assert not sorted(dead - gone)


@pytest.mark.parametrize("name", _OPEN)
def test_links_into_the_own_domain_have_somebody_to_answer(name: str) -> None:
    """What lies under the agency's registrable domain may be asked by a crawler: it must resolve to loopback."""
    portal = _portal(name)
    domain = ".".join(portal.data.host.split(".")[-3:])
    known = {*portal.hosts, *portal.neighbours}
    for url, page in _html_pages(name).items():
        for link in _links(url, page):
            host = urlsplit(link).hostname or ""
            assert not (host == domain or host.endswith(f".{domain}")) or host in known, (url, link)


@pytest.mark.parametrize("day", [date(2026, 11, 18), date(2027, 2, 13), date(2028, 2, 29), date(2026, 1, 1)])
def test_portals_stand_on_any_day(day: date) -> None:
    for name in portal_ids():
        portal = build_portal(name, day)
        home = portal.pages[next(url for url in portal.pages if url.startswith(f"http://{portal.data.host}"))]
        assert home.status in (200, 302, 403)


#: (requirement, section) pairs that the truth dates; limits of docs/judging.md 7, fresh and slow, big kinds, others.
_DATED = {
    "nd43-10-1-b-news": ("news", (5, 20), (10, 40)),
    "nd43-10-1-c-directions": ("directions", (20, 65), (40, 130)),
    "nd43-10-1-c-replies": ("replies", (130, 250), (130, 250)),
    "nd43-10-1-c-rewards": ("rewards", (250, 500), (250, 500)),
    "nd43-10-1-d-dissemination": ("dissemination", (20, 65), (40, 130)),
    "nd43-10-1-e-list": ("documents", (20, 65), (65, 130)),
    "nd43-10-1-g-gazette": ("gazette", (40, 130), (40, 130)),
    "nd43-10-1-i-drafts": ("drafts", (130, 250), (130, 250)),
    "nd43-11-1-topics": ("topics", (250, 500), (250, 500)),
    "nd43-12-statistics": ("statistics", (250, 500), (250, 500)),
    "nd43-17-1-dd-answers": ("questions", (65, 250), (130, 250)),
}


@pytest.mark.parametrize("name", [name for name in _OPEN if not load_portal(name).audited_as])
def test_truth_agrees_with_the_age_of_the_lists(name: str) -> None:
    data, truth = load_portal(name), load_truth(name)
    big = data.kind in (Kind.MINISTRY, Kind.PROVINCE)
    for requirement, (key, of_big, of_others) in _DATED.items():
        section = data.sections.get(key)
        row = truth.rows.get(requirement)
        if row is None or not isinstance(section, ArticlesSection | RecordsSection | QuestionsSection):
            continue
        fresh, _ = of_big if big else of_others
        if row.browser == {Verdict.MET} and "none is open" not in row.why:
            assert section.newest <= fresh, requirement
        if section.newest > fresh + 10 and "none is open" not in row.why:
            assert Verdict.MET not in row.browser, requirement


def test_news_of_the_rich_portals_is_frequent_enough() -> None:
    """Four items in the last twenty working days, two for smaller bodies."""
    for name in _OPEN:
        data, row = load_portal(name), load_truth(name).rows["nd43-10-1-b-news"]
        section = data.sections.get("news")
        if row.browser == {Verdict.MET} and isinstance(section, ArticlesSection):
            wanted = 4 if data.kind in (Kind.MINISTRY, Kind.PROVINCE) else 2
            recent = [n for n in range(section.count) if section.newest + n * section.every <= 20]
            assert len(recent) >= wanted, name
