"""A sheet's rows as entries of the register: each row read on its own, every fault with its row and column."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from domain.agencies import Kind
from domain.text import clean, fold
from registry.addresses import host_key, host_name, path_key, portal_address
from registry.entry_faults import Path, Trouble
from registry.faults import NotAllowedError, shown
from registry.models import CONTROL, MAX_ID
from registry.sheet_cells import EMPTY, Cell, Row
from registry.sheet_columns import Column, Header, kind_of

_ADDRESS_LIKE = re.compile(r"(?:https?://\S+|[^\s/@]+\.[^\s/@]{2,}(?:[:/?#]\S*)?)", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "–", "—", "không", "không có", "chưa có", "n/a", "none"})
_HOSTS = {Column.SERVICE: "service", Column.DOCUMENTS: "documents", Column.GAZETTE: "gazette"}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(slots=True)
class Draft:
    """One row on its way to an entry. `data` is an entry as the file would say it; `parent` and `successors`
    are still what the row says, a name or an id.
    """

    sheet: str
    row: int
    id: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    parent: str = ""
    successors: list[str] = field(default_factory=list)
    hosts: list[Column] = field(default_factory=list)  # the column of each host
    faults: list[tuple[Column, str, str]] = field(default_factory=list)  # column, problem, what is allowed

    @property
    def name(self) -> str:
        return str(self.data.get("name", ""))

    @property
    def name_en(self) -> str:
        return str(self.data.get("name_en", ""))

    @property
    def other_names(self) -> tuple[str, ...]:
        return tuple(self.data.get("other_names", ()))

    @property
    def valid_until(self) -> date | None:
        until = self.data.get("valid", {}).get("until", "")
        return date.max if until else None  # only whether it ended matters to finding it by name

    def fault(self, column: Column, problem: str, allowed: str = "") -> None:
        self.faults.append((column, problem, allowed))

    def column_of(self, path: Path) -> Column:
        """The column a place in the entry was filled from."""
        if not path:
            return Column.ID
        if path[0] == "hosts" and len(path) > 1:
            return self.hosts[int(path[1])]
        if path[0] == "valid":
            return Column(str(path[1])) if len(path) > 1 else Column.UNTIL
        return Column(str(path[0]))

    def told(self, trouble: Trouble) -> bool:
        """Whether the column of a trouble has a fault already: a cell that could not be read is missing too."""
        column = self.column_of(trouble.path)
        return any(faulty is column for faulty, _, _ in self.faults)

    def take(self, troubles: Iterable[Trouble]) -> None:
        for trouble in troubles:
            self.fault(self.column_of(trouble.path), trouble.problem, trouble.allowed)


def draft_of(row: Row, header: Header, sheet: str, kind: Kind | None) -> Draft:
    """The row's cells as an entry. `kind` is taken where the row says none."""
    draft = Draft(sheet, row.number)
    cells = {column: row.cell(index) for column, index in header.columns.items()}
    for column, cell in cells.items():
        if cell.problem:
            draft.fault(column, cell.problem, "the value itself")
    texts = {column: _said(cell) for column, cell in cells.items()}
    _take_names(draft, texts)
    _take_kind(draft, texts.get(Column.KIND, ""), kind)
    _take_addresses(draft, cells)
    _take_days(draft, texts)
    draft.parent = texts.get(Column.PARENT, "")
    draft.successors = _listed(cells.get(Column.SUCCESSORS))
    if texts.get(Column.NOTES):
        draft.data["notes"] = texts[Column.NOTES]
    _take_id(draft, texts.get(Column.ID, ""))
    return draft


def _said(cell: Cell) -> str:
    if CONTROL.search("".join(cell.text.split())):
        return cell.text.strip()  # left as it is, for the format to refuse
    text = clean(cell.text)
    return "" if text.lower() in _NOTHING else text


def _listed(cell: Cell | None) -> list[str]:
    return [piece for part in re.split(r"[;|\r\n]", cell.text if cell else "") if (piece := _said(Cell(part)))]


def _take_names(draft: Draft, texts: dict[Column, str]) -> None:
    name = texts.get(Column.NAME, "")
    if name and name[0] in "+-@":
        draft.fault(Column.NAME, f"no name begins with {name[0]!r}", "the full Vietnamese name")
    elif name:
        draft.data["name"] = name
    elif Column.NAME not in {column for column, _, _ in draft.faults}:
        draft.fault(Column.NAME, "is empty", "the full Vietnamese name")
    if texts.get(Column.NAME_EN):
        draft.data["name_en"] = texts[Column.NAME_EN]
    others = _listed(Cell(texts.get(Column.OTHER_NAMES, "")))
    if others:
        draft.data["other_names"] = others


