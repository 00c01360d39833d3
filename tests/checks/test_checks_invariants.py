"""Invariants over all cases (docs/judging.md 12): what was taken away never helps, and "not there" is always proven.

Two kinds of page testify against content rather than for it: copies of one text under several labels, and the empty
pages that listed items open. Whoever takes those away takes a witness away, so they stay when pages are removed.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from case_portals import CaseFile, find_cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.absence import ENOUGH_NAVIGATION
from checks.evaluate import evaluate
from checks.lists import read_list
from checks.load_catalogue import load_catalogue
from checks.load_lexicon import load_lexicon
from checks.navigation import read_navigation
from checks.probes.listing import PROBES
from checks.requirement import Requirement
from checks.rule_parts import calls_of
from checks.site import Site
from checks.substance import State, substance
from domain.captures import CaptureKind, Snapshot
from domain.findings import Finding, Verdict

CASES = [case for case in find_cases() if case.visits is None]
CATALOGUE = load_catalogue("nd43-2011")
#: Rows that are met by something being there. The others judge every page there is (character set, metadata, files of
#: a type), the entries of a list one by one (those not read leave the sample, docs/judging.md 8), or the address alone:
#: fewer pages may leave the better ones.
PRESENCE = tuple(
    row
    for row in CATALOGUE.requirements
    if row.rule is not None
    and row.group in ("information", "support")
    and row.id not in ("nd43-6-domain", "nd43-7-unicode", "nd43-14-metadata", "nd43-15-1-c-print-save")
    and not row.id.startswith(("tt32-17", "tt32-18"))
    and not any(PROBES[call.probe].entries for call in calls_of(row))
)
_RANKS = {Verdict.MET: 2, Verdict.PARTLY_MET: 1}
_SAMPLES = 2
_COPY_WORDS = 15
_PAGES = (CaptureKind.PAGE, CaptureKind.RENDERED)


def findings_of(snapshot: Snapshot, rows: Sequence[Requirement]) -> Mapping[str, Finding]:
    judged = evaluate(snapshot, replace(CATALOGUE, requirements=tuple(rows)), load_lexicon())
    return {finding.requirement: finding for finding in judged.findings}


@cache
def case_findings(place: int) -> Mapping[str, Finding]:
    return findings_of(CASES[place].snapshot(), PRESENCE)


def rank(finding: Finding) -> int:
    return _RANKS.get(finding.verdict, 0)


def removable(snapshot: Snapshot) -> list[int]:
    """Places of the pages that may go: all that were read, but for the witnesses."""
    witnesses = _witnesses(Site.build(snapshot, load_lexicon()))
    return [
        place
        for place, capture in enumerate(snapshot.captures)
        if capture.kind in _PAGES and capture.readable and capture.url not in witnesses
    ]


def _witnesses(site: Site) -> set[str]:
    lists = {page.url: (*read_list(site, page).items, *read_list(site, page).fillers) for page in site.pages}
    opened = {item.url for items in lists.values() for item in items}
    empty = {page.url for page in site.pages if page.url in opened and substance(site, page).state is not State.REAL}
    return empty | _copies(site, {url: tuple(item.title for item in items) for url, items in lists.items()})


def _copies(site: Site, titles: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Pages that share a long line or a list with another one; what the home page has too is frame."""
    frame = {block.text for block in site.home.view.blocks} if site.home else set()
    told = {page.url: {block.text for block in page.view.blocks} - frame for page in site.pages}
    lines = Counter(line for its in told.values() for line in its if len(line.split()) >= _COPY_WORDS)
    lists = Counter(its for its in titles.values() if its)
    same_text = {url for url, its in told.items() if any(lines[line] > 1 for line in its)}
    return same_text | {url for url, its in titles.items() if lists[its] > 1}


def without(snapshot: Snapshot, places: Sequence[int]) -> Snapshot:
    return replace(
        snapshot, captures=tuple(item for place, item in enumerate(snapshot.captures) if place not in set(places))
    )


