"""How many entries a JSON answer says there are in all, in the objects around its list."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.services.totals import claimed_total
from checks.services.words import ServiceWords
from domain.text import slug_words

MOST = 100_000
_TOTAL = frozenset(
    {"total", "totalelements", "totalcount", "totalrecords", "totalrecord", "totalitems", "totalrows", "recordstotal",
     "recordsfiltered", "tong", "tongso", "tongsobanghi", "tongbanghi", "sobanghi", "count", "itemcount", "numfound",
     "rowcount", "hits", "totalhits", "tongthutuc", "tongdichvu"}
)  # fmt: skip
_OTHER = frozenset(
    {"page", "trang", "size", "limit", "offset", "start", "code", "status", "time", "timestamp", "id", "year", "nam",
     "draw", "totalpages", "tongsotrang", "sotrang", "pagecount", "pagesize", "numberofelements", "took", "version"}
)  # fmt: skip


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
        plain = {value for key, value in numbers if key not in _OTHER and value > count}
        if len(plain) == 1:
            return plain.pop()
    return None


def _numbers(node: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Numbers of an object and of small objects inside it (`page: {totalElements: 128}`)."""
    for key, value in node.items():
        if isinstance(value, dict) and len(value) <= 12:
            for inner, number in value.items():
                yield from _number(inner, number)
        else:
            yield from _number(key, value)


def _number(key: str, value: object) -> Iterator[tuple[str, int]]:
    if isinstance(value, str) and value.isdigit() and len(value) < 7:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST:
        yield slug_words(str(key)).replace(" ", ""), value
