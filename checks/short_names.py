"""An agency's name with words in short: "Sở NN&PTNT", "SỞ NÔNG NGHIỆP VÀ PTNT", "Sở LĐ-TB và XH".

Which letters stand for which words is not listed anywhere: they are the initials of words that follow each other in the
name. The first word, which says what kind of body it is, must stand there whole.
"""

from collections.abc import Sequence
from functools import cache

from domain.text import fold, tidy

_AND = "va"
_LEAST = 2  # letters of a short form
_LEAST_NAME = 3  # words


def spelled_out(words: Sequence[str], names: Sequence[str]) -> list[str]:
    """`words` of a text (tidied or folded) with each saying of one of the `names` in short, or without its "và", in
    full: with tones where the text has them. `names` are what must be said together, with tones."""
    found = list(words)
    for name in names:
        whole, folded = _words_of(name)
        if len(folded) >= _LEAST_NAME:
            found = _replaced(found, whole, folded)
    return found


@cache
def _words_of(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name with tones, and those that may be shortened, without."""
    whole = tuple(tidy(name).split())
    return whole, tuple(word for word in map(fold, whole) if word != _AND)


def _replaced(words: list[str], whole: Sequence[str], folded: Sequence[str]) -> list[str]:
    said = [fold(word) for word in words]
    if folded[0] not in said:
        return words
    toned = words != said
    made: list[str] = []
    at = 0
    while at < len(words):
        end = _said_until(said, at, folded) if said[at] == folded[0] else None
        if end is None:
            made.append(words[at])
            at += 1
        else:
            made.extend(whole if toned else map(fold, whole))
            at = end
    return made


def _said_until(said: Sequence[str], at: int, left: Sequence[str]) -> int | None:
    """Where the words `left` of a name end that are said from `at` on, in full or in short."""
    if not left:
        return at
    while at < len(said) and said[at] == _AND:
        at += 1
    if at == len(said):
        return None
    if said[at] == left[0]:
        end = _said_until(said, at + 1, left[1:])
        if end is not None:
            return end
    run = len(said[at])
    if run >= _LEAST and said[at] == "".join(word[0] for word in left[:run]):
        return _said_until(said, at + 1, left[run:])
    return None
