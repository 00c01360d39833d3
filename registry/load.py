"""Reading the register: YAML with its places, then the format, then what holds between entries; every fault at once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from registry.addresses import declared_key, host_key, host_name
from registry.crosscheck import crosscheck
from registry.entry_faults import ID_FORM, Trouble, read_entry
from registry.faults import Fault, NotAllowedError, RegistryError, did_you_mean, display_name, key_path, shown
from registry.locate import Source, beside
from registry.models import AgencyEntry, TargetsFile, is_id, keys_of
from registry.register import Registry
from registry.targets import to_target, with_subordinates
from registry.yaml_tree import Document, Place, read_document


def load_targets(source: Path | str | Source) -> Registry:
    """The register of a file and what was imported beside it. Raises RegistryError with every fault."""
    found = as_source(source)
    reading = read_source(found)
    if reading.faults:
        raise RegistryError(reading.faults)
    return registry_of(reading)


def registry_of(reading: "Reading") -> Registry:
    """The register out of entries that were read without faults."""
    former = {
        host_key(portal.url): agency for agency, entry in reading.entries.items() for portal in entry.former_portals
    }
    targets = with_subordinates([to_target(agency, entry) for agency, entry in reading.entries.items()])
    return Registry(targets, former=former, national_hosts=tuple(reading.national))


def as_source(source: Path | str | Source) -> Source:
    return source if isinstance(source, Source) else beside(Path(source))


@dataclass(slots=True)
class Reading:
    """What the files hold: entries in file order (of faulty ones what could be read), where each id stands, faults."""

    entries: dict[str, AgencyEntry] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)
    stands: dict[str, tuple[str, Place]] = field(default_factory=dict)
    national: dict[str, None] = field(default_factory=dict)  # host keys, in file order
    faults: list[Fault] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def fault_of(self, trouble: Trouble) -> Fault:
        """The trouble with its file and line."""
        file, place = self.stands[trouble.agency]
        key = key_path(("agencies", trouble.agency, *trouble.path))
        return Fault(file, place.line_of(trouble.path), key, trouble.problem, trouble.allowed)

    def sort_faults(self) -> None:
        """By file in reading order, then by line."""
        order = {file: index for index, file in enumerate(self.files)}
        self.faults.sort(key=lambda fault: (order.get(fault.file, -1), fault.line, fault.key, fault.problem))

    def take(self, document: Document) -> None:
        """Adds one file's entries and faults."""
        self.files.append(document.file)
        self.faults.extend(document.faults)
        data, file, place = document.data, document.file, document.place
        if data is None and document.faults:
            return
        if not isinstance(data, dict):
            problem = "is empty" if data is None else "not a mapping"
            self.faults.append(Fault(file, place.line, "", problem, "agencies: with one entry per agency"))
            return
        keys = keys_of(TargetsFile)
        for key in data:
            if key not in keys:
                problem = f"unknown key{did_you_mean(key, keys)}"
                line = place.line_of((key,))
                self.faults.append(Fault(file, line, key_path((key,)), problem, ", ".join(keys)))
        self._take_national(file, place, data.get("national_hosts", []))
        self._take_agencies(file, place, data)

    def _take_national(self, file: str, place: Place, hosts: Any) -> None:
        if not isinstance(hosts, list):
            line = place.line_of(("national_hosts",))
            self.faults.append(Fault(file, line, "national_hosts", "not a list", "a list of host names"))
            return
        for index, host in enumerate(hosts):
            path = ("national_hosts", index)
            try:
                self.national[declared_key(host_name(host if isinstance(host, str) else str(host)))] = None
            except NotAllowedError as error:
                self.faults.append(Fault(file, place.line_of(path), key_path(path), error.problem, error.allowed))

    def _take_agencies(self, file: str, place: Place, data: dict[str, Any]) -> None:
        agencies = data.get("agencies")
        if not isinstance(agencies, dict):
            problem = "a mapping is expected" if "agencies" in data else "is missing"
            line = place.line_of(("agencies",))
            self.faults.append(Fault(file, line, "agencies", problem, "one entry per agency, under its id"))
            return
        for agency, entry in agencies.items():
            self._take_agency(agency, entry, file, place.children["agencies"].children[agency])

    def _take_agency(self, agency: str, data: Any, file: str, place: Place) -> None:
        key = key_path(("agencies", agency))
        if not is_id(agency):
            self.faults.append(Fault(file, place.line, key, f"{shown(agency)} is no id", ID_FORM))
        if agency in self.stands:
            first, stands = self.stands[agency]
            self.faults.append(
                Fault(file, place.line, key, f"id given twice (first in {first}:{stands.line})", "each id once")
            )
            return
        self.stands[agency] = (file, place)
        entry, troubles = read_entry(agency, data)
        self.faults.extend(map(self.fault_of, troubles))
        if troubles:
            self.faulty.add(agency)
        if entry is not None:
            self.entries[agency] = entry


def read_source(source: Source) -> Reading:
    """All files of a register judged together, faults by file and line."""
    reading = read_files(source)
    reading.faults.extend(map(reading.fault_of, crosscheck(reading.entries, reading.stands, reading.national)))
    reading.sort_faults()
    return reading


def read_files(source: Source, leave_out: Path | None = None) -> Reading:
    """All files of a register, each entry judged on its own. `leave_out`: an import that is to be replaced."""
    reading = Reading()
    try:
        imported = source.imported()
    except OSError as error:
        problem = f"can't be read: {error.strerror or type(error).__name__}"
        reading.faults.append(Fault(display_name(source.imports), 0, "", problem))
        imported = ()
    for path in (source.main, *imported):
        if path != leave_out:
            reading.take(read_document(path))
    return reading
