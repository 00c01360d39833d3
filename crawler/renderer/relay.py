"""One request through the proxy: judged, asked, its answer passed on within the page's limits."""

import asyncio
import ssl
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.guard import RefusedError
from crawler.names import LookupFailedError
from crawler.renderer.asks import Ask
from crawler.renderer.gate import Gate, Reason
from crawler.renderer.http1 import (
    ResponseHead,
    WireError,
    body_parts,
    content_length,
    encode_request,
    encode_response,
    has_body,
    is_chunked,
    read_response,
)
from crawler.renderer.ledger import Keeper, Ledger, mime_of
from crawler.renderer.upstream import Link, Upstream
from domain.captures import Outcome

#: What concerns one connection only, what would lead the browser round us, what would make it report or remember.
_NOT_PASSED_ON = frozenset(
    ("connection", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer", "transfer-encoding",
     "upgrade", "alt-svc", "nel", "report-to", "reporting-endpoints", "strict-transport-security", "content-length",
     "proxy-authorization", "expect-ct", "service-worker-allowed")
)  # fmt: skip
_NOT_ASKED_WITH = _NOT_PASSED_ON | {
    "host", "user-agent", "accept-language", "accept-encoding", "x-client-data", "save-data"
}  # fmt: skip
#: As on the HTTP path (crawler.settings).
_LANGUAGE = "vi,en;q=0.5"
_PAGES = ("text/", "application/xhtml", "application/xml", "application/json", "image/svg")


class _TooLongError(Exception):
    """The page's bytes are used up."""


@dataclass(slots=True)
class Relay:
    """Passes one context's requests on."""

    gate: Gate
    upstream: Upstream

    async def serve(self, ask: Ask, ledger: Ledger, browser: asyncio.StreamWriter) -> None:
        """Answers the browser, one way or another. Raises WireError or OSError when its connection is to be closed."""
        if self.gate.only_notes(ask):
            _answer_nothing(ask, browser, 403)
            return
        refusal = self.gate.judge(ask, ledger)
        if refusal is not None:
            self._refuse(ask, ledger, browser, *refusal)
            return
        ledger.start()
        try:
            await self._pass_on(ask, ledger, browser)
        except RefusedError as error:
            self._refuse(ask, ledger, browser, Reason.GUARD, str(error))
        except _UnansweredError as error:
            ledger.failed(ask, error.outcome, str(error))
            _answer_nothing(ask, browser, 502)
        finally:
            ledger.done()

    def _refuse(self, ask: Ask, ledger: Ledger, browser: asyncio.StreamWriter, reason: Reason, detail: str) -> None:
        if reason is Reason.IDLE:
            self.gate.strays += 1
        else:
            ledger.refuse(ask, reason, detail, self.gate.outcome_of(reason))
        _answer_nothing(ask, browser, 403)

    async def _pass_on(self, ask: Ask, ledger: Ledger, browser: asyncio.StreamWriter) -> None:
        await self.gate.turn(ask, ledger)
        link, head = await self._ask(ask, ledger.job.limits.request_seconds)
        reusable = False
        try:
            self.gate.answered(ask, head)
            ledger.answered(ask, head)
            refusal = _unfit(ask, head, mime_of(head.headers))
            if refusal is not None:
                self._refuse(ask, ledger, browser, *refusal)
                return
            await self._answer(ask, ledger, browser, link, head)
            reusable = head.stays_open and (is_chunked(head.headers) or content_length(head.headers) is not None)
            reusable = reusable or not has_body(ask.method, head)
        except _TooLongError:
            ledger.refuse(ask, Reason.BYTES, "the answer is too long", Outcome.TOO_LARGE)
            browser.transport.abort()
        finally:
            if reusable and head.stays_open:
                self.upstream.keep(link)
            else:
                link.close()

    async def _ask(self, ask: Ask, seconds: float) -> tuple[Link, ResponseHead]:
        """A connection that has begun to answer. A kept one that had gone stale is tried once more, afresh."""
        request = encode_request(ask.method, ask.path, self._request_headers(ask))
        try:
            async with asyncio.timeout(seconds):
                link = await self.upstream.link(ask)
                try:
                    return link, await _exchange(link, request)
                except (WireError, OSError):
                    link.close()
                    if not link.used:
                        raise
                link = await self.upstream.link(ask, fresh=True)
                try:
                    return link, await _exchange(link, request)
                except (WireError, OSError):
                    link.close()
                    raise
        except tuple(_FAILURES) as error:
            raise _UnansweredError(_outcome(error), f"{type(error).__name__}: {error}"[:200]) from error

    def _request_headers(self, ask: Ask) -> list[tuple[str, str]]:
        passed = [
            (name, value)
            for name, value in ask.headers
            if name not in _NOT_ASKED_WITH and not name.startswith(("sec-ch-", "proxy-"))
        ]
        agent = ("user-agent", self.gate.policy.user_agent)
        own = [("host", ask.authority), agent, ("accept-language", _LANGUAGE)]
        return [*own, *passed, ("accept-encoding", "gzip, deflate"), ("connection", "keep-alive")]

    async def _answer(
        self, ask: Ask, ledger: Ledger, browser: asyncio.StreamWriter, link: Link, head: ResponseHead
    ) -> None:
        """Head and body to the browser, chunked anew, counted and kept on the way."""
        mime = mime_of(head.headers)
        keeper = ledger.keeps(ask, head, mime)
        body = has_body(ask.method, head)
        length = None if is_chunked(head.headers) else content_length(head.headers)
        browser.write(encode_response(head.status, head.reason, _response_headers(head, keeper, body, length)))
        whole = False
        try:
            if body:
                await self._pass_body(ledger, browser, link, head, keeper, chunked=length is None)
            whole = True
        finally:
            if keeper is not None:
                keeper.close(whole=whole)
        await browser.drain()

    async def _pass_body(
        self, ledger: Ledger, browser: asyncio.StreamWriter, link: Link, head: ResponseHead, keeper: Keeper | None,
        *, chunked: bool,
    ) -> None:  # fmt: skip
        limits = ledger.job.limits
        size = 0
        parts = body_parts(link.reader, head.headers, to_end=True)
        while True:
            async with asyncio.timeout(limits.request_seconds):
                part = await anext(parts, b"")
            if not part:
                break
            size += len(part)
            ledger.received += len(part)
            if size > limits.body_bytes or ledger.received > limits.page_bytes:
                raise _TooLongError
            if keeper is not None:
                keeper.take(part)
            browser.write(b"%x\r\n%b\r\n" % (len(part), part) if chunked else part)
            await browser.drain()
        if chunked:
            browser.write(b"0\r\n\r\n")


