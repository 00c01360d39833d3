"""Whether an article names its author or its source: a labelled line, a credit in brackets, a signature at its end.

"Nguồn vốn", "nguồn nhân lực", "Theo Luật Đất đai" are prose; "ghi rõ nguồn" in the foot tells others what to do.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from checks.articles import Article
from checks.filler import is_filler, is_furniture, is_placeholder
from checks.people import person_name
from checks.site import Site
from checks.unit_names import units_in
from domain.text import clean, fold, tidy
from pages.dates import find_dates
from pages.view import Block

_VALUE_WORDS = 12
_LINE_WORDS = 10
_SIGNED = 4  # lines at the end among which a signature stands
_BYLINE = 4  # lines behind the title among which a name stands
_PEN_NAME = (2, 4)  # syllables
_ADDRESS = re.compile(r"^(?:https?://|www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?$", re.IGNORECASE)
_NAMES = re.compile(r"\s*(?:[-–—,&/;]|\bvà\b)\s*")
_DATELINE = re.compile(r"^\(?\s*(?P<name>[^\W\d_][\w. ]{1,18}?)\s*\)?\s*[-–—]\s")
_CLOCK = re.compile(r"\b\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2})?(?:\s?(?:AM|PM|SA|CH)\b)?", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:T[2-7]|CN|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b,?", re.IGNORECASE)
_APART = re.compile(r"\s*(?:[|•;\n]|\s[-–—/]\s|,\s)\s*")
_UNIT_WORDS = 6  # of a unit's name beside the day of posting
_POSTED_LINE = 20  # words of a line that tells when an article was posted, with its buttons
_MARKS = " \t()[]“”\"'*.,;–—-"


class _Words(BaseModel):
    """The shape of article_sources.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    labels: tuple[str, ...]
    before_names: tuple[str, ...]
    openings: tuple[str, ...]
    before_posters: tuple[str, ...]
    signatures: tuple[str, ...]
    datelines: tuple[str, ...]
    not_sources: tuple[str, ...]
    nobody: tuple[str, ...]


@cache
def _words() -> _Words:
    return _Words.model_validate(yaml.safe_load(files("checks").joinpath("article_sources.yaml").read_text("utf-8")))


@cache
def _labelled() -> re.Pattern[str]:
    """A label at the beginning of a line or behind a mark, its colon, and what follows up to the next mark."""
    labels = "|".join(re.escape(label) for label in sorted(_words().labels, key=len, reverse=True))
    before = r"(?:^|[|(\[;–—•]|[.!?…”\"\d]\s)"
    value = r"(?P<value>[^|()\[\]]*)"
    return re.compile(rf"{before}\s*(?P<label>{labels})\s*[:：]\s*{value}", re.IGNORECASE)


@cache
def _credit() -> re.Pattern[str]:
    openings = "|".join(re.escape(text) for text in sorted(_words().openings, key=len, reverse=True))
    return re.compile(rf"\(\s*(?:{openings})\s*:?\s+(?P<value>[^()]{{2,80}})\)[\s.]*$", re.IGNORECASE)


def named_source(site: Site, article: Article) -> tuple[Block, str] | None:
    """The line that names an author or a source, and what it names; None where no line does."""
    lines = [block for block in article.lines if fold(block.text)]
    for place, block in enumerate(lines):
        behind = lines[place + 1].text if place + 1 < len(lines) else ""
        value = _by_label(site, block.text, behind) or _by_credit(block.text)
        if not value and place <= _BYLINE:
            value = _by_dateline(block) or (_by_posting(site, block.text) if place else "")
        if value:
            return block, value
    return _by_name(site, article, lines)


def _by_label(site: Site, line: str, behind: str) -> str:
    for match in _labelled().finditer(clean(line)):
        label, value = fold(match["label"]), match["value"].strip(_MARKS)
        if not value and match.end() >= len(clean(line)) and not is_furniture(behind) and ":" not in behind:
            value = behind.strip(_MARKS)
        if _is_somebody(value) and (label not in map(fold, _words().before_names) or _signs(site, value)):
            return value
    return ""


def _by_credit(line: str) -> str:
    """ "… (Theo TTXVN)" at the end of a paragraph."""
    match = _credit().search(clean(line)[-120:])
    if match is None:
        return ""
    return match["value"] if _stands_for_somebody(match["value"]) else ""


