"""One requirement's finding: who is bound, what could be looked at, whose portal it is, what the rule says.

The order of the questions is law: not bound, registered as not applicable, nothing read, no probe, nothing given to
compare with, the list it follows, whose portal, the rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checks.identity import read_identity
from checks.navigation import read_navigation
from checks.nothing_read import SHELL, Silence
from checks.observations import Unknown
from checks.probe_crash import ProbeCrashError
from checks.probe_kind import ProbeKind
from checks.requirement import Requirement
from checks.rule_parts import calls_of
from checks.rules import Judgement, judge_rule
from checks.shares import Shares
from checks.site import Site
from domain.agencies import Kind, NotApplicable, Target
from domain.findings import Finding, SearchTrace, Text2, Verdict

_LONGEST_REASON = 1200
_OWN, _OTHER = "own", "other"
_FOLLOWED = frozenset({Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE, Verdict.NEEDS_HUMAN})


@dataclass(frozen=True, slots=True)
class Case:
    """What all requirements of one evaluation share."""

    site: Site
    probes: Mapping[str, ProbeKind]
    silence: Silence | None


def judge_requirement(
    requirement: Requirement, case: Case, earlier: Mapping[str, Finding]
) -> tuple[Finding, Mapping[str, float]]:
    """The finding, and the side figures of its probes. `earlier` holds the findings of the lists."""
    most = maximum(requirement, case.site.target.agency.kind)
    settled = (
        not_bound(requirement, case.site.target)
        or _unseen(requirement, case)
        or _ungiven(requirement, case)
        or _by_list(requirement, earlier, most)
    )
    if settled is not None:
        return settled, {}
    rule = requirement.rule
    if rule is None:
        raise ValueError(f"{requirement.id}: no rule to judge by")
    try:
        judgement = judge_rule(rule, case.site, requirement, case.probes)
    except ProbeCrashError as crash:
        return _crashed(requirement, crash), {}
    if judgement.unknown_kind is Unknown.NOT_APPLICABLE:
        return _settled(requirement, Verdict.NOT_APPLICABLE, judgement.code, judgement.reason), judgement.figures
    nothing = _nothing_asked(requirement, judgement, earlier, most)
    if nothing is not None:
        return nothing, judgement.figures
    judgement = _by_owner(requirement, case.site, judgement)
    return _found(requirement, case.site, judgement), judgement.figures


def is_bound(requirement: Requirement, kind: Kind) -> bool:
    """Communes are judged by the rows that bind districts, as advice without points (docs/judging.md 2)."""
    return (Kind.DISTRICT if kind is Kind.COMMUNE else kind) in requirement.applies_to


def maximum(requirement: Requirement, kind: Kind) -> float:
    """The points at stake: none for communes, which the Decree does not bind."""
    return requirement.points if kind in requirement.applies_to else 0.0


def not_bound(requirement: Requirement, target: Target) -> Finding | None:
    """The finding of a row that does not bind this agency; None where it does."""
    kind = target.agency.kind
    if not is_bound(requirement, kind):
        said = Text2("Yêu cầu này không áp dụng cho loại cơ quan này.", "This row does not bind this kind of agency.")
        return _settled(requirement, Verdict.NOT_APPLICABLE, "kind", said)
    entry = next((entry for entry in target.not_applicable if _names(entry, requirement)), None)
    if entry is None:
        return None
    said = Text2(
        f"Không áp dụng theo xác nhận ngày {entry.on:%d/%m/%Y}: {entry.source}.",
        f"Not applicable by an entry of {entry.on.isoformat()}: {entry.source}.",
    )
    return _settled(requirement, Verdict.NOT_APPLICABLE, "registered", said)


def _names(entry: NotApplicable, requirement: Requirement) -> bool:
    if entry.requirement.endswith("*"):
        return requirement.id.startswith(entry.requirement[:-1])
    return requirement.id == entry.requirement


def _unseen(requirement: Requirement, case: Case) -> Finding | None:
    if case.silence is not None and not (case.silence.code == SHELL and _reads_records(requirement, case)):
        return _settled(requirement, Verdict.UNDETERMINED, case.silence.code, case.silence.reason)
    if requirement.rule is None:
        said = Text2("Chưa có phép dò cho yêu cầu này.", "There is no probe for this row yet.")
        return _settled(requirement, Verdict.UNDETERMINED, "no_probe", said)
    return None


def _ungiven(requirement: Requirement, case: Case) -> Finding | None:
    """Without what its probe compares with, a row is undetermined whatever the portal lists (docs/judging.md 6)."""
    for call in calls_of(requirement):
        lacks = case.probes[call.probe].lacks
        said = lacks(case.site) if lacks is not None else None
        if said is not None:
            return _settled(requirement, Verdict.UNDETERMINED, "not_given", said)
    return None


def _reads_records(requirement: Requirement, case: Case) -> bool:
    """Its probes read records that an empty shell has too: its address, its site map."""
    calls = calls_of(requirement)
    return bool(calls) and not any(case.probes[call.probe].needs_pages for call in calls)


def _by_list(requirement: Requirement, earlier: Mapping[str, Finding], most: float) -> Finding | None:
    """Rows on the entries of a list go as it goes; rows on level 3-4 services wait for one (docs/judging.md 8)."""
    followed = earlier.get(requirement.follows)
    if followed is not None and followed.verdict in _FOLLOWED:
        said = Text2(
            f"Theo kết quả của dòng {followed.requirement}: {followed.reason.vi}",
            f"As row {followed.requirement}: {followed.reason.en}",
        )
        finding = _settled(requirement, followed.verdict, "follows", said)
        lost = followed.verdict is Verdict.NOT_MET
        return replace(
            finding,
            value=0.0 if lost else None,
            possible=most if lost else 0.0,
            evidence=followed.evidence,
            searched=followed.searched,
        )
    awaited = followed or earlier.get(requirement.awaits)
    if awaited is None or awaited.verdict in (Verdict.MET, Verdict.PARTLY_MET):
        return None
    if awaited.verdict is Verdict.NOT_APPLICABLE:
        return _settled(requirement, Verdict.NOT_APPLICABLE, "follows", awaited.reason)
    said = Text2(
        f"Chưa có danh sách để xét (dòng {awaited.requirement}).",
        f"There is no list to look at (row {awaited.requirement}).",
    )
    return _settled(requirement, Verdict.UNDETERMINED, "no_list", said)


def _nothing_asked(
    requirement: Requirement, judgement: Judgement, earlier: Mapping[str, Finding], most: float
) -> Finding | None:
    """A share with nothing to ask (docs/judging.md 8), where the list it samples was looked for and is not there."""
    listed = earlier.get(requirement.samples)
    if judgement.unknown_kind is not Unknown.NOTHING or listed is None or listed.verdict is not Verdict.NOT_MET:
        return None
    said = Text2(
        f"Không có tin, bài nào để xét. Dòng {listed.requirement}: {listed.reason.vi}",
        f"There are no items to ask this of. Row {listed.requirement}: {listed.reason.en}",
    )
    finding = _settled(requirement, Verdict(requirement.empty), "nothing_asked", said)
    if finding.verdict is Verdict.NOT_APPLICABLE:
        return finding
    return replace(finding, value=0.0, possible=most, evidence=listed.evidence, searched=listed.searched)


def _crashed(requirement: Requirement, crash: ProbeCrashError) -> Finding:
    said = Text2(
        f"Lỗi của chương trình kiểm tra ở phép dò {crash.probe}: {crash.kind} (mã {crash.id}).",
        f"Our own error in probe {crash.probe}: {crash.kind} at {crash.place} (id {crash.id}).",
    )
    return _settled(requirement, Verdict.ERROR, f"crash_{crash.id}", said)


def _by_owner(requirement: Requirement, site: Site, judgement: Judgement) -> Judgement:
    """Whose portal is this? On somebody else's, no information of this agency can be met (docs/judging.md 4)."""
    identity = read_identity(site)
    if requirement.group != "information" or identity.state == _OWN or judgement.shares.earned == 0:
        return judgement
    if identity.state == _OTHER:
        return replace(
            judgement,
            shares=Shares(0.0, 0.0),
            code="not_own_portal",
            reason=identity.reason,
            evidence=(*identity.evidence, *judgement.evidence),
            searched=judgement.searched or _trace(site, judgement),
        )
    said = Text2(
        f"Có nội dung, nhưng chưa rõ cổng này của cơ quan nào. {identity.reason.vi}",
        f"There is content, but whose portal this is stays unclear. {identity.reason.en}",
    )
    return replace(
        judgement,
        shares=Shares(0.0, judgement.shares.highest),
        code="identity_unclear",
        reason=said,
        unknown_kind=Unknown.HUMAN,
    )


