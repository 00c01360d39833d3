"""When questions were asked and when they were answered, where the portal shows it. Decree 43 Art. 17(1)(đ)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checks.labelled_values import pairs_in
from checks.list_item import Item
from checks.site import Site
from checks.site_page import SitePage
from checks.workdays import vietnam
from pages.dates import find_dates
from pages.view import Block

_BEHIND = {
    "asked": re.compile(r"\(\s*(?:câu hỏi\s+)?(?:hỏi|gửi|gửi đến)\s+(?:vào\s+)?ngày\s+([^()]{6,40})\)", re.IGNORECASE),
    "answered": re.compile(r"\(\s*(?:đã\s+)?(?:trả lời|giải đáp)\s+(?:vào\s+)?ngày\s+([^()]{6,40})\)", re.IGNORECASE),
}  # a day in brackets behind the words it belongs to
_MOST_BLOCKS = 400
_LEAST_KNOWN = 5  # docs/judging.md 7: of fewer lags nothing is said
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Handled:
    """The days that one question shows."""

    asked: date | None
    answered: date | None

    @property
    def last(self) -> date | None:
        return self.answered or self.asked


def handled_questions(site: Site, page: SitePage, items: Sequence[Item]) -> tuple[Handled, ...]:
    """The dated questions of a page and of the pages that its entries open."""
    pages = [page]
    for item in items:
        further = site.page(item.url) if item.url else None
        if further is not None and further not in pages:
            pages.append(further)
    return tuple(found for each in pages for found in _of_blocks(site, site.own_blocks(each)[:_MOST_BLOCKS]))


def _of_blocks(site: Site, blocks: Sequence[Block]) -> Iterator[Handled]:
    """A question begins where another day of asking is told, or another one of answering."""
    days: dict[str, date] = {}
    for block in blocks:
        told = pairs_in(site.lexicon, "questions", [block.text])
        for field in ("asked", "answered"):
            behind = _BEHIND[field].search(block.text)
            found = find_dates(told.get(field, "") or (behind.group(1) if behind else ""))
            if not found:
                continue
            if field in days:
                yield Handled(days.get("asked"), days.get("answered"))
                days = {}
            days[field] = found[0].day
    if days:
        yield Handled(days.get("asked"), days.get("answered"))


def mostly_late(handled: Sequence[Handled], limit: int) -> tuple[int, int] | None:
    """How many of the questions with both days were answered too late, where that is most of them."""
    lags = [vietnam().between(each.asked, each.answered) for each in handled if each.asked and each.answered]
    known = [lag for lag in lags if lag >= 0]
    late = sum(lag > limit for lag in known)
    return (late, len(known)) if len(known) >= _LEAST_KNOWN and late > _MOSTLY * len(known) else None
