"""Links that do something, links that show nothing, links that are files: told apart before anything is asked."""

import re
from functools import cache
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.words import path_words, vocabulary
from domain.text import fold
from domain.urls import as_path
from pages.view import FRAME_REGIONS, WRITTEN_TYPES, PageView

_ENTRY_FIELDS = WRITTEN_TYPES | {"radio"}
_LEAST_FIELDS = 2


def looks_like_action(url: str, label: str = "") -> bool:
    """Could asking this address change something: sign out, delete, vote, subscribe? Never asked, whoever wants it."""
    words = vocabulary()
    lowered = (unquote(url) if "%" in url else url).lower()
    if fold(label) in words["action_labels"] or _action_parts().search(lowered):
        return True
    pairs = _pairs(url)
    if any(key in words["action_keys"] or value in words["action_values"] for key, value in pairs):
        return True
    return any(part in words["action_segments"] for part in path_words(urlsplit(as_path(url)).path))


def sends(url: str, label: str) -> bool:
    """On a page with a form to be filled in: is this the order to send it off, given by a link?"""
    words = vocabulary()
    if fold(label) in words["sending_labels"]:
        return True
    return any(part in words["sending_segments"] for part in path_words(urlsplit(as_path(url)).path))


def is_filled_in(view: PageView) -> bool:
    """Has the page a form that a visitor fills in and sends, beside searches and log-ins?"""
    return any(
        form.method != "get"
        and form.region not in FRAME_REGIONS
        and sum(1 for entry in form.fields if entry.type in _ENTRY_FIELDS) >= _LEAST_FIELDS
        and not any(entry.type == "password" for entry in form.fields)
        for form in view.forms
    )


def is_fruitless(url: str, label: str = "") -> bool:
    """A log-in, a printing version, a feed: nothing to read that does not stand elsewhere."""
    words = vocabulary()
    if fold(label) in words["fruitless_labels"]:
        return True
    if any(key in words["fruitless_keys"] for key, _ in _pairs(url)):
        return True
    return any(part in words["fruitless_segments"] for part in path_words(urlsplit(as_path(url)).path))


def is_file(url: str) -> bool:
    """Does the address end like a document, a picture or a program?"""
    name = unquote(urlsplit(as_path(url)).path).rsplit("/", 1)[-1].lower()
    stem, dot, ending = name.rpartition(".")
    return bool(dot and stem and ending in vocabulary()["file_endings"])


@cache
def _action_parts() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(part) for part in sorted(vocabulary()["action_parts"])))


def _pairs(url: str) -> list[tuple[str, str]]:
    query = urlsplit(as_path(url)).query
    return [(key.lower(), value.lower()) for key, value in parse_qsl(query, keep_blank_values=True)] if query else []
