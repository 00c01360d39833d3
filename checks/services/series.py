"""Addresses that differ in one number only: the pages of one list, and the rest of them computed from a few.

`?page=2`, `?p=3&lv=12`, `/trang-4`, `/page/5`, `start=20`, `_x_WAR_y_cur=6`: which parameter counts the pages is told
by the links that page, not by its name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from domain.text import slug_words
from domain.urls import canonical

_NUMBER = re.compile(r"\d{1,6}")
_MARK = re.compile(r"(?=\D*\d)(?=\d*[a-f])[0-9a-f]{6,}|[0-9a-f]{20,}|\d{10,}", re.IGNORECASE)
_PAGE_PART = re.compile(r"(?:trang|page|p|pg)[-_]?", re.IGNORECASE)
_PAGE_KEYS = frozenset(
    {"page", "p", "trang", "pageindex", "pageno", "pagenumber", "pagenum", "currentpage", "paged", "pg", "cur",
     "curpage", "pageid", "trangso", "sotrang", "pi"}
)  # fmt: skip
_OFFSET_KEYS = frozenset({"start", "offset", "skip", "first", "from", "begin", "startindex"})
_SIZE_KEYS = frozenset(
    {"size", "limit", "pagesize", "length", "rows", "take", "top", "perpage", "delta", "sobanghi", "max", "count"}
)
MOST_PAGES = 400


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address carries the number: a query parameter, or the number of a path segment (`segment` >= 0)."""

    key: str = ""
    segment: int = -1
    prefix: str = ""  # of the segment before the number
    suffix: str = ""

    @property
    def counts_entries(self) -> bool:
        return _last_word(self.key) in _OFFSET_KEYS


def place_between(base: str, link: str) -> Place | None:
    """The one number in which a paging link differs from its page; None where they differ in more."""
    one, other = urlsplit(base), urlsplit(link)
    if (one.scheme, one.netloc) != (other.scheme, other.netloc):
        return None
    if one.path == other.path:
        return _in_query(one.query, other.query)
    return _in_path(one.path, other.path) if one.query == other.query or not other.query else None


def _in_query(base: str, link: str) -> Place | None:
    before, after = dict(lasting(base)), dict(lasting(link))
    changed = [key for key in after if before.get(key) != after[key]]
    lost = [key for key in before if key not in after]
    numbers = [key for key in changed if _NUMBER.fullmatch(after[key]) and _is_number(before.get(key, ""))]
    named = [key for key in numbers if _last_word(key) in _PAGE_KEYS | _OFFSET_KEYS]
    if len(changed) == 1 and len(numbers) == 1 and not lost:
        return Place(key=numbers[0])
    added = all(key not in before for key in changed if key not in named)
    return Place(key=named[0]) if len(named) == 1 and added else None


def _in_path(base: str, link: str) -> Place | None:
    before, after = base.rstrip("/").split("/"), link.rstrip("/").split("/")
    if len(before) == len(after):
        changed = [place for place, parts in enumerate(zip(before, after, strict=True)) if parts[0] != parts[1]]
        return _segment(after, changed[0], before[changed[0]]) if len(changed) == 1 else None
    if 0 < len(after) - len(before) <= 2 and after[: len(before)] == before:
        last = len(after) - 1
        paged = (
            _PAGE_PART.fullmatch(after[last - 1]) if len(after) - len(before) == 2 else _PAGE_PART.match(after[last])
        )
        return _segment(after, last, None) if paged else None
    return None


def _segment(parts: list[str], place: int, before: str | None) -> Place | None:
    numbers = list(_NUMBER.finditer(parts[place]))
    if not numbers:
        return None
    found = numbers[-1]
    prefix, suffix = parts[place][: found.start()], parts[place][found.end() :]
    made = Place(segment=place, prefix=prefix, suffix=suffix)
    if before is not None and not (before.startswith(prefix) and before.endswith(suffix) and re.search(r"\d", before)):
        stem, ending = re.sub(r"[-_/]?(?:trang|page|p|pg)?[-_]?$", "", prefix, flags=re.IGNORECASE), suffix
        return made if before == stem + ending else None
    return made


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True) if query else []


def lasting(query: str) -> list[tuple[str, str]]:
    """The parameters without the marks of a session, which change from page to page."""
    return [(key, value) for key, value in _pairs(query) if not _MARK.fullmatch(value)]


