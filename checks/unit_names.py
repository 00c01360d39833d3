"""Names of the bodies below an agency as its pages name them: "Phòng Tổ chức cán bộ", "Huyện Sơn Hà"."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from checks.site import Site
from domain.text import clean, fold

_LONGEST = 14  # words of a line that is a unit's name
_KEY_WORDS = 7


def units_in(site: Site, text: str, words: Sequence[str] | None = None) -> tuple[str, ...]:
    """The units a text names, each once: lines that begin with a unit's word, and units named inside sentences."""
    known = (
        tuple(words) if words is not None else site.lexicon.words.agencies.kinds[site.target.agency.kind.value].units
    )
    found: dict[str, str] = {}
    for line in text.splitlines():
        for name in _of_line(clean(line), known):
            found.setdefault(" ".join(fold(name).split()[:_KEY_WORDS]), name)
    return tuple(found.values())


def _of_line(line: str, words: tuple[str, ...]) -> Iterable[str]:
    bare = re.sub(r"^(?:[\W_]+|[IVX]{1,5}[.)]|\d{1,2}[.)]|[a-zđ][.)])\s*", "", line)
    folded = fold(bare)
    if len(folded.split()) <= _LONGEST and any(folded.startswith(f"{fold(word)} ") for word in words):
        yield bare
        return
    for match in _pattern(words).finditer(line):
        name = _named(line[match.end() :])
        if name:
            yield f"{match.group()} {name}"


def _named(rest: str) -> str:
    """The own name that follows a unit's word inside a sentence: it begins with a capital and ends at a comma."""
    name = re.split(r"[;,.:|()\n]", rest.lstrip(), maxsplit=1)[0].strip()
    words = name.split()
    return " ".join(words[:_KEY_WORDS]) if words and words[0][0].isupper() else ""


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A unit's word with its capital, inside a sentence."""
    either = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (len(word), word)))
    return re.compile(rf"(?<!\w)(?:{either})(?=\s\w)")
