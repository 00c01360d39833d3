"""The server side of the hostile portal, and what its log tells."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from xml.sax.saxutils import escape

from demo.files import picture
from demo.hostile.pages import DEPARTURES, LABELS, departure_page, document, home_page, trick_page
from demo.server import Log
from demo.wire import HTML_UTF8, Request, Response
from domain.agencies import Agency, Kind, Target

#: Places that no auditor may ever connect to, whatever its settings.
FAR = (
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "[fd00:ec2::254]",
    "metadata.google.internal",
    "10.20.30.40:8080",
    "192.168.1.1",
    "172.16.4.9",
)
_HOST = "baychim.sonha.gov.vn"
_LOOPBACK = "127.0.0.1:"
_SPELLINGS = ("localhost", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::ffff:127.0.0.1]")  # noqa: S104
_HEAVY = 16 * 1024 * 1024
_JAVASCRIPT = (("Content-Type", "text/javascript; charset=utf-8"),)


@dataclass(frozen=True, slots=True)
class HostilePortal:
    """A district's portal whose every page wants its reader elsewhere: at `goals` (host:port), or without end."""

    goals: tuple[str, ...]
    id: str = "huyen-bay-chim"
    name: str = "Ủy ban nhân dân huyện Bẫy Chim"
    kind: Kind = Kind.DISTRICT
    hosts: tuple[str, ...] = (_HOST, "127.0.0.1", "localhost")
    neighbours: Mapping[str, str] = field(default_factory=dict)
    entrances: frozenset[str] = frozenset()
    tricks: tuple[str, ...] = tuple(LABELS)
    departures: tuple[str, ...] = tuple(DEPARTURES)

    @property
    def url(self) -> str:
        return f"http://{_HOST}/"

    def at(self, port: int) -> str:
        """The portal by its bare address: a place where browsers allow more (service workers, worklets)."""
        return f"http://127.0.0.1:{port}/"

    def trick(self, name: str) -> str:
        """The address of one trick."""
        return f"{self.url}bay/{name}"

    def departure(self, way: str, goal: int = 0) -> str:
        """The address of a page that leaves for a goal."""
        return f"{self.url}di/{way}/{goal}"

    def target(self, port: int) -> Target:
        """What an operator would register: the portal and nothing else."""
        return Target(Agency(self.id, self.name, self.kind), self.url, resolve={_HOST: f"127.0.0.1:{port}"})

    def started(self, log: Log) -> tuple[str, ...]:
        """Tricks whose script has run in somebody's browser."""
        return _marked(log, "bat-dau")

    def finished(self, log: Log) -> tuple[str, ...]:
        """Tricks whose script has come to its last line."""
        return _marked(log, "het")

    def respond(self, request: Request) -> Response:
        first, _, rest = request.path.removeprefix("/").partition("/")
        answer = _ANSWERS.get(first)
        return answer(self, rest, request) if answer else _page(document("Không tìm thấy", "<h1>404</h1>"), 404)


def build_hostile(listeners: Sequence[str] = (), far: Sequence[str] = FAR) -> HostilePortal:
    """The portal that wants its readers at `listeners` (host:port, where tests listen) and at `far`.

    A listener on 127.0.0.1 is also called by the other names of that address.
    """
    goals = list(listeners)
    for listener in listeners:
        if listener.startswith(_LOOPBACK):
            goals += [f"{name}:{listener.removeprefix(_LOOPBACK)}" for name in _SPELLINGS]
    return HostilePortal((*goals, *far))


def _marked(log: Log, step: str) -> tuple[str, ...]:
    asked = {entry.target for entry in log.entries}
    return tuple(trick for trick in LABELS if f"/dau-vet/{trick}/{step}" in asked)


