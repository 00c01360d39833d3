"""HTTP for benchmarks: HTML pages by their path, at little cost."""

import asyncio
from collections.abc import Callable


async def answer(
    page: Callable[[str], bytes | None], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """One connection until its end; `page` gives the page of a path, None for 404."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            found = page(head.split(b" ", 2)[1].decode("latin-1"))
            status, body = (b"200 OK", found) if found is not None else (b"404 Not Found", b"<h1>404</h1>")
            writer.write(
                b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
                % (status, len(body))
            )
            writer.write(body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()
