"""Contacts as English pages print them: officials with post and number, addresses with a street."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.contacts import ContactField, read_contacts
from checks.load_lexicon import Lexicon
from checks.people import person_name
from domain.text import clean, fold
from pages.view import Block, Table

_TITLE = re.compile(r"^(?:mr|mrs|ms|dr|prof|assoc|h\.?e)\b\.?\s*", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[|:;,(\t)]|\s[-–—]\s)\s*")
_NUMBER = re.compile(r"(?:\+?84|\b0)[\d\s.()\-–]{7,16}\d")
_ADDRESS = re.compile(
    r"\baddress\b\s*:?\s*\S"
    r"|\b\d{1,4}[a-z]?(?:[-/]\d{1,4})?,?\s+(?:[^\W\d_]+[ .]+){1,6}(?:street|str\b|st\b|road|avenue|boulevard)",
    re.IGNORECASE,
)
#: A house without a word for its street, as it stands beside a telephone: "12 Le Loi, Son Ha City".
_HOUSE = re.compile(r"\b(?:No\.?\s*)?\d{1,4}[A-Za-z]?(?:[-/]\d{1,4})?,?\s+(?:[A-Z][a-z]+\s?){1,5},\s*[A-Z][a-z]+")
_CALLED = re.compile(r"\b(?:tel|telephone|phone|hotline|mobile|e-?mail|fax)\b", re.IGNORECASE)
_NEAR = 5  # lines behind a name that may still be that person's
_LONGEST = 40  # words of a line that names a person


@dataclass(frozen=True, slots=True)
class Official:
    """A person with post and telephone or mail."""

    name: str
    xpath: str
    excerpt: str

    @property
    def key(self) -> str:
        return fold(self.name)


def officials_of_table(lexicon: Lexicon, table: Table) -> Iterator[Official]:
    """Rows that name a person, an English post, and a telephone or mail."""
    for place, row in enumerate(table.rows):
        name = next((name for cell in row if (name := _person(cell))), "")
        if not name or not any(_post(lexicon, cell) for cell in row):
            continue
        if any(_NUMBER.search(cell) for cell in row) or any(_reached(cell) for cell in row):
            xpath = table.row_xpaths[place] if place < len(table.row_xpaths) else table.xpath
            yield Official(name, xpath, " | ".join(cell for cell in row if cell))


def officials_in(lexicon: Lexicon, lines: Sequence[Block]) -> Iterator[Official]:
    """Persons among the lines of a page: post and number stand in the person's own line or in those next to it."""
    places = [(place, name) for place, line in enumerate(lines) if (name := _named(line.text))]
    starts = [place for place, _ in places] + [len(lines)]
    for turn, (place, name) in enumerate(places):
        end = min(starts[turn + 1], place + 1 + _NEAR)
        own = [line.text for line in lines[place:end]]
        before = [lines[place - 1].text] if place and (turn == 0 or places[turn - 1][0] < place - 1) else []
        posted = any(_post(lexicon, line) for line in (*own[:3], *before))
        if posted and any(_reached(line) for line in own):
            yield Official(name, lines[place].xpath, " ".join(own))


def _person(text: str) -> str:
    return person_name(_TITLE.sub("", clean(text)))


def _named(line: str) -> str:
    if len(line.split()) > _LONGEST:
        return ""
    written = clean(line)
    return next((name for part in (written, *_PARTS.split(written)) if (name := _person(part))), "")


def _post(lexicon: Lexicon, text: str) -> bool:
    folded = f" {fold(text)} "
    return any(f" {post} " in folded for post in lexicon.words.english.posts)


def _reached(text: str) -> bool:
    return any(value.field in (ContactField.PHONE, ContactField.MAIL) for value in read_contacts(text))


def has_number(text: str) -> bool:
    """A telephone number or mail address under an English label."""
    return bool(_CALLED.search(text)) and (bool(_NUMBER.search(text)) or _reached(text))


def has_address(text: str) -> bool:
    return bool(_ADDRESS.search(text))


def has_house(text: str) -> bool:
    """A house in a street and town, in a line that gives the telephone too."""
    return bool(_HOUSE.search(text)) and has_number(text)