def _by_dateline(block: Block) -> str:
    match = _DATELINE.match(clean(block.text))
    known = {fold(name) for name in _words().datelines}
    return match["name"] if match is not None and fold(match["name"]) in known else ""


def _by_posting(site: Site, line: str) -> str:
    """ "19/11/2026 bởi Thanh An", "Thanh An 16:29 | 26/11/2026": what stands beside the date of posting, or on a line
    of its own ("Viết bởi Phòng Tư pháp")."""
    dates = find_dates(line)
    if not dates:
        value = _behind_by(clean(line).strip(_MARKS)) if len(line.split()) <= _LINE_WORDS else ""
        return value if value and _stands_for_somebody(value) else ""
    if len(line.split()) > _POSTED_LINE:
        return ""
    rest = line
    for found in dates:
        rest = rest.replace(found.text, "|")
    rest = _WEEKDAY.sub("|", _CLOCK.sub("|", rest))
    for part in _APART.split(rest):
        written = clean(part).strip(_MARKS + ":")
        value = _behind_by(written)
        if (value and _stands_for_somebody(value)) or (written and _signs(site, written)):
            return value or written
        if written and written[0].isupper() and len(written.split()) <= _UNIT_WORDS and units_in(site, written):
            return written
    return ""


def _behind_by(written: str) -> str:
    for word in sorted(_words().before_posters, key=len, reverse=True):
        if tidy(written).startswith(f"{tidy(word)} "):
            return written[len(word) :].strip(_MARKS + ":")
    return ""


def _by_name(site: Site, article: Article, lines: Sequence[Block]) -> tuple[Block, str] | None:
    """A name that stands alone: at the end, where articles are signed, or right behind the title."""
    body = [block for block in lines if not block.in_link and not is_furniture(block.text)]
    title = fold(article.title)
    for block in reversed(body[1:][-_SIGNED:]):
        line = clean(block.text).strip(_MARKS)
        if len(line.split()) <= _LINE_WORDS and fold(line) != title and (_opens(line) or _signs(site, line)):
            return block, line
    for block in body[1 : 1 + _BYLINE]:
        if person_name(block.text):
            return block, block.text
    return None


def _opens(line: str) -> bool:
    """ "Theo Báo Nhân dân", a line of its own."""
    for opening in _words().openings:
        if tidy(line).startswith(f"{tidy(opening)} "):
            return _stands_for_somebody(line[len(opening) :])
    return False


def _signs(site: Site, line: str) -> bool:
    if fold(line) in {fold(name) for name in _words().signatures}:
        return True
    if find_dates(line) or ":" in line or not _is_somebody(line):
        return False
    parts = [part for part in _NAMES.split(line) if part]
    return bool(parts) and (all(_is_pen_name(site, part) for part in parts) or _is_body(site, line))


def _is_pen_name(site: Site, text: str) -> bool:
    """Two to four syllables with capitals, and no name of a section."""
    if person_name(text):
        return True
    syllables = text.split()
    fewest, most = _PEN_NAME
    if not fewest <= len(syllables) <= most or text.isupper():
        return False
    capital = all(word[0].isupper() and word.isalpha() and len(word) <= 7 for word in syllables)
    named = (match for match in site.lexicon.match_label(text) if match.how != "fuzzy")  # "Thanh An" is no "Thanh toán"
    return capital and not any(match.strength >= 0.6 for match in named)


def _is_body(site: Site, text: str) -> bool:
    folded = f"{fold(text)} "
    return any(folded.startswith(f"{fold(body)} ") for body in site.lexicon.words.bodies)


def _stands_for_somebody(value: str) -> bool:
    """Without a colon before it, a name shows by its capital or as an address."""
    value = value.strip(_MARKS)
    return bool(value) and _is_somebody(value) and (value[0].isupper() or bool(_ADDRESS.match(value)))


def _is_somebody(value: str) -> bool:
    folded = fold(value)
    if not folded or len(folded.split()) > _VALUE_WORDS or folded.isdigit():
        return False
    if _ADDRESS.match(value.strip()):
        return True
    padded = f"{tidy(value)} "
    words = _words()
    if any(padded.startswith(f"{tidy(word)} ") for word in words.not_sources):
        return False
    return folded not in {fold(name) for name in words.nobody} and not is_filler(value) and not is_placeholder(value)
