"""The agency's introduction in English. Decree 43 Art. 13(1).

Most of the parts of Art. 10(1)(a) that bind the agency are full, a paragraph or one part is some. News in English, an
entry that leads to Vietnamese pages, a template's text or another agency's introduce nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from checks.absence import absent, trace, unknown
from checks.all_candidates import candidates_of
from checks.english_absence import unread_of, unseen_or_absent
from checks.english_pages import SECTION, EnglishPart, EnglishText, english_part, without_items
from checks.observations import FULL, SOME, Observation
from checks.phrases import Phrases
from checks.probe_kind import Params, ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.site import Site
from checks.states import State
from domain.agencies import Kind
from domain.findings import Evidence, Text2
from domain.text import fold
from pages.view import Block

NAME = "english_intro"
_STRENGTH = 0.6
_HEADING_WORDS = 8
_BEHIND = 6  # lines behind a heading that may belong to it
_ENOUGH_BEHIND = 8  # words
_LINE_WORDS = 6  # of running text
_FULL_WORDS = 30
_SHORT_WORD = 4  # letters: "the", "our", "of", "bank"
_PARAGRAPH, _SENTENCE = 20, 12
_GREETING = re.compile(
    r"\b(?:welcome|sorry|web ?site|this page|version|coming soon|under construction|update[ds]?)\b", re.I
)


class EnglishTopic(Params):
    """A part of the introduction: `headings` over a text of its own, or a phrase inside running text."""

    name: str
    kinds: tuple[Kind, ...] = tuple(Kind)
    headings: tuple[str, ...] = Field(min_length=1)
    any_of: tuple[str, ...] = Field(min_length=1)


class IntroParams(SectionParams):
    """`entry`: the section whose entries lead to the English pages."""

    entry: str
    parts: tuple[EnglishTopic, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Told:
    """A part that is told, and where."""

    name: str
    text: EnglishText
    line: Block


def run(site: Site, params: IntroParams, _requirement: Requirement) -> Observation:
    part = english_part(site)
    settled = unseen_or_absent(site, part, NAME)
    if settled is not None:
        return settled
    texts = introducing(site, part, params.section)
    asked = [topic for topic in params.parts if site.target.agency.kind in topic.kinds]
    told = [found for topic in asked if (found := _find(site, texts, topic)) is not None]
    words = sum(_running(line) for text in texts for line in without_items(site, text))
    lines = [line for text in texts for line in without_items(site, text) if not _GREETING.search(line.text)]
    paragraph = sum(map(_running, lines)) >= _PARAGRAPH or any(_tells_of_agency(site, line) for line in lines)
    open_rest = unread_of(site, part, params.section)
    return _graded(site, part, params, _Sum(asked, told, texts, words, paragraph, open_rest))


@dataclass(frozen=True, slots=True)
class _Sum:
    """What was asked for and found, and whether pages of the section stayed unread."""

    asked: Sequence[EnglishTopic]
    told: Sequence[_Told]
    texts: Sequence[EnglishText]
    words: int
    paragraph: bool  # enough is said of the agency, whatever it is
    unread: bool


def _graded(site: Site, part: EnglishPart, params: IntroParams, found: _Sum) -> Observation:
    evidence = tuple(item.text.evidence(site, NAME, item.line, item.name) for item in found.told)
    names = ", ".join(item.name for item in found.told)
    count, every = len(found.told), len(found.asked)
    if 2 * count > every and found.words >= _FULL_WORDS:
        said = Text2(f"Có bằng tiếng Anh {count}/{every} phần: {names}.", f"{count} of {every} parts: {names}.")
        return Observation(NAME, FULL, 0.0, "full", said, evidence)
    if count or found.paragraph:
        shown = evidence or _longest(site, found.texts)
        said = Text2(
            f"Chỉ có {count}/{every} phần giới thiệu bằng tiếng Anh ({names or 'một đoạn'}).",
            f"Only {count} of {every} parts of the introduction in English ({names or 'a paragraph'}).",
        )
        rest = round(1 - SOME, 4) if found.unread else 0.0
        return Observation(NAME, SOME, rest, "some", said, shown, trace(site, SECTION, part.visited, part.misses))
    if found.unread:
        said = Text2("Có mục giới thiệu tiếng Anh nhưng chưa tải.", "Its English introduction was not fetched.")
        return unknown(NAME, "unfetched", said, searched=trace(site, params.section, part.visited, part.misses))
    said = Text2(
        "Phần tiếng Anh không có bài giới thiệu nào về cơ quan.", "The English part does not introduce the agency."
    )
    return absent(site, NAME, SECTION, visited=part.visited, misses=part.misses, code="no_intro", reason=said)


def introducing(site: Site, part: EnglishPart, section: str) -> tuple[EnglishText, ...]:
    """The English texts that introduce: where an entry leads, and pages that are named so."""
    named = {
        item.page_found.url
        for item in candidates_of(site, section)
        if item.strength >= _STRENGTH and item.page_found is not None and item.state is State.ALIVE
    }
    return tuple(text for text in part.texts if text.entry or text.page.url in named)


def _find(site: Site, texts: Sequence[EnglishText], topic: EnglishTopic) -> _Told | None:
    phrases, headings = Phrases.of(topic.any_of), Phrases.of(topic.headings)
    for text in texts:
        lines = without_items(site, text)
        line = next((line for line in lines if _running(line) and phrases.found_in(line.text)), None)
        line = line or _headed(lines, headings) or _titled(site, text, lines, headings)
        if line is not None:
            return _Told(topic.name, text, line)
    return None


def _running(line: Block) -> int:
    """Words of a line of running text; 0 for names, links and labels."""
    words = len(fold(line.text).split())
    return words if words >= _LINE_WORDS and not line.in_link else 0


def _tells_of_agency(site: Site, line: Block) -> bool:
    """A sentence that names a body of the agency's kind: "The Canal Authority keeps …"."""
    words = site.lexicon.words.english
    named = (*words.bodies, *words.own.get(site.target.agency.kind.value, ()))
    nouns = {word for phrase in named for word in phrase.split() if len(word) > _SHORT_WORD}
    return _running(line) >= _SENTENCE and not nouns.isdisjoint(fold(line.text).split())


