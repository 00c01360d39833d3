"""What a portal's service list says, entry by entry, before anything of it is believed.

Decree 43/2011 Art. 18(2), Circular 32/2017 Art. 6. A claimed level is "1" to "4", "unstated", or one of the words of
Decree 42/2022 ("toan_trinh", "mot_phan", "thong_tin"); the proactive levels of Decree 224/2026 Art. 16 are neither and
are kept as "unstated" with their scale named.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.findings import Evidence

ND43_LEVELS = ("1", "2", "3", "4")
ND42_LEVELS = ("thong_tin", "mot_phan", "toan_trinh")
UNSTATED = "unstated"


class LevelFrom(StrEnum):
    """Where a claimed level stands, surest first: two places that differ are settled by it."""

    OWN = "own"  # in a column or field of the entry's own
    BADGE = "badge"  # a text or an icon in the entry's own box
    GROUP = "group"  # a heading over the entry and others
    PAGE = "page"  # a filter or menu entry that is the current one
    NOWHERE = ""


LEVELS_BY_SURETY = tuple(LevelFrom)


class Scale(StrEnum):
    """Whose levels a list speaks of."""

    ND43 = "nd43-2011"
    ND42 = "nd42-2022"
    ND224 = "nd224-2026"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Entry:
    """One service as one place of the portal lists it. Texts are clean and whole; "" where the place does not say.

    `url` is the service's own page (canonical), "" where the entry leads nowhere. `seen` is where it stands.
    """

    name: str
    seen: Evidence
    code: str = ""
    field: str = ""
    admin_level: str = ""  # "ministry", "province", "district", "commune"
    agency: str = ""  # who handles it, as written
    level: str = UNSTATED
    level_seen: Evidence | None = None
    level_from: LevelFrom = LevelFrom.NOWHERE
    scale: Scale = Scale.NONE  # whose levels its claim speaks of
    url: str = ""
    submit_url: str = ""  # an entry to online submission beside this very entry
    cut: bool = False  # its name is the beginning of a longer one that is nowhere whole


@dataclass(frozen=True, slots=True)
class Listing:
    """All entries of a portal, each service once, in the order they were met.

    `duplicates`: the same service twice in one list; what other lists, cards or filters show again is none.
    `claimed_total`: how many the portal says it has. `complete`: every page of every list was read, or as many entries
    as it claims. `cut`: why it is not ("budget", "failed", "needs_post", "script": only script would show more, "").
    `home`: address of the service home page.
    """

    entries: tuple[Entry, ...] = ()
    duplicates: tuple[tuple[Entry, Entry], ...] = ()  # (kept, the same again)
    claimed_total: int | None = None
    pages_read: int = 0
    pages_known: int = 0
    complete: bool = False
    cut: str = ""
    scale: Scale = Scale.NONE
    home: str = ""
    places: tuple[Evidence, ...] = field(default_factory=tuple)  # the lists' own pages

    def __bool__(self) -> bool:
        return bool(self.entries)


class Rung(StrEnum):
    """The steps of the ladder, in order (Circular 32/2017 Art. 5)."""

    LISTED = "listed"
    FIELDS = "fields"  # the eleven kinds of information: level 1
    FORMS = "forms"  # forms that download, or none needed: level 2
    SUBMIT = "submit"  # an entry to online submission or its log-in, for this service: level 3
    PAYMENT = "payment"  # fees payable online, or none due: level 4


@dataclass(frozen=True, slots=True)
class Step:
    """One rung as it was tried. `held` None: it could not be looked at. `dead`: it failed because an address of the
    service's own (its page, a form, its entry) answers that there is nothing. `idle`: it holds because nothing is asked
    of this service; that lifts it to no level."""

    rung: Rung
    held: bool | None
    reason_vi: str
    reason_en: str
    evidence: tuple[Evidence, ...] = ()
    share: float | None = None  # of the eleven fields, of the forms
    dead: bool = False
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Observed:
    """What was found true of one entry. `level`: "1".."4", or None where even the first rung was not looked at."""

    entry: Entry
    steps: tuple[Step, ...]
    level: str | None
