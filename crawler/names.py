"""Names to addresses, once per audit: what was checked is what is connected to, and what the record shows."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address

LOOKUP_SECONDS = 10.0


class LookupFailedError(Exception):
    """The name has no address, or nobody answers for it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a name resolved to. Addresses are sorted, IPv4 first, so that two audits connect alike."""

    host: str
    addresses: tuple[str, ...]
    canonical: str = ""  # where aliases end, when the resolver told
    source: str = "system"  # or "resolve": the target's own table, or "literal"

    def observation(self, error: str = "") -> dict[str, object]:
        """The DNS record of the archive. The system's resolver does not pass on whether the answer was signed."""
        return {
            "host": self.host,
            "a": [text for text in self.addresses if ":" not in text],
            "aaaa": [text for text in self.addresses if ":" in text],
            "cname": [self.canonical] if self.canonical and self.canonical != self.host else [],
            "source": self.source,
            "dnssec": "unknown",
            "dnssec_how": "the system's resolver does not tell",
            "error": error,
        }


Lookup = Callable[[str], Awaitable[Answers]]


async def system_lookup(host: str) -> Answers:
    """The system's resolver (hosts file included), in a thread. It also reads numeric spellings (octal, hex, one
    number), so those are checked like any other name. Raises LookupFailedError.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await asyncio.wait_for(
            loop.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_CANONNAME), LOOKUP_SECONDS
        )
    except TimeoutError:
        raise LookupFailedError(f"{host}: no answer within {LOOKUP_SECONDS:.0f} s") from None
    except (OSError, UnicodeError) as error:
        raise LookupFailedError(f"{host}: {error}") from error
    literals = {str(entry[4][0]) for entry in found}
    canonical = next((entry[3] for entry in found if entry[3]), "")
    return Answers(host, in_order(literals), canonical.rstrip(".").lower())


def in_order(literals: set[str]) -> tuple[str, ...]:
    return tuple(sorted(literals, key=lambda text: (":" in text, ip_address(text.partition("%")[0]), text)))


def _is_literal(host: str) -> bool:
    try:
        return str(ip_address(host)) == host
    except ValueError:
        return False


@dataclass(slots=True)
class Names:
    """One audit's address book. An answer, once given, holds for the whole audit: a name cannot change its mind."""

    lookup: Lookup
    mapped: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    on_answer: Callable[[Answers, str], None] | None = None
    _known: dict[str, Answers] = field(default_factory=dict)
    _failed: set[str] = field(default_factory=set)

    async def places(self, host: str, port: int) -> tuple[tuple[str, int], ...]:
        """Where to connect for host:port, in order. Raises LookupFailedError."""
        host = host.lower()
        if host in self.mapped:
            address, real_port = self.mapped[host]
            self._keep(Answers(host, (address,), source="resolve"))
            return ((address, real_port),)
        if self.mapped and not _is_literal(host):
            raise LookupFailedError(f"{host}: not among the names of this test portal")
        if host not in self._known:
            self._keep(Answers(host, (host,), source="literal") if _is_literal(host) else await self._ask(host))
        return tuple((address, port) for address in self._known[host].addresses)

    async def _ask(self, host: str) -> Answers:
        try:
            answers = await self.lookup(host)
        except LookupFailedError as error:
            if self.on_answer and host not in self._failed:
                self.on_answer(Answers(host, ()), str(error))
            self._failed.add(host)
            raise
        if not answers.addresses:
            raise LookupFailedError(f"{host}: no address")
        return answers

    def _keep(self, answers: Answers) -> None:
        if answers.host not in self._known:
            self._known[answers.host] = answers
            if self.on_answer:
                self.on_answer(answers, "")
