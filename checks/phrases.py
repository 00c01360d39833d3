"""Phrases found in a text as whole syllables: longer ones without tones, single syllables with them.

Without tones "hồ" is also "hộ", "hang" also "hạng"; two syllables together are hardly ever mistaken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.text import fold, tidy


@dataclass(frozen=True, slots=True)
class Phrases:
    folded: tuple[str, ...]  # of two syllables and more
    toned: tuple[str, ...]  # single syllables

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Phrases":
        return _phrases(tuple(texts))

    def found_in(self, text: str) -> bool:
        folded = f" {fold(text)} "
        if any(f" {phrase} " in folded for phrase in self.folded):
            return True
        if not self.toned:
            return False
        if text.isascii():  # written without tones
            return any(f" {fold(phrase)} " in folded for phrase in self.toned)
        toned = f" {tidy(text)} "
        return any(f" {phrase} " in toned for phrase in self.toned)


@lru_cache(maxsize=512)
def _phrases(texts: tuple[str, ...]) -> Phrases:
    keys = tuple(dict.fromkeys(texts))
    return Phrases(
        folded=tuple(fold(text) for text in keys if " " in fold(text)),
        toned=tuple(tidy(text) for text in keys if " " not in fold(text)),
    )
