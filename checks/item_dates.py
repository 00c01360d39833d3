"""Which date belongs to an item: the one it was posted on, told from those its text names (docs/judging.md 7)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checks.site import Site
from checks.site_page import SitePage
from domain.text import fold
from pages.dates import WrittenDate, find_dates
from pages.view import Block

_META_DATES = ("article:published_time", "article:modified_time", "dc.date", "dc.date.issued", "dcterms.issued",
               "dc.date.created", "dcterms.created", "datepublished", "pubdate", "date")  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}))?")
_CLOCK = re.compile(r"\b\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?(?:\s?(?:AM|PM|SA|CH))?\b", re.IGNORECASE)
_OPENS = re.compile(r"[(\[|–—-]\s*(?:\d{1,2}[:hg]\d{2}[\s,|-]*)?(?:ngày\s*)?$", re.IGNORECASE)
_CLOSES = re.compile(r"^\s*[)\]|:–—-]")
_SEPARATORS = " \t|-–—:,;"
_SHORT = 10  # words beside a date in a line that tells the date of posting
_POSTED = re.compile(
    r"\b(?:ngay dang|dang ngay|dang luc|cap nhat|ngay tao|thoi gian dang|ngay gui|xuat ban|posted|published)\b"
)
_EARLY_BLOCKS = 12


_ISSUED = re.compile(
    r"\b(?:ngay ban hanh|ban hanh|ngay dang|ngay ky|dang ngay|ngay phe duyet|cong bo|cap nhat|ngay tao|xuat ban"
    r"|dang tai|ngay gui|posted|published|issued)\b"
)
_IN_FORCE = re.compile(r"\b(?:hieu luc|het han|han|ket thuc)\b")


def issued_first(header: str) -> int:
    """Order of a row's columns when its date is looked for: issue or posting, then any other, dates ahead last."""
    folded = fold(header)
    if _ISSUED.search(folded):
        return 0
    return 2 if _IN_FORCE.search(folded) else 1


@dataclass(frozen=True, slots=True)
class Days:
    """The dates of one item."""

    posted: date | None = None
    hour: str = ""
    content: date | None = None


def title_days(title: str) -> tuple[str, Days]:
    """A title without the date of posting that stands behind or before it, and its dates."""
    found = find_dates(title)
    if not found:
        return title, Days()
    for item, behind in ((found[-1], True), (found[0], False)):
        start, end = item.start, item.start + len(item.text)
        rest = _CLOCK.sub("", title[end:] if behind else title[:start])
        head = title[:start] if behind else title[end:]
        if re.sub(r"[\W_]+", "", rest):
            continue
        apart = _OPENS.search(head) if behind else _CLOSES.search(head)
        if apart or item.hour or not head.strip():
            kept = _CLOCK.sub("", head)
            kept = kept.rstrip(_SEPARATORS + "([") if behind else kept.lstrip(_SEPARATORS + ")]")
            return kept, Days(item.day, item.hour)
    return title, Days(content=found[0].day)


def dates_in(blocks: Sequence[Block], title: str) -> Days:
    """The dates of an item whose pieces are these blocks, in reading order."""
    posted: WrittenDate | None = None
    content: WrittenDate | None = None
    for block in blocks:
        for found in find_dates(block.text):
            if posted is None and is_posting(found, block.text, title):
                posted = found
            elif content is None:
                content = found
    return Days(
        posted=posted.day if posted else None,
        hour=posted.hour if posted else "",
        content=content.day if content else None,
    )


def is_posting(found: WrittenDate, line: str, title: str) -> bool:
    """Whether a date stands as a date of posting does: beside a few words, with an hour, or after the title."""
    if found.text in title:
        return False
    rest = line.replace(title, " ") if title else line
    folded = fold(rest.replace(found.text, " "))
    if _POSTED.search(folded) or len(folded.split()) <= _SHORT:
        return True
    return bool(found.hour) and _bracketed(found.text, rest)


def _bracketed(text: str, line: str) -> bool:
    at = line.find(text)
    return at > 0 and line[at - 1] in "(|[-–" and len(fold(line[at + len(text) :]).split()) <= 4


def within_line(line: str, titles: Sequence[str]) -> list[Days]:
    """Dates of several items that share one run of text: each title's are those between it and the next title."""
    ends: list[int] = []
    at = 0
    for title in titles:
        found = line.find(title, at)
        at = at if found < 0 else found + len(title)
        ends.append(found if found < 0 else at)
    dates = find_dates(line)
    result = []
    for index, start in enumerate(ends):
        behind = next(
            (end - len(titles[place]) for place, end in enumerate(ends) if place > index and end >= 0), len(line)
        )
        here = next((found for found in dates if 0 <= start <= found.start < behind), None)
        result.append(Days(here.day, here.hour) if here else Days())
    return result


def article_days(site: Site, page: SitePage) -> Days:
    """The dates of an article's own page: in its head lines, else its metadata; and the first its text speaks of."""
    blocks = site.own_blocks(page)
    headings = site.own_headings(page)
    title = headings[0].text if headings else ""
    found = dates_in(blocks[:_EARLY_BLOCKS], title)
    if found.posted is None:
        signed = [block for block in blocks if _POSTED.search(fold(block.text))]
        told = dates_in(signed, title)
        found = Days(told.posted, told.hour, found.content) if told.posted else _from_metas(page, found)
    if found.content is None:
        days = (item.day for block in blocks for item in find_dates(block.text))
        found = Days(found.posted, found.hour, next((day for day in days if day != found.posted), None))
    return found


def _from_metas(page: SitePage, found: Days) -> Days:
    for name in _META_DATES:
        for key, value in page.view.metas:
            match = _ISO.match(value.strip()) if key == name else None
            if match:
                try:
                    day = date(int(match[1]), int(match[2]), int(match[3]))
                except ValueError:
                    continue
                return Days(day, match[4] or "", found.content)
    return found
