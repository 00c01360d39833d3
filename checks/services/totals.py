"""How many services a page says there are: "Tổng số: 128 thủ tục", "38 kết quả", "Hiển thị 1-10 của 128"; and how many
pages its list has: "Trang 1/13"."""

import re
from collections.abc import Iterable
from functools import lru_cache

from checks.services.words import ServiceWords
from domain.text import clean, fold

MOST = 20_000  # services; what is larger counts money, people or visits
_MOST_WORDS = 40
_MOST_CELLS = 2  # of a line made of cells: rows of a list tell of single services
_HEADING_WORDS = 12
_CELLS = " | "
_PAGER = 80  # letters
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_RANGE = re.compile(
    r"(?:hien thi|dang xem|xem|showing|ket qua|trang|muc|tu|from)(?: \w+){0,4}? \d{1,6} (?:(?:den|toi|to) )?\d{1,6}"
    r" (?:cua|trong|tren|of|trong tong so|tong so|trong so)(?: (?:tong so|tong|so))? (?P<n>\d{1,6})(?= |$)"
)
_SHORT_RANGE = re.compile(
    r"^\(?\s*\d{1,6}\s*[-–]\s*\d{1,6}\s*(?:/|của|of|trong(?: tổng số)?|trên)\s*(?P<n>\d{1,6})(?:\s|\)|$)", re.IGNORECASE
)
_PAGES = re.compile(
    r"\b(?:trang|page)(?: số)?\s*:?\s*\d{1,4}\s*(?:/|của|trên|trong|of)\s*(?:tổng(?: số)?\s*)?(?P<n>\d{1,4})(?![\d/.])"
    r"|\b(?:tổng )?số trang\s*:?\s*(?P<all>\d{1,4})(?![\d/.])",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:^| )(?:phi|le phi|tien|kinh phi|vnd|trieu|ty dong|dong)(?: |$)")
_IN_BRACKETS = re.compile(r"[(\[]\s*(?P<n>\d{1,5})(?:\s[^()\[\]\d]{1,30})?[)\]]\s*$")


def claimed_total(lines: Iterable[str], words: ServiceWords) -> int | None:
    """The largest number of services that short lines of a list page name as its total."""
    found = [number for line in lines if (number := total_in(line, words)) is not None]
    return max(found, default=None)


def total_in(line: str, words: ServiceWords) -> int | None:
    text = _THOUSANDS.sub("", clean(line[:400]))
    folded = fold(text)
    many = len(folded.split()) > _MOST_WORDS or text.count(_CELLS) >= _MOST_CELLS
    if many or not any(map(str.isdigit, folded)) or _MONEY.search(folded):
        return None
    ranged = _SHORT_RANGE.match(text) or _RANGE.search(folded)
    if ranged:
        return _number(ranged["n"])
    patterns = _patterns(words.counted, words.not_counted)
    for pattern in patterns:
        match = pattern.search(folded)
        if match:
            return _number(match["n"])
    return None


def total_in_heading(heading: str, words: ServiceWords) -> int | None:
    """The number in brackets behind a heading that names services as a whole: "Thủ tục hành chính (132)"."""
    text = _THOUSANDS.sub("", clean(heading[:200]))
    counted = _IN_BRACKETS.search(text)
    named = fold(text[: counted.start()]) if counted else ""
    if counted is None or len(named.split()) > _HEADING_WORDS or " muc do " in f" {named} ":
        return None
    whole = any(named.endswith(noun) and (" " in noun or named == noun) for noun in words.counted)
    return _number(counted["n"]) if whole else None


def pages_in(lines: Iterable[str]) -> int | None:
    """How many pages short lines say that the list has; None where none does or they differ."""
    told = {
        int(match["n"] or match["all"])
        for line in lines
        if len(line) < _PAGER and (match := _PAGES.search(line)) is not None
    }
    return told.pop() if len(told) == 1 else None


def _number(text: str) -> int | None:
    value = int(text)
    return value if 0 < value <= MOST else None


@lru_cache(maxsize=8)
def _patterns(counted: tuple[str, ...], not_counted: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """ "Tổng số (thủ tục …): N", "tổng số N thủ tục", "có N kết quả", "đang cung cấp N dịch vụ"; never of dossiers."""
    nouns, others = "|".join(counted), "|".join(not_counted)
    free = rf"(?:(?!(?:{others})(?: |$))\w+ ){{0,6}}?"
    found = "|^co |hien co |cung cap |tim thay |tim duoc |found |co tat ca |tat ca |bao gom "
    partly = r"(?!(?: \w+){0,3} (?:muc do|mot trang|moi trang|tren trang))"
    return (
        re.compile(rf"(?:^| )(?:tong so|tong cong|tong|total) {free}(?P<n>\d{{1,6}})(?: (?:{nouns})(?: |$)|$)"),
        re.compile(rf"(?:^| )(?:tong so|tong cong|tong|total) (?:{nouns}) {free}(?P<n>\d{{1,6}})(?= |$)"),
        re.compile(rf"(?:^{found})(?P<n>\d{{1,6}}) (?:{nouns})(?= |$){partly}"),
        re.compile(rf"(?:^| )(?:so luong|so) (?:{nouns}) {free}(?P<n>\d{{1,6}})$"),
        re.compile(rf"(?:{nouns}) (?:tim thay|tim duoc) (?P<n>\d{{1,6}})(?= |$)"),
    )
