"""All phrases of a kind found in one pass over folded text, whole syllables only."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Generic, TypeVar

import ahocorasick

Tag = TypeVar("Tag", bound=Hashable)


class PhraseIndex(Generic[Tag]):
    """An Aho-Corasick automaton over folded phrases padded by spaces; each phrase carries its tags."""

    def __init__(self, phrases: Mapping[str, tuple[Tag, ...]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for phrase, tags in sorted(phrases.items()):
            if phrase:
                self._automaton.add_word(f" {phrase} ", (phrase, tags))
        self._empty = len(self._automaton) == 0
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, folded: str) -> Iterator[tuple[int, str, tuple[Tag, ...]]]:
        """(offset in `folded`, phrase, tags) of every occurrence, overlapping ones included, in order of their ends."""
        if self._empty:
            return
        for end, (phrase, tags) in self._automaton.iter(f" {folded} "):
            yield end - len(phrase) - 1, phrase, tags
