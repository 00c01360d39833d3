"""robots.txt and a site's pleas: obeyed, retried so far, and never guessed around."""

from itertools import pairwise

import pytest
from crew import Crew, limited, plan
from fake_portal import Asked, FakePortal, Reply, page

from domain.captures import CaptureKind, Ending, Outcome

PORTAL = {"/": page("Cổng", ("/mo", "Mở"), ("/kin/a", "Kín")), "/mo": page("Mở"), "/kin/a": page("Kín")}


def robots(text: str, status: int = 200) -> Reply:
    return Reply(status, text.encode(), mime="text/plain")


@pytest.mark.parametrize(
    ("answer", "ending"),
    [
        (robots("User-agent: *\nDisallow: /"), Ending.BLOCKED),
        (robots("User-agent: portal-audit\nDisallow: /\n\nUser-agent: *\nAllow: /"), Ending.BLOCKED),
        (robots("User-agent: other\nDisallow: /"), Ending.COMPLETED),
        (robots("User-agent: *\nDisallow: /\nAllow: /$\nAllow: /mo"), Ending.COMPLETED),
        (robots("", 404), Ending.COMPLETED),
        (robots("", 403), Ending.COMPLETED),
        (robots("", 500), Ending.BLOCKED),
        (robots("", 503), Ending.BLOCKED),
        (robots("", 429), Ending.BLOCKED),
        (Reply(hang=True), Ending.BLOCKED),
        (page("Trang chủ thay cho robots"), Ending.COMPLETED),
    ],
    ids=["all", "us", "others", "mostly", "none", "forbidden", "500", "503", "429", "silent", "html"],
)
def test_robots_decides_the_ending(crew: Crew, answer: Reply, ending: Ending) -> None:
    limits = limited(silent_seconds=3.0, request_seconds=1.0)
    with FakePortal({**PORTAL, "/robots.txt": answer}) as portal:
        told = crew.crawl(plan(portal.url, limits=limits))
    assert told.ending is ending
    assert told.of(CaptureKind.ROBOTS)
    if ending is Ending.BLOCKED:
        assert told.end["pages"] == 0
        assert [asked.path for asked in portal.log if asked.method == "GET"] == ["/robots.txt"] * len(
            [asked for asked in portal.log if asked.method == "GET"]
        )
    else:
        assert f"{portal.url}mo" in told.pages()


def test_robots_that_comes_back_is_read(crew: Crew) -> None:
    tries: list[str] = []

    def flaky(asked: Asked) -> Reply:
        tries.append(asked.path)
        return robots("", 503) if len(tries) == 1 else robots("User-agent: *\nDisallow: /kin/")

    with FakePortal({**PORTAL, "/robots.txt": flaky}) as portal:
        told = crew.crawl(plan(portal.url))
    assert len(tries) == 2
    assert told.ending is Ending.COMPLETED
    assert told.capture(f"{portal.url}kin/a").outcome is Outcome.ROBOTS
    assert "/kin/a" not in portal.paths()


def test_crawl_delay_is_obeyed_over_our_own(crew: Crew) -> None:
    with FakePortal({**PORTAL, "/robots.txt": robots("User-agent: *\nCrawl-delay: 0.3")}) as portal:
        crew.crawl(plan(portal.url, limits=limited(max_pages=2)))
    times = [asked.at for asked in portal.log[1:]]
    assert len(times) >= 3
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.2  # as they arrive: a late one nears the next
    assert times[-1] - times[0] >= 0.29 * (len(times) - 1)


def test_crawl_delay_beyond_the_wall_limit_ends_the_crawl(crew: Crew) -> None:
    with FakePortal({**PORTAL, "/robots.txt": robots("User-agent: *\nCrawl-delay: 86400")}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.WALL
    assert told.seconds < 3
    assert portal.paths() == ["/robots.txt"]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured(crew: Crew, status: int) -> None:
    asked_at: list[float] = []

    def busy(asked: Asked) -> Reply:
        asked_at.append(asked.at)
        return Reply(status, headers=(("Retry-After", "1"),)) if len(asked_at) == 1 else page("Mở")

    with FakePortal({**PORTAL, "/mo": busy}) as portal:
        told = crew.crawl(plan(portal.url))
    assert asked_at[1] - asked_at[0] >= 0.99
    others = [asked.at for asked in portal.log if asked_at[0] < asked.at < asked_at[1]]
    assert others == []
    assert f"{portal.url}mo" in told.pages()


def test_retry_after_longer_than_the_wall_limit_ends_with_what_came(crew: Crew) -> None:
    with FakePortal({**PORTAL, "/mo": Reply(429, headers=(("Retry-After", "7200"),))}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.WALL
    assert told.pages() == [portal.url]
    assert told.seconds < 3


def test_two_portals_on_one_host_take_turns(crew: Crew) -> None:
    routes = {"/": page("Một", *((f"/a{n}", f"A{n}") for n in range(4))), "/hai": page("Hai", ("/b", "B"))}
    with FakePortal(routes, default=page("Trang")) as portal:
        limits = limited(max_pages=4, delay=0.15)
        crew.crawl_all([plan(portal.url, limits=limits), plan(f"{portal.url}hai", limits=limits)])
    times = [asked.at for asked in portal.log]
    assert len(times) >= 8
    assert min(later - sooner for sooner, later in pairwise(times)) >= 0.1


def test_pages_that_robots_forbids_are_not_told_without_end(crew: Crew) -> None:
    title = "Một bài viết có tên rất dài về một việc không ai cần đọc"
    links = tuple((f"/kin/muc-{n}/", f"{title} {n}") for n in range(300))
    portal = FakePortal({"/": page("Cổng", *links), "/robots.txt": robots("User-agent: *\nDisallow: /kin/")})
    with portal:
        told = crew.crawl(plan(portal.url))
    unasked = [capture for capture in told.of(CaptureKind.PAGE) if capture.outcome is Outcome.ROBOTS]
    assert len(unasked) == 50
    assert told.ending is Ending.COMPLETED
