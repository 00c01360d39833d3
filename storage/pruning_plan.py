"""Which records of one audit's archive a policy drops: a pure function of the index, the findings and the moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urlsplit

from domain.captures import CaptureKind
from storage.retention import Age, Policy, Why

#: What an archive is without its pages: it stays readable, and availability is judged from how audits ended.
_FRAME = frozenset(
    kind.value
    for kind in (CaptureKind.TARGET, CaptureKind.ENDING, CaptureKind.DNS, CaptureKind.TLS, CaptureKind.ROBOTS)
)
#: How soon an audit is looked at again that may be dropped from only when others change.
_NEWEST_AGAIN = timedelta(days=1)
_HELD_AGAIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class IndexedCapture:
    capture: str
    kind: str
    url: str
    digest: str
    length: int  # of its record in the archive


@dataclass(frozen=True, slots=True)
class Rested:
    """A finding and the records it rests on. `here`: this audit is the latest that links it."""

    finding: int
    requirement: str
    digests: frozenset[str]
    urls: frozenset[str]
    here: bool


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """What is known of an audit before its archive is opened. `newest`: it is the one that counts for its agency."""

    key: int
    audit: str
    archive: str
    started: datetime
    newest: bool
    times: int
    captures: Sequence[IndexedCapture]
    findings: Sequence[Rested]


@dataclass(frozen=True, slots=True)
class Plan:
    """`due`: when the policy may drop more; None: never."""

    drop: Mapping[str, Why]
    bytes: int
    due: datetime | None


def plan(facts: AuditFacts, policy: Policy, protected: frozenset[int], now: datetime) -> Plan:
    """What to drop now. `protected`: the findings that are published or contested."""
    age = Age.of(policy, facts.started)
    here = [rested for rested in facts.findings if rested.here]
    held = _resting(facts, [rested for rested in here if rested.finding in protected])
    cited = _resting(facts, here)
    named = named_captures(facts, policy)
    drop: dict[str, Why] = {}
    due: set[datetime] = set()
    for capture in facts.captures:
        if capture.kind in _FRAME or not capture.digest:
            continue
        verdict = _rule(capture.capture in cited, capture.capture in named, facts.newest, age, now)
        if capture.capture in held:
            if capture.capture in named:
                due.add(max(age.names_until, now + _HELD_AGAIN))
        elif isinstance(verdict, Why):
            drop[capture.capture] = verdict
        elif verdict is not None:
            due.add(verdict)
    freed = sum(capture.length for capture in facts.captures if capture.capture in drop)
    return Plan(drop, freed, min(due, default=None))


def named_captures(facts: AuditFacts, policy: Policy) -> frozenset[str]:
    """The captures of pages with people's names: what the policy's requirements rest on, and pages below those."""
    requirements = frozenset(policy.names.requirements)
    named = [rested for rested in facts.findings if rested.requirement in requirements]
    pages = _resting(facts, named)
    roots = {_address(capture.url) for capture in facts.captures if capture.capture in pages}
    roots |= {_address(url) for rested in named for url in rested.urls}
    roots = {root for root in roots if not _is_front(root)}
    return frozenset(
        capture.capture
        for capture in facts.captures
        if capture.kind not in _FRAME and any(_below(capture.url, root) for root in roots)
    )


def _rule(cited: bool, named: bool, newest: bool, age: Age, now: datetime) -> Why | datetime | None:
    """The rule by which the record goes now, or the moment when one may apply; None: it stays for good."""
    if named and now >= age.names_until:
        return Why.NAMES
    if now < age.whole_until or newest:
        until = max(age.whole_until, now + _NEWEST_AGAIN) if newest else age.whole_until
        return min(until, age.names_until) if named else until
    if not cited:
        return Why.AGE
    if age.evidence_until is None or now < age.evidence_until:
        return min(filter(None, (age.evidence_until, age.names_until if named else None)), default=None)
    return Why.EVIDENCE_AGE


def _resting(facts: AuditFacts, findings: Iterable[Rested]) -> frozenset[str]:
    """The captures that findings rest on, with all records of the same addresses: the page, its picture, its text."""
    findings = list(findings)
    digests = frozenset[str]().union(*(rested.digests for rested in findings))
    urls = {_address(url) for rested in findings for url in rested.urls}
    urls |= {_address(capture.url) for capture in facts.captures if capture.digest in digests}
    return frozenset(
        capture.capture
        for capture in facts.captures
        if capture.kind not in _FRAME and (capture.digest in digests or _address(capture.url) in urls)
    )


def _address(url: str) -> str:
    return urldefrag(url).url


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _below(url: str, root: str) -> bool:
    """Whether an address is the root or lies below it: a deeper path, or more of its query."""
    address = _address(url)
    if not address.startswith(root):
        return False
    rest = address[len(root) :]
    return not rest or root.endswith("/") or rest[0] in "/?&"
