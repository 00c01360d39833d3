"""What a service's own page adds to its entry in a list: the code, the whole name, the field, the level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from checks.labelled_values import pairs_in
from checks.services.codes import code_in_column, find_code
from checks.services.entries import UNSTATED, Entry, LevelFrom
from checks.services.levels import claim_in_column, claim_of
from checks.services.names import Named, may_be, named, read_name
from checks.services.words import service_words
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence
from domain.text import fold
from pages.view import Block, Region

PROBE = "services"
_LEAST_LABELS = 4  # of the fields of Circular 32 Art. 5(1) on the page of one service
_MOST_LINES = 400
_NEAR, _BADGE_WORDS = 6, 8  # lines behind the title; words of one that claims a level
_SHORT = 60  # letters of a line that may head others
_PARTS = frozenset({Region.MAIN, Region.ASIDE})
FIELDS = (
    "order",
    "way",
    "dossier",
    "copies",
    "limit",
    "subject",
    "agency",
    "result",
    "fee",
    "form",
    "condition",
    "basis",
)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page that tells of one service."""

    page: SitePage
    name: str
    code: str
    place: str  # XPath of the name
    values: Mapping[str, str]
    shows_related: bool = False  # lists others under "Thủ tục liên quan"

    @property
    def tells_fields(self) -> bool:
        return sum(1 for field in FIELDS if self.values.get(field)) >= _LEAST_LABELS


def read_own_page(site: Site, page: SitePage) -> OwnPage:
    """The labelled values of a page, and the name and code it gives to its service."""
    words = service_words(site.lexicon)
    blocks = [block for block in page.view.blocks if block.region in _PARTS][:_MOST_LINES]
    values = pairs_in(site.lexicon, "services", (block.text for block in blocks))
    code = code_in_column(values.get("code", ""))
    titles = [(item.text, item.xpath) for item in page.view.headings if item.region in _PARTS]
    read = [(read_name(text, words), xpath) for text, xpath in titles]
    sure = next(((name, xpath) for name, xpath in read if named(name.text, words) is Named.YES), None)
    sure = sure or next(((name, xpath) for name, xpath in read if may_be(name.text, words)), None)
    labelled = read_name(values.get("name", ""), words)
    place = sure[1] if sure is not None else (blocks[0].xpath if blocks else "/html/body")
    name = labelled.text or (sure[0].text if sure is not None else "")
    code = code or labelled.code or (sure[0].code if sure is not None else "")
    if not values.get("level"):
        values["level"] = _level_line(blocks, place)
    related = any(fold(block.text) in words.related for block in blocks if len(block.text) < _SHORT)
    return OwnPage(page, name, code or _only_code(block.text for block in blocks), place, values, related)


def _level_line(blocks: Sequence[Block], title: str) -> str:
    """The short line near the title that claims a level without a label; "" where none does, or two differ."""
    start = next((at for at, block in enumerate(blocks) if block.xpath == title), 0)
    near = (block.text for block in blocks[start + 1 : start + 1 + _NEAR] if not block.in_link)
    said = {claim_of(text): text for text in near if len(text.split()) <= _BADGE_WORDS and claim_of(text)}
    return next(iter(said.values())) if len(said) == 1 else ""


def _only_code(lines: Iterable[str]) -> str:
    codes = {code for line in lines if (code := find_code(line))}
    return codes.pop() if len(codes) == 1 else ""


def with_own_page(site: Site, entry: Entry, own: OwnPage | None) -> Entry:
    """The entry with what its address and its own page add. A page that names another service adds nothing."""
    code = entry.code or find_code(unquote(_tail(entry.url))) or find_code(unquote(_tail(entry.submit_url)))
    if own is None or not _is_of(own, entry):
        return replace(entry, code=code) if code != entry.code else entry
    level = claim_in_column(own.values.get("level", "")) if entry.level == UNSTATED else None
    longer = own.name if fold(own.name).startswith(fold(entry.name)) else entry.name
    made = replace(entry, code=code or own.code, name=longer, field=entry.field or own.values.get("field", "")[:200])
    if not level:
        return made
    seen = site.evidence(own.page, own.place, PROBE, excerpt=own.values["level"], value=level.level)
    return replace(made, level=level.level, scale=level.scale, level_seen=seen, level_from=LevelFrom.OWN)


def _tail(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path.rsplit('/', 1)[-1]}?{parts.query}#{parts.fragment}"


def _is_of(own: OwnPage, entry: Entry) -> bool:
    """Does the page speak of this very service: its name, or its code?"""
    if entry.code and own.code and find_code(entry.code)[:8] == own.code[:8]:
        return True
    one, other = fold(own.name), fold(entry.name)
    return bool(one) and (one.startswith(other) or other.startswith(one))


def lone_entry(site: Site, own: OwnPage) -> Entry | None:
    """A service that no list shows, by its own page with a code and several of the fields."""
    if not own.code or not own.name or not own.tells_fields:
        return None
    claim = claim_in_column(own.values.get("level", ""))
    seen: Evidence = site.evidence(own.page, own.place, PROBE, excerpt=own.name, value=own.code)
    return Entry(
        name=own.name,
        seen=seen,
        code=own.code,
        field=own.values.get("field", "")[:200],
        agency=own.values.get("agency", "")[:200],
        level=claim.level,
        level_seen=seen if claim else None,
        level_from=LevelFrom.OWN if claim else LevelFrom.NOWHERE,
        scale=claim.scale,
        url=own.page.url,
    )
