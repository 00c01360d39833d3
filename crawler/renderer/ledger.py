"""What one page asked for and got through the proxy: counts, refusals, its document's way, what is kept of it."""

import asyncio
import zlib
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote

from crawler.renderer.asks import Ask, Part
from crawler.renderer.http1 import Headers, ResponseHead, header
from crawler.renderer.job import Answer, Asset, Job, Refused
from domain.captures import Outcome
from domain.urls import canonical, host_of, join

_MAX_TOLD = 100
_OK = 200
_MAX_ASSETS = 300
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STYLES = ("text/css", "image/", "font/", "application/font", "application/x-font")


@dataclass(slots=True)
class Ledger:
    """One job's account. `goal` is where the page's own document is asked for, along its redirects."""

    job: Job
    requests: int = 0
    documents: int = 0
    received: int = 0
    refused: list[Refused] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    redirects: list[str] = field(default_factory=list)
    document: ResponseHead | None = None
    failure: tuple[Outcome, str] | None = None  # why the page's own document did not come
    answers: list[Answer] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)  # addresses that scripts got pieces of HTML from
    assets: list[Asset] = field(default_factory=list)
    prepaid: bool = True  # the crawl, or the desk, waited for the first document's turn
    goal: str = ""
    before: str = ""  # the page that stands there until this one comes
    _flying: int = 0
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _kept: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.goal = self.job.url
        self._idle.set()

    @property
    def flying(self) -> int:
        """Requests on their way."""
        return self._flying

    def start(self) -> None:
        self.requests += 1
        self._flying += 1
        self._idle.clear()

    def done(self) -> None:
        self._flying -= 1
        if not self._flying:
            self._idle.set()

    async def idle(self, seconds: float) -> bool:
        """Waits until nothing is on its way; False when that takes too long."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    def is_page(self, ask: Ask) -> bool:
        """Is this the page's own document, and not a frame or a later move of its scripts? The first navigation to its
        host is, even if the browser writes its address otherwise."""
        if self.document is not None or not ask.navigates:
            return False
        if not self.requests and ask.part is Part.DOCUMENT and ask.host == host_of(self.goal):
            self.goal = ask.url
        return _name(ask.url) == _name(self.goal)

    def is_of_before(self, ask: Ask) -> bool:
        """Does the page before ask this? It may until the new one has taken its place."""
        if self.document is None:
            return not self.is_page(ask)
        said = header(ask.headers, "referer")
        return bool(said) and said == self.before and said != self.goal.partition("#")[0]

    def refuse(self, ask: Ask, reason: str, detail: str, outcome: Outcome) -> None:
        self.note(reason, ask.method, ask.url, detail)
        if self.is_page(ask):
            self.failure = (outcome, f"{reason}: {detail}"[:300])

    def note(self, reason: str, method: str, url: str, detail: str = "") -> None:
        self.counts[reason] += 1
        if len(self.refused) < _MAX_TOLD:
            self.refused.append(Refused(reason, method[:20], url[:1000], detail[:300]))

    def failed(self, ask: Ask, outcome: Outcome, error: str) -> None:
        """No answer came."""
        self.counts["failed"] += 1
        if self.is_page(ask):
            self.failure = (outcome, error[:300])

    def answered(self, ask: Ask, head: ResponseHead) -> None:
        """The page's own document, or a redirect on its way."""
        if not self.is_page(ask):
            return
        location = head.header("location")
        if head.status in _REDIRECTS and location:
            self.redirects.append(ask.url)
            self.goal = join(ask.url, _readable(location)) or location[:500]
        else:
            self.document = head

    def keeps(self, ask: Ask, head: ResponseHead, mime: str) -> "Keeper | None":
        """Where to collect a body that is wanted, if this one is."""
        want, limits = self.job.want, self.job.limits
        if ask.method != "GET" or ask.navigates:
            return None
        coding = head.header("content-encoding").lower()
        if want.answers and may_be_data(mime) and len(self.answers) < limits.answers:
            room = limits.answers_bytes - self._kept["answers"]
            return Keeper(self, ask, head.status, mime, coding, min(limits.answer_bytes, room), data=True)
        if want.assets and mime.startswith(_STYLES) and head.status == 200 and len(self.assets) < _MAX_ASSETS:
            room = limits.assets_bytes - self._kept["assets"]
            return Keeper(self, ask, head.status, mime, coding, room, data=False)
        return None

    def keep_answer(self, answer: Answer) -> None:
        if len(self.answers) < self.job.limits.answers:
            self._kept["answers"] += len(answer.body)
            self.answers.append(answer)

    def keep_asset(self, asset: Asset) -> None:
        if self._kept["assets"] + len(asset.body) <= self.job.limits.assets_bytes:
            self._kept["assets"] += len(asset.body)
            self.assets.append(asset)


@dataclass(slots=True)
class Keeper:
    """Collects one body as it passes, decoded and bounded."""

    ledger: Ledger
    ask: Ask
    status: int
    mime: str
    coding: str
    room: int
    data: bool
    _parts: list[bytes] = field(default_factory=list)
    _size: int = 0
    _cut: bool = False

    def take(self, part: bytes) -> None:
        if self._size > self.room:
            self._cut = True
            return
        self._parts.append(part)
        self._size += len(part)

    def close(self, *, whole: bool) -> None:
        body, cut = unpack(b"".join(self._parts), self.coding, self.room)
        cut = cut or self._cut or not whole
        if self.data:
            start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
            if start in (b"{", b"["):
                self.ledger.keep_answer(Answer(self.ask.url, self.status, self.mime, body, cut))
            elif start == b"<" and self.status == _OK and len(self.ledger.fragments) < _MAX_TOLD:
                self.ledger.fragments.append(self.ask.url)
        elif body and not cut:
            self.ledger.keep_asset(Asset(self.ask.url, self.mime, body))


def may_be_data(mime: str) -> bool:
    """JSON by name, or what careless servers call it."""
    return mime in ("text/plain", "text/html", "") or mime.endswith(("/json", "+json"))


def unpack(data: bytes, coding: str, limit: int) -> tuple[bytes, bool]:
    """The decoded body and whether something is missing of it. The proxy asks for gzip and deflate only."""
    if coding in ("", "identity"):
        return data[: max(0, limit)], len(data) > limit
    if limit <= 0 or coding not in ("gzip", "x-gzip", "deflate"):
        return b"", True
    for bits in (31, 15, -15) if coding == "deflate" else (31,):
        machine = zlib.decompressobj(bits)
        try:
            body = machine.decompress(data, limit)
        except zlib.error:
            continue
        return body, not machine.eof
    return b"", True


def mime_of(headers: Headers) -> str:
    value = next((value for key, value in headers if key == "content-type"), "")
    return value.partition(";")[0].strip().lower()[:100]


def _readable(location: str) -> str:
    """A Location as the server meant it: raw UTF-8 came to us as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _name(url: str) -> str:
    """The address without its route, in the one form that can be compared: browsers escape in their own way."""
    bare = url.partition("#")[0]
    try:
        return unquote(canonical(bare))
    except ValueError:
        return bare
