"""How well a link's words fit what is still wanted: plain phrases with weights, looked up in one pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import ahocorasick

from crawler.words import path_words
from domain.plans import Word
from domain.text import fold
from domain.urls import as_path

#: A word in the address counts less than one a reader sees.
_SLUG_SHARE = 0.6
_MAX_TEXT = 400


@dataclass(frozen=True, slots=True)
class Relevance:
    """What a link promises: the best weight per tag, tags sorted."""

    tags: tuple[tuple[str, float], ...] = ()

    @property
    def best(self) -> float:
        return max((weight for _, weight in self.tags), default=0.0)


class Matcher:
    """The wanted words of one round as an automaton. Whole words only: texts are padded with spaces."""

    def __init__(self, words: Iterable[Word]) -> None:
        entries: dict[str, dict[str, float]] = {}
        for word in words:
            phrase = fold(word.text)
            if phrase and word.weight > 0:
                tags = entries.setdefault(f" {phrase} ", {})
                tags[word.tag] = max(tags.get(word.tag, 0.0), word.weight)
        self._automaton = ahocorasick.Automaton() if entries else None
        if self._automaton is not None:
            for phrase in sorted(entries):
                self._automaton.add_word(phrase, (len(phrase), tuple(sorted(entries[phrase].items()))))
            self._automaton.make_automaton()

    def match(self, texts: Iterable[str], url: str) -> Relevance:
        """`texts` are what a reader sees of the link: label, alt, title, the heading above."""
        found: dict[str, float] = {}
        for text in texts:
            self._collect(fold(text[:_MAX_TEXT]), 1.0, found)
        for words in path_words(urlsplit(as_path(url)).path):
            self._collect(words, _SLUG_SHARE, found)
        return Relevance(tuple(sorted(found.items())))

    def _collect(self, text: str, share: float, found: dict[str, float]) -> None:
        if self._automaton is None or not text:
            return
        length = len(text)
        for _, (size, tags) in self._automaton.iter(f" {text} "):
            # A label that says little else is surer than a phrase inside a long title.
            weight_of_phrase = share * (0.5 + 0.5 * min(1.0, (size - 2) / length))
            for tag, weight in tags:
                found[tag] = max(found.get(tag, 0.0), weight * weight_of_phrase)