def _page(text: str, status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> Response:
    return Response(status, (("Content-Type", HTML_UTF8), *headers), text.encode())


def _home(portal: HostilePortal, rest: str, request: Request) -> Response:
    del rest, request
    return _page(home_page(portal.goals))


def _trick(portal: HostilePortal, trick: str, request: Request) -> Response:
    del request
    if trick not in LABELS:
        return _page(document("Không tìm thấy", "<h1>404</h1>"), 404)
    return _page(trick_page(trick, portal.goals), headers=_HEADERS[trick](portal) if trick in _HEADERS else ())


def _ahead(portal: HostilePortal) -> tuple[tuple[str, str], ...]:
    """Steps ahead that the head of the answer asks for."""
    return tuple(
        ("Link", f"<http://{goal}/nap-truoc/{name}>; rel={rel}")
        for goal in portal.goals
        for name, rel in (("link-preload", "preload; as=script"), ("link-prefetch", "prefetch"), ("", "preconnect"))
    )


def _reporting(portal: HostilePortal) -> tuple[tuple[str, str], ...]:
    """Whom the browser shall tell about what the page does wrong: by POST, past every script."""
    own = "/nhan/bao-cao"
    places = " ".join(f"http://{goal}/bao-cao/csp" for goal in portal.goals)
    group = {
        "group": "a",
        "max_age": 9999,
        "endpoints": [{"url": f"http://{goal}/bao-cao/nel"} for goal in portal.goals],
    }
    return (
        ("Content-Security-Policy-Report-Only", f"img-src 'none'; frame-src 'none'; report-uri {own} {places}"),
        ("Reporting-Endpoints", f'a="{own}"'),
        ("Report-To", json.dumps(group)),
        ("NEL", json.dumps({"report_to": "a", "max_age": 9999, "success_fraction": 1.0})),
    )


_HEADERS: dict[str, Callable[[HostilePortal], tuple[tuple[str, str], ...]]] = {
    "nap-truoc": _ahead,
    "bao-cao": _reporting,
}


def _departure(portal: HostilePortal, rest: str, request: Request) -> Response:
    """A page that leaves: by HTTP, at once or after a few own steps; by a head; by itself."""
    way, _, number = rest.partition("/")
    goal = _goal(portal, number)
    if way not in DEPARTURES or not goal:
        return _page(document("Không tìm thấy", "<h1>404</h1>"), 404)
    target = f"http://{goal}/di/{way}"
    step = int(request.query.get("buoc", "0")) if request.query.get("buoc", "0").isdigit() else 0
    if way == "chuoi" and step < 3:
        target = f"/di/chuoi/{number}?buoc={step + 1}"
    if way in ("chuyen", "chuoi"):
        return _page("", 302, (("Location", target),))
    headers = (("Refresh", f"0; url={target}"),) if way == "tieu-de" else ()
    return _page(departure_page(way, goal), headers=headers)


def _lead_away(portal: HostilePortal, rest: str, request: Request) -> Response:
    """An own address for images, frames, scripts that turns out to be another's."""
    del rest
    asked = request.query
    goal = _goal(portal, asked.get("so", ""))
    status = int(asked["ma"]) if asked.get("ma") in ("301", "302", "303", "307", "308") else 302
    if not goal:
        return _page("", 404)
    return _page("", status, (("Location", f"http://{goal}/{asked.get('bay', '')}/{asked.get('ten', '')}"),))


def _goal(portal: HostilePortal, number: str) -> str:
    return portal.goals[int(number)] if number.isdigit() and int(number) < len(portal.goals) else ""


def _file(portal: HostilePortal, name: str, request: Request) -> Response:
    del portal, request
    headers = (("Content-Type", "application/octet-stream"), ("Content-Disposition", f'attachment; filename="{name}"'))
    return Response(200, headers, b"MZ" + b"\0" * 60_000)


@cache
def _padding() -> bytes:
    return b"/*" + b" " * _HEAVY + b"*/"


def _heavy(portal: HostilePortal, name: str, request: Request) -> Response:
    """Much, or without end."""
    del portal, request
    if name == "khong-het":
        return Response(200, (("Content-Type", "text/css"),), b"/* */\n" * 400, drips=True)
    return Response(200, _JAVASCRIPT, _padding(), compressible=True)


def _worker(portal: HostilePortal, rest: str, request: Request) -> Response:
    """What would stay between the browser and the portal."""
    del rest, request
    asks = "".join(f"fetch('http://{goal}/tho/service-worker', {{mode: 'no-cors'}});" for goal in portal.goals)
    script = f"self.addEventListener('install', function () {{ self.skipWaiting(); {asks} }});"
    return Response(200, _JAVASCRIPT, script.encode())


def _secret(portal: HostilePortal, rest: str, request: Request) -> Response:
    del portal, rest, request
    return _page(document("Đăng nhập", "<h1>401</h1>"), 401, (("WWW-Authenticate", 'Basic realm="Quan tri"'),))


def _robots(portal: HostilePortal, rest: str, request: Request) -> Response:
    del rest, request
    maps = "".join(f"Sitemap: http://{goal}/so-do.xml\n" for goal in portal.goals)
    text = f"User-agent: *\nDisallow:\nSitemap: {portal.url}sitemap.xml\n{maps}"
    return Response(200, (("Content-Type", "text/plain; charset=utf-8"),), text.encode())


def _sitemap(portal: HostilePortal, rest: str, request: Request) -> Response:
    del rest, request
    urls = [portal.trick(trick) for trick in portal.tricks] + [f"http://{goal}/so-do/trang" for goal in portal.goals]
    listed = "".join(f"<url><loc>{escape(url)}</loc></url>" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{listed}</urlset>'
    return Response(200, (("Content-Type", "application/xml; charset=utf-8"),), body.encode())


def _plain(portal: HostilePortal, rest: str, request: Request) -> Response:
    del portal, rest
    text = "Huyện Bẫy Chim được thành lập năm 1961, nằm ở phía tây tỉnh Sơn Hà, gồm 6 xã và 1 thị trấn."
    return _page(document("Giới thiệu", f"<h1>Giới thiệu</h1><p>{text}</p><p>{escape(request.path)}</p>"))


def _mark(portal: HostilePortal, rest: str, request: Request) -> Response:
    """A trace in the log, an image to the page."""
    del portal, rest
    return Response(200, (("Content-Type", "image/png"), ("Cache-Control", "no-store")), picture(request.path, 4, 4))


def _taken(portal: HostilePortal, rest: str, request: Request) -> Response:
    """Whatever the page sends: taken, and in the log."""
    del portal, rest, request
    return _page(document("Đã nhận", "<h1>Đã nhận</h1>"))


_ANSWERS: dict[str, Callable[[HostilePortal, str, Request], Response]] = {
    "": _home,
    "bay": _trick,
    "di": _departure,
    "dan": _lead_away,
    "tep": _file,
    "nang": _heavy,
    "tho-ngam.js": _worker,
    "xac-thuc": _secret,
    "robots.txt": _robots,
    "sitemap.xml": _sitemap,
    "gioi-thieu": _plain,
    "lien-he": _plain,
    "dau-vet": _mark,
    "images": _mark,
    "nhip": _mark,
    "nhan": _taken,
}
