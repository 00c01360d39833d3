"""Handing an audit over: its WARC, a CDXJ index that replay tools use, and its findings as JSON."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from domain.codec import canonical_json
from storage.archive.errors import ArchiveError
from storage.archive.places import OPEN_SUFFIX, existing
from storage.archive.warc_records import StoredRecord, records

_INDEXED = frozenset({"response", "revisit", "resource"})
_COPY_CHUNK = 1 << 20


def export_archive(path: Path, to: Path, document: Mapping[str, Any] | None = None) -> tuple[Path, ...]:
    """Writes <name>.warc.gz, <name>.cdxj and, with a document, <name>.json into the folder `to`; returns their paths.

    Of an archive that was cut off, the whole records. Raises ArchiveError; nothing that exists is overwritten.
    """
    source = existing(path)
    name = source.name.removesuffix(OPEN_SUFFIX)
    stem = name.removesuffix(".gz").removesuffix(".warc")
    copy, index, findings = to / name, to / f"{stem}.cdxj", to / f"{stem}.json"
    for goal in (copy, index, *([findings] if document is not None else [])):
        if goal.exists():
            raise ArchiveError(goal, None, "exists already")
    end = 0
    lines: list[str] = []
    for record in records(source):
        end = record.entry.offset + record.entry.length
        if record.type in _INDEXED:
            lines.append(_line(record, name))
    try:
        to.mkdir(parents=True, exist_ok=True)
        _copy(source, copy, end)
        index.write_text("".join(sorted(lines)), encoding="utf-8")
        if document is not None:
            text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
            findings.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ArchiveError(to, None, f"cannot be written: {error.strerror}") from error
    return (copy, index, findings) if document is not None else (copy, index)


def _copy(source: Path, copy: Path, end: int) -> None:
    with source.open("rb") as reader, copy.open("xb") as writer:
        shutil.copyfileobj(reader, writer, _COPY_CHUNK)
        writer.truncate(end)


def _line(record: StoredRecord, filename: str) -> str:
    """One CDXJ line: sort key, 14-digit time, JSON."""
    uri = record.header("WARC-Target-URI")
    fields = {
        "url": uri,
        "mime": _mime(record),
        "status": record.http.statusline.split(" ", 1)[0] if record.http else "",
        "digest": record.header("WARC-Payload-Digest"),
        "length": str(record.entry.length),
        "offset": str(record.entry.offset),
        "filename": filename,
    }
    digits = "".join(char for char in record.header("WARC-Date") if char.isdigit())[:14]
    return f"{sort_key(uri)} {digits} {canonical_json({key: value for key, value in fields.items() if value})}\n"


def _mime(record: StoredRecord) -> str:
    if record.type == "revisit":
        return "warc/revisit"
    declared = record.http.get_header("content-type") if record.http else record.header("Content-Type")
    return (declared or "unk").split(";")[0].strip().lower()


def sort_key(uri: str) -> str:
    """The address with its host reversed, so that a site's pages stand together: "vn,gov,moj)/pages/a.aspx"."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return uri
    if parts.scheme not in ("http", "https"):
        return uri
    return "".join(_key_parts(parts.netloc.lower().rpartition("@")[2], parts.path.lower(), parts.query.lower()))


def _key_parts(netloc: str, path: str, query: str) -> Iterator[str]:
    host, colon, port = netloc.partition(":") if not netloc.startswith("[") else (netloc, "", "")
    if not host.replace(".", "").isdigit():
        host = ",".join(reversed(host.removeprefix("www.").split(".")))
    yield f"{host}{colon}{port})"
    yield path or "/"
    if query:
        yield "?" + "&".join(sorted(query.split("&")))