def rises(before: Mapping[str, Finding], after: Mapping[str, Finding]) -> dict[str, tuple[str, str]]:
    return {
        key: (before[key].code, after[key].code)
        for key in before
        if key in after and rank(after[key]) > rank(before[key])
    }


def _choices(name: str, places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Each page alone, and some larger sets that the case's name chooses."""
    yield from ((place,) for place in places)
    pick = random.Random(name)
    pairs = list(combinations(places, 2))
    yield from pick.sample(pairs, min(_SAMPLES, len(pairs)))
    for _ in range(_SAMPLES):
        yield tuple(pick.sample(list(places), pick.randint(min(3, len(places)), len(places))))


def test_nearly_all_pages_may_go() -> None:
    snapshots = [case.snapshot() for case in CASES]
    pages = sum(capture.kind in _PAGES and capture.readable for each in snapshots for capture in each.captures)
    assert sum(len(removable(snapshot)) for snapshot in snapshots) > 0.9 * pages


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.requirement}/{case.name}")
def test_no_page_taken_away_raises_the_case_s_own_row(case: CaseFile) -> None:
    row = next((row for row in PRESENCE if row.id == case.requirement), None)
    if row is None:
        return
    rows = [each for each in PRESENCE if each.id in (row.id, row.follows)]
    snapshot = case.snapshot()
    before = findings_of(snapshot, rows)
    for places in _choices(case.name, removable(snapshot)):
        gone = [snapshot.captures[place].url for place in places]
        assert not rises(before, findings_of(without(snapshot, places), rows)), gone


@given(place=st.integers(0, len(CASES) - 1), data=st.data())
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_no_pages_taken_away_raise_any_row(place: int, data: st.DataObject) -> None:
    snapshot = CASES[place].snapshot()
    may_go = removable(snapshot)
    gone = data.draw(st.lists(st.sampled_from(may_go), unique=True)) if may_go else []
    assert not rises(case_findings(place), findings_of(without(snapshot, gone), PRESENCE))


def _proofs_missing(site: Site, finding: Finding) -> list[str]:
    """What a "not there" lacks of its proof."""
    trace = finding.searched
    if trace is None:
        return ["trace"]
    refused = all(0 < miss.similarity <= 1 and miss.reason.vi and miss.reason.en for miss in trace.misses)
    checks = {
        "pages": trace.pages == len(site.pages) > 0,
        "labels": bool(trace.labels) and trace.labels_compared > 0,
        "at most three misses": len(trace.misses) <= 3,
        "why they were refused": refused,
        "nearest first": list(trace.misses) == sorted(trace.misses, key=lambda miss: -miss.similarity),
        "enough of the navigation": trace.navigation == read_navigation(site).coverage >= ENOUGH_NAVIGATION,
        "what it visited": bool(trace.sections) or not trace.misses or all(not miss.url for miss in trace.misses),
    }
    return [name for name, holds in checks.items() if not holds]


def _reads_pages(row: Requirement) -> bool:
    return all(PROBES[call.probe].needs_pages for call in calls_of(row))


@given(place=st.integers(0, len(CASES) - 1), data=st.data())
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_called_absent_was_looked_for(place: int, data: st.DataObject) -> None:
    """Every "not met" shows pages, labels, nearest misses and enough navigation, however little of it is left."""
    snapshot = CASES[place].snapshot()
    pages = [at for at, capture in enumerate(snapshot.captures) if capture.kind in _PAGES]
    gone = data.draw(st.lists(st.sampled_from(pages), unique=True)) if data.draw(st.booleans()) else []
    snapshot = without(snapshot, gone)
    site = Site.build(snapshot, load_lexicon())
    findings = findings_of(snapshot, PRESENCE)
    for row in PRESENCE:
        finding = findings[row.id]
        if finding.verdict is Verdict.NOT_MET and _reads_pages(row):
            assert not _proofs_missing(site, finding), (row.id, finding.code)
