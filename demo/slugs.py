"""Titles as addresses write them."""

import re
import unicodedata

_WORDS = re.compile(r"[^a-z0-9]+")


def slug_of(title: str, longest: int = 90) -> str:
    """tin-tuc-su-kien."""
    return _WORDS.sub("-", ascii_of(title)).strip("-")[:longest].rstrip("-")


def ascii_of(text: str) -> str:
    """Lower case without marks: "Đánh giá" -> "danh gia"."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def slug_without_d(title: str) -> str:
    """The slug of a platform that drops đ: `-anh-gia`, `van-ban-chi-ao-ieu-hanh`."""
    kept = re.sub("[đĐ]", "", title)
    slug = _WORDS.sub("-", ascii_of(kept))
    return slug.rstrip("-")[:90]
