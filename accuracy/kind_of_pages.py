"""What kind of agency a saved portal calls itself: where nobody has said it, its title may."""

from pathlib import Path

from checks.load_lexicon import load_lexicon
from domain.agencies import Kind
from domain.text import fold
from pages.parse import parse_page


def kind_by_title(home: Path) -> Kind | None:
    """The one kind whose names begin as the first agency's name in the home page's title does; None if in doubt."""
    if not home.is_file():
        return None
    title = f" {fold(parse_page(home.read_bytes(), 'http://127.0.0.1/').title)} "
    found: dict[tuple[int, int], set[Kind]] = {}
    for kind, words in load_lexicon().words.agencies.kinds.items():
        for start in words.starts:
            at = title.find(f" {fold(start)} ")
            if at >= 0:
                found.setdefault((at, -len(start)), set()).add(Kind(kind))
    kinds = found[min(found)] if found else set()
    return next(iter(kinds)) if len(kinds) == 1 else None
