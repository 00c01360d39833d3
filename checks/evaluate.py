"""From a snapshot to findings: a pure function of archived records, a catalogue, the lexicon and this code."""

from collections.abc import Mapping
from typing import Any

from checks.code_version import code_version
from checks.identity import read_identity
from checks.judge_requirement import Case, is_bound, judge_requirement
from checks.load_lexicon import Lexicon
from checks.navigation import read_navigation
from checks.nothing_read import cause_of_silence
from checks.page_views import ViewCache
from checks.probe_crash import ProbeCrashError
from checks.probe_kind import ProbeKind
from checks.probes.listing import PROBES
from checks.requirement import Catalogue, Requirement
from checks.scoring import score
from checks.services.compare import summary_of
from checks.services.figures import service_figures
from checks.site import Site
from domain.agencies import Kind
from domain.captures import Snapshot
from domain.clock import VIETNAM
from domain.findings import Evaluation, Finding, ServiceSummary, Text2, Verdict


def evaluate(
    snapshot: Snapshot,
    catalogue: Catalogue,
    lexicon: Lexicon,
    probes: Mapping[str, ProbeKind] = PROBES,
    views: ViewCache | None = None,
) -> Evaluation:
    """Judges one audit. Byte-equal for the same records, catalogue, lexicon and code (docs/judging.md 12)."""
    return evaluate_site(Site.build(snapshot, lexicon, views), catalogue, probes)


def evaluate_site(site: Site, catalogue: Catalogue, probes: Mapping[str, ProbeKind] = PROBES) -> Evaluation:
    """Judges a snapshot that is already indexed; `wanted` reads the same one."""
    case = Case(site, probes, cause_of_silence(site))
    findings: dict[str, Finding] = {}
    measured: dict[str, Mapping[str, float]] = {}
    for requirement in _lists_first(catalogue):
        finding, figures = judge_requirement(requirement, case, findings)
        findings[requirement.id] = finding
        if figures:
            measured[requirement.id] = figures
    ordered = tuple(findings[key] for key in sorted(findings))
    agency, today = site.target.agency, site.now.astimezone(VIETNAM).date()  # who has ended is judged, and not scored
    return Evaluation(
        audit=site.snapshot.audit,
        catalogue=catalogue.name,
        catalogue_digest=catalogue.digest,
        lexicon_digest=site.lexicon.digest,
        code_version=code_version(),
        findings=ordered,
        services=summary_of(site),
        score=score(() if agency.has_ended(today) else ordered, catalogue, agency.kind),
        figures=_figures(site, measured),
    )


def crashed_evaluation(
    snapshot: Snapshot, catalogue: Catalogue, lexicon: Lexicon, crash: ProbeCrashError
) -> Evaluation:
    """What is stored when judging itself failed: every bound requirement is `error`, by the crash's id."""
    kind = snapshot.target.agency.kind
    findings = tuple(_crashed(row, kind, crash) for row in sorted(catalogue.requirements, key=lambda row: row.id))
    return Evaluation(
        audit=snapshot.audit,
        catalogue=catalogue.name,
        catalogue_digest=catalogue.digest,
        lexicon_digest=lexicon.digest,
        code_version=code_version(),
        findings=findings,
        services=ServiceSummary(),
        score=score(findings, catalogue, kind),
    )


def _crashed(row: Requirement, kind: Kind, crash: ProbeCrashError) -> Finding:
    if not is_bound(row, kind):
        said = Text2("Không áp dụng cho loại cơ quan này.", "Does not bind this kind of agency.")
        return Finding(row.id, Verdict.NOT_APPLICABLE, None, 0.0, 0.0, "kind", said)
    said = Text2(f"Lỗi của công cụ ({crash.id}).", f"Our own failure ({crash.id}).")
    return Finding(row.id, Verdict.ERROR, None, 0.0, 0.0, crash.id, said)


def _lists_first(catalogue: Catalogue) -> list[Requirement]:
    """Rows that follow or sample a list come after it."""
    return sorted(catalogue.requirements, key=lambda row: (bool(row.follows or row.awaits or row.samples), row.id))


def _figures(site: Site, measured: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    identity, navigation = read_identity(site), read_navigation(site)
    return {
        "identity": {"state": identity.state, "name": identity.name},
        "navigation": {"addresses": len(navigation.addresses), "coverage": round(navigation.coverage, 6)},
        "pages": len(site.pages),
        "services": service_figures(site),
        "measured": {key: dict(sorted(measured[key].items())) for key in sorted(measured)},
    }
