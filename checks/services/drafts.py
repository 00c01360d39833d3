"""What one place of a page says of one service, before its list is believed."""

from dataclasses import dataclass

from checks.filler import opens_more
from checks.services.entries import LevelFrom
from checks.services.levels import NO_CLAIM, PROACTIVE, Claim
from checks.services.names import Name, Named
from checks.services.words import ServiceWords
from domain.text import fold
from pages.view import Link


@dataclass(frozen=True, slots=True)
class Told:
    """A claimed level and where it stands: an XPath on the page and the words there."""

    claim: Claim = NO_CLAIM
    source: LevelFrom = LevelFrom.NOWHERE
    place: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.claim)

    @property
    def of_proactive(self) -> bool:
        """It speaks of the other scale (Decree 224/2026): nothing that stands further out is of this service."""
        return self.claim == PROACTIVE

    def within(self, outer: "Told") -> "Told":
        """What is told nearest to a service: itself where it tells anything, else what stands over it."""
        return self if self or self.of_proactive else outer


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Draft:
    """One row, card or list item. `place`: XPath of the row, or of the title."""

    name: Name
    place: str
    surety: Named
    text: str  # all that the row says
    code: str = ""
    field: str = ""
    agency: str = ""
    admin_level: str = ""
    level: Told = NOTHING_TOLD
    url: str = ""
    submit_url: str = ""
    opens: bool = False  # its name opens something in place, or by script
    dated: bool = False
    ended: bool = False  # it stands among procedures that are no more
    titled: bool = True  # its name is a link, or the cell of a table under a head


@dataclass(frozen=True, slots=True)
class Found:
    """What may be a list of services. `headed`: its columns are named as those of such lists are."""

    drafts: tuple[Draft, ...]
    kind: str  # "table", or the make of its titles
    headed: bool = False


def is_submit(link: Link, words: ServiceWords) -> bool:
    """Does a link offer to submit a dossier?"""
    folded = fold(link.name)
    return len(folded.split()) <= 8 and any(folded == sign or folded.startswith(f"{sign} ") for sign in words.submit)


def submit_url(links: list[Link], words: ServiceWords) -> str:
    return next((link.url for link in links if link.url and is_submit(link, words)), "")


def own_url(titled: Link | None, links: list[Link], words: ServiceWords) -> str:
    """The address of the service's own page: its title's, else of "Xem chi tiết", else of the only other link."""
    if titled is not None and titled.url:
        return titled.url
    others = [link for link in links if link.url and link is not titled and not is_submit(link, words)]
    more = [link for link in others if opens_more(link.label or link.title or link.alt)]
    chosen = more or (others if len({link.url for link in others}) == 1 else [])
    return (chosen[0].url or "") if chosen else ""
