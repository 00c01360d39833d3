"""Names of communes, wards and townships that a text gives: "xã Nậm Cang", "Các phường: Trần Phú, Sông Lim"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from domain.text import clean, fold
from pages.view import Table

_UNIT = r"\b(?:[Xx]ã|XÃ|[Pp]hường|PHƯỜNG|[Tt]hị trấn|THỊ TRẤN|[Đđ]ặc khu|ĐẶC KHU)"
_NAMED = re.compile(rf"{_UNIT}\s+(?=((?:[^\W_]+[ -]?){{1,5}}))")
#: "Gồm các xã: A, B, C và D"; "10 phường: 1, 2, 3".
_LISTED = re.compile(rf"{_UNIT}(?:[^:;.\n]{{0,40}})?:\s*([^.;\n]{{3,600}})")
#: "Thị trấn Mỏ Gạo và các xã A, B, C", "11 xã A, B": several of them, without a colon.
_SEVERAL = re.compile(rf"\b(?:[Cc]ác|\d{{1,3}})\s+{_UNIT}\s+([^:;.\n]{{3,600}})")
_PARTS = re.compile(r"\s*,\s*|\s+và\s+")
_MOST_WORDS = 4  # of a name
_HEADS = frozenset(
    ("xa", "phuong", "xa phuong", "phuong xa", "xa phuong thi tran", "phuong xa thi tran", "xa thi tran", "ten xa",
     "ten phuong", "ten xa phuong", "ten phuong xa", "ten xa phuong thi tran", "cac xa", "cac xa phuong",
     "don vi hanh chinh cap xa", "don vi cap xa")
)  # fmt: skip


def commune_names(lines: Iterable[str], tables: Sequence[Table] = ()) -> tuple[str, ...]:
    """The names, each once, in reading order: behind a unit's word, in a list under one, in a column headed so."""
    found: dict[str, str] = {}
    for text in lines:
        for line in text.splitlines():
            for name in _in_line(clean(line)):
                found.setdefault(fold(name), name)
    for table in tables:
        for name in _in_table(table):
            found.setdefault(fold(name), name)
    return tuple(found.values())


def _in_line(line: str) -> Iterator[str]:
    for match in _NAMED.finditer(line):
        name = _leading(match.group(1).split())
        if name:
            yield name
    for match in _LISTED.finditer(line):
        yield from _proper(match.group(1))
    for match in _SEVERAL.finditer(line):
        yield from takewhile(bool, map(_whole, _PARTS.split(match.group(1))))


def _leading(words: Sequence[str]) -> str:
    """The capitalised words, or the number, that a text begins with."""
    named: list[str] = []
    for word in words[:_MOST_WORDS]:
        if not _is_proper(word) or (named and word.isdigit()):
            break
        named.append(word)
        if word.isdigit():
            break
    return " ".join(named)


def _is_proper(word: str) -> bool:
    return word[0].isupper() or (word.isdigit() and len(word) <= 2)


def _proper(listed: str) -> Iterator[str]:
    yield from filter(None, map(_whole, _PARTS.split(listed)))


def _whole(part: str) -> str:
    """A part of a list that is a name and nothing else; "" for any other."""
    words = part.strip(" -–.").split()
    return " ".join(words) if 0 < len(words) <= _MOST_WORDS and all(map(_is_proper, words)) else ""


def _in_table(table: Table) -> Iterator[str]:
    columns = [place for place, header in enumerate(table.headers) if fold(header) in _HEADS]
    for row in table.rows:
        for place in columns:
            if place < len(row):
                yield from _proper(clean(row[place]))
