"""Bringing departments, districts and communes into the register from a spreadsheet: all of it, or nothing.

What a sheet brings goes into a file of its own in the folder beside targets.yaml, so that the operator's file with
its comments is never touched, and the same sheet imported again replaces what it brought before.
"""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from domain.agencies import Kind
from registry.crosscheck import crosscheck
from registry.entry_faults import read_entry
from registry.entry_text import file_text, write_whole
from registry.faults import Fault, RegistryError, RowFault, display_name, shown
from registry.load import Reading, as_source, read_files
from registry.locate import Source
from registry.models import AgencyEntry
from registry.names import NameIndex, UnknownAgencyError
from registry.sheet_agencies import Draft, slug
from registry.sheet_columns import Column
from registry.sheet_reading import SheetReading, read_spreadsheet
from registry.targets import agency_of
from registry.yaml_tree import parse_document, read_document


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did or would do. With faults nothing was written."""

    file: Path  # where the entries stand
    written: bool
    rows: int  # agencies in the sheet
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    skipped: tuple[str, ...] = ()  # rows and sheets passed over, with the reason
    ignored: tuple[str, ...] = ()  # columns nobody asked for
    faults: tuple[RowFault | Fault, ...] = ()


def import_sheet(
    path: Path,
    source: Source | Path | str,
    *,
    name: str | None = None,
    kind: Kind | None = None,
    parent: str | None = None,
    replace_all: bool = False,
    dry_run: bool = False,
) -> ImportResult:
    """Reads a spreadsheet into the register. `name` is the import's own (default: the file's); `kind` and `parent`
    are taken where a row says none; `replace_all` lets go of agencies the sheet no longer has.

    Raises RegistryError when the register itself can't be used, ValueError for a name without letters.
    """
    register = as_source(source)
    stem = slug(name if name is not None else path.stem)
    if not stem:
        raise ValueError(f"a name with letters or digits is needed, not {shown(name or path.stem)}")
    target = register.imports / f"{stem}.yaml"
    found = read_spreadsheet(path, kind)
    with _alone(register):
        reading = read_files(register, leave_out=target)
        if reading.faults:
            raise RegistryError(reading.faults)
        entries, register_faults = _judged(found, reading, parent)
        result = _compared(found, target, entries, replace_all)
        faults = (*found.row_faults(), *register_faults, *result.faults)
        if faults:
            return replace(result, faults=faults)
        if not dry_run:
            _write(path, found, target, entries)
        return replace(result, written=not dry_run)


@contextmanager
def _alone(source: Source) -> Iterator[None]:
    """One import at a time: the register's file is locked, also where its folder can't be written."""
    try:
        stream = source.main.open("rb")
    except OSError as error:
        problem = f"can't be read: {error.strerror or type(error).__name__}"
        raise RegistryError([Fault(display_name(source.main), 0, "", problem)]) from error
    with stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _judged(found: SheetReading, reading: Reading, parent: str | None) -> tuple[dict[str, AgencyEntry], list[Fault]]:
    """The entries of all rows that can be read, faults noted on their rows; and faults they cause elsewhere."""
    drafts = _by_id(found, reading)
    _name_kin(found.drafts, reading, parent)
    entries: dict[str, AgencyEntry] = {}
    for agency, draft in drafts.items():
        entry, troubles = read_entry(agency, draft.data)
        draft.take([trouble for trouble in troubles if not draft.told(trouble)])
        if entry is not None:
            entries[agency] = entry
    elsewhere: list[Fault] = []
    merged = {**reading.entries, **entries}
    for trouble in crosscheck(merged, {**reading.stands, **drafts}, reading.national):
        if trouble.agency in drafts:
            drafts[trouble.agency].take([trouble])
        else:
            elsewhere.append(reading.fault_of(trouble))
    return entries, elsewhere


def _by_id(found: SheetReading, reading: Reading) -> dict[str, Draft]:
    """The drafts under their ids; an id given twice, or taken in the register, is a fault of the later row."""
    drafts: dict[str, Draft] = {}
    for draft in found.drafts:
        column = Column.ID if (draft.sheet, Column.ID) in found.titles else Column.PORTAL
        if not draft.id:
            continue
        first = drafts.get(draft.id)
        if draft.id in reading.stands:
            file, place = reading.stands[draft.id]
            draft.fault(column, f"id {draft.id!r} is in the register already ({file}:{place.line})", "another id")
        elif first is not None:
            where = f"{first.sheet}:row {first.row}" if first.sheet != draft.sheet else f"row {first.row}"
            draft.fault(column, f"the same id {draft.id!r} as {where}", "another address, or an id (Mã) for each row")
        else:
            drafts[draft.id] = draft
    return drafts


def _name_kin(drafts: list[Draft], reading: Reading, parent: str | None) -> None:
    """Parents and successors, given by id or name, as ids of the register or of other rows."""
    agencies = {agency: agency_of(agency, entry) for agency, entry in reading.entries.items()}
    rows = {draft.id: draft for draft in drafts if draft.id and draft.name}
    index = NameIndex([*agencies.values(), *(draft for agency, draft in rows.items() if agency not in agencies)])
    known: dict[str, str | UnknownAgencyError] = {}

    def resolve(text: str) -> str | UnknownAgencyError:
        if text not in known:
            try:
                plain = text.lower()
                known[text] = plain if plain in agencies or plain in rows else index.find(text)
            except UnknownAgencyError as error:
                known[text] = error
        return known[text]

    for draft in drafts:
        wanted = draft.parent or parent or ""
        for column, text in [(Column.PARENT, wanted), *((Column.SUCCESSORS, text) for text in draft.successors)]:
            agency = resolve(text) if text else None
            if isinstance(agency, UnknownAgencyError):
                draft.fault(column, str(agency), "the id or full name of an agency in the register or the sheet")
            elif agency and column is Column.PARENT:
                draft.data["parent"] = agency
            elif agency:
                draft.data.setdefault("successors", []).append(agency)


def _compared(found: SheetReading, target: Path, entries: Mapping[str, AgencyEntry], replace_all: bool) -> ImportResult:
    """What the import would change. To let go of agencies by accident is a fault."""
    before = Reading()
    if target.exists():
        before.take(read_document(target))
    ids = {draft.id for draft in found.drafts}
    removed = tuple(agency for agency in before.entries if agency not in ids)
    changed = tuple(a for a, entry in entries.items() if a in before.entries and before.entries[a] != entry)
    faults: list[Fault] = []
    if (removed or before.faults) and not replace_all:
        names = ", ".join(removed[:10]) + (" …" if len(removed) > 10 else "")
        problem = f"{len(removed)} agencies imported before are not in the sheet: {names}" if removed else "is damaged"
        faults.append(Fault(display_name(target), 0, "", problem, "all of them, another name, or replacing all"))
    return ImportResult(
        file=target,
        written=False,
        rows=len(found.drafts),
        added=tuple(agency for agency in entries if agency not in before.entries),
        changed=changed,
        removed=removed,
        unchanged=sum(1 for agency in entries if agency in before.entries) - len(changed),
        skipped=tuple(found.skipped),
        ignored=tuple(found.ignored),
        faults=tuple(faults),
    )


def _write(path: Path, found: SheetReading, target: Path, entries: Mapping[str, AgencyEntry]) -> None:
    """Writes the entries after reading them back from the text that is to be written."""
    heading = [
        f"Written by `portal-audit targets import` from {shown(path.name)} ({len(found.drafts)} agencies).",
        "Change the sheet and import it again: what is changed here by hand is lost then.",
    ]
    text = file_text(heading, entries)
    again = Reading()
    again.take(parse_document(text, display_name(target)))
    if again.faults or again.entries != dict(entries):
        raise RegistryError(again.faults or [Fault(display_name(target), 0, "", "does not read back as written")])
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, text)
    except OSError as error:
        problem = f"can't be written: {error.strerror or type(error).__name__}"
        raise RegistryError([Fault(display_name(target), 0, "", problem)]) from error
