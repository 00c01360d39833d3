"""The ways to read one label: as written, without counters, with abbreviations spelled out, and part by part."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.text import clean, fold, tidy

_COUNTERS = re.compile(r"^(?:\d{1,2} )+|(?: \d{1,6})+$")
_NUMBERED = re.compile(r"^\s*(?:[IVX]{1,5}|[A-Ea-eđĐ]|\d{1,2}(?:\.\d{1,2})?)\s*[.)/:\-–]\s+(?=\S)")
_BETWEEN_PARTS = re.compile(r"\s*[,;|•]\s*|\s+[-–—/&+]\s*|\s*[-–—/&+]\s+")
_LONGEST_SHORT = 3  # words of an abbreviation: "QH - KH" has two


@dataclass(frozen=True, slots=True)
class Form:
    """One reading: its key with tones, its key without, and what reading it so costs."""

    tidy: str
    folded: str
    cost: float


class LabelForms:
    """Reads labels with the lexicon's abbreviations."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._short = {tuple(tidy(short).split()): tidy(full) for short, full in sorted(abbreviations.items())}

    def readings(self, label: str) -> Iterator[Form]:
        """ "Tin tức (12)", "II. Tin tức" are read with and without the counter, "Văn bản QPPL" with and without
        the short form."""
        written = tidy(label)
        bare = _COUNTERS.sub("", tidy(_NUMBERED.sub("", label)))
        seen: set[str] = set()
        for text, cost in ((written, 0.0), (bare, 0.02), (self._spelled(written), 0.04), (self._spelled(bare), 0.05)):
            if text and text not in seen:
                seen.add(text)
                yield Form(text, fold(text), cost)

    def parts(self, label: str) -> tuple[Form, ...]:
        """The names a label strings together ("Văn hóa - Lễ hội"), spelled out; () where it is one name."""
        names = [self._spelled(tidy(part)) for part in _BETWEEN_PARTS.split(clean(label))]
        kept = [name for name in names if name]
        return tuple(Form(name, fold(name), 0.0) for name in kept) if len(kept) > 1 else ()

    def _spelled(self, text: str) -> str:
        tokens, spelled, at = text.split(), [], 0
        while at < len(tokens):
            size, full = self._abbreviation(tokens, at)
            spelled.append(full)
            at += size
        return " ".join(spelled)

    def _abbreviation(self, tokens: list[str], at: int) -> tuple[int, str]:
        """The longest abbreviation that begins here, spelled out; else the word itself."""
        for size in range(_LONGEST_SHORT, 0, -1):
            full = self._short.get(tuple(tokens[at : at + size]))
            if full is not None:
                return size, full
        return 1, tokens[at]
