"""Text that says nothing: placeholders, test entries, names of a template, rows that are missing, error messages.

The words are data (filler.yaml). All rules look at one line at a time; what a page as a whole holds is
`checks.substance`'s question.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from domain.text import clean, fold

_SHORT_LINE = 16  # words; a longer line that contains the words of an empty list is prose
_LONGEST_PROMISE = 24
_TRIAL_TITLE = 8  # words of a title in which "test" may stand anywhere
_TESTED = re.compile(r"tes[a-z]{0,2}(?:ing)?\d*")  # no Vietnamese syllable begins with "tes"
_JUNK = re.compile(
    r"(?:(?P<char>[a-z])(?P=char)+|abc\w*|asd\w*|qwe\w*|zxc\w*|sdf\w*|ghj\w*|jkl\w*|demo\d*|x{2,}|\d{1,4}|[a-z])"
)
_VOWEL = re.compile(r"[aeiouy]")
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-xz]{4,}")
_NUMBER_END = re.compile(r" \d{1,2}$")


class _Lists(BaseModel):
    """The shape of filler.yaml."""

    model_config = ConfigDict(extra="forbid")
    placeholders: list[str]
    placeholders_of_pages: list[str]
    page_subjects: list[str]
    after_promise: list[str]
    no_rows: list[str]
    errors: list[str]
    walls: list[str]
    template_heads: list[str]
    template_nouns: list[str]
    test_phrases: list[str]
    test_exceptions: list[str]
    more: list[str]
    paging: list[str]
    furniture: list[str]
    related: list[str]
    comments: list[str]
    widgets: list[str]


@dataclass(frozen=True, slots=True)
class _Words:
    promise: re.Pattern[str]
    no_rows: tuple[str, ...]
    errors: tuple[str, ...]
    walls: tuple[str, ...]
    heads: tuple[str, ...]
    template: re.Pattern[str]
    tests: tuple[str, ...]
    exceptions: frozenset[str]
    more: frozenset[str]
    paging: frozenset[str]
    furniture: re.Pattern[str]
    related: frozenset[str]
    comments: frozenset[str]
    widgets: tuple[str, ...]


@cache
def _words() -> _Words:
    text = files("checks").joinpath("filler.yaml").read_text(encoding="utf-8")
    lists = _Lists.model_validate(yaml.safe_load(text))
    nouns = sorted({fold(noun) for noun in (*lists.template_nouns, *lists.template_heads)}, key=len, reverse=True)
    lines = sorted({fold(line) for line in lists.furniture}, key=len, reverse=True)
    return _Words(
        promise=_promise(lists),
        no_rows=tuple(fold(line) for line in lists.no_rows),
        errors=tuple(fold(line) for line in lists.errors),
        walls=tuple(fold(line) for line in lists.walls),
        heads=tuple(fold(head) for head in lists.template_heads),
        template=re.compile(rf"(?:{_any(nouns)})(?: (?:{_any(nouns)}))*(?: \d{{1,2}}){{0,2}}"),
        tests=tuple(fold(phrase) for phrase in lists.test_phrases),
        exceptions=frozenset(word for phrase in lists.test_exceptions for word in fold(phrase).split()),
        more=frozenset(fold(label) for label in lists.more),
        paging=frozenset(fold(label) for label in lists.paging),
        furniture=re.compile(rf"(?:{_any(lines)})(?: .*)?"),
        related=frozenset(fold(heading) for heading in lists.related),
        comments=frozenset(fold(heading) for heading in lists.comments),
        widgets=tuple(lists.widgets),
    )


def _promise(lists: _Lists) -> re.Pattern[str]:
    """A whole line that promises content: sure words after anything, others after a page's own nouns only."""
    sure = _any([fold(line) for line in lists.placeholders])
    other = _any([fold(line) for line in lists.placeholders_of_pages])
    subjects = _any(sorted((fold(word) for word in lists.page_subjects), key=len, reverse=True))
    after = _any([fold(word) for word in lists.after_promise])
    return re.compile(rf"(?:(?:.* )?(?:{sure})|(?:(?:{subjects}) )*(?:{other}))(?: (?:{after})\b.*)?")


