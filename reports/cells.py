"""What a portal wrote, made fit for a spreadsheet: text that a spreadsheet would run is marked as text."""

from typing import Any

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless_cell(value: Any) -> Any:
    """The value for a CSV cell: a text that begins like a formula gets an apostrophe before it; numbers stay."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_STARTS_A_FORMULA):
        return "'" + value
    return value
