"""Phrases found in a text as whole syllables: longer ones without tones, single syllables with them.

Without tones "hồ" is also "hộ", "hang" also "hạng"; two syllables together are hardly ever mistaken.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.text import fold, tidy

_WORD = re.compile(r"[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[\n.,;:|(“\"–-])\s*$")


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

    def named_in(self, text: str) -> bool:
        """`found_in`, but for a single syllable with a capital, which counts only where a line or clause begins:
        "Hồ Ba Bể" is a lake, "Nhà ngục Hồ Trong" is none."""
        folded = f" {fold(text)} "
        if any(f" {phrase} " in folded for phrase in self.folded):
            return True
        if text.isascii() or not self.toned:
            return self.found_in(text)
        return any(
            tidy(word.group()) in self.toned
            for word in _WORD.finditer(text)
            if word.group()[0].islower() or _BEGINS.search(text[max(0, word.start() - 4) : word.start()])
        )


def opens(text: str, openings: Iterable[str]) -> bool:
    """Whether a text begins with one of the phrases, as whole syllables without tones."""
    folded = f"{fold(text)} "
    return any(folded.startswith(f"{fold(opening)} ") for opening in openings)


@lru_cache(maxsize=512)
def _phrases(texts: tuple[str, ...]) -> Phrases:
    keys = tuple(dict.fromkeys(texts))
    return Phrases(
        folded=tuple(fold(text) for text in keys if " " in fold(text)),
        toned=tuple(tidy(text) for text in keys if " " not in fold(text)),
    )