def _is_number(text: str) -> bool:
    return not text or bool(_NUMBER.fullmatch(text))


def _last_word(key: str) -> str:
    """What a parameter is called without a portlet's name before it: `_dvc_WAR_x_cur` -> cur."""
    if slug_words(key).replace(" ", "") in _PAGE_KEYS | _OFFSET_KEYS | _SIZE_KEYS:
        return slug_words(key).replace(" ", "")
    return slug_words(re.split(r"[_.$]", key)[-1]).replace(" ", "")


def value_of(url: str, place: Place) -> int | None:
    """The number that an address carries at a place."""
    parts = urlsplit(url)
    if place.segment < 0:
        values = [value for key, value in _pairs(parts.query) if key == place.key]
        return int(values[0]) if values and _NUMBER.fullmatch(values[0]) else None
    segments = parts.path.rstrip("/").split("/")
    if place.segment >= len(segments):
        return None
    part = segments[place.segment]
    if not (part.startswith(place.prefix) and part.endswith(place.suffix)):
        return None
    middle = part[len(place.prefix) : len(part) - len(place.suffix)]
    return int(middle) if _NUMBER.fullmatch(middle) else None


def with_value(url: str, place: Place, value: int) -> str | None:
    """The address with another number there."""
    parts = urlsplit(url)
    path, query = parts.path, parts.query
    if place.segment < 0:
        replaced = [
            f"{pair.partition('=')[0]}={value}" if unquote(pair.partition("=")[0]) == place.key else pair
            for pair in query.split("&")
        ]
        query = "&".join(replaced)
    else:
        segments = path.split("/")
        segments[place.segment] = f"{place.prefix}{value}{place.suffix}"
        path = "/".join(segments)
    try:
        return canonical(urlunsplit((parts.scheme, parts.netloc, path, query, parts.fragment)))
    except ValueError:
        return None


def place_by_name(url: str) -> Place | None:
    """The parameter of an endpoint's own address that counts pages or entries, by its name."""
    pairs = _pairs(urlsplit(url).query)
    for names in (_PAGE_KEYS, _OFFSET_KEYS):
        for key, value in pairs:
            if _last_word(key) in names and _NUMBER.fullmatch(value):
                return Place(key=key)
    return None


def size_of(url: str) -> int | None:
    """How many entries a page has by an address's own parameter."""
    for key, value in _pairs(urlsplit(url).query):
        if _last_word(key) in _SIZE_KEYS and _NUMBER.fullmatch(value) and int(value) > 0:
            return int(value)
    return None


def stem_of(url: str, place: Place | None) -> str:
    """What all pages of a list share: the address without the number (and without sizes)."""
    parts = urlsplit(url)
    if place is None:
        return f"{parts.netloc}{parts.path.rstrip('/')}?{_joined(lasting(parts.query))}"
    if place.segment < 0:
        pairs = lasting(parts.query)
        kept = [(key, value) for key, value in pairs if key != place.key and _last_word(key) not in _SIZE_KEYS]
        return f"{parts.netloc}{parts.path.rstrip('/')}?{_joined(kept)}"
    segments = parts.path.rstrip("/").split("/")[: place.segment]
    if not place.prefix and segments and _PAGE_PART.fullmatch(segments[-1]):
        segments.pop()
    ending = re.sub(r"[-_/]?(?:trang|page|p|pg)?[-_]?$", "", place.prefix, flags=re.IGNORECASE) + place.suffix
    path = "/".join((*segments, ending) if ending else segments)
    return f"{parts.netloc}{path}?{_joined(lasting(parts.query))}"


def _joined(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(sorted(f"{key}={value}" for key, value in pairs))


def spread(values: Iterable[int], *, step: int | None = None, last: int | None = None) -> list[int]:
    """All numbers from the smallest to the largest (or to `last`) in equal steps: the pages between those linked."""
    known = sorted(set(values))
    if not known:
        return []
    if step is None:
        gaps = [later - earlier for earlier, later in pairwise(known)]
        step = min(gaps) if gaps else 1
    end = max(known[-1], last if last is not None else known[-1])
    made = set(range(known[0], end + 1, max(step, 1))[:MOST_PAGES]) | set(known)
    return sorted(made)[:MOST_PAGES]
