"""One knock at a public IPv6 address, and none at any other."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from crawler.ipv6 import try_ipv6

PUBLIC, OTHER = "2405:4800::7", "2001:ee0:1::1"


class Door:
    def close(self) -> None:
        """Nothing to close."""


def knocking(result: Exception | None) -> tuple[Callable[[str, int], Any], list[str]]:
    asked: list[str] = []

    async def connect(address: str, _port: int) -> tuple[None, Any]:
        asked.append(address)
        if result is not None:
            raise result
        return None, Door()

    return connect, asked


CASES = [
    (None, "answers"),
    (ConnectionRefusedError(111, "refused"), "refused"),
    (OSError(101, "Network is unreachable"), "untried"),
    (TimeoutError(), "silent"),
]


@pytest.mark.parametrize(("result", "state"), CASES)
def test_what_came_of_it(result: Exception | None, state: str) -> None:
    connect, asked = knocking(result)
    told, how = asyncio.run(try_ipv6([PUBLIC], 443, connect=connect, has_way=lambda *_: True))
    assert (told, asked) == (state, [PUBLIC])
    assert PUBLIC in how


@pytest.mark.parametrize(
    "address", ["::1", "fd00::1", "fe80::1", "::ffff:113.160.1.1", "64:ff9b::808:808", "2001:db8::1"]
)
def test_inward_addresses_are_never_knocked_at(address: str) -> None:
    connect, asked = knocking(None)
    told, _ = asyncio.run(try_ipv6([address], 443, connect=connect, has_way=lambda *_: True))
    assert (told, asked) == ("inward", [])


def test_second_address_is_tried_when_the_first_is_shut() -> None:
    async def connect(address: str, _port: int) -> tuple[None, Any]:
        if address == PUBLIC:
            raise ConnectionRefusedError(111, "refused")
        return None, Door()

    assert asyncio.run(try_ipv6([PUBLIC, OTHER], 443, connect=connect, has_way=lambda *_: True))[0] == "answers"


def test_machine_without_ipv6_tries_nothing() -> None:
    connect, asked = knocking(None)
    assert asyncio.run(try_ipv6([PUBLIC], 443, connect=connect, has_way=lambda *_: False))[0] == "untried"
    assert asyncio.run(try_ipv6([], 443, connect=connect))[0] == "untried"
    assert asked == []