def _any(phrases: list[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in phrases)


def _holds(folded: str, phrases: tuple[str, ...]) -> bool:
    padded = f" {folded} "
    return any(f" {phrase} " in padded for phrase in phrases)


def is_placeholder(line: str) -> bool:
    """A short line that promises content ("Đang cập nhật …")."""
    folded = fold(line)
    return len(folded.split()) <= _LONGEST_PROMISE and bool(_words().promise.fullmatch(folded))


def says_no_rows(line: str) -> bool:
    """A short line that tells that a list is empty."""
    folded = fold(line)
    return len(folded.split()) <= _SHORT_LINE and _holds(folded, _words().no_rows)


def says_error(line: str) -> bool:
    """A short line of an error page, or of a page that one must log in to see."""
    return says_gone(line) or says_wall(line)


def says_wall(line: str) -> bool:
    """A short line that asks to log in before anything is shown."""
    folded = fold(line)
    return len(folded.split()) <= 2 * _SHORT_LINE and _holds(folded, _words().walls)


def says_gone(line: str) -> bool:
    """A short line that tells that the page does not exist or that the system failed."""
    folded = fold(line)
    return len(folded.split()) <= 2 * _SHORT_LINE and (folded in ("404", "error") or _holds(folded, _words().errors))


@lru_cache(maxsize=16384)
def is_template_name(line: str) -> bool:
    """A title made of a content system's own nouns: "Tiêu đề 1", "Tên đầy đủ thủ tục", "Thông báo 1"."""
    folded = fold(line)
    if len(folded.split()) > 8 or not _words().template.fullmatch(folded):
        return False
    begins = any(folded == head or folded.startswith(head + " ") for head in _words().heads)
    return begins or bool(_NUMBER_END.search(folded))


@lru_cache(maxsize=16384)
def is_test(line: str) -> bool:
    """What an editor typed to try the system: "test …", "aaa", "abc123", one word over and over."""
    folded = fold(line)
    tokens = folded.split()
    if not tokens:
        return False
    if _holds(folded, _words().tests):
        return len(tokens) <= 2 * _SHORT_LINE
    if _is_repeated(tokens) or all(_is_junk(token, line) for token in tokens):
        return True
    places = tokens if len(tokens) <= _TRIAL_TITLE else (tokens[0], tokens[-1])
    tried = any(_TESTED.fullmatch(token) for token in places)
    return tried and len(tokens) <= _SHORT_LINE and not _words().exceptions & set(tokens)


def _is_repeated(tokens: list[str]) -> bool:
    return len(tokens) >= 3 and len(set(tokens)) == 1


def _is_junk(token: str, line: str) -> bool:
    """A token without meaning. Acronyms in capitals (UBND, HĐND) are words."""
    if token.isdigit():
        return len(token) <= 3 and not clean(line).isdigit()
    if _JUNK.fullmatch(token):
        return len(token) > 1 or not token.isalpha()
    mashed = not _VOWEL.search(token) or bool(_CONSONANTS.search(token))
    if len(token) < 4 or not token.isalpha() or not mashed:
        return False
    return not any(word.isupper() for word in clean(line).split() if token in fold(word).split())


def is_filler(line: str) -> bool:
    """A test entry or a template's name."""
    return is_test(line) or is_template_name(line)


@lru_cache(maxsize=16384)
def opens_more(label: str) -> bool:
    """A label that only opens the rest: "Xem chi tiết", "Tải về"."""
    return fold(label) in _words().more


@lru_cache(maxsize=16384)
def is_paging(label: str) -> bool:
    """A link to another page of the same list."""
    folded = fold(label)
    if not folded:
        return bool(re.fullmatch(r"[\W_]{1,4}", clean(label)))
    return folded in _words().paging or bool(re.fullmatch(r"(?:trang )?\d{1,3}(?: \d{1,3})*", folded))  # no years


@lru_cache(maxsize=16384)
def is_furniture(line: str) -> bool:
    """A line that every page has around its content: counters, share buttons, dates of posting, paging."""
    folded = fold(line)
    if not folded or is_paging(line) or opens_more(line):
        return True
    words = len(folded.split())
    return words <= 10 and bool(_words().furniture.fullmatch(folded))


def heads_comments(line: str) -> bool:
    """A heading of what readers say below an article, perhaps with their number."""
    return re.sub(r" \d+$", "", fold(line)) in _words().comments


def is_widget_host(host: str) -> bool:
    """A host whose frames are buttons and counters."""
    return any(host == name or host.endswith(f".{name}") for name in _words().widgets)


def heads_related(heading: str) -> bool:
    """A heading of the list that an article's frame adds: "Tin liên quan", "Các tin đã đưa"."""
    return fold(heading) in _words().related
