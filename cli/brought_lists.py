"""Lists of procedures that a user brings as a workbook, a CSV or a JSON file; a bad one is one line and status 2."""

from pathlib import Path
from typing import NoReturn

from checks.data_files import DataFaults
from checks.services.list_columns import ListedRow, Row, best_head, listed_records, listed_rows
from cli.failures import stop
from registry.faults import RowFault, display_name
from registry.sheet_cells import Row as SheetRow
from registry.sheet_cells import SheetError
from registry.sheet_reading import read_sheets

_MOST_JSON = 64 * 1024 * 1024
_JSON_STARTS = (b"[", b"{")


def read_listed(path: Path) -> tuple[ListedRow, ...]:
    """The procedures of a file. Ends the command with file, line and what to change where it can't be read."""
    file = display_name(path)
    try:
        if _is_json(path):
            return listed_records(file, _json_text(path, file))
        sheets = read_sheets(path, lambda rows: best_head([_plain(row) for row in rows]))
    except SheetError as error:
        stop(str(RowFault(file, error.sheet, error.row, "", error.problem, error.allowed)))
    except DataFaults as faults:
        stop_for(faults)
    except OSError as error:
        stop(f"{file}: can't be read: {error.strerror or type(error).__name__}")
    tables = [[_plain(row) for row in sheet.rows] for sheet in sheets]
    try:
        return listed_rows(file, max(tables, key=best_head, default=[]))
    except DataFaults as faults:
        stop_for(faults)


def stop_for(faults: DataFaults) -> NoReturn:
    """The first fault as the command's one line; how many more there are."""
    first, *others = faults.faults
    stop(f"{first}{f' (and {len(others)} more such faults)' if others else ''}")


def _is_json(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in _JSON_STARTS


def _json_text(path: Path, file: str) -> str:
    with path.open("rb") as stream:
        raw = stream.read(_MOST_JSON + 1)
    if len(raw) > _MOST_JSON:
        stop(f"{file}: larger than {_MOST_JSON // 1024 // 1024} MiB; split it")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        stop(f"{file}:{line}: not UTF-8; save the file as UTF-8")


def _plain(row: SheetRow) -> Row:
    return row.number, [cell.text for cell in row.cells]
