"""Whose document an item is: this agency's, or that of a body above it, by the number's ending and the words around."""

import re

from checks.list_item import Item
from checks.site import Site
from domain.agencies import TERRITORIAL, Kind
from domain.text import clean, fold

_NUMBER = re.compile(r"(?<![\w/])\d{1,5}[a-z]?/(?:\d{4}/)?(?P<symbol>[A-ZĐ][A-Za-zĐđ0-9&]*(?:-[A-Za-zĐđ0-9&]+)*)")
_STATE = frozenset({"QH", "CP", "TTG", "CTN", "UBTVQH", "VPCP", "TW", "BBT", "BCT"})
_COMMITTEE = frozenset({"UBND", "CTUBND", "HDND", "TU", "HU"})
_ABOVE = {
    Kind.MINISTRY: ("thu tuong", "chinh phu", "quoc hoi", "ban bi thu", "bo chinh tri"),
    Kind.GOV_AGENCY: ("thu tuong", "chinh phu", "quoc hoi", "ban bi thu"),
    Kind.PROVINCE: ("thu tuong", "chinh phu", "quoc hoi", "ban bi thu", "bo chinh tri"),
    Kind.DIRECTORATE: ("thu tuong", "chinh phu", "quoc hoi", "bo truong"),
    Kind.DEPARTMENT: ("thu tuong", "chinh phu", "quoc hoi", "bo truong", "ubnd tinh", "chu tich ubnd tinh"),
    Kind.DISTRICT: ("thu tuong", "chinh phu", "quoc hoi", "ubnd tinh", "chu tich ubnd tinh", "tinh uy"),
    Kind.COMMUNE: ("thu tuong", "chinh phu", "quoc hoi", "ubnd tinh", "ubnd huyen", "huyen uy"),
}
_OPENING = 6  # words of a title among which its author stands


def numbers_in(text: str) -> tuple[str, ...]:
    """The endings of the document numbers in a text: "12/2019/QĐ-UBND" -> "QĐ-UBND"."""
    return tuple(match["symbol"] for match in _NUMBER.finditer(clean(text)))


def is_of_higher_body(site: Site, item: Item) -> bool:
    """Whether an item shows itself to be of a body above the agency. In doubt it is the agency's own."""
    kind = site.target.agency.kind
    number = next((cell for header, cell in item.row if site.lexicon.field_named("documents", header) == "number"), "")
    symbols = numbers_in(number) or numbers_in(item.title[:60])
    if symbols:
        parts = {fold(part).upper() for part in re.split(r"[-/]", symbols[0])}
        if parts & _STATE:
            return True
        if parts & _COMMITTEE:
            return kind not in TERRITORIAL
        return False
    opening = " ".join(fold(item.title).split()[:_OPENING])
    return any(f" {body} " in f" {opening} " for body in _ABOVE[kind])
