"""One request and what became of it: an answer or a named failure, never an exception."""

import re
import time
import zlib
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from gzip import BadGzipFile
from typing import Any, Protocol

from OpenSSL import SSL
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost
from twisted.web.client import ResponseFailed

from crawler.downloading import RECEIVED, SENT, Headers
from crawler.guard import RefusedError
from crawler.names import LookupFailedError
from domain.captures import Outcome
from domain.clock import utc_now

_END_OF_PAGE = re.compile(rb"</html\s*>\s*(?:<!--.{0,500}-->\s*)?$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """One exchange over the wire, before anybody read it."""

    url: str
    at: datetime
    outcome: Outcome
    status: int | None = None
    headers: Headers = ()
    sent: Headers = ()
    body: bytes = b""
    elapsed_ms: int = 0
    error: str = ""
    asked: bool = True  # False: nothing went over the wire (scope, robots.txt)
    torn: bool = False  # the connection ended before the announced length

    @property
    def answered(self) -> bool:
        return self.status is not None

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    @property
    def mime(self) -> str:
        return self.header("content-type").partition(";")[0].strip().lower()[:100]

    @property
    def charset(self) -> str:
        message = Message()
        message["content-type"] = re.sub(r"[^\x20-\x7e]", "", self.header("content-type"))[:200]
        charset = message.get_content_charset()
        return (charset or "")[:40]


class Downloads(Protocol):
    """What an exchange needs of Scrapy's engine."""

    async def download_async(self, request: Request) -> Response: ...


async def exchange(engine: Downloads, url: str, seconds: float, method: str = "GET") -> Answer:
    """Asks `url` once. Redirects are answers like any other here."""
    request = Request(url, method=method, callback=NO_CALLBACK, dont_filter=True, meta={"download_timeout": seconds})
    at, started = utc_now(), time.perf_counter()
    try:
        answer = _answer(url, at, await engine.download_async(request))
    except RefusedError as error:
        answer = Answer(url, at, Outcome.GUARDED, error=str(error))
    except tuple(_FAILURES) as error:
        answer = Answer(url, at, _outcome(error), error=_words(error))
    return replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000), **_wire(request))


def _wire(request: Request) -> dict[str, Any]:
    return {"sent": request.meta.get(SENT, ()), "headers": request.meta.get(RECEIVED, ())}


def _answer(url: str, at: datetime, response: Response) -> Answer:
    status = response.status
    outcome = Outcome.OK if 200 <= status < 300 else Outcome.HTTP_ERROR
    torn = "dataloss" in response.flags
    if torn and outcome is Outcome.OK and not _END_OF_PAGE.search(response.body[-2048:]):
        return Answer(url, at, Outcome.BROKEN, status, error="the connection ended in the middle of the answer")
    return Answer(url, at, outcome, status, body=response.body, torn=torn)


#: What a download may raise, and what it means. The order matters: the first match counts.
_FAILURES: dict[type[Exception], Outcome] = {
    LookupFailedError: Outcome.DNS_ERROR,
    CannotResolveHostError: Outcome.DNS_ERROR,
    DownloadTimeoutError: Outcome.TIMEOUT,
    SSL.Error: Outcome.TLS_ERROR,
    DownloadConnectionRefusedError: Outcome.CONNECT_ERROR,
    DownloadCancelledError: Outcome.TOO_LARGE,
    IgnoreRequest: Outcome.TOO_LARGE,  # a small body that unpacks into a huge one
    ResponseDataLossError: Outcome.BROKEN,
    ResponseFailed: Outcome.BROKEN,
    DownloadFailedError: Outcome.BROKEN,
    ConnectionLost: Outcome.CONNECT_ERROR,
    ConnectionDone: Outcome.CONNECT_ERROR,
    ConnectError: Outcome.CONNECT_ERROR,
    zlib.error: Outcome.BROKEN,
    BadGzipFile: Outcome.BROKEN,
    EOFError: Outcome.BROKEN,
    TimeoutError: Outcome.TIMEOUT,
    OSError: Outcome.CONNECT_ERROR,
    ValueError: Outcome.BROKEN,  # conflicting lengths, a status that is no number, an address that is none
    KeyError: Outcome.BROKEN,  # a transfer coding nobody knows
}


def _outcome(error: Exception) -> Outcome:
    if _reasons(error, SSL.Error):
        return Outcome.TLS_ERROR
    return next(outcome for kind, outcome in _FAILURES.items() if isinstance(error, kind))


def _reasons(error: Exception, kind: type[Exception]) -> bool:
    """Is this failure, or one that Twisted wrapped into it, of that kind?"""
    reasons = getattr(error.__cause__ or error, "reasons", None) or ()
    return isinstance(error, kind) or any(reason.check(kind) for reason in reasons)


def _words(error: Exception) -> str:
    text = re.sub(r"[^\x20-\x7e\u00c0-\u1ef9]+", " ", f"{type(error).__name__}: {error}")
    return text[:300]
