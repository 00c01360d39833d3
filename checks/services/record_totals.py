"""How many entries a JSON answer says there are in all, in the objects around its list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.services.totals import MOST, claimed_total
from checks.services.words import ServiceWords
from domain.text import slug_words

_TOTAL = frozenset(
    {"total", "totalelements", "totalcount", "totalrecords", "totalrecord", "totalitems", "totalrows", "recordstotal",
     "recordsfiltered", "tong", "tongso", "tongsobanghi", "tongbanghi", "sobanghi", "count", "itemcount", "numfound",
     "rowcount", "hits", "totalhits", "tongthutuc", "tongdichvu"}
)  # fmt: skip
_OTHER = frozenset(
    {"page", "trang", "size", "limit", "offset", "start", "code", "status", "time", "timestamp", "id", "year", "nam",
     "draw", "totalpages", "tongsotrang", "sotrang", "pagecount", "pagesize", "numberofelements", "took", "version"}
)  # fmt: skip
_DIGITS = 7
_MONEY = re.compile(r"phi|fee|price|gia|tien|cost|amount|money|fund|dong")


def total_near(around: Sequence[Mapping[str, Any]], count: int, words: ServiceWords) -> int | None:
    """A line that tells it, a number named as a total, else the only other number near that is large enough."""
    for node in reversed(around[-3:]):
        lines = (value for value in node.values() if isinstance(value, str))
        told = claimed_total(lines, words)
        if told is not None and told >= count:
            return told
        numbers = list(_numbers(node))
        named = [value for key, value in numbers if key in _TOTAL and value >= count]
        if named:
            return max(named)
        plain = {value for key, value in numbers if key not in _OTHER and not _MONEY.search(key) and value > count}
        if len(plain) == 1 and _is_paged(node):
            return plain.pop()
    return None


def _is_paged(node: Mapping[str, Any]) -> bool:
    """Does an object count anything else, as one that tells of a page does: its number, its size?"""
    return sum(1 for value in node.values() if isinstance(value, int) and not isinstance(value, bool)) > 1


def _numbers(node: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Numbers of an object and of small objects inside it (`page: {totalElements: 128}`)."""
    for key, value in node.items():
        if isinstance(value, dict) and len(value) <= 12:
            for inner, number in value.items():
                yield from _number(inner, number)
        else:
            yield from _number(key, value)


def _number(key: str, value: object) -> Iterator[tuple[str, int]]:
    if isinstance(value, str) and value.isdecimal() and len(value) < _DIGITS:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST:
        yield slug_words(str(key)).replace(" ", ""), value
