"""A corpus: portals whose truth somebody wrote down, and where each portal is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from demo.truth.service_truth import ServiceTruth
from domain.agencies import Agency
from domain.findings import Verdict

PRESENT = frozenset({Verdict.MET, Verdict.PARTLY_MET})
ABSENT = frozenset({Verdict.NOT_MET})
OPEN = frozenset({Verdict.UNDETERMINED, Verdict.NEEDS_HUMAN})


class Split(StrEnum):
    """Was the checker tuned while its makers looked at this portal's misses?"""

    TUNED = "tuned"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Exam:
    """Portals by strangers to the checker and to the others, which stand apart from the totals.

    `looked_at`: have the checker's makers read its misses? Then it forecasts nothing any more, though nothing was tuned
    on it by intent.
    """

    name: str
    looked_at: bool

    @property
    def column(self) -> str:
        """What stands above its figures."""
        return f"{self.name} exam"


@dataclass(frozen=True, slots=True)
class SavedPages:
    """A folder of saved pages, to be served at the root of its own port. `captured`: the day they were saved."""

    folder: Path
    captured: date | None = None


@dataclass(frozen=True, slots=True)
class StoredArchive:
    """A WARC file: of this program, or of another tool."""

    file: Path


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One of the made-up portals of demo/, as it stands on the day."""

    today: date


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal of a corpus. `control`: no state agency, so that nothing of it may be called present.

    `exam`: the column of the exam that it belongs to.
    """

    id: str
    agency: Agency
    platform: str
    source: SavedPages | StoredArchive | MadeUp
    split: Split = Split.UNSEEN
    control: bool = False
    address: str = ""  # the portal's own address; "" for saved pages that may be read under a loopback address
    exam: str = ""

    @property
    def column(self) -> str:
        """Where its figures stand: under its exam, else under its split."""
        return self.exam or self.split.value


@dataclass(frozen=True, slots=True)
class Label:
    """What a perfect auditor may say of one thing on one portal.

    `name` is a requirement's id, or an item's name where the thing answers several `requirements` together.
    """

    portal: str
    name: str
    requirements: tuple[str, ...]
    allowed: frozenset[Verdict]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """`services`: by portal, the services of those whose services are known one by one."""

    name: str
    portals: tuple[Portal, ...]
    labels: tuple[Label, ...]
    exams: tuple[Exam, ...] = ()
    services: Mapping[str, ServiceTruth] = field(default_factory=dict)

    @property
    def without_exams(self) -> "Corpus":
        """What totals and floors stand on; the corpus itself where nothing else is in it."""
        rest = frozenset(portal.id for portal in self.portals if not portal.exam)
        return self.only(rest) if rest else self

    def only(self, ids: frozenset[str]) -> "Corpus":
        """The corpus without other portals. Raises LookupError naming what there is."""
        known = {portal.id for portal in self.portals}
        for strange in sorted(ids - known):
            raise LookupError(f"no portal {strange!r} in {self.name}; there are {', '.join(sorted(known))}")
        return Corpus(
            self.name,
            tuple(portal for portal in self.portals if portal.id in ids),
            tuple(label for label in self.labels if label.portal in ids),
            self.exams,
            {portal: truth for portal, truth in self.services.items() if portal in ids},
        )
