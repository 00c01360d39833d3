"""A name server on loopback that knows what it is told, and may keep quiet about some kinds of record."""

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import dns.asyncresolver
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

#: (name, kind) -> records as they stand in a zone file.
Zone = Mapping[tuple[str, str], Sequence[str]]
SOA = "ns.vn. admin.vn. 1 3600 600 86400 300"
KEY = "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
DS = "12345 13 2 " + "AB" * 32


@contextmanager
def name_server(
    zone: Zone, *, checked: bool = False, silent: Sequence[str] = (), failing: Sequence[str] = ()
) -> Iterator[dns.asyncresolver.Resolver]:
    """A resolver whose only server is this one. `checked`: answers carry the AD flag; `silent` kinds get no answer,
    `failing` kinds SERVFAIL."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as served:
        served.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(served, zone, checked, silent, failing), daemon=True)
        thread.start()
        resolver = dns.asyncresolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = served.getsockname()[1]
        try:
            yield resolver
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", served.getsockname())
            thread.join(5)


def _serve(served: socket.socket, zone: Zone, checked: bool, silent: Sequence[str], failing: Sequence[str]) -> None:
    names = {name for name, _ in zone}
    while True:
        wire, asker = served.recvfrom(4096)
        if not wire:
            return
        asked = dns.message.from_wire(wire)
        name, kind = asked.question[0].name, dns.rdatatype.to_text(asked.question[0].rdtype)
        if kind in silent:
            continue
        answer = dns.message.make_response(asked)
        text = name.to_text(omit_final_dot=True) or "."
        if kind in failing:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif not any(known == text or known.endswith("." + text) for known in names):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        for owner, found in _found(zone, text, kind):
            answer.answer.append(dns.rrset.from_text(_full(owner), 300, "IN", found, *zone[owner, found]))
        if checked:
            answer.flags |= dns.flags.AD
        served.sendto(answer.to_wire(), asker)


def _found(zone: Zone, name: str, kind: str) -> Iterator[tuple[str, str]]:
    """The records of a name, its alias followed."""
    if (name, "CNAME") in zone and kind != "CNAME":
        yield name, "CNAME"
        yield from _found(zone, zone[name, "CNAME"][0].rstrip("."), kind)
    elif (name, kind) in zone:
        yield name, kind


def _full(name: str) -> str:
    return name if name == "." else f"{name}."
