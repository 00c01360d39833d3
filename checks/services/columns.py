"""Which column of a table says what of a service: by its head, else by its values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checks.load_lexicon import Lexicon
from checks.services.codes import find_code
from checks.services.detail_words import OF_ELEVEN, detail_words
from checks.services.entries import Scale
from checks.services.levels import claim_of
from checks.services.names import Named, named, read_name
from checks.services.words import ServiceWords
from domain.text import fold

_SAMPLE = 60  # rows
_MOSTLY = 0.5
TELLING = frozenset({"code", "level", "field", "agency", "admin_level"})  # heads beside the name's
_MANY_LABELS = 0.4
_LABEL = 60  # letters
_BADGE_WORDS = 8
_NEARLY_ALL = 0.7
Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns; `ticks`: columns of a level each, marked by a cross ("Mức độ 3 | Mức độ 4")."""

    name: int
    code: int | None = None
    level: int | None = None
    field: int | None = None
    agency: int | None = None
    admin_level: int | None = None
    ticks: tuple[tuple[int, str], ...] = ()
    others: tuple[int, ...] = ()  # of levels that are none of a service
    headed: bool = False


def read_columns(
    heads: Sequence[str], rows: Sequence[Sequence[str]], lexicon: Lexicon, words: ServiceWords
) -> Columns | None:
    """None where no column holds names of procedures."""
    sample = rows[:_SAMPLE]
    if not sample:
        return None
    roles = _by_heads(heads, lexicon, words)
    ticks = {place: claim_of(head).level for place, head in enumerate(heads) if _is_tick(head, place, sample, words)}
    roles = {role: place for role, place in roles.items() if place not in ticks}
    code = roles.get("code", _column(sample, lambda cell: bool(find_code(cell))))
    name = _name_column(roles, sample, code, words)
    if name is None:
        return None
    others = tuple(place for place, head in enumerate(heads) if _speaks_of_others(head, words))
    level = roles.get("level", _column(sample, lambda cell: bool(claim_of(cell)), taken={name, code, *others}))
    return Columns(
        name=name,
        code=code if code != name else None,
        level=level,
        field=roles.get("field"),
        agency=roles.get("agency"),
        admin_level=roles.get("admin_level"),
        ticks=tuple(ticks.items()),
        others=others,
        headed=roles.get("name") == name and (bool(TELLING & roles.keys()) or bool(ticks)),
    )


def is_of_other_things(
    heads: Sequence[str], rows: Sequence[Sequence[str]], lexicon: Lexicon, words: ServiceWords
) -> bool:
    """A table that names procedures and lists none: people's dossiers, figures, prices, one service told in rows,
    levels that are planned."""
    sample = rows[:_SAMPLE]
    return (
        _counts_or_tracks(heads, words)
        or _prices(heads, sample, words)
        or _tells_one(sample, lexicon)
        or _plans(heads, sample, words)
    )


def _by_heads(heads: Sequence[str], lexicon: Lexicon, words: ServiceWords) -> dict[str, int]:
    roles: dict[str, int] = {}
    for place, head in enumerate(heads):
        role = lexicon.field_named("services", head) if head and not _speaks_of_others(head, words) else None
        if role is not None:
            roles.setdefault(role, place)
    return roles


def _speaks_of_others(head: str, words: ServiceWords) -> bool:
    """ "Mức độ hài lòng", "Mức độ chủ động"."""
    folded = f" {fold(head)} "
    return any(f" {measure} " in folded for measure in words.other_measures)


def _counts_or_tracks(heads: Sequence[str], words: ServiceWords) -> bool:
    """A table of figures by procedure, of people's dossiers, of documents."""
    folded = [fold(head) for head in heads if head]
    figures = sum(1 for head in folded if head in words.statistics)
    dossiers = sum(1 for head in folded if head in words.dossiers)
    documents = sum(1 for head in folded if head in words.documents)
    return figures >= 2 or dossiers >= 2 or documents >= 2


def _prices(heads: Sequence[str], rows: Sequence[Sequence[str]], words: ServiceWords) -> bool:
    """What a hospital or a waterworks sells: services with a price and without the code of a procedure."""
    return any(fold(head) in words.prices for head in heads) and not any(
        find_code(cell) for row in rows for cell in row
    )


def _tells_one(rows: Sequence[Sequence[str]], lexicon: Lexicon) -> bool:
    """Rows of label and value: one service's own page."""
    firsts = [cell for row in rows for cell in row[:2] if cell]
    details = detail_words(lexicon)
    labels = sum(1 for cell in firsts if len(cell) < _LABEL and details.label(cell) in OF_ELEVEN)
    return len(rows) > 1 and labels >= _MANY_LABELS * len(rows)


def _plans(heads: Sequence[str], rows: Sequence[Sequence[str]], words: ServiceWords) -> bool:
    """Heads that speak of what is to come, or a level now beside another level later. Who takes part, or how far it is,
    stands in lists of services in use too: one such head alone tells of no plan."""
    folded = {fold(head) for head in heads if head}
    if folded & words.planned or len(folded & words.plan_signs) > 1:
        return True
    scales = [
        _scale_of([row[place] for row in rows if place < len(row)]) for place in range(max(map(len, rows), default=0))
    ]
    return any(scales.count(scale) > 1 for scale in (Scale.ND43, Scale.ND42))


def _scale_of(cells: Sequence[str]) -> Scale:
    """The scale whose levels a column's short cells mostly name."""
    filled = [cell for cell in cells if cell]
    told = [claim.scale for cell in filled if len(cell.split()) <= _BADGE_WORDS and (claim := claim_of(cell))]
    return max(told, key=told.count) if filled and len(told) >= _NEARLY_ALL * len(filled) else Scale.NONE


def _is_tick(head: str, place: int, rows: Sequence[Sequence[str]], words: ServiceWords) -> bool:
    if not head or not claim_of(head) or _speaks_of_others(head, words):
        return False
    cells = [row[place] for row in rows if place < len(row)]
    return all(len(cell) <= 3 or fold(cell) == "co" for cell in cells)


def _column(rows: Sequence[Sequence[str]], holds: Test, taken: set[int | None] | None = None) -> int | None:
    """The first column whose filled cells mostly pass."""
    for place in range(max(len(row) for row in rows)):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        passed = sum(1 for cell in cells if holds(cell))
        if passed and passed >= _MOSTLY * len(cells) and place not in (taken or ()):
            return place
    return None


def _name_column(
    roles: dict[str, int], rows: Sequence[Sequence[str]], code: int | None, words: ServiceWords
) -> int | None:
    if "name" in roles:
        return roles["name"]
    found = _column(rows, lambda cell: named(read_name(cell, words).text, words) is Named.YES)
    if found is not None or code is None:
        return found
    lengths = {
        place: sum(len(row[place].split()) for row in rows if place < len(row))
        for place in range(max(len(row) for row in rows))
        if place not in roles.values()
    }
    longest = max(lengths, key=lambda place: (lengths[place], -place), default=None)
    return longest if longest is not None and lengths[longest] >= 3 * len(rows) else None
