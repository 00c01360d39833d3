"""Text of portals made fit for every database: PostgreSQL takes no NUL, no encoding takes a lone surrogate.

Both become U+FFFD, and texts are bounded, before digests are taken: what is stored is what the digest names.
"""

import json
import re
from typing import Any, TypeVar

from domain.codec import from_plain, to_plain
from storage.errors import StorageError

T = TypeVar("T")

_UNFIT = re.compile("[\x00\ud800-\udfff]")
#: Evidence excerpts have at most 300 characters; this bounds what breaks that rule.
MAX_TEXT = 20_000
_MAX_DEPTH = 40
_LARGEST = 2**63 - 1


def fit_text(text: str) -> str:
    """The text without NUL and lone surrogates, at most 20,000 characters."""
    return _UNFIT.sub("\ufffd", text[:MAX_TEXT])


def fit_number(number: int) -> int:
    """The number, or the nearest that a column of 64 bits takes."""
    return max(-_LARGEST, min(_LARGEST, number))


def fit_plain(value: Any, depth: int = 0) -> Any:
    """Plain JSON values with every text, key and whole number fit; nesting beyond 40 levels becomes null."""
    if isinstance(value, str):
        return fit_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return fit_number(value)
    if depth >= _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {fit_text(key): fit_plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [fit_plain(item, depth + 1) for item in value]
    return value


def storable(kind: type[T], value: T) -> T:
    """The value as the database will give it back: texts fit, whole numbers as floats where floats are meant.

    Raises StorageError for a value that has no such form: NaN, infinity, or a type that is none of JSON's.
    """
    try:
        plain = fit_plain(to_plain(value))
        json.dumps(plain, allow_nan=False)
        return from_plain(kind, plain)
    except (TypeError, ValueError) as error:
        raise StorageError(
            f"this {kind.__name__.lower()} cannot be stored: {' '.join(str(error).split())[:200]}"
        ) from error
