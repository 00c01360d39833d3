"""Whether a plan still runs: it counts in full while its period covers the capture (docs/judging.md 7).

A vision ("tầm nhìn đến năm 2050") is no period of a plan; an orientation ("định hướng đến năm 2030") is read as one.
"""

import re
from dataclasses import replace
from datetime import date

from checks.judged import Judged
from checks.observations import SOME, Unknown
from domain.findings import Text2
from domain.text import fold_page

_YEAR = r"((?:19|20)\d\d)"
_RANGE = re.compile(rf"\b(?:giai doan|thoi ky|nhiem ky|5 nam|nam) (?:nam )?{_YEAR} (?:den )?(?:nam )?{_YEAR}\b")
_UNTIL = re.compile(rf"(?<!tam nhin )\bden (?:het )?(?:nam )?{_YEAR}\b")
_YEARLY = re.compile(rf"\b(?:ke hoach|chuong trinh)(?: [a-z]+){{0,14}} nam {_YEAR}\b(?! {_YEAR})")
_FIRST, _LAST = 1990, 2100


def period_ends(text: str) -> frozenset[int]:
    """The last years of the periods that a text gives its plans."""
    folded = fold_page(text)
    found = {int(match.group(2)) for match in _RANGE.finditer(folded)}
    found |= {int(match.group(1)) for match in (*_UNTIL.finditer(folded), *_YEARLY.finditer(folded))}
    return frozenset(year for year in found if _FIRST <= year <= _LAST)


def within_period(judged: Judged, text: str, day: date | None) -> Judged:
    """The grade of plans with regard to their period: over is `some`; not stated is for a person to say."""
    if judged.earned <= SOME:
        return judged
    ends = period_ends(text)
    if not ends or day is None:
        rest = round(judged.earned + judged.unknown - SOME, 4)
        reason = Text2(
            f"{judged.reason.vi} Không rõ kỳ của quy hoạch, kế hoạch.", f"{judged.reason.en} Its period is not stated."
        )
        return replace(
            judged, earned=SOME, unknown=rest, code="period_unknown", reason=reason, unknown_kind=Unknown.HUMAN
        )
    if max(ends) >= day.year:
        return judged
    reason = Text2(
        f"{judged.reason.vi} Nhưng kỳ đã hết từ năm {max(ends)}.",
        f"{judged.reason.en} But its period ended in {max(ends)}.",
    )
    return replace(judged, earned=SOME, unknown=0.0, code="period_over", reason=reason)
