"""What a recheck changed: requirement by requirement, verdict and reason before and after."""

from rich.console import Console
from rich.text import Text

from checks.requirement import Catalogue
from domain.findings import VERDICT_NAMES, Evaluation, Finding, Verdict
from domain.harmless import one_line


def differences(before: Evaluation | None, after: Evaluation) -> tuple[tuple[Finding | None, Finding], ...]:
    """Pairs of findings that are not equal; everything is new where there was no judging before."""
    known = {finding.requirement: finding for finding in before.findings} if before else {}
    pairs = ((known.get(finding.requirement), finding) for finding in after.findings)
    return tuple((old, new) for old, new in pairs if old != new)


def print_difference(console: Console, before: Evaluation | None, after: Evaluation, catalogue: Catalogue) -> None:
    changed = differences(before, after)
    if not changed:
        console.print(Text("Không có khác biệt. / No difference."))
        return
    for old, new in changed:
        requirement = catalogue.get(new.requirement)
        title = requirement.title.vi if requirement else ""
        was = _name(old.verdict) if old else "—"
        console.print(Text(f"{new.requirement}  {title}\n  {was} → {_name(new.verdict)}: {one_line(new.reason.vi)}"))
    console.print(Text(f"{len(changed)} khác biệt / differences"))


def _name(verdict: Verdict) -> str:
    return VERDICT_NAMES[verdict][0]
