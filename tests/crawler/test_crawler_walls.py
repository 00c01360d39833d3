"""Walls are told by their marks; pages that only mention one are pages."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from crew import Crew, plan
from fake_portal import Asked, FakePortal, Reply, page

from crawler.exchange import Answer
from crawler.walls import recognise
from domain.agencies import DeclaredHost, HostRole
from domain.captures import Ending, Outcome
from domain.clock import utc_now
from pages.parse import parse_page

NAV = "".join(f"<li><a href='/muc-{n}'>Mục {n}</a></li>" for n in range(15))
SAMPLES = yaml.safe_load(Path(__file__).with_name("wall_samples.yaml").read_text("utf-8"))
WALLS, PAGES = (
    {name: (sample["status"], sample["html"].replace("{NAV}", NAV)) for name, sample in SAMPLES[kind].items()}
    for kind in ("walls", "pages")
)


def answer(status: int, html: str) -> Answer:
    return Answer("http://x.gov.vn/a", utc_now(), Outcome.OK, status, body=html.encode())


@pytest.mark.parametrize("name", sorted(WALLS))
def test_wall_is_recognised(name: str) -> None:
    given = answer(*WALLS[name])
    wall = recognise(given, parse_page(given.body, given.url, "utf-8"))
    assert wall is not None
    assert wall.outcome in (Outcome.CHALLENGE, Outcome.BLOCKED)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_is_no_wall(name: str) -> None:
    given = answer(*PAGES[name])
    assert recognise(given, parse_page(given.body, given.url, "utf-8")) is None


def test_front_page_behind_a_wall_is_blocked(crew: Crew) -> None:
    status, html = WALLS["f5"]
    with FakePortal({"/": Reply(status, html.encode())}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.BLOCKED
    assert "F5" in told.end["error"]
    walls = [capture for capture in told.captures if capture.outcome is Outcome.BLOCKED]
    assert len(walls) == 2
    assert walls[0].notes["marker"] == "F5 BIG-IP ASM"
    assert b"support ID" in told.bodies[walls[0].id]
    assert told.end["pages"] == 0


@pytest.mark.parametrize("status", [401, 403, 429])
def test_front_page_that_is_refused_for_good_is_blocked(crew: Crew, status: int) -> None:
    with FakePortal({"/": Reply(status, b"<p>No</p>")}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.BLOCKED
    assert len([asked for asked in portal.log if asked.path == "/"]) <= 4


def test_wall_that_falls_at_the_second_look_is_none(crew: Crew) -> None:
    def door(asked: Asked) -> Reply:
        if "ok=1" in asked.headers.get("cookie", ""):
            return page("Cổng", ("/a", "A"))
        return Reply(403, WALLS["cloudflare"][1].encode(), headers=(("Set-Cookie", "ok=1"),))

    with FakePortal({"/": door, "/a": page("A")}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.COMPLETED
    assert told.pages() == [portal.url, f"{portal.url}a"]


def test_wall_half_way_keeps_what_came(crew: Crew) -> None:
    links = tuple((f"/muc-{n}", f"Mục {n}") for n in range(20))
    served: list[str] = []

    def guarded(asked: Asked) -> Reply:
        if asked.path.startswith("/khong-co") or asked.path in ("/robots.txt", "/sitemap.xml"):
            return Reply(404)
        served.append(asked.path)
        return page(f"Trang {asked.path}") if len(served) <= 4 else Reply(200, WALLS["vn"][1].encode())

    with FakePortal({"/": page("Cổng", *links)}, guarded) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.BLOCKED
    assert len(told.pages()) == 5
    assert len(served) == 7


def test_single_refused_page_is_no_wall(crew: Crew) -> None:
    links = tuple((f"/muc-{n}", f"Mục {n}") for n in range(8))
    routes = {f"/muc-{n}": page(f"Mục {n}") for n in range(8)}
    routes["/muc-2"] = Reply(403, b"<p>Khong</p>")
    routes["/muc-4"] = Reply(200, WALLS["f5"][1].encode())
    with FakePortal({"/": page("Cổng", *links), **routes}) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.COMPLETED
    assert told.capture(f"{portal.url}muc-2").outcome is Outcome.HTTP_ERROR
    assert told.capture(f"{portal.url}muc-4").outcome is Outcome.BLOCKED
    assert f"{portal.url}muc-7" in told.pages()


def test_refusals_without_end_are_a_block(crew: Crew) -> None:
    links = tuple((f"/muc-{n}", f"Mục {n}") for n in range(20))
    routes = {"/": page("Cổng", *links), "/robots.txt": Reply(404), "/sitemap.xml": Reply(404)}
    with FakePortal(routes, Reply(403, b"<p>Khong</p>")) as portal:
        told = crew.crawl(plan(portal.url))
    assert told.ending is Ending.BLOCKED
    assert told.pages() == [portal.url]
    assert len([asked for asked in portal.log if asked.path.startswith("/muc")]) == 6


def test_sister_host_that_is_down_costs_little(crew: Crew) -> None:
    down = "http://dvc.thu.gov.vn/"
    links = tuple((f"{down}dich-vu/{n}", f"Dịch vụ {n}") for n in range(30))
    with FakePortal() as gone:
        pass
    with FakePortal({"/": page("Cổng", *links, ("/a", "A")), "/a": page("A")}) as portal:
        made = plan("http://www.thu.gov.vn/")
        target = replace(
            made.target,
            hosts=(DeclaredHost("dvc.thu.gov.vn", HostRole.SERVICE),),
            resolve={"www.thu.gov.vn": f"127.0.0.1:{portal.port}", "dvc.thu.gov.vn": f"127.0.0.1:{gone.port}"},
        )
        told = crew.crawl(plan(target.portal, target))
    assert told.ending is Ending.COMPLETED
    assert told.pages() == ["http://www.thu.gov.vn/", "http://www.thu.gov.vn/a"]
    dead = [capture for capture in told.captures if capture.url.startswith(down)]
    assert {capture.outcome for capture in dead} == {Outcome.CONNECT_ERROR}
    assert told.end["requests"] == len(portal.log) + 4  # robots.txt there, and over https: two tries each


def test_letters_inside_an_inlined_picture_are_no_marker() -> None:
    noise = "QZbLZ9uK9IWOQ4QKFuJ11b2DmQilcpEAU" + "bitninja" + "xX2c44NqcRow4tkGaJH2gRxtqTbSe3l4v4cM9xFF"
    html = f"<html><body><img src='data:image/png;base64,{noise}'><p>Không tìm thấy kết quả</p></body></html>"
    view = parse_page(html.encode(), "http://x.gov.vn/a", "utf-8")
    assert recognise(answer(200, html), view) is None
