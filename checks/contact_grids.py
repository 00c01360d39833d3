"""Directories that are no tables: rows of cells made of divs under a row of heads, and cards or lines that tell of one
person after the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.labelled_values import pairs_in
from checks.people import person_name
from checks.site import Site
from checks.template import place_kind
from domain.text import clean, fold
from pages.view import Block

GROUP = "officials"
_LEAST_HEADS = 3
_CARD = 9  # lines that tell of one person
_SHORT = 14  # words of a line that tells a post
_BARE_NUMBER = re.compile(r"[+(]?\d[\d\s.()\-–]{7,18}\d")
_LABEL = re.compile(r"^[^:|]{2,30}:\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one person: cells by the field that their head or label names, and all the lines."""

    name: str
    cells: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    xpath: str


def grid_rows(site: Site, blocks: Sequence[Block]) -> Iterator[Row]:
    """The persons of a grid: cells stand at the same place of their row as their heads."""
    rows: dict[str, dict[str, Block]] = {}
    for block in blocks:
        row, _, cell = block.xpath.rpartition("/")
        rows.setdefault(row, {})[cell] = block
    heads: dict[str, str] = {}
    make = ""
    for xpath, cells in rows.items():
        fields = {cell: field for cell, block in cells.items() if (field := _field(site, block.text))}
        if len(fields) >= _LEAST_HEADS and "name" in fields.values():
            heads, make = fields, place_kind(xpath)
        elif heads and place_kind(xpath) == make:
            named = tuple((heads[cell], block.text) for cell, block in cells.items() if cell in heads)
            name = next((name for field, text in named if field == "name" and (name := person_name(text))), "")
            if name:
                first = next(iter(cells.values()))
                yield Row(name, named, tuple(block.text for block in cells.values()), first.xpath)


def card_rows(site: Site, blocks: Sequence[Block]) -> Iterator[Row]:
    """The persons that lines name, each with the lines that follow until the next one."""
    marks = [(place, name) for place, block in enumerate(blocks) if (name := person_name(_LABEL.sub("", block.text)))]
    for turn, (place, name) in enumerate(marks):
        end = marks[turn + 1][0] if turn + 1 < len(marks) else len(blocks)
        lines = tuple(block.text for block in blocks[place : min(end, place + _CARD)])
        told = pairs_in(site.lexicon, GROUP, lines)
        cells = {field: value for field, value in told.items() if field in ("post", "unit", "phone", "mail")}
        if "post" not in cells and (post := _post(site, lines)):
            cells["post"] = post
        if "phone" not in cells and (number := next(filter(_BARE_NUMBER.fullmatch, map(clean, lines)), "")):
            cells["phone"] = number
        yield Row(name, tuple(cells.items()), lines, blocks[place].xpath)


def _field(site: Site, text: str) -> str | None:
    return site.lexicon.field_named(GROUP, text) if len(text.split()) <= 5 else None


def _post(site: Site, lines: Sequence[str]) -> str:
    """The first short line that names a post of whatever kind."""
    signs = site.lexicon.words.fields[GROUP]["post_signs"]
    for line in lines:
        folded = f" {fold(line)} "
        if len(folded.split()) <= _SHORT and any(f" {fold(sign)} " in folded for sign in signs):
            return line
    return ""
