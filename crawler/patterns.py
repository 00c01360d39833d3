"""The pattern behind an address: pages made by one template share it, so that no template eats the budget."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.words import vocabulary
from domain.text import slug_words
from domain.urls import as_path

_NUMBER = re.compile(r"\d+")
_TOKEN = re.compile(r"^(?=.*\d)[0-9a-f]{8,}$|^[0-9a-f]{8}-[0-9a-f-]{20,}$", re.IGNORECASE)
_ENDING = re.compile(r"(\.[a-z]{2,5})$", re.IGNORECASE)
_LONG_SLUG = 6  # words: articles are called by their titles, sections by two to five words
_LONG_LABEL = 9
_CALENDAR_KEYS = frozenset(
    {"month", "year", "day", "date", "week", "thang", "nam", "ngay", "tuan", "fromdate", "todate", "tungay", "denngay"}
)
_CALENDAR_PATH = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-](?:0?[1-9]|[12]\d|3[01]))?(?:/|$)")
_PAGE_SEGMENT = re.compile(r"/(?:page|trang|p)[/-]?\d{1,5}(?=[/.]|$)", re.IGNORECASE)


@lru_cache(maxsize=65536)
def pattern_of(url: str) -> str:
    """Site, path with numbers and names of articles blanked, query with its values blanked."""
    parts = urlsplit(as_path(url))
    segments = [_segment(unquote(segment)) if segment else "" for segment in parts.path.split("/")]
    query = sorted({f"{key.lower()}={_value(value)}" for key, value in _pairs(parts.query)})
    return f"{parts.netloc}{'/'.join(segments)}{'?' if query else ''}{'&'.join(query)}"


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True) if query else []


def _segment(segment: str) -> str:
    if _TOKEN.match(segment):
        return "%"
    ending = _ENDING.search(segment)
    stem, tail = (segment[: ending.start()], ending.group(1).lower()) if ending else (segment, "")
    if len(stem) > _LONG_SLUG and len(slug_words(stem).split()) >= _LONG_SLUG:
        return "*" + tail
    return _NUMBER.sub("#", stem).lower()[:80] + tail


def _value(value: str) -> str:
    if _TOKEN.match(value):
        return "%"
    if len(value) > 24 or "%" in value:
        return "*"
    return _NUMBER.sub("#", value).lower()


@lru_cache(maxsize=65536)
def is_paging(url: str) -> bool:
    """Is this a further page of a list?"""
    parts = urlsplit(as_path(url))
    if _PAGE_SEGMENT.search(parts.path):
        return True
    keys = vocabulary()["paging_keys"]
    return any(key.lower() in keys and value.isdigit() for key, value in _pairs(parts.query))


@lru_cache(maxsize=65536)
def is_calendar(url: str) -> bool:
    """Does the address name a day, week or month, as calendars do that never end?"""
    parts = urlsplit(as_path(url))
    if _CALENDAR_PATH.search(parts.path):
        return "*" not in pattern_of(url)  # news filed by date is called by its title
    return any(key.lower() in _CALENDAR_KEYS for key, _ in _pairs(parts.query))


def is_article(url: str, label: str) -> bool:
    """Does this look like one entry of a list rather than a list: a long name, a title for a label, an item id?"""
    last = pattern_of(url).partition("?")[0].rsplit("/", 1)[-1]
    if last.startswith("*") or len(label.split()) >= _LONG_LABEL:
        return True
    if re.search(r"#\D*$", last) and len(last) > 8:
        return True
    keys = {key.lower() for key, _ in _pairs(urlsplit(as_path(url)).query)}
    return bool(keys & {"itemid", "newsid", "articleid", "idtin", "id_tin", "postid"})
