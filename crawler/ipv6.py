"""Does a portal answer over IPv6? One TCP connection to a public address, where this machine has a way there."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import ip_address
from typing import Any

from crawler.connecting import admit
from crawler.guard import why_inward

_SECONDS = 5.0
_MOST_TRIED = 2

Connect = Callable[[str, int], Awaitable[tuple[Any, asyncio.StreamWriter]]]


async def try_ipv6(
    addresses: Sequence[str],
    port: int,
    *,
    connect: Connect = asyncio.open_connection,
    has_way: Callable[[str, int], bool] | None = None,
) -> tuple[str, str]:
    """(state, how): `answers`; `refused` by the other side; `inward`, not reachable for the public; `silent`, which may
    be our side's fault; `untried`. Only public addresses are connected to.
    """
    if not addresses:
        return "untried", "no address to try"
    public = [text for text in addresses if not why_inward(ip_address(text))]
    if not public:
        return "inward", f"{addresses[0]}: {why_inward(ip_address(addresses[0]))}"
    state, how = "untried", "this machine has no way to IPv6"
    for address in public[:_MOST_TRIED]:
        admit(address, port)
        if not (has_way or _has_way)(address, port):
            continue
        state, how = await _knock(address, port, connect)
        if state == "answers":
            break
    return state, how


async def _knock(address: str, port: int, connect: Connect) -> tuple[str, str]:
    try:
        async with asyncio.timeout(_SECONDS):
            _, writer = await connect(address, port)
    except (ConnectionRefusedError, ConnectionResetError) as error:
        return "refused", f"{address} port {port}: {type(error).__name__}"
    except TimeoutError:
        return "silent", f"{address} port {port}: no answer within {_SECONDS:g} s"
    except OSError as error:
        return "untried", f"{address} port {port}: {error.strerror or error}"[:200]
    writer.close()
    return "answers", f"{address} port {port}: connected"


def _has_way(address: str, port: int) -> bool:
    """Has this machine a route there? Asked of the kernel; nothing is sent."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as asked:
            asked.connect((address, port))
    except OSError:
        return False
    return True
