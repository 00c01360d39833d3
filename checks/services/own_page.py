"""What a service's own page adds to its entry in a list: the code, the whole name, the field, the level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from checks.labelled_values import pairs_in
from checks.per_site import once_per_site
from checks.services.codes import code_in_column, find_code
from checks.services.drafts import NOTHING_TOLD, Told
from checks.services.entries import UNSTATED, Entry, LevelFrom
from checks.services.levels import NO_CLAIM, claim_in_column, claim_of, claim_of_image
from checks.services.names import Named, may_be, named, read_name
from checks.services.words import service_words
from checks.site import Site
from checks.site_page import SitePage
from domain.findings import Evidence
from domain.procedures import procedure_key
from domain.text import fold
from pages.view import CONTENT_REGIONS, Block

PROBE = "services"
_MOST_LINES = 400
_BY_TITLE, _LINE_WORDS = 15, 12  # lines by the title, and their words, that may say a level


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page that tells of one service."""

    page: SitePage
    name: str
    code: str
    place: str  # XPath of the name
    values: Mapping[str, str]
    titles: frozenset[str] = frozenset()  # folded
    level: Told = NOTHING_TOLD  # what it claims, under a label or in a line or a badge by its title


@once_per_site
def read_own_page(site: Site, page: SitePage) -> OwnPage:
    """The labelled values of a page, and the name and code it gives to its service."""
    words = service_words(site.lexicon)
    blocks = [block for block in page.view.blocks if block.region in CONTENT_REGIONS][:_MOST_LINES]
    values = pairs_in(site.lexicon, "services", (block.text for block in blocks))
    code = code_in_column(values.get("code", ""))
    titles = [(item.text, item.xpath) for item in page.view.headings if item.region in CONTENT_REGIONS]
    read = [(read_name(text, words), xpath) for text, xpath in titles]
    sure = next(((name, xpath) for name, xpath in read if named(name.text, words) is Named.YES), None)
    sure = sure or next(((name, xpath) for name, xpath in read if may_be(name.text, words)), None)
    labelled = read_name(values.get("name", ""), words)
    place = sure[1] if sure is not None else (blocks[0].xpath if blocks else "/html/body")
    name = labelled.text or (sure[0].text if sure is not None else "")
    code = code or labelled.code or (sure[0].code if sure is not None else "")
    code = code or _only_code(block.text for block in blocks)
    level = _level(site, page, blocks, values.get("level", ""), place)
    return OwnPage(page, name, code, place, values, frozenset(fold(text) for text, _ in titles), level)


def _level(site: Site, page: SitePage, blocks: Sequence[Block], labelled: str, place: str) -> Told:
    """The one level that the page claims; where its lines differ, as in a legend, none."""
    lines = (block for block in blocks[:_BY_TITLE] if not block.in_link and len(block.text.split()) <= _LINE_WORDS)
    told = [Told(found, LevelFrom.OWN, block.xpath, block.text) for block in lines if (found := claim_of(block.text))]
    for image in page.view.images:
        found = claim_of_image(image.name, image.alt, image.title) if image.region in CONTENT_REGIONS else NO_CLAIM
        if found and not site.in_template(image.xpath, image.alt):
            told.append(Told(found, LevelFrom.OWN, image.xpath, image.alt or image.name))
    if len({each.claim for each in told}) > 1:
        return NOTHING_TOLD
    claim = claim_in_column(labelled) if labelled else NO_CLAIM
    return Told(claim, LevelFrom.OWN, place, labelled) if claim else next(iter(told), NOTHING_TOLD)


def _only_code(lines: Iterable[str]) -> str:
    codes = {code for line in lines if (code := find_code(line))}
    return codes.pop() if len(codes) == 1 else ""


def with_own_page(site: Site, entry: Entry, own: OwnPage | None) -> Entry:
    """The entry with what its address and its own page add. A page that names another service adds nothing."""
    code = entry.code or find_code(unquote(_tail(entry.url))) or find_code(unquote(_tail(entry.submit_url)))
    if own is None or not _is_of(own, entry):
        return replace(entry, code=code) if code != entry.code else entry
    level = own.level if entry.level == UNSTATED else NOTHING_TOLD
    longer = own.name if fold(own.name).startswith(fold(entry.name)) else entry.name
    made = replace(entry, code=code or own.code, name=longer, field=entry.field or own.values.get("field", "")[:200])
    if not level:
        return made
    return replace(
        made,
        level=level.claim.level,
        scale=level.claim.scale,
        level_seen=_level_seen(site, own),
        level_from=level.source,
    )


def _level_seen(site: Site, own: OwnPage) -> Evidence:
    return site.evidence(own.page, own.level.place, PROBE, excerpt=own.level.text, value=own.level.claim.level)


def _tail(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path.rsplit('/', 1)[-1]}?{parts.query}#{parts.fragment}"


def _is_of(own: OwnPage, entry: Entry) -> bool:
    """Does the page speak of this very service: its name, or its code?"""
    if entry.code and own.code and procedure_key(entry.code) == procedure_key(own.code):
        return True
    one, other = fold(own.name), fold(entry.name)
    if other in own.titles:
        return True
    return bool(one) and (one.startswith(other) or other.startswith(one))


def lone_entry(site: Site, own: OwnPage) -> Entry | None:
    """A service that no list shows, by a page that tells of one (see page_kind) and names it with its code."""
    if not own.code or not own.name:
        return None
    claim = own.level.claim
    seen: Evidence = site.evidence(own.page, own.place, PROBE, excerpt=own.name, value=own.code)
    return Entry(
        name=own.name,
        seen=seen,
        code=own.code,
        field=own.values.get("field", "")[:200],
        agency=own.values.get("agency", "")[:200],
        level=claim.level,
        level_seen=_level_seen(site, own) if claim else None,
        level_from=own.level.source,
        scale=claim.scale,
        url=own.page.url,
    )
