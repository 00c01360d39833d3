"""Cookies as a visitor without memory keeps them: for the host that set them, few, small, gone with the audit."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

_MAX_COOKIES = 60
_MAX_SIZE = 4096


class HostCookies:
    """A downloader middleware. One instance, and so one memory, per audit; no cookie ever leaves its host.

    Some portals answer a visitor without cookies with a redirect to themselves for ever; sharing cookies between
    hosts is needed by none, and would need a list of public suffixes.
    """

    def __init__(self) -> None:
        self._jar = CookieJar()
        self._count = 0

    @classmethod
    def from_crawler(cls, _crawler: Crawler) -> Self:
        return cls()

    def process_request(self, request: Request) -> None:
        request.headers.pop("Cookie", None)
        self._jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        for cookie in self._jar.make_cookies(response, request):
            if self._count >= _MAX_COOKIES or len(cookie.name) + len(cookie.value or "") > _MAX_SIZE:
                continue
            cookie.domain = _host(request)
            cookie.domain_specified = cookie.domain_initial_dot = False
            self._jar.set_cookie_if_ok(cookie, request)
            self._count = sum(1 for _ in self._jar)
        return response


def _host(request: Request) -> str:
    host = (urlsplit(request.url).hostname or "").lower()
    return host if "." in host else host + ".local"  # as http.cookiejar spells a host without a dot
