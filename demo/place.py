"""A section as addresses see it."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Place:
    slug: str
    number: int
    path: str


def mark_of(text: str, letters: int) -> str:
    """A mark of its own for each text, of letters and digits, as platforms put them into addresses."""
    return sha256(text.encode()).hexdigest()[:letters]