def _found(requirement: Requirement, site: Site, judgement: Judgement) -> Finding:
    shares = judgement.shares
    verdict, searched = verdict_of(shares, judgement.unknown_kind), judgement.searched
    code, reason = judgement.code, judgement.reason
    if verdict is Verdict.NOT_MET and searched is None:
        searched = _trace(site, judgement) if judgement.evidence else None
        if searched is None:
            verdict, shares, code = Verdict.UNDETERMINED, Shares(0.0, 1.0), "no_trace"
            reason = Text2(
                "Không có dấu vết tìm kiếm để kết luận là không có.", "No search trace to call it absent by."
            )
    if shares.earned > 0 and not judgement.evidence:
        said = Text2("Lỗi của chương trình kiểm tra: thiếu bằng chứng.", "Our own error: no evidence was given.")
        return _settled(requirement, Verdict.ERROR, "no_evidence", said)
    most = maximum(requirement, site.target.agency.kind)
    unseen = shares.earned == 0 and shares.highest >= 1 and verdict is not Verdict.NOT_MET
    return Finding(
        requirement=requirement.id,
        verdict=verdict,
        value=None if unseen else shares.earned,
        points=round(shares.earned * most, 6),
        possible=round((1 - shares.unknown) * most, 6),
        code=code,
        reason=Text2(reason.vi[:_LONGEST_REASON], reason.en[:_LONGEST_REASON]),
        evidence=judgement.evidence,
        searched=searched,
    )


def verdict_of(shares: Shares, unknown_kind: Unknown) -> Verdict:
    """The verdict that follows from the shares (docs/judging.md 8)."""
    if shares.earned >= 1:
        return Verdict.MET
    if shares.earned > 0:
        return Verdict.PARTLY_MET
    if shares.unknown == 0:
        return Verdict.NOT_MET
    return Verdict.NEEDS_HUMAN if unknown_kind is Unknown.HUMAN else Verdict.UNDETERMINED


def _trace(site: Site, judgement: Judgement) -> SearchTrace:
    """Where the opposite was seen: the addresses of the evidence are what was looked at."""
    return SearchTrace(
        sections=tuple(dict.fromkeys(item.url for item in judgement.evidence))[:20],
        pages=len(site.pages),
        labels_compared=len(site.labels),
        navigation=read_navigation(site).coverage,
        unfetched=tuple(read_navigation(site).unfetched[:10]),
    )


def _settled(requirement: Requirement, verdict: Verdict, code: str, reason: Text2) -> Finding:
    """A finding in which nothing was judged."""
    return Finding(requirement.id, verdict, None, 0.0, 0.0, code, reason)