def _headed(lines: Sequence[Block], headings: Phrases) -> Block | None:
    """A short line that names the part, with enough said behind it."""
    for place, line in enumerate(lines):
        if line.in_link or len(fold(line.text).split()) > _HEADING_WORDS or not headings.found_in(line.text):
            continue
        behind = [other for other in lines[place + 1 : place + 1 + _BEHIND] if not other.in_link]
        if sum(len(fold(other.text).split()) for other in behind) >= _ENOUGH_BEHIND:
            return behind[0]
    return None


def _titled(site: Site, text: EnglishText, lines: Sequence[Block], headings: Phrases) -> Block | None:
    """The first line of a page that carries the part's name over all it says."""
    if text.file is not None:
        return None
    titles = [heading.text for heading in site.own_headings(text.page)[:2]]
    said = [line for line in lines if not line.in_link]
    enough = sum(len(fold(line.text).split()) for line in said) >= 2 * _ENOUGH_BEHIND
    return said[0] if enough and any(headings.found_in(title) for title in titles) else None


def _longest(site: Site, texts: Sequence[EnglishText]) -> tuple[Evidence, ...]:
    found = [(_running(line), text, line) for text in texts for line in without_items(site, text)]
    best = max(found, key=lambda item: item[0], default=None)
    return (best[1].evidence(site, NAME, best[2]),) if best is not None else ()


PROBE = ProbeKind(
    NAME,
    IntroParams,
    run,
    Text2(
        "Các phần giới thiệu về chính cơ quan bằng tiếng Anh thật sự.",
        "The parts of the agency's own introduction in real English.",
    ),
)
