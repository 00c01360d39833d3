"""Entries written as YAML that this register reads back: one line per key, every text quoted."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from registry.models import AgencyEntry

_BARE_KEYS = frozenset({"kind", "block", "parent"})


def file_text(heading: list[str], entries: Mapping[str, AgencyEntry]) -> str:
    """A whole file: the heading as comments, then the entries in their order."""
    lines = [f"# {line}" for line in heading]
    lines += ["", "agencies:" if entries else "agencies: {}"]
    for agency, entry in entries.items():
        lines += ["", f"  {agency}:", *_lines(entry)]
    return "\n".join(lines) + "\n"


def _lines(entry: AgencyEntry) -> Iterator[str]:
    data: dict[str, Any] = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for key, value in data.items():
        # JSON is YAML: quoted texts, lists and mappings in one line, nothing left to guess
        yield f"    {key}: {value if key in _BARE_KEYS else json.dumps(value, ensure_ascii=False)}"


def write_whole(path: Path, text: str) -> None:
    """The file in one step: written beside, forced to disk, renamed. A reader sees the old file or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
