"""The demo server: every page answers, as it should, to those who ask by name."""

import http.client
from datetime import date

import pytest

from demo.portals import all_portals, build_portal
from demo.server import serve, silence
from demo.wire import Response

_DAY = date(2026, 11, 18)


def _get(port: int, host: str, target: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", target, headers={"Host": host, **(headers or {})})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_server_tells_portals_apart_and_writes_down_requests() -> None:
    portals = all_portals(_DAY)
    with serve(portals) as serving:
        for portal in portals:
            status, _, _ = _get(serving.port, portal.data.host, "/robots.txt")
            assert status == 200
        assert _get(serving.port, "nobody.example", "/")[0] == 421
        assert len(serving.log.strangers) == 1
        assert [entry.host for entry in serving.log.entries][:-1] == [portal.data.host for portal in portals]
        assert not serving.log.posts


def test_webcenter_answers_without_the_mark_of_a_visit() -> None:
    """Its addresses carry `_afrLoop`; a robot that drops it gets the same page."""
    portal = next(portal for portal in all_portals(_DAY) if any("_afrLoop=" in url for url in portal.pages))
    marked = next(url for url in portal.pages if "_afrLoop=" in url)
    host, _, target = marked.removeprefix("http://").partition("/")
    with serve([portal]) as serving:
        with_mark = _get(serving.port, host, f"/{target}")
        without = _get(serving.port, host, f"/{target}".partition("&_afrLoop")[0])
    for _, headers, _ in (with_mark, without):
        headers.pop("date", None)  # a second may pass between the two
    assert with_mark == without
    assert without[0] == 200


def test_server_sends_what_the_portal_holds() -> None:
    portal = next(portal for portal in all_portals(_DAY) if portal.data.manners.gzip)
    with serve([portal]) as serving:
        target = portal.target(serving.port)
        assert set(target.resolve.values()) == {f"127.0.0.1:{serving.port}"}
        url, held = next((url, held) for url, held in portal.pages.items() if held.media_type == "text/html")
        host, _, path = url.removeprefix("http://").partition("/")
        status, headers, body = _get(serving.port, host, f"/{path}")
        assert (status, body) == (held.status, held.body)
        _, headers, packed = _get(serving.port, host, f"/{path}", {"Accept-Encoding": "gzip"})
        assert headers["content-encoding"] == "gzip"
        assert len(packed) < len(body)


def test_post_is_noticed() -> None:
    portal = all_portals(_DAY)[0]
    with serve([portal]) as serving:
        connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=5)
        connection.request("POST", "/", body=b"a=1", headers={"Host": portal.data.host})
        connection.getresponse().read()
        connection.close()
        assert len(serving.log.posts) == 1


def test_silence_takes_the_connection_and_says_nothing() -> None:
    with silence() as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=0.3)
        connection.request("GET", "/")
        with pytest.raises(TimeoutError):
            connection.getresponse()
        connection.close()


def test_paths_that_never_answer_hold_the_visitor_and_let_the_server_close() -> None:
    portal = build_portal("so-xay-dung-son-ha", _DAY)
    with serve([portal]) as serving:
        connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=0.3)
        connection.request("GET", portal.data.manners.silent[0], headers={"Host": portal.data.host})
        with pytest.raises(TimeoutError):
            connection.getresponse()
        assert [entry.target for entry in serving.log.entries] == [portal.data.manners.silent[0]]
        assert _get(serving.port, portal.data.host, "/robots.txt")[0] == 200
    connection.close()


def test_portals_are_the_same_on_every_build() -> None:
    first, second = all_portals(_DAY), all_portals(_DAY)
    for one, other in zip(first, second, strict=True):
        assert list(one.pages) == list(other.pages)
        sample = list(one.pages)[:: max(1, len(one.pages) // 12)]
        answers: list[tuple[Response, Response]] = [(one.pages[url], other.pages[url]) for url in sample]
        assert all(left == right for left, right in answers)
