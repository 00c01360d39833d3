"""Pairs of label and value as pages print them: "Số ký hiệu: 12/QĐ-UBND", cells "Ngày ban hành | 05/03/2018"."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from checks.load_lexicon import Lexicon
from domain.text import clean
from pages.view import CELLS

_LONGEST_LABEL = 40
_LABEL_WORDS = 4


def pairs_in(lexicon: Lexicon, group: str, lines: Iterable[str]) -> dict[str, str]:
    """The fields of a group that the lines name, each with its first value that is not empty."""
    found: dict[str, str] = {}
    label: str | None = None  # of a line that is nothing but a label: its value is the next line
    for line in lines:
        told = [*_of_cells(lexicon, group, clean(line).split(CELLS)), *_of_text(lexicon, group, line)]
        own = _named(lexicon, group, line) if len(line.split()) <= _LABEL_WORDS else None
        if label is not None and own in (None, label):  # "Nhóm dự án", and behind it "Nhóm B"
            told.append((label, clean(line)))
            own = None
        label = own
        for field, value in told:
            if value:
                found.setdefault(field, value)
    return found


def paired_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines; one that is nothing but a short label ("Điện thoại") is joined with the line behind it."""
    before = ""
    for line in map(clean, lines):
        if not line:
            continue
        yield f"{before.rstrip(' :')}: {line}" if before else line
        before = line if len(line.split()) <= _LABEL_WORDS and not any(map(str.isdigit, line)) else ""


def _of_cells(lexicon: Lexicon, group: str, cells: list[str]) -> list[tuple[str, str]]:
    """A cell that is a label, and the cell behind it."""
    pairs = []
    for label, value in pairwise(cells):
        field = _named(lexicon, group, label)
        if field is not None and not (len(value.split()) <= _LABEL_WORDS and _named(lexicon, group, value)):
            pairs.append((field, value.strip(" :")))
    return pairs


def _named(lexicon: Lexicon, group: str, label: str) -> str | None:
    bare = label.strip(" :*")
    return lexicon.field_named(group, bare) if 0 < len(bare) <= _LONGEST_LABEL else None


def _of_text(lexicon: Lexicon, group: str, line: str) -> list[tuple[str, str]]:
    """Labels with a colon inside running text; a value ends where the next label begins."""
    text = clean(line)
    labels = list(_pattern(lexicon.field_spellings(group)).finditer(text)) if ":" in text else []
    pairs = []
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        field = lexicon.field_named(group, label["label"])
        if field is not None:
            pairs.append((field, text[label.end() : end].strip(" |;,.-–")))
    return pairs


@lru_cache(maxsize=32)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<!\w)(?P<label>{either})\s*:\s*", re.IGNORECASE)