def _take_kind(draft: Draft, text: str, default: Kind | None) -> None:
    if not text and default is None:
        draft.fault(Column.KIND, "is empty", ", ".join(kind.value for kind in Kind))
        return
    try:
        draft.data["kind"] = (kind_of(text) if text else default or Kind.COMMUNE).value
    except NotAllowedError as error:
        draft.fault(Column.KIND, error.problem, error.allowed)


def _take_addresses(draft: Draft, cells: dict[Column, Cell]) -> None:
    portal = _read_address(draft, Column.PORTAL, cells.get(Column.PORTAL, EMPTY))
    if portal:
        draft.data["portal"] = portal
    elif not any(column is Column.PORTAL for column, _, _ in draft.faults):
        draft.fault(Column.PORTAL, "is empty", "the portal's address")
    for column in _HOSTS:
        address = _read_address(draft, column, cells.get(column, EMPTY))
        if address:
            _add_host(draft, column, address)
    pieces = re.split(r"[\s;,|]+", cells.get(Column.ENTRIES, EMPTY).text)
    entries = [_read_address(draft, Column.ENTRIES, Cell(piece)) for piece in pieces]
    if any(entries):
        draft.data["entries"] = [entry for entry in entries if entry]


def _read_address(draft: Draft, column: Column, cell: Cell) -> str:
    """The cell's address; "" when it is empty or wrong, the fault noted."""
    if cell.problem:
        return ""
    try:
        return _address(cell)
    except NotAllowedError as error:
        draft.fault(column, error.problem, error.allowed)
        return ""


def _add_host(draft: Draft, column: Column, address: str) -> None:
    parts = urlsplit(address)
    host = {"host": host_name(parts.netloc), "role": _HOSTS[column]}
    if path_key(address):
        host["url"] = address
    draft.data.setdefault("hosts", []).append(host)
    draft.hosts.append(column)


def _address(cell: Cell) -> str:
    """The address a cell shows, or the one it links to when it shows words. "" when it says nothing."""
    text, link = _said(cell), clean(cell.link)
    if not text:
        return ""
    if not _ADDRESS_LIKE.fullmatch(text):
        if not link:
            raise NotAllowedError(
                f"not one web address: {shown(text)}", "an address such as https://www.example.gov.vn/"
            )
        return portal_address(link)
    if "://" not in text:
        same = link.lower().startswith("http") and host_key(link) == host_key(f"http://{text}")
        return portal_address(link if same else f"http://{text}")
    address = portal_address(text)
    if link.lower().startswith("http") and host_key(link) != host_key(address):
        raise NotAllowedError(f"shows {shown(text)} and links to {shown(link)}", "one address")
    return address


def _take_days(draft: Draft, texts: dict[Column, str]) -> None:
    for column in (Column.FROM, Column.UNTIL):
        text = texts.get(column, "")
        if text:
            written = _DAY.fullmatch(text)
            day = f"{written[3]}-{int(written[2]):02}-{int(written[1]):02}" if written else text
            draft.data.setdefault("valid", {})[column.value] = day


def _take_id(draft: Draft, text: str) -> None:
    """The id the row gives, else one made of the portal's address: the same sheet gives the same ids again."""
    made = slug(text) if text else address_id(draft.data.get("portal", "")) or slug(draft.name)
    if text and not made:
        draft.fault(Column.ID, f"{shown(text)} has no letter or digit", "letters and digits")
    draft.id = made


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; cut with a digest when too long for an id."""
    words = "-".join(re.findall(r"[a-z0-9]+", fold(text)))
    if len(words) <= MAX_ID:
        return words
    return words[: MAX_ID - 9].rstrip("-") + "-" + hashlib.sha256(words.encode()).hexdigest()[:8]


def address_id(address: str) -> str:
    """An id out of an address: `https://sotaichinh.hanoi.gov.vn/` -> `sotaichinh-hanoi`."""
    if not address:
        return ""
    host = re.sub(r"\.gov\.vn(?=:|$)", "", host_key(address))
    return slug(f"{host} {path_key(address)}")
