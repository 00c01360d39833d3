"""The lines in which a portal says whose it is: titles, heads and feet of its pages, and whom each of them names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.load_lexicon import Lexicon
from checks.owner_claims import Claim, ClaimReader, Names
from checks.site_page import SitePage
from domain.agencies import Target
from domain.text import clean, fold
from domain.urls import host_of, site_of
from pages.hosts import owner_relation
from pages.view import Region

LONGEST_NAME = 90
TITLE, HEAD, FOOT, FRAME = 0, 1, 2, 3
RANKS = {Region.HEADER: HEAD, Region.NAV: HEAD, Region.FOOTER: FOOT}
_HOST_SAMPLE = 3  # pages of a sister host that are asked whose they are


@dataclass(frozen=True, slots=True)
class Said:
    """A text in which the portal speaks of itself."""

    folded: str
    text: str
    xpath: str
    page: SitePage
    rank: int  # 0 title, 1 head, 2 foot, 3 frame


def strange_hosts(pages: Sequence[SitePage], target: Target, lexicon: Lexicon) -> frozenset[str]:
    """Hosts under the agency's registrable domain that are another agency's portal: a department's province, a
    province's department. A host that names nobody is the agency's when its name tells what it carries (congbao)."""
    by_host: dict[str, list[SitePage]] = {}
    for page in pages:
        if owner_relation(page.url, target) == "same_domain":
            by_host.setdefault(host_of(page.url), []).append(page)
    reader = claim_reader(target, lexicon)
    below = {host_of(url) for url in target.subordinates}
    return frozenset(
        host for host, its in sorted(by_host.items()) if host in below or not _speaks_for_agency(host, its, reader)
    )


def _speaks_for_agency(host: str, pages: Sequence[SitePage], reader: ClaimReader) -> bool:
    said = [text for page in pages[:_HOST_SAMPLE] for text in descriptions(page, links=False)]
    lines = Lines(tuple((text, claim_of(reader, text)) for text in said if text.rank < FRAME))
    if owner_line(lines) is not None:
        return True
    if lines.groups(TITLE, HEAD) or any(agency_name(reader.lexicon, text.text) for text in said):
        return False
    return bool(reader.lexicon.match_host(host))


def claim_reader(target: Target, lexicon: Lexicon) -> ClaimReader:
    agency = target.agency
    return ClaimReader(lexicon, agency.kind, agency.names)


def claim_of(reader: ClaimReader, said: Said) -> Claim:
    return reader.first(said.text) if said.rank == FOOT else reader.read(said.text)


def descriptions(page: SitePage, *, links: bool = True) -> Iterator[Said]:
    """Title, head and foot of one page; without the lines that are `links`, which may lead to others."""
    title = clean(page.view.title)
    if title:
        yield Said(fold(title), title, "//title", page, 0)
    for image in page.view.images:
        text = image.alt or image.title
        if text and image.region in (Region.HEADER, Region.NAV):
            rank = HEAD if image.region is Region.HEADER else FRAME
            yield Said(fold(text), text, image.xpath, page, rank)
    away = frozenset(link.xpath for link in page.view.links if link.url and not _is_front(link.url, page))
    for block in page.view.blocks:
        if block.region in RANKS and not block.hidden and (links or not block.in_link):
            entry = block.region is not Region.FOOTER and block.in_link and _of_links(block.xpath, away)
            yield Said(fold(block.text), block.text, block.xpath, page, FRAME if entry else RANKS[block.region])


def _of_links(xpath: str, links: frozenset[str]) -> bool:
    """Whether a line stands in one of the links, or holds one."""
    return any(f"{xpath}/".startswith(f"{link}/") or link.startswith(f"{xpath}/") for link in links)


def _is_front(url: str, page: SitePage) -> bool:
    """Whether a link of a page leads to its own front: such a link in the head shows the portal's name."""
    return url in (page.url, page.capture.requested) or url.rstrip("/") == site_of(page.url)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines in which a portal speaks of itself, each with whom it names."""

    read: tuple[tuple[Said, Claim], ...]

    def naming(self, names: Names, *ranks: int) -> Said | None:
        """The first line that names so, of these ranks (all when none is given)."""
        return next(self._naming(names, ranks), None)

    def _naming(self, names: Names, ranks: tuple[int, ...]) -> Iterator[Said]:
        return (text for text, claim in self.read if claim.names is names and (not ranks or text.rank in ranks))

    def groups(self, *ranks: int) -> frozenset[str]:
        """The groups of other bodies that lines of these ranks name."""
        return frozenset(claim.group for text, claim in self.read if claim.names is Names.OTHER and text.rank in ranks)

    def below_own(self) -> Said | None:
        """Another body named in the head behind this agency: heads put the superior's name above their own."""
        heads = [(text, claim) for text, claim in self.read if text.rank == HEAD]
        own = next((place for place, (_, claim) in enumerate(heads) if claim.names is Names.OWN), len(heads))
        return next((text for text, claim in heads[own:] if claim.names is Names.OTHER), None)


def owner_line(lines: Lines) -> Said | None:
    """The line by which the portal is this agency's. A title alone may be left over from somebody else; what head or
    foot say with it is not, nor is a body named in the head behind this agency."""
    title = lines.naming(Names.OWN, TITLE)
    if title is not None:
        return title
    head, foot = lines.naming(Names.OWN, HEAD), lines.naming(Names.OWN, FOOT)
    if lines.groups(TITLE) & lines.groups(HEAD, FOOT) or lines.groups(HEAD) & lines.groups(FOOT):
        return None
    if head is not None:
        return head if lines.below_own() is None or foot is not None else None
    if foot is not None:
        return foot
    return lines.naming(Names.OWN) if not lines.groups(TITLE, HEAD, FOOT) else None


def agency_name(lexicon: Lexicon, text: str) -> str:
    """The state agency's name in a text: from the word that starts such names to the end of the phrase; "" if none."""
    for part in re.split(r"\s*[|•»>–]\s*|\s-\s|[.:;]\s", clean(text)):
        folded = fold(part)
        for start in _agency_starts(lexicon):
            if (
                re.search(rf"(?:^|\b(?:tu|cua|thuoc|quyen|quan) ){re.escape(start)}\b(?= \w)", folded)
                or folded == start
            ):
                return part[:LONGEST_NAME]
    return ""


def _agency_starts(lexicon: Lexicon) -> tuple[str, ...]:
    """How state agencies' names begin, folded, longest first."""
    starts = {fold(start) for kind in lexicon.words.agencies.kinds.values() for start in kind.starts}
    return tuple(sorted(starts, key=lambda start: (-len(start), start)))
