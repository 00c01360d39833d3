"""Looking a register over: every fault, and what is allowed but should be seen by somebody."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from domain.agencies import HostRole, Kind
from registry.entry_faults import Trouble
from registry.faults import Fault, Severity
from registry.load import Reading, as_source, read_source
from registry.locate import Source
from registry.models import AgencyEntry

#: Whose parent should be named, and which kinds it may have (two-tier local government since 1 Jul 2025).
_ABOVE = {
    Kind.DIRECTORATE: (Kind.MINISTRY, Kind.GOV_AGENCY, Kind.DIRECTORATE),
    Kind.DEPARTMENT: (Kind.PROVINCE, Kind.DEPARTMENT),
    Kind.DISTRICT: (Kind.PROVINCE, Kind.DISTRICT),
    Kind.COMMUNE: (Kind.DISTRICT, Kind.PROVINCE),
}


def lint(source: Path | str | Source) -> list[Fault]:
    """All faults and warnings, by file and line. Never raises for what stands in the files."""
    reading = read_source(as_source(source))
    for agency in (agency for agency in reading.entries if agency not in reading.faulty):
        reading.faults.extend(_warning(reading, trouble) for trouble in _remarks(reading, agency))
    reading.sort_faults()
    return reading.faults


def _warning(reading: Reading, trouble: Trouble) -> Fault:
    fault = reading.fault_of(trouble)
    return Fault(fault.file, fault.line, fault.key, fault.problem, fault.allowed, Severity.WARNING)


def _remarks(reading: Reading, agency: str) -> Iterator[Trouble]:
    entry = reading.entries[agency]
    yield from _about_hosts(agency, entry)
    yield from _about_parent(reading, agency, entry)
    if entry.valid.until is None:
        yield from _about_portal(agency, entry)
    else:
        yield from _about_succession(reading, agency, entry, entry.valid.until)


def _about_portal(agency: str, entry: AgencyEntry) -> Iterator[Trouble]:
    parts = urlsplit(entry.portal)
    host = parts.hostname or ""
    if not host.endswith(".gov.vn"):
        yield Trouble(agency, ("portal",), f"{host} is outside gov.vn (Decree 43/2011 Art. 6(1))", "a gov.vn domain")
    if parts.scheme == "http":
        yield Trouble(agency, ("portal",), f"{host} is entered by http", "https where the portal answers to it")
    if entry.block and not _has_services(entry):
        yield Trouble(
            agency,
            ("hosts",),
            "no service host is declared",
            "a host with role: service, or a not_applicable entry for the services with its source",
        )


def _has_services(entry: AgencyEntry) -> bool:
    declared = any(host.role is HostRole.SERVICE for host in entry.hosts)
    return declared or any("-18-" in item.requirement for item in entry.not_applicable)


def _about_hosts(agency: str, entry: AgencyEntry) -> Iterator[Trouble]:
    seen: set[str] = set()
    for index, declared in enumerate(entry.hosts):
        if declared.host in seen:
            yield Trouble(agency, ("hosts", index, "host"), f"{declared.host} is declared twice", "each host once")
        seen.add(declared.host)
    services = [host for host in entry.hosts if host.role is HostRole.SERVICE]
    if entry.valid.until is None and services and all(host.unverified for host in services):
        yield Trouble(agency, ("hosts",), "no service host of it was ever seen (unverified)", "a look at it")


def _about_parent(reading: Reading, agency: str, entry: AgencyEntry) -> Iterator[Trouble]:
    above = _ABOVE.get(entry.kind)
    if above is None:
        return
    if entry.parent is None:
        yield Trouble(agency, (), f"a {entry.kind.value} without parent", "parent: the id of the agency above it")
        return
    parent = reading.entries.get(entry.parent)
    if parent is not None and parent.kind not in above:
        problem = f"a {entry.kind.value} below the {parent.kind.value} {entry.parent}"
        yield Trouble(agency, ("parent",), problem, ", ".join(kind.value for kind in above))


def _about_succession(reading: Reading, agency: str, entry: AgencyEntry, last: date) -> Iterator[Trouble]:
    if not entry.successors:
        yield Trouble(agency, ("valid", "until"), "it ended and names no successor", "successors: [id, ...]")
    next_day = last + timedelta(days=1)
    for index, name in enumerate(entry.successors):
        successor = reading.entries.get(name)
        if successor is None:
            continue
        since, until = successor.valid.from_, successor.valid.until
        if (since is not None and since > next_day) or (until is not None and until < next_day):
            yield Trouble(
                agency, ("successors", index), f"{name} does not exist on {next_day}", "an agency of that day"
            )
