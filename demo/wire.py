"""What goes over the wire between a visitor and a made-up portal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

HTML_UTF8 = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the server read it. `host` is without port, `target` is path and query as sent."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.target}"


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. `compressible` answers are sent with gzip to those who accept it; `silent` ones never come.

    `drips`: the body comes again and again and never ends.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    compressible: bool = False
    silent: bool = False
    drips: bool = False

    @property
    def media_type(self) -> str:
        for name, value in self.headers:
            if name.lower() == "content-type":
                return value.split(";")[0].strip().lower()
        return ""

    @property
    def location(self) -> str:
        return next((value for name, value in self.headers if name.lower() == "location"), "")


def redirect(address: str, status: int = 302) -> Response:
    """An answer that sends the visitor elsewhere."""
    moved = f'<h2>Object moved to <a href="{address}">here</a>.</h2>'
    body = f"<html><head><title>Object moved</title></head><body>{moved}</body></html>"
    return Response(status, (("Content-Type", HTML_UTF8), ("Location", address)), body.encode())
