"""A desk as visitors meet it: what it holds, under which addresses, and how it answers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.days import Days
from demo.desks.data import DeskData
from demo.desks.services import Service
from demo.files import picture
from demo.wire import HTML_UTF8, Request, Response

_TEMPLATES = Path(__file__).parent / "templates"
_SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)

Query = Mapping[str, str]
Answer = Callable[[Query], Response]


@dataclass(slots=True)
class Desk:
    """The services of one agency and the pages about them. `routes`: a path, or path and query, and who answers it."""

    data: DeskData
    days: Days
    services: tuple[Service, ...]
    routes: dict[str, Answer] = field(default_factory=dict)
    shell: Answer | None = None  # what every other path shows, where script does the rest
    kept: dict[str, Response] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The absolute address of its front page, without port."""
        return self.url(self.data.ways.home)

    def url(self, path: str) -> str:
        return f"http://{self.data.host}{path}"

    def holds(self, host: str, path: str) -> bool:
        return host == self.data.host and path.startswith(self.data.prefix or "/")

    def answer(self, request: Request) -> Response | None:
        """None for what is not the desk's."""
        path = _SESSION.sub("", request.path)
        if not self.holds(request.host, path):
            return None
        query = {name: value for name, value in _query(request.target).items() if name not in self.data.session}
        key = plain(path, query)
        if key not in self.kept:
            answer = self._found(path, key)(query)
            if len(self.kept) > 5000:
                self.kept.clear()
            self.kept[key] = answer
        return self.kept[key]

    def _found(self, path: str, key: str) -> Answer:
        if path.endswith((".png", ".gif")):
            return always(Response, 200, (("Content-Type", "image/png"),), picture(path, 32, 32))
        return self.routes.get(key) or self.routes.get(path) or self.shell or self._missing

    def _missing(self, query: Query) -> Response:
        del query
        return self.show("side", "Không tìm thấy trang", status=404, html="<p>Trang bạn yêu cầu không tồn tại.</p>")

    def show(self, template: str, title: str, status: int = 200, **more: Any) -> Response:
        """A page of this desk: its shape's template of that name, or the one that all shapes share."""
        own = f"{self.data.shape}/{template}.j2"
        name = own if (_TEMPLATES / own).exists() else f"{template}.j2"
        text = (
            _environment()
            .get_template(name)
            .render(
                desk=self.data,
                frame=f"{self.data.shape}/frame.j2",
                title=title,
                fill=self.days.fill,
                link=self._linker(title),
                **more,
            )
        )
        return Response(status, (("Content-Type", HTML_UTF8),), text.encode(), compressible=True)

    def _linker(self, title: str) -> Callable[[str], str]:
        """Addresses as this desk writes them: with session marks and in no fixed order, where it has such."""
        mark = sha256(f"{self.data.id}{title}".encode()).hexdigest()
        session = self.data.session

        def link(address: str) -> str:
            path, _, asked = address.partition("?")
            if not session or not path.startswith("/web/"):
                return address
            pairs = [*parse_qsl(asked), *((name, mark[turn : turn + 8]) for turn, name in enumerate(session))]
            Random(mark + address).shuffle(pairs)
            return f"{path};jsessionid={mark[:24].upper()}.node2?{urlencode(pairs)}"

        return link

    @property
    def entrances(self) -> frozenset[str]:
        """The log-ins that entries of single services send to (see demo.server.Served)."""
        login = self.data.ways.login
        numbers = (service.number for service in self.services if service.case.entry == "login")
        return frozenset(self.data.host + login.format(number=number) for number in numbers)

    def detail(self, service: Service) -> str:
        return self.data.ways.detail.format(number=service.number)

    def entry(self, service: Service) -> str:
        """Where the service's "Nộp hồ sơ" leads; "" where there is no such link."""
        kind, ways = service.case.entry, self.data.ways
        if kind == "none":
            return ""
        if kind in ("front", "everyone"):
            return ways.home if kind == "front" else ways.everyone
        if kind == "wrong":
            other = next(item for item in self.services if item.case.entry == "eform" and item.field is service.field)
            return ways.entry.format(number=other.number)
        return ways.entry.format(number=service.number)

    def form(self, service: Service, name: str) -> str:
        return self.data.ways.form.format(number=service.number, name=quote(name))


def always(make: Callable[..., Response], *given: object) -> Answer:
    """An answer that is the same whatever is asked: what `make` makes of `given`."""

    def answer(query: Query) -> Response:
        del query
        return make(*given)

    return answer


def plain(path: str, query: Query) -> str:
    """One address for all orders of the same parameters."""
    return path + (f"?{urlencode(sorted(query.items()))}" if query else "")


def plain_address(address: str) -> str:
    return plain(urlsplit(address).path, _query(address))


def _query(target: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
