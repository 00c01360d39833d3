"""Tables and records of procedures that people bring (a national list, a list of priorities), read by their heads.

Rows come as plain texts with the numbers that a spreadsheet or an editor shows, so that a fault can name its line.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from checks.data_files import DataFaults, Fault
from domain.text import fold

Row = tuple[int, Sequence[str]]  # number, cells

_HEADS_WITHIN = 30  # rows; above the heads stand titles
_MOST_RECORDS = 100_000
_MOST_FAULTS = 20
_CODE_AS_NUMBER = re.compile(r"[1-9]\.\d{1,5}")
_SPACE = re.compile(r"[\s,]*")


class ListColumn(StrEnum):
    CODE = "code"
    NAME = "name"
    GROUP = "group"


#: Folded heads and keys, one spelling a comma apart.
_WORDS: dict[ListColumn, str] = {
    ListColumn.CODE: "ma, ma so, ma tthc, ma thu tuc, ma thu tuc hanh chinh, ma so tthc, ma so thu tuc, ma dvc, "
    "ma dich vu, ma dich vu cong, ma tthc quoc gia, ma quoc gia, code, procedure code, procedurecode, service code, "
    "mathutuc, matthc, madichvu, madvc",
    ListColumn.NAME: "ten, ten tthc, ten thu tuc, ten thu tuc hanh chinh, thu tuc, thu tuc hanh chinh, tthc, ten dvc, "
    "ten dich vu, ten dich vu cong, dich vu, dich vu cong, ten dich vu cong truc tuyen, dich vu cong truc tuyen, name, "
    "procedure, procedure name, procedurename, service, service name, title, tenthutuc, tentthc, tendichvu, tendvc",
    ListColumn.GROUP: "nhom, ten nhom, nhom dich vu, nhom thu tuc, nhom tthc, nhom dich vu cong, nhom dvc, group, "
    "group name, nhom dich vu cong truc tuyen, nhom thu tuc hanh chinh",
}
_COLUMN_OF = {word.strip(): column for column, words in _WORDS.items() for word in words.split(",")}
KNOWN_HEADS = "a code (Mã thủ tục, code) or a name (Tên thủ tục, name)"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One procedure of a list. `line` counts from 1 as an editor or a spreadsheet shows it."""

    line: int
    code: str
    name: str
    group: str = ""


def heads_in(cells: Sequence[str]) -> dict[ListColumn, int]:
    """Which column heads what; empty when the row is no head."""
    found: dict[ListColumn, int] = {}
    for place, cell in enumerate(cells):
        column = _COLUMN_OF.get(fold(cell[:80]))
        if column is not None:
            found.setdefault(column, place)
    return found if ListColumn.CODE in found or ListColumn.NAME in found else {}


def best_head(rows: Sequence[Row]) -> int:
    """How many columns the best row of heads names."""
    return max((len(heads_in(cells)) for _, cells in rows[:_HEADS_WITHIN]), default=0)


def listed_rows(file: str, rows: Sequence[Row]) -> tuple[ListedRow, ...]:
    """The procedures of a table. Raises DataFaults naming the lines."""
    known = best_head(rows)
    if not known:
        raise DataFaults([Fault(file, 1, "(heads)", f"no row of column heads; add one that names {KNOWN_HEADS}")])
    start, heads = next(
        (place, heads_in(cells)) for place, (_, cells) in enumerate(rows) if len(heads_in(cells)) == known
    )
    found, faults = [], []
    for number, cells in rows[start + 1 :]:
        texts = {column: _text(cells[place]) if place < len(cells) else "" for column, place in heads.items()}
        if not any(cell.strip() for cell in cells) or heads_in(cells) == heads:
            continue
        row = ListedRow(
            number,
            _code(texts.get(ListColumn.CODE, "")),
            texts.get(ListColumn.NAME, ""),
            texts.get(ListColumn.GROUP, ""),
        )
        if not row.code and not row.name and not row.group:
            faults.append(Fault(file, number, "(row)", "has neither a code nor a name; fill one in or delete the row"))
        else:
            found.append(row)
    return _whole(file, found, faults)


def listed_records(file: str, text: str) -> tuple[ListedRow, ...]:
    """The procedures of a JSON file: a list of objects, alone or under some key. Raises DataFaults naming the lines."""
    try:
        json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        what = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise DataFaults([Fault(file, line, "(file)", f"no JSON: {what}; write a list of objects")]) from error
    found, faults = [], []
    for line, record in _records(file, text):
        row = _from_record(line, record)
        if row is None:
            what = f"no object with {KNOWN_HEADS} as text; add one of them"
            faults.append(Fault(file, line, "(record)", what))
        else:
            found.append(row)
    return _whole(file, found, faults)


def _whole(file: str, found: list[ListedRow], faults: list[Fault]) -> tuple[ListedRow, ...]:
    if faults:
        raise DataFaults(faults[:_MOST_FAULTS])
    if not found:
        raise DataFaults([Fault(file, 1, "(file)", f"lists no procedure; each needs {KNOWN_HEADS}")])
    return tuple(found)


def _records(file: str, text: str) -> Iterator[tuple[int, Any]]:
    """Each item of the list with its line; the list is the file itself or the first that stands under a key."""
    start = re.match(r"\s*\[", text) or re.search(r'"(?:[^"\\]|\\.){1,200}"\s*:\s*\[\s*(?=\{)', text)
    if start is None:
        raise DataFaults([Fault(file, 1, "(file)", "holds no list of objects; write [{...}, {...}]")])
    decoder, place, line, counted = json.JSONDecoder(), start.end(), 1, 0
    for _ in range(_MOST_RECORDS):
        gap = _SPACE.match(text, place)
        place = gap.end() if gap is not None else place
        if text[place : place + 1] in ("]", ""):
            return
        line += text.count("\n", counted, place)
        counted = place
        record, place = decoder.raw_decode(text, place)
        yield line, record
    raise DataFaults([Fault(file, line, "(file)", f"more than {_MOST_RECORDS} records; split the file")])


def _from_record(line: int, record: Any) -> ListedRow | None:
    if not isinstance(record, Mapping):
        return None
    texts: dict[ListColumn, str] = {}
    for key, value in record.items():
        column = _COLUMN_OF.get(fold(str(key)[:80]).replace("_", " "))
        if column is not None and isinstance(value, (str, int, float)) and not isinstance(value, bool):
            texts.setdefault(column, _text(str(value)))
    code, name = _code(texts.get(ListColumn.CODE, "")), texts.get(ListColumn.NAME, "")
    return ListedRow(line, code, name, texts.get(ListColumn.GROUP, "")) if code or name else None


def _text(cell: str) -> str:
    return " ".join(cell.split())


def _code(text: str) -> str:
    """The code; one that a spreadsheet took for a number gets its last zeros back (1.00065 was 1.000650)."""
    return text.ljust(8, "0") if _CODE_AS_NUMBER.fullmatch(text) else text
