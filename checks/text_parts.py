"""What a text on a matter consists of: its parts, dated events, a list of bare names, bare titles of plans."""

import re
from collections.abc import Sequence

from pydantic import Field

from checks.phrases import Phrases
from checks.probe_kind import Params
from checks.site import Site
from checks.unit_names import units_in
from domain.text import clean, fold
from pages.view import CELLS, Block

SENTENCE = 8  # words
_YEAR = re.compile(r"(?<![\d/.-])(?:1[0-9]\d{2}|20[0-4]\d)(?!\d|/[A-ZĐ])")
_DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](\d{4})\b")
_CLAUSE = re.compile(r"(?<=[.;!?])\s+|\n")
_UNITS = 2  # bodies named in a text that tells of them
_NAME_WORDS = 8  # of a line that is a name
_NAMES = 2
_TITLE_WORDS = 45
_EVENTS = 3


class Part(Params):
    """One part of the matter: found when any of its phrases stands in the text. `units`: also where the text names
    several bodies below the agency."""

    name: str
    any_of: tuple[str, ...] = Field(min_length=1)
    units: bool = False

    def covered_by(self, site: Site, text: str) -> bool:
        """A phrase of one syllable counts as a noun or as the beginning of a name, not inside a name."""
        if Phrases.of(self.any_of).named_in(text):
            return True
        return self.units and len(units_in(site, text)) >= _UNITS


def years(text: str) -> frozenset[str]:
    """The different years a text dates something with; years inside numbers of documents do not count."""
    return frozenset((*_YEAR.findall(text), *_DAY.findall(text)))


def dated_events(text: str, events: Sequence[str]) -> int:
    """Different years whose clauses tell of one of the events; at most as many as prove a history."""
    words = Phrases.of(events)
    told = {year for clause in _CLAUSE.split(text) if words.found_in(clause) for year in years(clause)}
    return min(_EVENTS, len(told))


def has_sentence(blocks: Sequence[Block]) -> bool:
    """More than names and figures in lines or cells."""
    return any(len(fold(cell).split()) >= SENTENCE for block in blocks for cell in block.text.split(CELLS))


def names_in(site: Site, lines: Sequence[str], parts: Sequence[Part]) -> tuple[str, ...]:
    """Lines or cells that are names of the parts' things ("Đền Ông Quế"), where most lines are."""
    found = (next((cell for cell in line.split(CELLS) if _is_name(site, cell, parts)), "") for line in lines)
    named = tuple(filter(None, found))
    return named if len(named) >= _NAMES and 2 * len(named) >= len(lines) else ()


def _is_name(site: Site, text: str, parts: Sequence[Part]) -> bool:
    words = len(fold(text).split())
    return 1 < words <= _NAME_WORDS and any(part.covered_by(site, text) for part in parts)


def bare_titles(site: Site, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The lines that are titles of plans, where nothing else is said: no sentence of a plan, no row of data."""
    starts = tuple(f"{fold(plan)} " for plan in site.lexicon.words.documents.plans)
    titles = [block for block in blocks if any(_is_title(cell, starts) for cell in block.text.split(CELLS))]
    others = [block for block in blocks if block not in titles]
    if not titles or has_sentence(others) or any(_is_data(block.text) for block in others):
        return ()
    return tuple(titles)


def _is_title(text: str, starts: tuple[str, ...]) -> bool:
    """One phrase that begins as names of plans do and goes on to say no more."""
    written = clean(text).strip(" -–•*.")
    written = re.sub(r"^(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)]\s*", "", written)
    folded = f"{fold(written)} "
    if not SENTENCE // 2 <= len(folded.split()) <= _TITLE_WORDS or not folded.startswith(starts):
        return False
    behind = re.split(r"[:;]\s|[.]\s+(?=[A-ZĐ])", written, maxsplit=1)[1:]
    return not behind or len(behind[0].split()) < SENTENCE


def _is_data(line: str) -> bool:
    return CELLS in line and any(map(str.isdigit, line))
