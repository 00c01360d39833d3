"""Small corpora and what was told of them, for the tests beside this file."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from accuracy.corpus import Corpus, Label, Portal, SavedPages, Split
from accuracy.judged import Judged, Told
from domain.agencies import Agency, Kind
from domain.findings import Verdict

NEWS, LEADERS, HISTORY = "nd43-10-1-b-news", "nd43-10-1-a-leaders", "nd43-10-1-a-history"
DAY = date(2026, 11, 20)


def portal(name: str, platform: str = "dnn", *, control: bool = False, split: Split = Split.UNSEEN) -> Portal:
    agency = Agency(name, f"Sở {name}", Kind.DEPARTMENT)
    return Portal(name, agency, platform, SavedPages(Path("nowhere")), split, control)


def label(portal_id: str, requirement: str, *allowed: Verdict, name: str = "") -> Label:
    return Label(portal_id, name or requirement, tuple(requirement.split()), frozenset(allowed))


def told(portal_id: str, verdicts: Mapping[str, Verdict], *, reachable: bool = True) -> Judged:
    return Judged(portal_id, {row: Told(verdict) for row, verdict in verdicts.items()}, reachable, 3, "completed")


def corpus(portals: Sequence[Portal], labels: Sequence[Label]) -> Corpus:
    return Corpus("thu", tuple(portals), tuple(labels))
