"""What a portal wrote, made fit to be shown: one bounded line of letters, and links that only lead to the web.

Everything from a portal is hostile: escape sequences for terminals, overrides of reading direction, towers of
combining marks, addresses that are programs (docs/judging.md 12). Escaping for HTML stays with the templates.
"""

import re
import unicodedata
from urllib.parse import urlsplit

_SPACES = re.compile(r"\s+")
_MARKS_ON_ONE_LETTER = 3  # Vietnamese needs two
_LONGEST_LINK = 2000
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # controls, invisible and directional, surrogates, unassigned


def one_line(text: str, limit: int = 300) -> str:
    """At most `limit` visible characters on one line: no control, no invisible or directional character, NFC."""
    given = text[: limit * 8]  # bounds the work; a text of invisible characters only is nobody's loss
    visible = _SPACES.sub(" ", "".join(_visible(char) for char in unicodedata.normalize("NFC", given))).strip()
    line = _without_towers(visible)
    return line if len(line) <= limit and len(given) == len(text) else line[: limit - 1].rstrip() + "…"


def _visible(char: str) -> str:
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in _HIDDEN else char


def _without_towers(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks <= _MARKS_ON_ONE_LETTER:
            kept.append(char)
    return "".join(kept)


def web_link(url: str) -> str | None:
    """The address if it may become a link: http or https, a host, no one's name before it, nothing invisible in it."""
    if not url or len(url) > _LONGEST_LINK or one_line(url, _LONGEST_LINK) != url or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or "\\" in url:
        return None
    return url
