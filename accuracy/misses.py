"""What is wrong or left open, line by line: the list to work through when rules and words are tuned."""

from collections.abc import Iterable, Iterator, Sequence

from accuracy.comparing import Fit, Row
from domain.findings import Verdict
from domain.harmless import one_line

_ORDER = (Fit.FALSE_PRESENT, Fit.FALSE_ABSENT, Fit.OTHER, Fit.OPEN, Fit.SHADE)
_WORDS = {
    Fit.FALSE_PRESENT: "sai: không có mà nói có / wrong: present, but is not there",
    Fit.FALSE_ABSENT: "sai: có mà nói không / wrong: not_met, but is there or cannot be told",
    Fit.OTHER: "sai: lỗi công cụ hoặc không áp dụng / wrong: our error, or not applicable",
    Fit.OPEN: "để ngỏ / left open",
    Fit.SHADE: "có, nhưng sai mức / present, in the wrong degree",
}
_LONGEST = 400
_INDENT = " " * 6


def misses(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows that are not right, worst first, then as the corpus has them."""
    missed = [row for row in rows if row.fit is not Fit.RIGHT]
    return tuple(sorted(missed, key=lambda row: _ORDER.index(row.fit)))


def miss_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Expected, told, why, where: three to five lines a miss, then how many there are."""
    shown = misses(rows)
    last = None
    for row in shown:
        if row.fit is not last:
            last = row.fit
            yield f"== {_WORDS[row.fit]}: {sum(1 for each in shown if each.fit is row.fit)}"
        yield from _miss(row)
    counted = ", ".join(f"{fit.value} {sum(1 for row in rows if row.fit is fit)}" for fit in Fit)
    yield f"{len(rows)} dòng / rows: {counted}"


def _miss(row: Row) -> Iterator[str]:
    told = row.told
    code = f" ({one_line(told.code, 60)})" if told.code else ""
    expected = expected_text(row.label.allowed)
    yield f"{row.portal.id}  {row.label.name}: expected {expected}; told {told.verdict.value}{code}"
    if row.label.note:
        yield f"{_INDENT}label:  {one_line(row.label.note, _LONGEST)}"
    if told.reason:
        yield f"{_INDENT}reason: {one_line(told.reason, _LONGEST)}"
    if told.url:
        yield f"{_INDENT}at:     {one_line(told.url, _LONGEST)}"


def expected_text(allowed: Iterable[Verdict]) -> str:
    wanted = frozenset(allowed)
    return " or ".join(verdict.value for verdict in Verdict if verdict in wanted)
