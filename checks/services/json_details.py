"""What JSON answers tell of single services: objects that carry a procedure's code or name and its fields.

Fields are known by their keys ("trinhTuThucHien") or as pairs of a label and a value ({"ten": "Trình tự thực hiện",
"noiDung": "…"}). Values may be HTML.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from checks.per_site import once_per_site
from checks.services.codes import find_code
from checks.services.detail_words import DetailWords, detail_words
from checks.services.json_documents import json_captures, load_json
from checks.services.json_pointer import escaped
from checks.services.sections import Line, Section
from checks.site import Site
from domain.captures import Capture
from domain.procedures import procedure_key
from domain.text import clean, fold

_TAG = re.compile(r"<[^<>]{0,400}>")
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h[1-6])\b[^<>]{0,100}>", re.IGNORECASE)
_MOST_OBJECTS = 4000
_DEPTH = 8
_LEAST_FIELDS = 3
_LONGEST = 20_000


@dataclass(frozen=True, eq=False, slots=True)
class JsonDetails:
    """One object that tells several fields of one service. `addresses`: texts in it that look like addresses."""

    capture: Capture
    pointer: str
    codes: frozenset[str]
    texts: frozenset[str]  # folded: its name is among them
    sections: tuple[Section, ...]
    addresses: tuple[tuple[str, str], ...]  # (key, text)


def json_details(site: Site, code: str, name: str) -> tuple[JsonDetails, ...]:
    """The JSON objects that tell of one service, by its code, else by its name."""
    known = _indexed(site)
    by_code = known.get(procedure_key(code), []) if code else []
    return tuple(by_code or known.get(fold(name), []))


@once_per_site
def all_json_details(site: Site) -> tuple[JsonDetails, ...]:
    """Every object that tells of a service, in the order of the records."""
    words = detail_words(site.lexicon)
    return tuple(details for capture in json_captures(site) for details in _read(site, capture, words))


@once_per_site
def _indexed(site: Site) -> dict[str, list[JsonDetails]]:
    found: dict[str, list[JsonDetails]] = {}
    for details in all_json_details(site):
        for key in (*details.codes, *details.texts):
            found.setdefault(key, []).append(details)
    return found


def _read(site: Site, capture: Capture, words: DetailWords) -> Iterator[JsonDetails]:
    for count, (pointer, node) in enumerate(_objects(load_json(site, capture), "", 0)):
        if count >= _MOST_OBJECTS:
            return
        sections = tuple(_sections(node, pointer, words, 0))
        if len({section.field for section in sections}) < _LEAST_FIELDS:
            continue
        own = [value for value in node.values() if isinstance(value, str) and len(value) <= 600]
        codes = frozenset(procedure_key(code) for value in own if (code := find_code(value)))
        texts = frozenset(folded for value in own if len((folded := fold(value)).split()) >= 3)
        if codes or texts:
            yield JsonDetails(
                capture, pointer, codes if len(codes) == 1 else frozenset(), texts, sections, _addresses(node)
            )


def _objects(node: Any, pointer: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if depth > _DEPTH:
        return
    if isinstance(node, dict):
        yield pointer, node
        for key, value in node.items():
            yield from _objects(value, f"{pointer}/{escaped(key)}", depth + 1)
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _objects(value, f"{pointer}/{place}", depth + 1)


def _sections(node: Mapping[str, Any], pointer: str, words: DetailWords, depth: int) -> Iterator[Section]:
    """The fields of one object: by key, by pairs of label and value, and of the objects inside that are no items."""
    for key, value in node.items():
        place, field = f"{pointer}/{escaped(key)}", words.key(key)
        if field:
            lines = [Line(text, place) for text in _texts(value, 0)]
            yield Section(field, key, place, lines)
        elif isinstance(value, dict) and depth < 2:
            yield from _sections(value, place, words, depth + 1)
        elif isinstance(value, list):
            for number, item in enumerate(value[:60]):
                if isinstance(item, dict):
                    yield from _pair(item, f"{place}/{number}", words)


def _pair(item: Mapping[str, Any], pointer: str, words: DetailWords) -> Iterator[Section]:
    texts = [value for value in item.values() if isinstance(value, str) and value.strip()]
    label = next((text for text in texts if words.label(text)), "")
    if label:
        rest = max((text for text in texts if text != label), key=len, default="")
        yield Section(words.label(label), label, pointer, [Line(text, pointer) for text in _texts(rest, 0)])


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        plain = _TAG.sub(" ", _BREAK.sub("\n", value[:_LONGEST]))
        yield from (text for line in unescape(plain).split("\n") if (text := clean(line)))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list) and depth < 3:
        for item in value[:60]:
            yield from _texts(item, depth + 1)
    elif isinstance(value, dict) and depth < 3:
        yield from (" | ".join(text for item in value.values() for text in _texts(item, depth + 1)),)


def _addresses(node: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []

    def gather(key: str, value: Any, depth: int) -> None:
        if isinstance(value, str) and value.startswith(("http://", "https://", "/", "#/")) and " " not in value:
            found.append((key, value[:1000]))
        elif isinstance(value, dict) and depth < 3:
            for name, item in value.items():
                gather(f"{key}.{name}" if key else name, item, depth + 1)
        elif isinstance(value, list) and depth < 3:
            for item in value[:40]:
                gather(key, item, depth + 1)

    gather("", node, 0)
    return tuple(found[:60])
