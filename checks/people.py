"""Persons on a page: names as Vietnamese write them, the post beside each, and what is said of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from checks.load_lexicon import Lexicon
from domain.agencies import Kind
from domain.text import clean, fold
from pages.view import Block

#: Family names of the Kinh and of larger peoples beside them; words that also begin names of bodies are left out.
_FAMILIES = frozenset(
    (
        "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo",
        "duong", "ly", "dao", "doan", "vuong", "trinh", "truong", "dinh", "lam", "phung", "mai", "to", "ha",
        "ta", "chu", "luong", "thai", "quach", "cao", "luu", "tong", "la", "kieu", "han", "tang", "mac", "chau",
        "nghiem", "khuat", "luc", "giap", "hua", "kim", "vi", "lo", "cam", "deo", "thach", "danh", "ksor",
        "rcom", "siu", "nay", "nie", "y", "h", "ro", "kpa", "hmok", "giang", "sung", "lau", "ma", "nong", "be",
        "au", "ung", "trieu", "thieu", "uong", "diep", "dam", "ninh", "khong", "phi", "tu", "bach", "ngan",
        "cu", "vang", "a", "than", "tieu", "mau", "ong",
    )
)  # fmt: skip
_TITLES = ("ông", "bà", "đồng chí", "đ/c", "đ.c", "ts", "ths", "pgs", "gs", "bs", "ks", "cn", "thạc sĩ", "tiến sĩ",
           "kỹ sư", "luật sư", "cử nhân", "bs.ckii", "bs.cki")  # fmt: skip
_PARTS = re.compile(r"\s*(?:[|:;,(\t]|\s[-–—]\s|\)\s*)\s*")
_SAMPLE = re.compile(r"[A-EX]")  # "Nguyễn Văn A" stands for anybody
_TAILS = (5, 4, 3)  # words of a name behind its post; two might be a place
_BESIDE = 15  # words of a line that may tell the post of the name next to it
_OTHER_BODIES = re.compile(
    r"\b(?:hdnd|hoi dong nhan dan|mat tran|hoi nong dan|hoi lien hiep|hoi cuu chien binh|doan thanh nien|cong doan|"
    r"trung tam|cong ty|benh vien|truong thpt|chi nhanh|quoc hoi|hiep hoi)\b"
)
_OWN_BODIES = re.compile(r"\b(?:ubnd|uy ban nhan dan)\b")


@dataclass(frozen=True, slots=True)
class Person:
    """A person named on a page with a leading post, and the lines that follow until the next person."""

    name: str
    post: str
    head: bool
    xpath: str
    lines: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        return fold(self.name)


def person_name(text: str) -> str:
    """The name, where a text is nothing but a person's name, perhaps with a title before it; "" if it is not."""
    written = clean(text).strip(" .,:;-–|*•")
    if not 4 <= len(written) <= 60:
        return ""
    bare = _without_titles(written)
    words = re.split(r"[ -]", bare)
    if _SAMPLE.fullmatch(words[-1]):
        return ""
    if not 2 <= len(words) <= 6 or not all(_is_syllable(word) for word in words):
        return ""
    return bare if fold(words[0]) in _FAMILIES or bare != written else ""


def _without_titles(text: str) -> str:
    for _ in range(4):
        lowered = text.lower()
        title = next((title for title in _TITLES if re.match(rf"{re.escape(title)}(?:[.:]\s*|\s+)", lowered)), None)
        if title is None:
            return text
        text = text[len(title) :].lstrip(" .:")
    return text


def _is_syllable(word: str) -> bool:
    """A capital, then letters only."""
    letters = word.replace("'", "").replace("’", "")
    return bool(letters) and letters[0].isupper() and letters.isalpha() and len(letters) <= 8


def post_in(lexicon: Lexicon, kind: Kind, text: str) -> tuple[str, bool]:
    """The leading post that a text names for this kind of agency, and whether it is the head's; ("", False) if none."""
    folded = fold(text)
    if _OTHER_BODIES.search(folded) and not _OWN_BODIES.search(folded):
        return "", False
    words = lexicon.words.agencies.kinds[kind.value]
    match = _posts(words.heads, words.deputies).search(folded)
    if match is None:
        return "", False
    return match.group(), not match.group().startswith(("pho ", "thu ")) and match.group() in map(fold, words.heads)


@lru_cache(maxsize=32)
def _posts(heads: tuple[str, ...], deputies: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted({fold(post) for post in (*heads, *deputies)}, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def read_people(lexicon: Lexicon, kind: Kind, blocks: Sequence[Block]) -> list[Person]:
    """The persons with a leading post among the lines of a page, in reading order, each once."""
    marks: list[tuple[int, str, str, bool]] = []
    for place, block in enumerate(blocks):
        named = _named(block.text) or _named_behind_post(lexicon, kind, block.text)
        if not named:
            continue
        post, head = _post_beside(lexicon, kind, blocks, place)
        marks.append((place, named, post, head))
    people: dict[str, Person] = {}
    for turn, (place, name, post, head) in enumerate(marks):
        end = marks[turn + 1][0] if turn + 1 < len(marks) else len(blocks)
        lines = tuple(block.text for block in blocks[place:end])
        if post and fold(name) not in people:
            people[fold(name)] = Person(name, post, head, blocks[place].xpath, lines)
    return list(people.values())


def _named(line: str) -> str:
    """The person a line names: the whole line, or one of its parts ("Giám đốc: Trần Văn A")."""
    if len(fold(line).split()) > 40:
        return ""
    return next((name for part in (line, *_PARTS.split(clean(line))) if (name := person_name(part))), "")


def _named_behind_post(lexicon: Lexicon, kind: Kind, line: str) -> str:
    """The person at the end of a line that a leading post begins: "Phó Chủ tịch UBND huyện Trần Văn Bình"."""
    words = clean(line).strip(" .,:;-–*•").split()
    posts = lexicon.words.agencies.kinds[kind.value]
    if not 4 <= len(words) <= _BESIDE or not _posts(posts.heads, posts.deputies).match(fold(line)):
        return ""
    tails = (" ".join(words[-size:]) for size in _TAILS if size < len(words))
    return next((name for tail in tails if (name := person_name(tail))), "")


def _post_beside(lexicon: Lexicon, kind: Kind, blocks: Sequence[Block], place: int) -> tuple[str, bool]:
    """The post in the name's own line, else in the short line behind it, else in the one before it."""
    found = post_in(lexicon, kind, blocks[place].text)
    for other in (place + 1, place + 2, place - 1):
        if found[0]:
            return found
        if 0 <= other < len(blocks) and len(fold(blocks[other].text).split()) <= _BESIDE:
            if other != place + 1 and _named(blocks[other].text):
                continue
            if _named(blocks[other].text):
                break
            found = post_in(lexicon, kind, blocks[other].text)
    return found
