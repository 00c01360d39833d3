"""Agencies, the kinds the law tells apart, and the portals we are told to visit."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of agency that Decree 43/2011 Art. 2(1) binds, and communes, which it does not."""

    MINISTRY = "ministry"
    GOV_AGENCY = "gov_agency"
    PROVINCE = "province"
    DIRECTORATE = "directorate"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def letter(self) -> str:
        return LETTERS[self]


#: Kinds whose agencies govern a territory, and are named by it.
TERRITORIAL = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE})

LETTERS: dict[Kind, str] = {
    Kind.MINISTRY: "M",
    Kind.GOV_AGENCY: "G",
    Kind.PROVINCE: "P",
    Kind.DIRECTORATE: "D",
    Kind.DEPARTMENT: "S",
    Kind.DISTRICT: "H",
    Kind.COMMUNE: "C",
}

KIND_NAMES: dict[Kind, tuple[str, str]] = {
    Kind.MINISTRY: ("Bộ, cơ quan ngang Bộ", "ministry"),
    Kind.GOV_AGENCY: ("Cơ quan thuộc Chính phủ", "government agency"),
    Kind.PROVINCE: ("UBND tỉnh, thành phố", "province"),
    Kind.DIRECTORATE: ("Tổng cục, cục", "directorate"),
    Kind.DEPARTMENT: ("Sở, ban, ngành", "department"),
    Kind.DISTRICT: ("UBND huyện", "district"),
    Kind.COMMUNE: ("UBND xã, phường", "commune"),
}


def parse_kind(text: str) -> Kind:
    """A kind from its word or its letter. Raises ValueError naming what is allowed."""
    wanted = text.strip().lower()
    for kind in Kind:
        if wanted in (kind.value, kind.letter.lower()):
            return kind
    allowed = ", ".join(f"{kind.value} ({kind.letter})" for kind in Kind)
    raise ValueError(f"unknown kind {text!r}; allowed: {allowed}")


class HostRole(StrEnum):
    """What a declared sister host carries."""

    SERVICE = "service"
    DOCUMENTS = "documents"
    GAZETTE = "gazette"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DeclaredHost:
    """A host the operator vouches for: in scope though it may lie outside the registrable domain."""

    host: str  # "dichvucong.example.gov.vn" or "127.0.0.1:8123"
    role: HostRole = HostRole.OTHER
    url: str | None = None  # entry address, when it is not the host's root


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A person's word that a requirement does not bind this agency (docs/judging.md 2): never found by machine."""

    requirement: str  # id, or a prefix ending in "*"
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Agency:
    """A body whose portal is audited. `id` is public and stable."""

    id: str
    name: str  # full Vietnamese name today
    kind: Kind
    name_en: str = ""
    other_names: tuple[str, ...] = ()  # older or shorter names that a page may show
    block: str = ""  # the ranking block: ministries, gov_agencies, provinces, or ""
    parent: str | None = None  # id
    valid_from: date | None = None
    valid_until: date | None = None  # last day
    successors: tuple[str, ...] = ()
    rosters: tuple[str, ...] = ()  # "2018", "2025"

    @property
    def names(self) -> tuple[str, ...]:
        """All Vietnamese names it goes by, today's first; empty where none was given."""
        return tuple(name for name in (self.name, *self.other_names) if name)

    def has_ended(self, day: date) -> bool:
        """Whether it was merged or dissolved before a day: its portal is then an archive of its successor."""
        return self.valid_until is not None and day > self.valid_until


@dataclass(frozen=True, slots=True)
class CrawlOverrides:
    """What an operator may set for one portal; None means the default."""

    max_pages: int | None = None
    delay: float | None = None
    wall_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What an audit visits: the agency, its entry addresses, the hosts in scope. A copy goes into the archive."""

    agency: Agency
    portal: str  # canonical entry URL
    entries: tuple[str, ...] = ()  # further entry addresses (alternative domains)
    hosts: tuple[DeclaredHost, ...] = ()
    resolve: dict[str, str] = field(default_factory=dict)  # name -> "address:port", for test portals only
    overrides: CrawlOverrides = CrawlOverrides()
    not_applicable: tuple[NotApplicable, ...] = ()
    subordinates: tuple[str, ...] = ()  # portal addresses of known subordinate bodies
    known: bool = True  # False: given by address on the command line
    notes: str = ""
