"""A report as JSON and back. Every share stands with its counts and its interval, on one line."""

import json
import re
from typing import Any

from accuracy.ratios import Ratio
from accuracy.report import Report
from domain.codec import from_plain, to_plain

SCHEMA = "portal-audit/accuracy@1"
_COUNTS = {"right", "of"}
_INNERMOST = re.compile(r"\{[^{}\[\]]*\}")
_SPACES = re.compile(r"\s*\n\s*")


def report_text(report: Report) -> str:
    data = {"schema": SCHEMA, **_with_shares(to_plain(report))}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return _INNERMOST.sub(lambda found: _SPACES.sub(" ", found.group()), text) + "\n"


def read_report(text: str) -> Report:
    """Raises ValueError for what is no such document."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema is {data['schema']!r}, not {SCHEMA!r}")
        return from_plain(Report, data)
    except (KeyError, TypeError) as error:
        raise ValueError(f"no accuracy document: {error}") from error


def _with_shares(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_shares(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == _COUNTS:
        return _with_share(Ratio(value["right"], value["of"]))
    return {key: _with_shares(item) for key, item in value.items()}


def _with_share(ratio: Ratio) -> dict[str, Any]:
    low, high = ratio.interval or (None, None)
    return {
        "right": ratio.right,
        "of": ratio.of,
        "share": _short(ratio.share),
        "low": _short(low),
        "high": _short(high),
    }


def _short(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
