"""The crawl's side of the socket: jobs go to the render process, answers come back, no wait is without an end."""

import asyncio
import itertools
from dataclasses import dataclass, field

from crawler.protocol import FrameError, encode_frame
from crawler.renderer.frames import job_header, parse_rendered, read_frame
from crawler.renderer.job import Job, Rendered
from domain.captures import Outcome

_CONNECT_SECONDS = 5.0
_SEND_SECONDS = 10.0
_GRACE_SECONDS = 15.0  # a fresh browser, a second try
_QUEUE_SECONDS = 120.0  # other audits' pages come first


class GoneError(Exception):
    """The render process is not there."""


@dataclass(slots=True)
class RenderClient:
    """One crawl process's connection, made at first use and again after the render process was replaced."""

    socket_path: str
    browser: str = ""
    _writer: asyncio.StreamWriter | None = None
    _listener: "asyncio.Task[None] | None" = None
    _waiting: dict[int, "asyncio.Future[Rendered]"] = field(default_factory=dict)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _connecting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def render(self, job: Job, seconds: float | None = None) -> Rendered:
        """The page, or a named failure. Never raises but for cancellation. `seconds`: how long to wait in all."""
        limit = seconds or job.limits.page_seconds * 2 + job.limits.turn_seconds + _QUEUE_SECONDS + _GRACE_SECONDS
        number = next(self._numbers)
        try:
            async with asyncio.timeout(limit):
                answer = await self._send(number, job)
                return await answer
        except TimeoutError:
            await self._cancel(number)
            return Rendered(Outcome.TIMEOUT, job.url, job.url, error=f"no rendering within {limit:.0f} s")
        except (GoneError, OSError, FrameError) as error:
            return Rendered(Outcome.BROKEN, job.url, job.url, error=f"no renderer: {error}"[:300])
        except asyncio.CancelledError:
            await asyncio.shield(self._cancel(number))
            raise
        finally:
            self._waiting.pop(number, None)

    async def close(self) -> None:
        if self._listener is not None:
            self._listener.cancel()
        if self._writer is not None:
            self._writer.close()
        self._listener = self._writer = None

    async def _send(self, number: int, job: Job) -> "asyncio.Future[Rendered]":
        writer = await self._connected()
        answer: asyncio.Future[Rendered] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        writer.write(encode_frame(job_header(number, job)))
        async with asyncio.timeout(_SEND_SECONDS):
            await writer.drain()
        return answer

    async def _cancel(self, number: int) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(encode_frame({"type": "cancel", "id": number}))

    async def _connected(self) -> asyncio.StreamWriter:
        async with self._connecting:
            if self._writer is not None and not self._writer.is_closing():
                return self._writer
            try:
                async with asyncio.timeout(_CONNECT_SECONDS):
                    reader, writer = await asyncio.open_unix_connection(self.socket_path)
                    hello = await read_frame(reader)
            except (OSError, TimeoutError, FrameError) as error:
                raise GoneError(str(error) or type(error).__name__) from error
            if hello is None or hello[0]["type"] != "hello":
                raise GoneError("no greeting")
            self.browser = str(hello[0].get("browser", ""))[:200]
            self._writer = writer
            self._listener = asyncio.ensure_future(self._listen(reader, writer))
            return writer

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Hands answers to who waits for them; when the process is gone, tells everybody."""
        error = "the render process ended"
        try:
            while (frame := await read_frame(reader)) is not None:
                if frame[0]["type"] == "rendered":
                    number, rendered = parse_rendered(*frame)
                    answer = self._waiting.pop(number, None)
                    if answer is not None and not answer.done():
                        answer.set_result(rendered)
        except FrameError as fault:
            error = str(fault)
        writer.close()
        if self._writer is writer:
            self._writer = None
            for answer in list(self._waiting.values()):
                if not answer.done():
                    answer.set_exception(GoneError(error))
            self._waiting.clear()