class _UnansweredError(Exception):
    def __init__(self, outcome: Outcome, text: str) -> None:
        super().__init__(text)
        self.outcome = outcome


async def _exchange(link: Link, request: bytes) -> ResponseHead:
    link.writer.write(request)
    return await read_response(link.reader)


#: What asking may raise, and what it means; the first match counts.
_FAILURES: dict[type[Exception], Outcome] = {
    LookupFailedError: Outcome.DNS_ERROR,
    ssl.SSLError: Outcome.TLS_ERROR,
    TimeoutError: Outcome.TIMEOUT,
    WireError: Outcome.BROKEN,
    OSError: Outcome.CONNECT_ERROR,
}


def _outcome(error: Exception) -> Outcome:
    return next(outcome for kind, outcome in _FAILURES.items() if isinstance(error, kind))


def _unfit(ask: Ask, head: ResponseHead, mime: str) -> tuple[Reason, str] | None:
    """Answers nobody will look at: films, files offered to keep, other protocols."""
    if head.status == 101:
        return Reason.WEBSOCKET, "switching protocols"
    if mime.startswith(("video/", "audio/")):
        return Reason.MEDIA, mime
    if ask.navigates and head.status == 200:
        if head.header("content-disposition").lower().lstrip().startswith("attachment"):
            return Reason.DOWNLOAD, "offered as a file"
        if mime and not mime.startswith(_PAGES) and not mime.startswith("image/"):
            return Reason.DOWNLOAD, mime
    return None


def _response_headers(
    head: ResponseHead, keeper: Keeper | None, body: bool, length: int | None
) -> Iterable[tuple[str, str]]:
    data = keeper is not None and keeper.data
    for name, value in head.headers:
        if name not in _NOT_PASSED_ON and not (data and name in ("cache-control", "expires", "etag", "last-modified")):
            yield name, value
    if data:  # an answer that is evidence of each page that asks for it is asked each time
        yield "cache-control", "no-store"
    if length is not None:
        yield "content-length", str(length)
    elif body:
        yield "transfer-encoding", "chunked"


def _answer_nothing(ask: Ask, browser: asyncio.StreamWriter, status: int) -> None:
    """A navigation that leads nowhere leaves the page as it stands (204); anything else fails for its script."""
    code, reason = (204, "No Content") if ask.navigates else (status, "Refused")
    headers = [] if code == 204 else [("content-length", "0")]
    browser.write(encode_response(code, reason, [*headers, ("cache-control", "no-store")]))
