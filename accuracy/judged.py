"""What the checker said of a portal, as far as a comparison needs it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.captures import Snapshot
from domain.findings import Finding, Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """One requirement's verdict, and the words and place that a person checks it by."""

    verdict: Verdict
    code: str = ""
    reason: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One portal's verdicts by requirement. `reachable`: at least one page of it could be read."""

    portal: str
    told: Mapping[str, Told]
    reachable: bool
    pages: int = 0
    ending: str = ""


def judged(portal: str, findings: Iterable[Finding], snapshot: Snapshot) -> Judged:
    pages = sum(1 for capture in snapshot.captures if capture.is_page and capture.readable)
    ending = snapshot.ending.value if snapshot.ending is not None else ""
    return Judged(portal, {finding.requirement: _told(finding) for finding in findings}, pages > 0, pages, ending)


def _told(finding: Finding) -> Told:
    url = finding.evidence[0].url if finding.evidence else ""
    if not url and finding.searched is not None:
        misses = (f"{miss.url} ({miss.label}: {miss.reason.en})" for miss in finding.searched.misses)
        url = next(misses, "")
    return Told(finding.verdict, finding.code, finding.reason.en, url)
