"""Domain values to plain JSON and back, so that they can cross a pipe, stand in a record, and be digested."""

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from domain.clock import from_iso, to_iso

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """JSON values of a dataclass, enum, moment or container; raises TypeError for anything else."""
    if is_dataclass(value) and not isinstance(value, type):
        return {spec.name: to_plain(getattr(value, spec.name)) for spec in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return to_iso(value) if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"no plain form for {type(value).__name__}")


def from_plain(kind: type[T], data: Any) -> T:
    """The dataclass `kind` out of plain JSON. Unknown keys are left aside; missing ones take their default.

    Raises ValueError or TypeError when the data do not fit.
    """
    return _read(kind, data)  # type: ignore[no-any-return]


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    if kind is Any:
        return data
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_optional(kind, data)
    if origin is tuple:
        return _read_tuple(get_args(kind), data)
    if origin in (dict, Mapping):
        if not isinstance(data, Mapping):
            raise TypeError(f"expected an object, got {type(data).__name__}")
        return {_read(get_args(kind)[0], key): _read(get_args(kind)[1], item) for key, item in data.items()}
    if is_dataclass(kind):
        return _read_fields(kind, data)
    return _read_value(kind, data)


def _read_optional(kind: Any, data: Any) -> Any:
    if data is None:
        return None
    inner = next(option for option in get_args(kind) if option is not type(None))
    return _read(inner, data)


def _read_tuple(arguments: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, (list, tuple)):
        raise TypeError(f"expected a list, got {type(data).__name__}")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_read(arguments[0], item) for item in data)
    return tuple(_read(argument, item) for argument, item in zip(arguments, data, strict=True))


def _read_fields(kind: Any, data: Any) -> Any:
    if not isinstance(data, Mapping):
        raise TypeError(f"{kind.__name__}: expected an object, got {type(data).__name__}")
    hints = _hints(kind)
    known = {spec.name for spec in fields(kind)}
    return kind(**{key: _read(hints[key], item) for key, item in data.items() if key in known})


def _read_value(kind: type, data: Any) -> Any:
    """One value of a plain kind: an enum, a moment, a day, a number, a text, a truth."""
    if issubclass(kind, Enum):
        return kind(data)
    if issubclass(kind, date):
        if not isinstance(data, str):
            raise TypeError(f"expected a date as text, got {type(data).__name__}")
        return from_iso(data) if issubclass(kind, datetime) else date.fromisoformat(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise TypeError(f"expected {kind.__name__}, got {type(data).__name__}")
    return data


def canonical_json(value: Any) -> str:
    """One text for one value: sorted keys, no spaces, letters as they are. The form that digests are taken of."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_bytes(body: bytes) -> str:
    """The digest of a body, "sha256:<hex>"."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def digest_of(value: Any) -> str:
    """The digest of a value: sha256 over its canonical JSON, "sha256:<hex>"."""
    return digest_bytes(canonical_json(value).encode())
