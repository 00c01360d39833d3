"""The crawl's own vocabulary, read once from data: it says what a link is for, never what the law asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import yaml

from domain.text import slug_words


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Folded phrases and address parts, by use."""

    lists: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


def load_data(name: str) -> Any:
    """One of the data files beside this module."""
    return yaml.safe_load(files("crawler").joinpath("data", name).read_text("utf-8"))


@lru_cache(maxsize=65536)
def path_words(path: str) -> tuple[str, ...]:
    """The folded words of each part of an address's path."""
    return tuple(slug_words(unquote(part)[:400]) for part in path.split("/") if part)


@cache
def vocabulary() -> Vocabulary:
    data = load_data("words.yaml")
    return Vocabulary({name: frozenset(map(str, entries)) for name, entries in data.items()})
