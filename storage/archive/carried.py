"""What of a capture a WARC record carries by itself, and what must stand beside it as JSON.

The writer and the reader both ask `carried`, so what one leaves out the other finds again: the JSON holds only the
fields that the record alone would give back wrongly.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from domain.captures import Capture
from domain.codec import from_plain, to_plain
from storage.archive.http_block import Header, received_headers

#: WARC header that archives use for facts about a record in JSON; other tools pass it over.
JSON_HEADER = "WARC-JSON-Metadata"
#: Longer JSON goes into a metadata record of this type before the record it describes.
JSON_TYPE = "application/vnd.portal-audit.capture+json"
MAX_JSON_HEADER = 8192
Answer = tuple[int | None, tuple[Header, ...]]
_FIELD = "portal-audit-capture"
_ELSEWHERE = "portal-audit-capture-in"


def _defaults() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for spec in fields(Capture):
        if spec.default is not MISSING:
            found[spec.name] = to_plain(spec.default)
        elif spec.default_factory is not MISSING:
            found[spec.name] = to_plain(spec.default_factory())
    return found


_DEFAULTS = _defaults()


def carried(uri: str, date: str, digest: str, size: int, answer: Answer = (None, ())) -> dict[str, Any]:
    """The plain capture fields that stand in the record's own headers; `answer` is HTTP status and headers."""
    status, headers = answer
    return {
        "url": uri,
        "fetched_at": date,
        "digest": digest,
        "size": size,
        "status": status,
        "headers": [list(header) for header in received_headers(headers)],
    }


def is_ours(text: str | None) -> bool:
    """Whether a record's JSON header is one that `beside` or `elsewhere` wrote."""
    found = _load(text)
    return _FIELD in found or _ELSEWHERE in found


def beside(capture: Capture, in_record: Mapping[str, Any]) -> str:
    """The JSON of all fields that `in_record` does not give back, ASCII on one line."""
    known = {**_DEFAULTS, **in_record}
    plain = {key: value for key, value in to_plain(capture).items() if key not in known or known[key] != value}
    return _dump({_FIELD: plain})


def elsewhere(record_id: str) -> str:
    """The JSON header of a record whose fields stand in the metadata record `record_id`."""
    return _dump({_ELSEWHERE: record_id})


def parse_beside(text: str | None, apart: Mapping[str, str]) -> Mapping[str, Any] | None:
    """The fields written by `beside`; None for a record that is not ours.

    `apart` maps ids of the metadata records seen so far to their JSON.
    """
    found = _load(text)
    if isinstance(found.get(_ELSEWHERE), str):
        found = _load(apart.get(found[_ELSEWHERE]))
    plain = found.get(_FIELD)
    return plain if isinstance(plain, Mapping) else None


def rebuild(in_record: Mapping[str, Any], plain: Mapping[str, Any]) -> Capture:
    """The capture as it was written. Raises ValueError, TypeError or KeyError when the fields do not fit."""
    return from_plain(Capture, {**in_record, **plain})


def _dump(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _load(text: str | None) -> Mapping[str, Any]:
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
