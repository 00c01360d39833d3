"""Contacts of competent officials in English. Decree 43 Art. 13(1).

Officials with post and telephone or mail are full; the agency's own address and telephone are some.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.absence import absent, trace, unknown
from checks.english_absence import unread_of, unseen_or_absent
from checks.english_contact_lines import Official, has_address, has_house, has_number, officials_in, officials_of_table
from checks.english_pages import SECTION, EnglishText, english_part
from checks.english_text import is_english
from checks.observations import FULL, SOME, Observation
from checks.probe_kind import ProbeKind, SectionParams
from checks.requirement import Requirement
from checks.site import Site
from domain.findings import Evidence, Text2
from pages.view import Block

NAME = "english_contacts"
_STRENGTH = 0.6
_SEVERAL = 2


class ContactsParams(SectionParams):
    """`entry`: the section whose entries lead to the English pages."""

    entry: str


@dataclass(frozen=True, slots=True)
class _Found:
    """An official, and the English text that gives him or her."""

    official: Official
    text: EnglishText


def run(site: Site, params: ContactsParams, _requirement: Requirement) -> Observation:
    part = english_part(site)
    settled = unseen_or_absent(site, part, NAME)
    if settled is not None:
        return settled
    found = {item.official.key: item for text in part.texts for item in _officials(site, text)}
    if len(found) >= _SEVERAL:
        return _full(site, tuple(found.values()))
    searched = trace(site, params.section, part.visited, part.misses)
    unread = unread_of(site, part, params.section)
    place = _agency(site, part.texts)
    evidence = tuple(_proof(site, item) for item in found.values()) or ((place,) if place is not None else ())
    if evidence:
        said = _ONE if found else _AGENCY
        return Observation(NAME, SOME, round(1 - SOME, 4) if unread else 0.0, "some", said, evidence, searched)
    if unread:
        said = Text2("Có mục liên hệ tiếng Anh nhưng chưa tải.", "Its English contact page was not fetched.")
        return unknown(NAME, "unfetched", said, searched=searched)
    said = Text2("Phần tiếng Anh không có thông tin liên hệ nào.", "The English part gives no contact of anybody.")
    return absent(site, NAME, SECTION, visited=part.visited, misses=part.misses, code="no_contacts", reason=said)


def _full(site: Site, found: Sequence[_Found]) -> Observation:
    names = ", ".join(item.official.name for item in found[:4])
    said = Text2(
        f"Có liên hệ bằng tiếng Anh của {len(found)} cán bộ: {names}.",
        f"Contacts of {len(found)} officials in English: {names}.",
    )
    evidence = tuple(_proof(site, item) for item in found[:4])
    return Observation(NAME, FULL, 0.0, "full", said, evidence, figures=(("entries", float(len(found))),))


def _officials(site: Site, text: EnglishText) -> Iterator[_Found]:
    if text.file is None:
        for table in site.own_tables(text.page):
            for official in officials_of_table(site.lexicon, table):
                yield _Found(official, text)
    for official in officials_in(site.lexicon, _all_lines(site, text)):
        yield _Found(official, text)


def _all_lines(site: Site, text: EnglishText) -> tuple[Block, ...]:
    """All lines of a text: names of persons are English in no word."""
    return text.lines if text.file is not None else site.own_blocks(text.page)


def _agency(site: Site, texts: Sequence[EnglishText]) -> Evidence | None:
    """The agency's telephone or mail beside its address, in English lines, the foot of English pages included."""
    words = site.lexicon.words.english
    for text in texts:
        blocks = text.lines
        if text.file is None:
            shown = (block for block in text.page.view.blocks if not block.hidden)
            blocks = tuple(block for block in shown if is_english(words, block.text))
        number = next((block for block in blocks if has_number(block.text)), None)
        if number is not None and (has_house(number.text) or any(has_address(block.text) for block in blocks)):
            return text.evidence(site, NAME, number)
    return None


def _proof(site: Site, item: _Found) -> Evidence:
    official = item.official
    line = Block(official.excerpt, official.xpath, item.text.page.view.blocks[0].region)
    return item.text.evidence(site, NAME, line, official.name)


_ONE = Text2("Chỉ có liên hệ của một người bằng tiếng Anh.", "Only one official in English.")
_AGENCY = Text2(
    "Chỉ có địa chỉ, điện thoại chung của cơ quan bằng tiếng Anh.",
    "Only the agency's address and telephone in English.",
)

PROBE = ProbeKind(
    NAME,
    ContactsParams,
    run,
    Text2(
        "Cán bộ có chức vụ và điện thoại hoặc thư điện tử, bằng tiếng Anh.",
        "Officials with post and telephone or mail, in English.",
    ),
)
