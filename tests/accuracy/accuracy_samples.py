"""Small corpora and what was told of them, for the tests beside this file."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from accuracy.corpus import Corpus, Exam, Label, Portal, SavedPages, Split
from accuracy.judged import Judged, Told
from checks.load_lexicon import Lexicon, load_lexicon
from checks.site import Site
from domain.agencies import Agency, Kind, Target
from domain.captures import Capture, CaptureKind, Ending, Outcome, Snapshot
from domain.codec import digest_bytes
from domain.findings import Verdict

NEWS, LEADERS, HISTORY = "nd43-10-1-b-news", "nd43-10-1-a-leaders", "nd43-10-1-a-history"
DAY = date(2026, 11, 20)


def portal(
    name: str, platform: str = "dnn", *, control: bool = False, split: Split = Split.UNSEEN, exam: str = ""
) -> Portal:
    agency = Agency(name, f"Sở {name}", Kind.DEPARTMENT)
    return Portal(name, agency, platform, SavedPages(Path("nowhere")), split, control, exam=exam)


def label(portal_id: str, requirement: str, *allowed: Verdict, name: str = "") -> Label:
    return Label(portal_id, name or requirement, tuple(requirement.split()), frozenset(allowed))


def told(portal_id: str, verdicts: Mapping[str, Verdict], *, reachable: bool = True) -> Judged:
    return Judged(portal_id, {row: Told(verdict) for row, verdict in verdicts.items()}, reachable, 3, "completed")


def corpus(portals: Sequence[Portal], labels: Sequence[Label], exams: Sequence[Exam] = ()) -> Corpus:
    return Corpus("thu", tuple(portals), tuple(labels), tuple(exams))


def site(pages: Mapping[str, str], lexicon: Lexicon | None = None) -> Site:
    """A portal of these pages, by path; the first is its home page."""
    root = "http://thu.gov.vn"
    bodies = {f"{root}{path}": f"<html><body>{body}</body></html>".encode() for path, body in pages.items()}
    captures = tuple(
        Capture(
            id=f"c{at:06d}",
            kind=CaptureKind.PAGE,
            url=url,
            outcome=Outcome.OK,
            fetched_at=datetime(2026, 11, 20, tzinfo=UTC),
            digest=digest_bytes(body),
            size=len(body),
            status=200,
            mime="text/html",
            charset="utf-8",
            depth=min(at, 1),
        )
        for at, (url, body) in enumerate(bodies.items())
    )
    target = Target(Agency("thu", "Sở Thử", Kind.DEPARTMENT), f"{root}/")
    started = datetime(2026, 11, 20, tzinfo=UTC)
    snapshot = Snapshot("thu", target, started, captures, Ending.COMPLETED, lambda capture: bodies[capture.url])
    return Site.build(snapshot, lexicon or load_lexicon())
