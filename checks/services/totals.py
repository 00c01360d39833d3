"""How many services a page says there are: "Tổng số: 128 thủ tục", "38 kết quả", "Hiển thị 1-10 của 128"."""

import re
from collections.abc import Iterable
from functools import lru_cache

from checks.services.words import ServiceWords
from domain.text import clean, fold

_MOST_WORDS = 25
_MOST = 100_000
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_RANGE = re.compile(
    r"(?:hien thi|dang xem|xem|showing|ket qua|trang|muc|tu|from)(?: \w+){0,4}? \d{1,6} (?:(?:den|toi|to) )?\d{1,6}"
    r" (?:cua|trong|tren|of|trong tong so|tong so|trong so)(?: (?:tong so|tong|so))? (?P<n>\d{1,6})(?= |$)"
)
_SHORT_RANGE = re.compile(r"^\(?\s*\d{1,6}\s*[-–]\s*\d{1,6}\s*(?:/|của|of|trong)\s*(?P<n>\d{1,6})(?:\s|\)|$)")


def claimed_total(lines: Iterable[str], words: ServiceWords) -> int | None:
    """The largest number of services that short lines of a list page name as its total."""
    found = [number for line in lines if (number := total_in(line, words)) is not None]
    return max(found, default=None)


def total_in(line: str, words: ServiceWords) -> int | None:
    text = _THOUSANDS.sub("", clean(line[:400]))
    folded = fold(text)
    if not any(map(str.isdigit, folded)) or len(folded.split()) > _MOST_WORDS:
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


def _number(text: str) -> int | None:
    value = int(text)
    return value if 0 < value <= _MOST else None


@lru_cache(maxsize=8)
def _patterns(counted: tuple[str, ...], not_counted: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """ "Tổng số (thủ tục …): N", "tổng số N thủ tục", "có N kết quả", "N kết quả được tìm thấy"; never of dossiers."""
    nouns, others = "|".join(counted), "|".join(not_counted)
    free = rf"(?:(?!(?:{others})(?: |$))\w+ ){{0,6}}?"
    found = "|^co |^hien co |tim thay |tim duoc |found |co tat ca |tat ca "
    partly = "muc do|mot trang|moi trang|tren trang"
    return (
        re.compile(rf"(?:^| )(?:tong so|tong cong|tong|total) {free}(?P<n>\d{{1,6}})(?: (?:{nouns})(?: |$)|$)"),
        re.compile(rf"(?:^| )(?:tong so|tong cong|tong|total) (?:{nouns}) {free}(?P<n>\d{{1,6}})(?= |$)"),
        re.compile(rf"(?:^{found})(?P<n>\d{{1,6}}) (?:{nouns})(?: |$)(?!.*(?:{partly}))"),
        re.compile(rf"(?:^| )(?:so luong|so) (?:{nouns}) {free}(?P<n>\d{{1,6}})$"),
        re.compile(rf"(?:{nouns}) (?:tim thay|tim duoc) (?P<n>\d{{1,6}})(?= |$)"),
    )
